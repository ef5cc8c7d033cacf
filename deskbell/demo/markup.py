"""Pure. How would a mail program have written this plain text as HTML?"""

from html import escape
from itertools import groupby


def as_html(text: str) -> str:
    """Paragraphs; quoted lines become a quotation, with the line that introduces it."""
    parts = []
    for is_quoted, lines in groupby(text.split("\n"), key=lambda line: line.startswith(">")):
        if is_quoted:
            quoted = "\n".join(line[1:].strip() for line in lines)
            parts.append(f'<blockquote type="cite">{_paragraphs(quoted)}</blockquote>')
        else:
            parts.append(_paragraphs("\n".join(lines)))
    return "".join(parts)


def _paragraphs(text: str) -> str:
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    return "".join(f"<p>{escape(paragraph.strip()).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
