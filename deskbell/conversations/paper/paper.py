"""Pure. How does a conversation look on paper, as a PDF? No words but those of the people who wrote."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from deskbell.conversations.paper.blocks import BOLD, Picture, Rows, Rule, Words, blocks_of_html, blocks_of_text
from deskbell.conversations.paper.pictures import Pictures
from deskbell.conversations.paper.sheet import Sheet
from deskbell.conversations.printed import Conversation, Said

MOST_CHARACTERS = 500_000
_LEFT_OUT = "[…]"


def written_as_pdf(conversation: Conversation, content_of: Callable[[str], bytes]) -> bytes:
    """A4 pages with their fonts inside. What no font has is a box; a picture that can't be read is only named."""
    sheet = Sheet(conversation.name, f"#{conversation.ticket_id}")
    sheet.write_line(conversation.name, size=15, look=BOLD)
    sheet.write_line(f"#{conversation.ticket_id} · {conversation.contact}".rstrip(" ·"), quiet=True)
    clock = ZoneInfo(conversation.time_zone)
    pictures, left = Pictures(content_of), MOST_CHARACTERS
    for said in conversation.messages:
        sheet.begin_message()
        sheet.write_line(said.writer or "?", size=10.5, look=BOLD)
        at = said.at.astimezone(clock).strftime("%Y-%m-%d %H:%M %Z")
        sheet.write_line(f"{at} → {said.to}" if said.to else at, size=8.5, quiet=True)
        sheet.ln(1.5)
        left = _write_blocks(sheet, said, pictures, left)
        for file in said.files:
            if picture := pictures.shown(file.content_type, file.size, file.sha256):
                sheet.put_picture(picture.content, picture.width, picture.height)
            sheet.write_line(file.name, size=8.5, quiet=True)
    return bytes(sheet.output())


def _write_blocks(sheet: Sheet, said: Said, pictures: Pictures, left: int) -> int:
    """Gives how many characters may still follow."""
    placed = {file.address: file for file in said.placed}
    for block in blocks_of_text(said.text) if said.html is None else blocks_of_html(said.html):
        match block:
            case Words():
                words = (
                    block if len(block.text) <= left else replace(block, text=_shortened(block.text, left), looks=b"")
                )
                sheet.write_words(words)
                left = max(0, left - len(words.text))
            case Rows():
                rows = [[_shortened(cell, left) for cell in row] for row in block.rows]
                sheet.put_table(rows, has_heads=block.has_heads)
                left = max(0, left - sum(len(cell) for row in block.rows for cell in row))
            case Picture() if file := placed.get(block.source):
                if picture := pictures.shown(file.content_type, file.size, file.sha256):
                    sheet.put_picture(picture.content, picture.width, picture.height)
                else:
                    sheet.write_line(file.name, size=8.5, quiet=True)
            case Rule():
                sheet.put_rule()
        if not left:
            break
    return left


def _shortened(text: str, left: int) -> str:
    return text if len(text) <= left else text[:left] + _LEFT_OUT
