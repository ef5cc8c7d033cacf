"""What a mail's HTML becomes on paper."""

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from deskbell.conversations.paper.blocks import BOLD, ITALIC, Block, Picture, Rows, Rule, Words, blocks_of_html
from deskbell.conversations.paper.markup import for_paper
from deskbell.conversations.paper.paper import written_as_pdf
from deskbell.conversations.printed import Conversation, Said


def on_paper(html: str) -> str:
    return for_paper(html, images="blocked", inline={"logo": "/api/attachments/7"}).html


def blocks(html: str) -> list[Block]:
    return blocks_of_html(on_paper(html))


def test_structure_stays_and_looks_go() -> None:
    html = '<div class=a style="position:fixed;color:red"><p onclick=x()>Hi <b>you</b></p><script>x()</script></div>'
    assert on_paper(html) == "<div><p>Hi <b>you</b></p></div>"
    assert "javascript" not in on_paper('<a href="javascript:x()">a</a>')
    assert on_paper('<form action="/x"><input name=a><iframe src="//x"></iframe>Ok</form>') == "<div>Ok</div>"
    assert on_paper('<img src="cid:logo" onerror=x()>') == '<img src="/api/attachments/7">'


def test_pictures_elsewhere_are_left_out_and_counted() -> None:
    found = for_paper('<img src="https://t.example/1.gif"><p background="//x">a</p>', images="blocked", inline={})
    assert found.html == "<img><p>a</p>"
    assert found.blocked_images == 1
    shown = for_paper(
        '<img src="https://t.example/1.gif">', images="shown", inline={}, proxied=lambda _: "/api/pictures"
    )
    assert shown.html == '<img src="/api/pictures">'


def test_what_a_screen_hides_is_not_printed_and_an_open_end_loses_nothing() -> None:
    assert on_paper('<div style="DISPLAY: none"><div>a</div>b</div><p>c</p>') == "<p>c</p>"
    assert on_paper("<p hidden>a</p>b") == "b"
    assert on_paper('<p>a</p><div style="display:none">b') == "<p>a</p><div>b</div>"
    assert on_paper('<p style="font-size:0">a</p>') == "<p>a</p>"


def test_paragraphs_lists_and_quotes_are_lines_with_their_indents() -> None:
    html = "<h2>Order</h2><p>Two\n  lines<br>here</p><ul><li>Lamp<ol start=3><li>green</ol><li><p>Chair</p></ul>"
    html += "<blockquote>So</blockquote>"
    assert blocks(html) == [
        Words("Order", is_bold=True),
        Words(""),
        Words("Two lines"),
        Words("here"),
        Words(""),
        Words("• Lamp", 1),
        Words("3. green", 2),
        Words("• Chair", 1),
        Words(""),
        Words("So", 1, is_quiet=True),
    ]


def test_bold_and_slanted_words_keep_their_look_inside_a_paragraph() -> None:
    [first, second] = blocks("<p>A <b>green <i>lamp</i></b>,<br> and <em>soon</em></p>")
    assert isinstance(first, Words)
    assert isinstance(second, Words)
    assert first.runs() == [("A ", 0), ("green ", BOLD), ("lamp", BOLD | ITALIC), (",", 0)]
    assert second.runs() == [("and ", 0), ("soon", ITALIC)]
    [item] = blocks("<ul><li><b>Lamp</b></li></ul>")
    assert isinstance(item, Words)
    assert item.runs() == [("• ", 0), ("Lamp", BOLD)]
    [heading] = blocks("<h2>The <i>order</i></h2>")
    assert isinstance(heading, Words)
    assert heading.runs() == [("The ", BOLD), ("order", BOLD | ITALIC)]


def test_a_link_says_where_it_leads_unless_its_words_do() -> None:
    assert blocks('See <a href="https://a.example/x">the page</a>.') == [Words("See the page (https://a.example/x).")]
    assert blocks('<a href="https://a.example/">a.example</a>') == [Words("a.example")]


def test_a_table_of_values_stays_one_and_a_layout_is_read_line_by_line() -> None:
    prices = "<table><tr><th>Lamp</th><td>5 €</td></tr><tr><td>Chair</td></tr></table>"
    assert blocks(f"a{prices}b") == [
        Words("a"),
        Words(""),
        Rows((("Lamp", "5 €"), ("Chair", ""))),
        Words(""),
        Words("b"),
    ]
    heads = "<table><tr><th>Article<th>Price</tr><tr><td>Lamp<td>5 €</tr></table>"
    assert blocks(heads) == [Rows((("Article", "Price"), ("Lamp", "5 €")), has_heads=True)]
    layout = f'<table><tr><td><img src="cid:logo"></td><td>{prices}</td></tr></table>'
    assert blocks(layout) == [Picture("/api/attachments/7"), Words(""), Rows((("Lamp", "5 €"), ("Chair", "")))]
    assert blocks("<pre>a\n  b</pre><hr>") == [Words("a"), Words("  b"), Words(""), Rule()]


def test_every_page_says_of_which_ticket_and_which_of_how_many_it_is() -> None:
    words = "<p>{nb} <b>bold</b> and <i>slanted</i> and <b><i>both</i></b></p>" + "<p>line</p>" * 40
    said = Said(1, "Ann", "Us", datetime(2026, 1, 2, tzinfo=UTC), "", on_paper(words))
    name = "A lamp " + "that shines " * 30
    written = written_as_pdf(Conversation(4711, name, "Ann", "UTC", (said,)), lambda _: b"")
    pages = PdfReader(BytesIO(written)).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"#4711 · {number} / 2" in " ".join(text.split())
        assert "A lamp that shines" in text.splitlines()[-2] + text.splitlines()[-1]
        assert "…" in text
    assert "{nb} bold and slanted and both" in pages[0].extract_text()
    fonts = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in pages[0]["/Resources"]["/Font"].values()}
    assert fonts == {f"DejaVuSans{look}" for look in ("Book", "Bold", "Oblique", "BoldOblique")}
