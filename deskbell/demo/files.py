"""Pure. The few files that the demo's people send: small, real, and openable."""

import struct
import zlib

WIDTH, HEIGHT = 480, 320


def picture() -> bytes:
    """A PNG: a machine on a counter, as a child would paint it."""
    rows = b"".join(b"\0" + b"".join(_colour(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _colour(x: int, y: int) -> bytes:
    if y > 240:  # noqa: PLR2004 - where the counter begins
        is_puddle = (x - 200) ** 2 / 90 + (y - 262) ** 2 / 4 < 60  # noqa: PLR2004 - its size
        return bytes((120, 150, 170)) if is_puddle else bytes((150, 110 + y % 9, 80))
    if 150 < x < 330 and y > 60:  # noqa: PLR2004 - the machine
        is_display = 200 < x < 280 and 90 < y < 120  # noqa: PLR2004 - and its display
        return bytes((40, 90, 80)) if is_display else bytes((60 + x // 12, 60 + x // 12, 66 + x // 12))
    return bytes((232 - y // 8, 226 - y // 8, 214 - y // 8))


def document() -> bytes:
    """A PDF of one page."""
    text = b"BT /F1 22 Tf 60 770 Td (Northlight Coffee) Tj 0 -40 Td /F1 12 Tf (This is a demo document.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        len(made),
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
