"""The page in a real browser: nothing asked of the network, no errors, keys, filters, phones, names, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.claim import reading
from onrecord.model import Document
from onrecord.publish import as_html
from publish.samples import article, bare, crowded, hostile

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "article": [article()],
    "hostile": [hostile()],
    "bare": [bare()],
    "many": [article(), hostile(), bare(), crowded(30, length=300)],
}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, readings in PAGES.items():
        (folder / f"{name}.html").write_text(as_html(readings), encoding="utf-8")
    return folder


class Visit:
    """One page opened in a window of its own, with all that it asked for and complained of."""

    def __init__(self, browser: playwright.Browser, path: Path, **options: object) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        self.page.goto(path.as_uri())

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leaves_the_page_and_nothing_complains(browser: playwright.Browser, folder: Path, name: str) -> None:
    path = folder / f"{name}.html"
    with Visit(browser, path) as visit:
        for summary in visit.page.locator("summary").all()[:8]:
            summary.click()
        visit.page.emulate_media(media="print")
        assert [url for url in visit.requests if not url.startswith("data:")] == [path.as_uri()]
        assert visit.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_no_width_scrolls_sideways(browser: playwright.Browser, folder: Path, name: str) -> None:
    with Visit(browser, folder / f"{name}.html") as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        for width in (320, 390, 768, 1400):
            visit.page.set_viewport_size({"width": width, "height": 700})
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_claim_has_a_mark_and_a_note_that_show(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "article.html") as visit:
        for claim in article().claims:
            assert visit.page.locator(f"mark[data-c='c-{claim.id}']").first.is_visible()
            assert visit.page.locator(f"#c-{claim.id}").is_visible()


def test_overlapping_claims_are_underlined_at_different_heights(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "article.html") as visit:
        offsets = visit.page.evaluate(
            "['c-total', 'c-day'].map((id) => getComputedStyle("
            "document.querySelector(`mark[data-c='${id}']`)).textUnderlineOffset)"
        )
        assert len(set(offsets)) == 2


def test_j_and_k_walk_the_claims_that_are_shown(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "article.html") as visit:
        page, where = visit.page, "document.activeElement.closest('.note')?.id"
        walked = []
        for key in "jjjkjj":
            page.keyboard.press(key)
            walked.append(page.evaluate(where))
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
        assert walked == [f"c-{id}" for id in ("headline", "week", "total", "week", "total", "day")]
        assert page.locator(".note.lit").get_attribute("id") == "c-day"
        assert page.locator("mark.lit").count() >= 1
        page.keyboard.press("Enter")
        assert page.locator("#c-day details").evaluate("(details) => details.open")
        page.locator("#kind-loss").uncheck()
        page.keyboard.press("j")
        assert page.evaluate(where) == "c-lower"
        page.locator("#keys").uncheck()
        page.keyboard.press("j")
        assert page.evaluate(where) is None


def test_a_link_between_claims_is_followed_by_keyboard(browser: playwright.Browser, folder: Path) -> None:
    text = "The General Staff said Russia lost 530 soldiers. The Kremlin denied the claim."
    told, denied = (made := reading(Document(id="t", text=text, sha256="", published=date(2023, 8, 14)))).claims
    (folder / "linked.html").write_text(as_html([made]), encoding="utf-8")
    with Visit(browser, folder / "linked.html") as visit:
        page = visit.page
        page.locator(f"#c-{denied.id} summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "claim 1"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == f"#c-{told.id}"
        assert page.locator(f"#c-{told.id} details").evaluate("(details) => details.open")
        assert "Denied in" in page.locator(f"#c-{told.id}").inner_text()


def test_all_that_can_be_used_is_reached_by_tab_in_order(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "article.html") as visit:
        page = visit.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").evaluate("(link) => link.getBoundingClientRect().left >= 0")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.evaluate(
            "window.reached = [];"
            "addEventListener('focusin', ({target}) => reached.push(target.id || target.parentNode.parentNode.id))"
        )
        for _ in range(75):
            page.keyboard.press("Tab")
        reached = set(page.evaluate("reached"))
        assert {"kind-loss", "verdict-fails", "keys", "r-c-headline", "c-headline", "c-burst"} <= reached


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_work_with_and_without_scripts(browser: playwright.Browser, folder: Path, scripts: bool) -> None:
    with Visit(browser, folder / "article.html", java_script_enabled=scripts) as visit:
        page = visit.page
        page.locator("#kind-loss").uncheck()
        assert not page.locator("#c-week").is_visible()
        assert not page.locator("#r-c-week").is_visible()
        assert page.locator("#c-gain").is_visible()
        page.locator("#verdict-within_rounding").uncheck()
        assert not page.locator("#c-gain").is_visible()
        if scripts:
            assert page.locator("#shown").inner_text() == "10 of 17 claims shown"
        page.locator("button[type=reset]").click()
        assert page.locator("#c-week").is_visible() and page.locator("#c-gain").is_visible()


def test_a_number_leads_to_its_note_and_back(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "article.html") as visit:
        page = visit.page
        page.locator("#r-c-gain").click()
        page.wait_for_function("document.activeElement.closest('#c-gain') !== null")
        assert page.locator("#c-gain details").evaluate("(details) => details.open")
        page.locator("#c-gain .back a").click()
        assert page.url.endswith("#r-c-gain")


@pytest.mark.parametrize("name", PAGES)
def test_what_can_be_used_has_a_name(browser: playwright.Browser, folder: Path, name: str) -> None:
    with Visit(browser, folder / f"{name}.html") as visit:
        told = visit.page.locator("body").aria_snapshot()
        for role in ("link", "checkbox", "button", "article", "heading"):
            assert not re.search(rf"- {role}(?! \"[^\"])", told), role
        for landmark in ("banner", "main", "contentinfo"):
            assert f"- {landmark}" in told


def test_a_phone_has_the_notes_below_a_desk_beside(browser: playwright.Browser, folder: Path) -> None:
    def boxes(width: int) -> tuple[dict[str, float], dict[str, float]]:
        with Visit(browser, folder / "article.html", viewport={"width": width, "height": 800}) as visit:
            row = visit.page.locator(".row").nth(1)
            return row.locator(".text").bounding_box(), row.locator(".notes").bounding_box()

    text, notes = boxes(390)
    assert notes["y"] >= text["y"] + text["height"]
    text, notes = boxes(1280)
    assert notes["x"] >= text["x"] + text["width"] and abs(notes["y"] - text["y"]) < 20


def test_a_note_stands_level_with_its_words(browser: playwright.Browser, tmp_path: Path) -> None:
    reading = crowded(60)
    text = reading.document.text.replace("\n", " ")
    long = replace(reading, document=replace(reading.document, text=text), claims=reading.claims[40:43])
    (tmp_path / "long.html").write_text(as_html([long]), encoding="utf-8")
    with Visit(browser, tmp_path / "long.html") as visit:

        def apart() -> list[float]:
            told = visit.page.evaluate(
                "[...document.querySelectorAll('.note')].map((note) => note.getBoundingClientRect().top - "
                "document.querySelector(`mark[data-c='${note.id}']`).getBoundingClientRect().top)"
            )
            return [abs(distance) for distance in told]

        assert max(apart()) < 90
        visit.page.locator("summary").nth(1).click()
        visit.page.wait_for_timeout(50)
        assert max(apart()) < 400
        visit.page.set_viewport_size({"width": 1000, "height": 700})
        visit.page.locator("summary").nth(1).click()
        visit.page.wait_for_timeout(50)
        assert max(apart()) < 90
        visit.page.set_viewport_size({"width": 500, "height": 700})
        margins = "[...document.querySelectorAll('.note')].map((note) => note.style.marginTop)"
        visit.page.wait_for_function(f"{margins}.join('') === ''")


def test_dark_and_paper(browser: playwright.Browser, folder: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with Visit(browser, folder / "article.html", color_scheme="dark") as visit:
        assert visit.page.evaluate(ground) == "rgb(23, 22, 19)"
        visit.page.emulate_media(media="print", color_scheme="dark")
        assert visit.page.evaluate(ground) == "rgb(255, 255, 255)"
        assert not visit.page.locator(".filters").is_visible()
        assert visit.page.locator("#c-gain").is_visible()


def test_the_machine_s_json_survives_the_browser(browser: playwright.Browser, folder: Path) -> None:
    with Visit(browser, folder / "hostile.html") as visit:
        name = "JSON.parse(document.getElementById('readings').textContent)[0].claims[0].sources[0].name"
        assert visit.page.evaluate(name) == "</script><script>alert(2)</script>"
