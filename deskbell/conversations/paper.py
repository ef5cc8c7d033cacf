"""Pure. How does a conversation look on paper, as a PDF? No words but those of the people who wrote."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from deskbell.conversations.paper_blocks import Picture, Rows, Rule, Words, blocks_of_html, blocks_of_text
from deskbell.conversations.paper_pictures import Pictures
from deskbell.conversations.printed import Conversation, Said

FONTS = Path(__file__).with_name("fonts")
MOST_CHARACTERS = 500_000
_LEFT_OUT = "[…]"
_NO_LETTER = "□"
_QUIET, _INK, _LINE = 110, 0, 180
_MARGIN, _INDENT = 18, 5
_HIGHEST_PICTURE = 120


def written_as_pdf(conversation: Conversation, content_of: Callable[[str], bytes]) -> bytes:
    """A4 pages with their fonts inside. What no font has is a box; a picture that can't be read is only named."""
    sheet = _Sheet(f"#{conversation.ticket_id}")
    sheet.set_title(_plain(conversation.name))
    sheet.write_line(conversation.name, size=15, bold=True)
    sheet.write_line(f"#{conversation.ticket_id} · {conversation.contact}".rstrip(" ·"), quiet=True)
    clock = ZoneInfo(conversation.time_zone)
    pictures, left = Pictures(content_of), MOST_CHARACTERS
    for said in conversation.messages:
        sheet.begin_message()
        sheet.write_line(said.writer or "?", size=10.5, bold=True)
        at = said.at.astimezone(clock).strftime("%Y-%m-%d %H:%M %Z")
        sheet.write_line(f"{at} → {said.to}" if said.to else at, size=8.5, quiet=True)
        sheet.ln(1.5)
        left = _write_blocks(sheet, said, pictures, left)
        for file in said.files:
            if picture := pictures.shown(file.content_type, file.size, file.sha256):
                sheet.put_picture(picture.content, picture.width, picture.height)
            sheet.write_line(file.name, size=8.5, quiet=True)
    return bytes(sheet.output())


def _write_blocks(sheet: "_Sheet", said: Said, pictures: Pictures, left: int) -> int:
    """Gives how many characters may still follow."""
    placed = {file.address: file for file in said.placed}
    for block in blocks_of_text(said.text) if said.html is None else blocks_of_html(said.html):
        match block:
            case Words():
                text = _shortened(block.text, left)
                sheet.write_line(text, bold=block.is_bold, quiet=block.is_quiet, indent=block.indent)
                left = max(0, left - len(text))
            case Rows():
                sheet.put_table([[_shortened(cell, left) for cell in row] for row in block.rows])
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


class _Sheet(FPDF):
    """Each line is shaped and set in its own direction."""

    def __init__(self, footer: str) -> None:
        super().__init__(format="A4")
        self._footer = footer
        self.set_margin(_MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        self.add_font("Deskbell", "", FONTS / "DejaVuSans.ttf")
        self.add_font("Deskbell", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_creator("Deskbell")
        self.set_font("Deskbell", size=9.5)
        self.alias_nb_pages("{pages}")
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("Deskbell", size=8)
        self.set_text_color(_QUIET)
        self.cell(0, 5, f"{self._footer} · {self.page_no()}", align="R")

    def write_line(
        self, text: str, *, size: float = 9.5, bold: bool = False, quiet: bool = False, indent: int = 0
    ) -> None:
        self.set_font("Deskbell", "B" if bold else "", size)
        self.set_text_color(_QUIET if quiet else _INK)
        from_right = _reads_from_right(text)
        height = size * 0.5
        plain = self._with_letters(text, bold=bold)
        if not plain.strip():
            self.ln(height)
            return
        # Shaping costs three times as much, and simple scripts need none.
        self.set_text_shaping(use_shaping_engine=not _is_simple(plain))
        if not from_right:
            self.set_x(self.l_margin + indent * _INDENT)
        width = self.epw - indent * _INDENT
        self.multi_cell(width, height, plain, align="R" if from_right else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def put_table(self, rows: Sequence[Sequence[str]]) -> None:
        self.set_font("Deskbell", size=8.5)
        self.set_text_color(_INK)
        self.set_draw_color(_LINE)
        self.set_text_shaping(use_shaping_engine=not all(_is_simple(cell) for row in rows for cell in row))
        with self.table(first_row_as_headings=False, line_height=4.2, padding=1) as table:
            for row in rows:
                line = table.row()
                for cell in row:
                    line.cell(self._with_letters(cell), align="R" if _reads_from_right(cell) else "L")
        self.ln(1)

    def put_rule(self) -> None:
        self.ln(1.5)
        self.set_draw_color(_LINE)
        self.line(self.l_margin, self.get_y(), self.l_margin + 40, self.get_y())
        self.ln(1.5)

    def _with_letters(self, text: str, *, bold: bool = False) -> str:
        letters = self.fonts["deskbell" + ("B" if bold else "")].cmap  # type: ignore[union-attr] # both are TrueType
        return "".join(c if ord(c) in letters or c.isspace() else _NO_LETTER for c in _plain(text))

    def begin_message(self) -> None:
        self.ln(5)
        if self.will_page_break(25):
            self.add_page()
        self.set_draw_color(_LINE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(3)

    def put_picture(self, content: bytes, width: int, height: int) -> None:
        """As wide as its points at 96 to the inch, and no larger than fits."""
        shrunk = min(1.0, self.epw / (width * 25.4 / 96), _HIGHEST_PICTURE / (height * 25.4 / 96))
        across, down = width * 25.4 / 96 * shrunk, height * 25.4 / 96 * shrunk
        self.ln(2)
        if self.will_page_break(down):
            self.add_page()
        self.image(content, w=across, h=down)
        self.ln(1)


def _shortened(text: str, left: int) -> str:
    return text if len(text) <= left else text[:left] + _LEFT_OUT


def _plain(text: str) -> str:
    """Without what has no look of its own: controls, and marks that turn the direction of what follows."""
    spaced = text.replace("\t", "    ")
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\u200c\u200d")


def _is_simple(text: str) -> bool:
    """Latin, Greek and Cyrillic whose letters are single signs."""
    return all((c < "\u0590" and not unicodedata.combining(c)) or "\u2010" <= c <= "\u27ff" for c in text)


def _reads_from_right(text: str) -> bool:
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((direction for direction in strong if direction in {"L", "R", "AL"}), "L") != "L"
