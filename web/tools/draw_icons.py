"""Draws the application's icons (public/icons/) from the mark. Run it after the mark changed: python web/tools/draw_icons.py"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PUBLIC = Path(__file__).parents[1] / "public"
MARK = (PUBLIC / "favicon.svg").read_text()
INNER = MARK[MARK.index("<path") : MARK.index("</svg>")]
BACK = '<rect width="32" height="32" fill="#0b6170"/>'


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{inside}</svg>'


# Systems cut a circle or a squircle out of a maskable icon: all that matters stays within its middle 80 %.
SMALLER = f'{BACK}<g transform="translate(4.8 5.3) scale(0.7)">{INNER}</g>'
ICONS = {
    "192.png": (192, MARK),
    "512.png": (512, MARK),
    "maskable-512.png": (512, drawing(SMALLER)),
    "apple-touch-180.png": (180, drawing(SMALLER)),
    # Android shows the badge as a silhouette in its status bar.
    "badge.png": (96, drawing(INNER.replace("#f2c35c", "#fff"))),
}

if __name__ == "__main__":
    (PUBLIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, (size, svg) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" style="display:block" ', 1)
            page.set_content(f"<style>body{{margin:0}}</style>{sized}")
            page.screenshot(path=PUBLIC / "icons" / name, omit_background=True)
            page.close()
