"""A conversation as a PDF over HTTP (T7)."""

from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from deskbell.conversations.message import Person, StoredFile
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served

WORDS = (
    "Hyvää päivää. Zażółć gęślą jaźń. Привет. Καλημέρα. 日本\n\x07שלום\nمرحبا\n<script>alert(1)</script>\n" + "é" * 300
)


def _picture() -> bytes:
    written = BytesIO()
    Image.new("RGBA", (300, 200), (200, 30, 30, 90)).save(written, "PNG")
    return written.getvalue()


HTML = """<p style="display:none">Preheader</p><p>See the <b>picture</b>: <img src="cid:lamp"></p>
<ul><li>green</li></ul><table><tr><td>Lamp</td><td>5 EUR</td></tr></table>
<img src="https://track.example/1.gif"><script>alert(1)</script>"""


async def test_a_customers_formatting_is_printed_without_script_and_without_asking_another_host(
    served: Served,
) -> None:
    picture = StoredFile("lamp.png", "image/png", 900, served.desk.storage.put(_picture()), "<lamp>", is_inline=True)
    async with served.desk.database.transaction(SYSTEM) as tx:
        maija = await a_user(tx, "Maija", is_super_admin=True)
        mail = a_mail(await an_email_account(tx), text="See the picture", html=HTML, files=(picture,))
        ticket_id = (await accept(tx, mail)).ticket_id
    async with served.as_user(maija) as client:
        shown = (await client.get(f"/api/tickets/{ticket_id}/conversation")).json()
        [message] = shown["messages"]
        assert "<b>picture</b>" in message["html"]
        assert "<li>green</li>" in message["html"]
        for kept_out in ("track.example", "alert", "Preheader"):
            assert kept_out not in message["html"]
        assert (shown["blocked_images"], message["files"]) == (1, [])
        wanted = (await client.get(f"/api/tickets/{ticket_id}/conversation?images=shown")).json()
        assert wanted["blocked_images"] == 0
        assert 'src="/api/pictures?' in wanted["messages"][0]["html"]
        got = await client.get(f"/api/tickets/{ticket_id}/conversation.pdf")
    [page] = PdfReader(BytesIO(got.content)).pages
    text = page.extract_text()
    for said in ("See the picture:", "• green", "Lamp", "5 EUR"):
        assert said in text
    assert "Preheader" not in text
    assert len(page.images) == 1


async def test_the_pdf_says_what_was_said_and_not_what_colleagues_noted(served: Served) -> None:
    put = served.desk.storage.put
    files = (
        StoredFile("lamp.png", "image/png", 900, put(_picture())),
        StoredFile("broken.png", "image/png", 9, put(b"no picture")),
        StoredFile("gone.gif", "image/gif", 9, "0" * 64),
        StoredFile("list.html", "text/html", 9, put(b"<p>")),
    )
    async with served.desk.database.transaction(SYSTEM) as tx:
        maija = await a_user(tx, "Maija", is_super_admin=True)
        limited = await a_user(tx, "Otso", visibility="owned", sees_unassigned=False)
        account = await an_email_account(tx)
        sender = Person("Ann Ääkkönen", "ann@customer.example")
        mail = a_mail(account, subject="A lamp / ../мир", text=WORDS, files=files, from_=sender)
        ticket_id = (await accept(tx, mail)).ticket_id
        machine = a_mail(account, text="I am away.", automatic_kind="auto_reply")
        away = await accept(tx, machine)
        await tx.run("UPDATE messages SET ticket_id = %s WHERE id = %s", (ticket_id, away.message_id))
    async with served.as_user(maija) as client:
        seen_id = (await client.get(f"/api/tickets/{ticket_id}")).json()["messages"]["messages"][-1]["id"]
        seen = {"seen_message_id": seen_id, "to": [{"address": "ann@customer.example"}]}
        answer = {**seen, "html": "<p>Please <b>switch it on</b>.</p>"}
        assert (await client.post(f"/api/tickets/{ticket_id}/replies", json=answer)).status_code == 201
        note = {"html": "<p>Between us: he is right.</p>"}
        assert (await client.post(f"/api/tickets/{ticket_id}/comments", json=note)).status_code == 201
        got = await client.get(f"/api/tickets/{ticket_id}/conversation.pdf")
    assert got.headers["content-type"] == "application/pdf"
    name = f"attachment; filename*=UTF-8''{ticket_id}%20A%20lamp%20%20%20..%20%D0%BC%D0%B8%D1%80.pdf"
    assert got.headers["content-disposition"] == name
    pages = PdfReader(BytesIO(got.content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    for said in ("Hyvää päivää", "Zażółć gęślą jaźń", "Привет", "Καλημέρα. □□", "שלום", "مرحبا", "<script>alert(1)"):
        assert said in text
    for said in ("Ann Ääkkönen", "Maija", "switch it on", "lamp.png", "broken.png", "gone.gif", "list.html"):
        assert said in text
    assert "Between us" not in text
    assert "I am away" not in text
    assert sum(len(page.images) for page in pages) == 1
    async with served.as_user(limited) as client:
        assert (await client.get(f"/api/tickets/{ticket_id}/conversation.pdf")).status_code == 404
        assert (await client.get("/api/tickets/999999/conversation.pdf")).status_code == 404
