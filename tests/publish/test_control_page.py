"""The map's page in a real browser: nothing asked of the network, keys, clicks, the list, hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from control import areas
from onrecord import control, publish
from onrecord.control import DayMap
from onrecord.publish.control.picture import picture
from publish.test_browser import QUIET, Visit

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
EVIL = "</script><img src=x onerror=alert(1)> \u2028 & co"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> DayMap:
    with areas.urozhaine(tmp_path_factory.mktemp("page") / "war.db") as book:
        return control.Controls(book).day(date(2023, 8, 13))


def hostile(day: DayMap) -> DayMap:
    """With words from outside that would run if they could."""
    one = day.places[0]
    change = replace(one.lanes[0].changes[0], words=EVIL, url="javascript:alert(1)", title=EVIL)
    place = replace(one, place=replace(one.place, name=EVIL), lanes=(replace(one.lanes[0], changes=(change,)),))
    areas = tuple(replace(area, words=EVIL, url="javascript:alert(1)") for area in day.areas)
    return replace(day, places=(place, *day.places[1:]), areas=areas)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, day: DayMap) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    for name, shown in {"day": day, "hostile": hostile(day), "empty": replace(day, places=(), sources=())}.items():
        (folder / f"{name}.html").write_bytes(publish.control_map(shown, "html"))
    return folder


@pytest.mark.parametrize("name", ["day", "hostile", "empty"])
def test_nothing_leaves_the_page_and_nothing_complains(browser: playwright.Browser, folder: Path, name: str) -> None:
    path = folder / f"{name}.html"
    with Visit(browser, path) as visit:
        for button in visit.page.locator("#rows button").all()[:3]:
            button.click()
        visit.page.locator("#map").focus()
        for key in ("+", "ArrowLeft", "-", "0", "Enter"):
            visit.page.keyboard.press(key)
        assert [url for url in visit.requests if not url.startswith("data:")] == [path.as_uri()]
        assert visit.complaints == []
        assert visit.page.locator("a[href^='javascript']").count() == 0
        for width in (320, 390, 1400):
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_has_what_the_map_has(browser: playwright.Browser, folder: Path, day: DayMap) -> None:
    with Visit(browser, folder / "day.html") as visit:
        page = visit.page
        assert page.locator("#count").inner_text().startswith(f"{len(day.places)} of {len(day.places)} places")
        assert page.locator("#rows button").first.inner_text().startswith("Urozhaine")  # where sources differ
        page.get_by_label("Find a place").fill("staroml")
        assert page.locator("#rows li").count() == 1
        page.get_by_label("Find a place").fill("")
        page.get_by_label("only where sources differ").check()
        assert page.locator("#rows li").count() == sum(one.differs for one in day.places) == 1
        page.locator("#rows button").first.click()
        told = page.locator("#place").inner_text()
        for words in ("DeepState (map)", "Liberated", "13\xa0Aug\xa02023", "Russian forces still hold Urozhaine"):
            assert words in told
        assert page.evaluate("document.activeElement.textContent") == "Urozhaine"
        assert page.locator("#place .taken .words").inner_text() == "“Russian forces withdrew from Urozhaine”"


def test_a_click_and_the_keyboard_choose_a_place(browser: playwright.Browser, folder: Path, day: DayMap) -> None:
    with Visit(browser, folder / "day.html") as visit:
        page = visit.page
        page.locator("#map").focus()
        page.keyboard.press("Enter")
        by_key = page.locator("#place h2").inner_text()
        assert by_key in {one.place.name for one in day.places}
        page.locator("#rows button", has_text="Staromlynivka").first.click()
        page.locator("#rows button", has_text="Urozhaine").first.click()  # centred
        page.locator("#rows button", has_text="Staromlynivka").first.scroll_into_view_if_needed()
        page.locator("#map").scroll_into_view_if_needed()
        box = page.locator("#map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.locator("#place h2").inner_text() == "Urozhaine"


def test_the_legend_follows_whose_word_colours_the_map(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "day.html") as visit:
        page = visit.page
        assert "sources differ: 1" in page.locator("#legend").inner_text()
        page.get_by_label("DeepState").check()
        told = page.locator("#legend").inner_text()
        assert "sources differ" not in told and "Ukraine has it, uncertain or only claimed: 1" in told
        page.get_by_label("Russian military bloggers").check()
        assert page.locator("#legend").inner_text().strip() == "Russia has it: 1"


def test_areas_of_maps_lie_beneath_the_places(browser: playwright.Browser, folder: Path, day: DayMap) -> None:
    """By default those of all maps; by one source, its own; and none without."""
    pixel = (
        "([lat, lon]) => { const c = document.getElementById('map'), p = c.getContext('2d'); let n = 0;"
        " const d = p.getImageData(0, 0, c.width, c.height).data; for (let i = 0; i < d.length; i += 4)"
        " n += d[i + 2] > d[i] + 40; return n; }"
    )
    with Visit(browser, folder / "day.html") as visit:
        page = visit.page

        def blue() -> int:
            page.wait_for_timeout(80)
            return int(page.evaluate(pixel, [0, 0]))

        legend = page.locator("#legend")
        assert "area, DeepState: Ukraine has it" in legend.inner_text()
        assert "area, Institute for the Study of War: Ukraine has it (only claimed)" in legend.inner_text()
        both = blue()
        page.get_by_label("DeepState").check()
        assert "area, Institute" not in legend.inner_text()
        page.get_by_label("areas of maps").uncheck()
        assert "area, " not in legend.inner_text() and blue() < both
        told = page.locator(".told").inner_text()
        assert "DeepState, map of 13 Aug 2023" in told.replace("\xa0", " ") and "Ukraine has it: Liberated" in told


def test_the_picture_hatches_areas_by_who_says_so(day: DayMap) -> None:
    svg = picture(day, "svg").decode()
    assert "rotate(45)" in svg and "rotate(-45)" in svg, "two maps, two directions"
    assert svg.count("stroke-dasharray") == 2, "what is only claimed, on the map and in the legend"
    assert "Area: Claimed Ukrainian counteroffensives" in svg and " km</text>" in svg
    bare = picture(replace(day, areas=()), "svg").decode()
    assert "<pattern" not in bare and "No areas of a map are on record" in bare


def test_pictures_of_hostile_and_of_no_places_are_whole(day: DayMap) -> None:
    from xml.etree import ElementTree

    for shown in (hostile(day), replace(day, places=(), sources=()), replace(day, sources=day.sources * 3)):
        ElementTree.fromstring(picture(shown, "svg").decode().replace("\u2028", " "))
