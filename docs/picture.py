"""Takes a picture of a page that `onrecord read --format html` wrote, for the README.

    python docs/picture.py demo.html docs/report.png

Needs Playwright (in the development dependencies) and a Chromium or Chrome on the PATH. The picture is a PNG
of the window's upper part, at most 400 kB; a page that does not fit is taken with less of its foot.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

LIMIT = 400_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)


def picture(
    page: Path, *, width: int, height: int, scale: float, dark: bool, opened: str | None, at: str | None
) -> bytes:
    """A PNG of `page`. `opened` is a selector of notes to open first, `at` of what to scroll to the top."""
    from playwright.sync_api import sync_playwright

    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit("no Chromium or Chrome on the PATH")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=list(QUIET))
        window = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        window.goto(page.resolve().as_uri())
        if opened:
            window.locator(opened).evaluate_all("(all) => all.forEach((details) => { details.open = true; })")
        if at:
            window.locator(at).first.evaluate("(element) => element.scrollIntoView()")
        taken = window.screenshot()
        while len(taken) > LIMIT and height > 400:
            height -= 100
            taken = window.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        browser.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="Takes a picture of an Onrecord page.")
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1240)
    parser.add_argument("--height", type=int, default=1250)
    parser.add_argument("--scale", type=float, default=1.3, help="pixels for each CSS pixel")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--open", dest="opened", help="selector of notes to open, such as '#c-3fa1 details'")
    parser.add_argument("--at", help="selector of what to scroll to the top, such as '.reading'")
    told = vars(parser.parse_args())
    page, out = told.pop("page"), told.pop("out")
    taken = picture(page, **told)
    if len(taken) > LIMIT:
        sys.exit(f"the picture has {len(taken):,} bytes, more than {LIMIT:,}")
    out.write_bytes(taken)
    print(f"{out}: {len(taken):,} bytes")


if __name__ == "__main__":
    main()
