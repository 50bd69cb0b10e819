"""Who may send a judgement, and what every answer carries."""

from __future__ import annotations

import pytest

OWN = {"verdict": "wrong", "ids": ["claim_x"]}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 400),  # let through: there is no such claim
        ({"sec-fetch-site": "none"}, 400),
        ({}, 400),  # no browser
        ({"origin": "http://testserver"}, 400),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver:81"}, 403),
        ({"host": "elsewhere.example"}, 400),
    ],
)
@pytest.mark.parametrize("path", ["/decide", "/undo", "/edit", "/note"])
def test_judgements_come_from_the_servers_own_pages(room, path, headers, status):
    answer = room.post(path, json=OWN, headers=headers)
    assert answer.status_code == status
    assert room.desk.generation == 0


def test_a_foreign_host_sees_nothing(room):
    assert room.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_every_answer_is_strict(room):
    for answer in (room.get("/"), room.get("/nowhere"), room.post("/decide", json=OWN), room.post("/decide", headers={"origin": "null"})):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_nothing_is_judged_by_following_a_link(room):
    assert room.get("/decide?verdict=wrong&id=claim_x").status_code in (404, 405)
