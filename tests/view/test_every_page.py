"""What holds for every page: it answers, has its twin and its tables, and text of a report is never markup on it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from crosswire.view.web.registry import MENU, PAGES
from tests import samples

NAMES = [p.name for p in PAGES]
POLICY = "default-src 'self'"


@pytest.fixture(scope="module")
def addresses(room_record):
    return samples.addresses(room_record)


@pytest.fixture(scope="module")
def hostile_addresses(hostile_room):
    return samples.addresses(hostile_room.desk.reading())


@pytest.mark.parametrize("name", NAMES)
def test_every_page_answers_as_a_page_and_as_data(room, addresses, name):
    page = room.get(addresses[name])
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith(POLICY)
    assert "{{" not in page.text
    twin = room.get(samples.twin(addresses[name], ".json"))
    assert twin.status_code == 200
    assert json.loads(twin.text)["title"]


@pytest.mark.parametrize(("name", "table"), [(p.name, t) for p in PAGES for t in p.tables])
def test_every_table_is_there_as_csv(room, addresses, name, table):
    answer = room.get(samples.twin(addresses[name], f"/{table}.csv"))
    assert answer.status_code == 200
    header, *rows = list(csv.reader(io.StringIO(answer.text)))
    assert all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_holds_an_inline_script_or_style(room, addresses, name):
    text = room.get(addresses[name]).text
    assert " style=" not in text
    assert "<style" not in text
    assert not [piece for piece in text.split("<script")[1:] if " src=" not in piece.split(">")[0]]
    assert " onclick=" not in text


@pytest.mark.parametrize("name", NAMES)
def test_markup_in_a_report_is_text_on_every_page(hostile_room, hostile_addresses, name):
    page = hostile_room.get(hostile_addresses[name])
    assert page.status_code == 200
    for harm in ("<script>alert", "<img src=x", "<svg/onload", "<svg onload", 'href="javascript:', 'href="data:', '"onmouseover='):
        assert harm not in page.text, harm
    assert ">49<" not in page.text


@pytest.mark.parametrize(("path", "label"), [(path, label) for path, label, _ in MENU])
def test_the_menu_leads_somewhere(room, path, label):
    assert room.get(path).status_code == 200, label


@pytest.mark.parametrize("path", ["/nothing", "/story/none", "/event/none", "/report?id=none", "/static/none.css"])
def test_what_is_not_there_is_said_in_a_sentence(room, path):
    answer = room.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
