"""Pure. A4 pages on which lines, tables and pictures are set one below the other."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from deskbell.conversations.paper.blocks import BOLD, ITALIC, Words

FONTS = Path(__file__).with_name("fonts")
_FILES = {0: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf", ITALIC: "DejaVuSans-Oblique.ttf"}
_FILES[BOLD | ITALIC] = "DejaVuSans-BoldOblique.ttf"
_STYLES = {0: "", BOLD: "B", ITALIC: "I", BOLD | ITALIC: "BI"}
_NO_LETTER = "□"
# Nobody can write it: what no font has is a box by then.
_PAGES = "\ue0f0"
_QUIET, _INK, _LINE = 110, 0, 180
_SIZE = 9.5
_MARGIN, _INDENT = 18, 5
_HIGHEST_PICTURE = 120
_NARROWEST, _WIDEST = 8, 40


class Sheet(FPDF):
    """Each line is shaped and set in its own direction."""

    def __init__(self, name: str, number: str) -> None:
        super().__init__(format="A4")
        self._name, self._number = _plain(name), number
        self.set_margin(_MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        self.set_title(self._name)
        self.set_creator("Deskbell")
        self.alias_nb_pages(_PAGES)
        self._choose(0, _SIZE)
        self.add_page()

    def footer(self) -> None:
        """Each page says of what it is one, should it get away from the others."""
        self.set_y(-12)
        self._choose(0, 8)
        self.set_text_color(_QUIET)
        place = f"{self._number} · {self.page_no()} / {_PAGES}"
        room = self.epw - self.get_string_width(place) - 6
        name = self._fitting(self._with_letters(self._name, 0), room)
        self.set_text_shaping(use_shaping_engine=not _is_simple(name))
        self.cell(room + 6, 5, name)
        self.set_text_shaping(use_shaping_engine=False)
        self.cell(0, 5, place, align="R")

    def write_words(self, words: Words) -> None:
        runs = words.runs()
        look = runs[0][1] if runs else 0
        top, page = self.get_y(), self.page
        if len(runs) < 2 or _reads_from_right(words.text):  # noqa: PLR2004 - one look throughout
            look = look if len(runs) < 2 else 0  # noqa: PLR2004
            self.write_line(words.text, look=look, quiet=words.is_quiet, indent=words.indent)
        else:
            self._write_runs(runs, quiet=words.is_quiet, indent=words.indent)
        if words.is_quiet and words.text and self.page == page:
            self._mark_quoted(top, words.indent)

    def write_line(
        self, text: str, *, size: float = _SIZE, look: int = 0, quiet: bool = False, indent: int = 0
    ) -> None:
        """Shaped and set in its own direction."""
        height = size * 0.5
        plain = self._with_letters(text, look)
        if not plain.strip():
            self.ln(height)
            return
        self._choose(look, size)
        self.set_text_color(_QUIET if quiet else _INK)
        # Shaping costs three times as much, and simple scripts need none.
        self.set_text_shaping(use_shaping_engine=not _is_simple(plain))
        from_right = _reads_from_right(text)
        if not from_right:
            self.set_x(self.l_margin + indent * _INDENT)
        width = self.epw - indent * _INDENT
        self.multi_cell(width, height, plain, align="R" if from_right else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _write_runs(self, runs: Sequence[tuple[str, int]], *, quiet: bool, indent: int) -> None:
        """Words of several looks, which share their lines."""
        height = _SIZE * 0.5
        self.set_text_color(_QUIET if quiet else _INK)
        self.set_left_margin(_MARGIN + indent * _INDENT)
        for text, look in runs:
            plain = self._with_letters(text, look)
            self._choose(look, _SIZE)
            self.set_text_shaping(use_shaping_engine=not _is_simple(plain))
            self.write(height, plain)
        self.set_left_margin(_MARGIN)
        self.ln(height)

    def _mark_quoted(self, top: float, indent: int) -> None:
        self.set_draw_color(_LINE)
        across = self.l_margin + (indent - 0.5) * _INDENT
        self.line(across, top, across, self.get_y())

    def put_table(self, rows: Sequence[Sequence[str]], *, has_heads: bool) -> None:
        self._choose(0, 8.5)
        self.set_text_color(_INK)
        self.set_draw_color(_LINE)
        self.set_text_shaping(use_shaping_engine=not all(_is_simple(cell) for row in rows for cell in row))
        widths = [min(_WIDEST, max(_NARROWEST, *(len(row[at]) for row in rows))) for at in range(len(rows[0]))]
        if has_heads:
            self._choose(BOLD, 8.5)
            self._choose(0, 8.5)
        with self.table(
            first_row_as_headings=has_heads,
            headings_style=FontFace(emphasis="BOLD"),
            col_widths=widths,
            line_height=4.2,
            padding=1,
        ) as table:
            for at, row in enumerate(rows):
                line = table.row()
                for cell in row:
                    look = BOLD if has_heads and at == 0 else 0
                    line.cell(self._with_letters(cell, look), align="R" if _reads_from_right(cell) else "L")
        self.ln(1)

    def put_rule(self) -> None:
        self.ln(1.5)
        self.set_draw_color(_LINE)
        self.line(self.l_margin, self.get_y(), self.l_margin + 40, self.get_y())
        self.ln(1.5)

    def _choose(self, look: int, size: float) -> None:
        """A font is read when the first word needs it."""
        key = "deskbell" + _STYLES[look]
        if key not in self.fonts:
            self.add_font("Deskbell", _STYLES[look], FONTS / _FILES[look])
        self.set_font("Deskbell", _STYLES[look], size)

    def _with_letters(self, text: str, look: int) -> str:
        self._choose(look, self.font_size_pt)
        letters = self.fonts["deskbell" + _STYLES[look]].cmap  # type: ignore[union-attr] # all are TrueType
        return "".join(c if ord(c) in letters or c.isspace() else _NO_LETTER for c in _plain(text))

    def _fitting(self, text: str, room: float) -> str:
        if self.get_string_width(text) <= room:
            return text
        while text and self.get_string_width(text + "…") > room:
            text = text[:-1]
        return text.rstrip() + "…"

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
