"""Take the README's pictures: `.venv/bin/python docs/pictures/take.py`, with Chromium installed and the web built.

Makes a demo desk in a folder of its own, looks at it in a real browser, and writes docs/pictures/.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("deskbell")
ENGLISH = ("Change of", "Charged twice", "Invoice for", "Where is my order", "Wrong coffee", "Changed my mind")
EMAIL, PASSWORD = "maija@northlight.example", "a bell on every desk"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="deskbell-pictures-"))
    folder.chmod(0o711)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings = os.environ | {"DESKBELL_DATA": str(folder / "data"), "DESKBELL_PORT": str(port)}
    words = ["--email", EMAIL, "--password", PASSWORD, "--company", "Northlight Coffee", "--demo"]
    subprocess.run([COMMAND, "init", *words], env=settings, check=True)
    desk = subprocess.Popen([COMMAND, "serve"], env=settings)
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            take_all(browser, f"http://127.0.0.1:{port}")
            browser.close()
    finally:
        desk.terminate()
        desk.wait()
        shutil.rmtree(folder)


def take_all(browser: Browser, url: str) -> None:
    (ROOT / "docs/pictures").mkdir(exist_ok=True)
    for name, width, height, scheme in (
        ("", 1440, 900, "light"),
        ("-dark", 1440, 900, "dark"),
        ("-phone", 390, 844, "light"),
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type] # one of its two words
        )
        page = context.new_page()
        sign_in(page, url)
        ticket = a_long_story(page, url)
        if not name:
            page.goto(f"{url}/views/all_open")
            page.get_by_role("grid", name="Tickets").get_by_role("row").nth(4).wait_for()
            picture(page, "list")
            show_split(page, f"{url}/views/all_open?ticket={ticket}")
            show_board(page, f"{url}/views/all_open")
        page.goto(f"{url}/tickets/{ticket}")
        page.get_by_role("article").first.wait_for()
        if name != "-phone":  # there the answer is a sheet over the conversation, which is what the picture is of
            begin_an_answer(page)
        picture(page, f"ticket{name}")
        context.close()


def a_long_story(page: Page, url: str) -> int:
    """Of the newest open tickets in English, the one in which most was said."""
    answer = page.request.get(f"{url}/api/tickets?view=all_open").json()
    told = [ticket for ticket in answer["tickets"] if ticket["name"].startswith(ENGLISH)]
    return max(told, key=lambda ticket: ticket["message_count"])["id"]


def begin_an_answer(page: Page) -> None:
    page.get_by_role("textbox", name="Reply").click()
    page.keyboard.press("ControlOrMeta+A")  # the demo has begun some itself
    page.keyboard.type("Hi! I have looked it up: your order left our roastery this morning.")


def choose_layout(page: Page, layout: str) -> None:
    page.get_by_role("radiogroup", name="Layout").get_by_role("radio", name=layout).click()


def show_split(page: Page, address: str) -> None:
    choose_layout(page, "Split")
    page.goto(address)
    page.get_by_role("article").first.wait_for()
    picture(page, "split")


def show_board(page: Page, address: str) -> None:
    page.goto(address)
    choose_layout(page, "Board")
    page.get_by_role("group", name="Board").get_by_role("listitem").first.wait_for()
    picture(page, "board")
    choose_layout(page, "Table")


def sign_in(page: Page, url: str) -> None:
    for _ in range(100):
        try:
            page.goto(url)
            break
        except Error:  # it is still starting
            time.sleep(0.3)
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/views/**")


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    page.screenshot(path=ROOT / "docs/pictures" / f"{name}.png")


main()
