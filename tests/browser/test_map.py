"""The map in a browser: it moves under the hand, by its links and by keys, and every place leads to its events."""

from __future__ import annotations

import re

from crosswire.view.pages.maps import WIDE

SVG = "#map .for-wide > svg"


def at(reader):
    return reader.page.evaluate("[...'lat lon km'.split(' ')].map(k => Number(document.getElementById('map').dataset[k]))")


def test_plus_comes_closer_without_leaving_the_page(reader):
    reader.open("/map")
    _, _, wide = at(reader)
    reader.page.evaluate("window.here = true")
    reader.press("+")
    reader.page.wait_for_url(lambda url: "at=" in url)
    assert abs(at(reader)[2] - wide / 2) < wide / 50
    assert reader.page.evaluate("window.here"), "the page was not loaded anew"


def test_dragging_brings_what_lay_beside(reader):
    reader.open("/map")
    lat, lon, km = at(reader)
    box = reader.page.locator(SVG).bounding_box()
    x, y = box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.8
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 200, y, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_url(lambda url: "at=" in url)
    now = at(reader)
    assert abs(now[0] - lat) < 0.5
    assert abs((lon - now[1]) * 111 - 200 * km / box["width"]) < km / 20


def test_the_links_move_the_map_without_a_script(open_reader, served):
    reader = open_reader(served, js=False)
    reader.open("/map")
    km = float(reader.page.locator("#map").get_attribute("data-km"))
    reader.page.get_by_role("link", name="Closer", exact=True).click()
    reader.page.wait_for_url(lambda url: "at=" in url)
    assert float(reader.page.locator("#map").get_attribute("data-km")) < 0.55 * km


def test_a_place_leads_to_its_events(reader):
    reader.open("/map")
    spot = reader.page.locator(f"{SVG} a.spot").last
    told = spot.locator("title").text_content()
    spot.focus()
    reader.press("Enter")
    reader.page.wait_for_url(re.compile(r"/events\?place=place_"))
    assert int(re.search(r": (\d+) event", told).group(1)) == reader.page.locator("main [data-item]").count()


def test_a_phone_gets_a_map_of_its_own(reader):
    reader.open("/map")
    reader.size(390, 844)
    assert not reader.page.locator(SVG).is_visible()
    phone = reader.page.locator("#map .for-phone > svg")
    assert phone.is_visible()
    letters = phone.locator("text.place").first.bounding_box()["height"]
    assert letters > 12
    assert reader.overflow() <= 0
    reader.picture("map-phone")


def test_the_map_keeps_its_shape(reader):
    reader.open("/map")
    box = reader.page.locator(SVG).bounding_box()
    assert abs(box["width"] / box["height"] - WIDE[0] / WIDE[1]) < 0.02
    assert not reader.faults()
    reader.picture("map")
