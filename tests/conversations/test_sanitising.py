import re

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from, text

from deskbell.conversations.mail_html.sanitising import sanitise

REL = 'rel="noopener noreferrer nofollow"'


def proxied(address: str) -> str:
    return f"/api/images?of={len(address)}"


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Hello <b>there</b></p>", "<p>Hello <b>there</b></p>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>alert(1)</script>after", "after"),
        ("<style>p{}</style><title>t</title>after", "after"),
        ("<!--[if mso]><table><tr><td><![endif]-->after", "after"),
        ("<!-- never closed", ""),
        ("<p onclick=alert(1) id=x class=y name=z>a</p>", "<p>a</p>"),
        ("<form action=//x><input name=q><button>go</button></form>", "<div>go</div>"),
        ("<iframe src=//x>inside</iframe>after", "after"),
        ("<textarea><b>typed</b></textarea>", "<pre>&lt;b&gt;typed&lt;/b&gt;</pre>"),
        ("<xmp>&amp;<i></xmp>", "<pre>&amp;amp;&lt;i&gt;</pre>"),
        ("a<plaintext><b>rest", "a<pre>&lt;b&gt;rest</pre>"),
        ("<svg><text>drawn</text><script>x</script></svg>", "drawn"),
        ("<math><mi>x</mi></math>", "x"),
        ("<noscript><b>plain</b></noscript>", "<b>plain</b>"),
        ("<o:p>Outlook</o:p>", "Outlook"),
        ("<menu><li>a</menu>", "<ul><li>a</li></ul>"),
        ("<select><option>one</option><option>two</option></select>", "<div>one</div><div>two</div>"),
    ],
)
def test_what_runs_is_gone_and_what_is_read_stays(html: str, shown: str) -> None:
    assert sanitise(html).html == shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "/api/session",
        "//example.com/",
        "relative",
        "#top",
        "https:/\\example.com",
        "https://",
        "",
    ],
)
def test_a_link_that_must_not_be_followed_is_only_text(address: str) -> None:
    shown = sanitise(f'<a href="{address}">text</a>').html
    assert "href" not in shown
    assert words(shown) == "text"


@pytest.mark.parametrize("address", ["https://example.com/?a=1&amp;b=2", "mailto:ann@example.com", "tel:+358401234567"])
def test_a_link_opens_elsewhere_and_tells_nothing(address: str) -> None:
    assert sanitise(f'<a href="{address}">x</a>').html == f'<a href="{address}" target="_blank" {REL}>x</a>'


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://example.com/x.png">',
        '<img src="HTTPS://example.com/x.png">',
        '<img src="//example.com/x.png">',
        '<img src="\\\\example.com\\x.png">',
        '<img src=" https://example.com/x.png">',
        '<img srcset="https://example.com/x.png 2x, y 3x">',
        '<table background="http://example.com/x.png"></table>',
        '<div style="background-image: url(http://example.com/x.png)">',
        "<div style=\"background: red url('//example.com/x.png') no-repeat\">",
        '<ul style="list-style-image: url(&quot;http://example.com/x.png&quot;)">',
    ],
)
def test_a_picture_elsewhere_is_counted_and_not_asked_for(html: str) -> None:
    shown = sanitise(html, proxied=proxied)
    assert shown.blocked_images == 1
    assert "example.com" not in shown.html


def test_pictures_asked_for_come_through_our_own_address() -> None:
    html = '<img src="http://example.com/x.png"><p style="background:url(//example.com/y.png) top">a</p>'
    shown = sanitise(html, images="shown", proxied=proxied)
    assert shown.blocked_images == 0
    assert shown.html.count("/api/images?of=") == 2
    assert "example.com" not in shown.html


def test_a_picture_that_our_proxy_refuses_counts_as_blocked() -> None:
    assert sanitise('<img src="http://e/x">', images="shown", proxied=lambda _: None).blocked_images == 1


@pytest.mark.parametrize("src", ["cid:logo@ann", "CID:logo@ann", "cid:logo%40ann", "cid:<logo@ann>"])
def test_a_picture_that_came_along_is_shown(src: str) -> None:
    shown = sanitise(f'<img src="{src}" alt="Logo">', inline={"logo@ann": "/api/attachments/7"})
    assert (shown.html, shown.blocked_images) == ('<img src="/api/attachments/7" alt="Logo">', 0)


def test_a_picture_by_its_content_location_is_shown() -> None:
    inline = {"http://example.com/a.png": "/api/attachments/7"}
    shown = sanitise('<img src="http://example.com/a.png">', inline=inline)
    assert (shown.html, shown.blocked_images) == ('<img src="/api/attachments/7">', 0)


def test_a_picture_that_did_not_come_leaves_its_description() -> None:
    assert sanitise('<img src="cid:gone" alt="Our logo">').html == '<img alt="Our logo">'


@pytest.mark.parametrize("kind", ["svg+xml", "xml"])
def test_data_that_could_hold_scripts_is_no_picture(kind: str) -> None:
    assert sanitise(f'<img src="data:image/{kind};base64,AAAA">').html == "<img>"
    assert "AAAA" in sanitise('<img src="data:image/png;base64,AAAA">').html


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color: red; font-weight: bold", "color:red;font-weight:bold"),
        ("position: fixed; top: 0; z-index: 9; color: red", "color:red"),
        ("background: url(http://e/x) red", "background:none red"),
        ("background: u\\72l(http://e/x)", ""),
        ("width: expression(alert(1))", ""),
        ("behavior: url(x); -moz-binding: url(x)", ""),
        ("background: image-set(url(x) 1x)", ""),
        ("color: var(--page)", ""),
        ("min-height: 100vh; height: 50px", "height:50px"),
        ("display: none", "display:none"),
        ("display: contents", ""),
        ("col/**/or: red; color: /* x */ blue", "color:blue"),
        ("font-family: 'a;b', serif", "font-family:&quot;a;b&quot;,serif"),
        ("@import 'x'; color: red", "color:red"),
        ("font-family: Calibri", "font-family:Calibri,sans-serif"),
        ("font-family: Courier New", "font-family:Courier New,monospace"),
        ("font-family: Georgia", "font-family:Georgia,serif"),
    ],
)
def test_only_harmless_declarations_stay(style: str, kept: str) -> None:
    shown = re.sub(r" ?, ?", ",", sanitise(f'<p style="{style}">a</p>').html)
    assert re.sub(r'<p(?: style="([^"]*)")?>a</p>', r"\1", shown) == kept


def test_a_page_keeps_its_colour() -> None:
    html = "<html><body bgcolor='#f4f4f7' style='color:red'>a</body></html>"
    shown = sanitise(html).html
    assert shown == '<div style="background-color:#f4f4f7"><div bgcolor="#f4f4f7" style="color:red">a</div></div>'


@pytest.mark.parametrize(
    ("html", "own"),
    [
        ("<p>plain</p>", False),
        ('<p style="color:#000;background:white">Outlook</p>', False),
        ('<body bgcolor="#FFFFFF" text="#000000"><font color="#1f1f1f">a</font>', False),
        ('<a href="https://x.example" style="color:#0563C1">stock link</a>', False),
        ('<p style="color: rgb(34, 34, 34); background-color: rgb(255,255,255)">Gmail</p>', False),
        ('<p style="background: #fff none repeat scroll 0% 0%">a</p>', False),
        ('<p style="color:#c00">red</p>', True),
        ('<table><tr><td bgcolor="#eeeecc">a', True),
        ('<p style="background:#123456">a</p>', True),
        ('<body style="background:linear-gradient(red,blue)">a', True),
        ('<table background="http://e/x"><tr><td>a', True),
    ],
)
def test_colours_of_its_own_are_told_from_what_programs_write_everywhere(html: str, own: bool) -> None:
    assert sanitise(html).own_colours is own


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("nested", "<div>" * 20_000 + "word"),
        ("nested, 25 MB", "<div>" * 5_000_000),
        ("tables", "<table>" * 100_000 + "word"),
        ("formatting", "<p>" + "".join(f"<font id={n}>" for n in range(300)) + "<p>x</p>" * 100_000 + "word"),
        ("attributes", "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">word"),
        ("half tags", "<a " * 1_000_000),
        ("half comments", "<!--" * 1_000_000),
        ("half quotes", '<a ="' * 500_000 + "<a ='" * 500_000),
        ("half styles", "<p style='" + "a:url(" * 500_000 + "'>word"),
        ("raw text", "<select>" + "<xmp>" * 200_000 + "<plaintext>word"),
        ("closing only", "</div>" * 1_000_000 + "word"),
        ("nul", "\0" * 1_000_000 + "word"),
    ],
)
def test_nothing_makes_us_build_nonsense(name: str, html: str) -> None:
    """What comes out is bounded by what went in, and so is the time."""
    shown = sanitise(html)
    assert len(shown.html) < 4 * len(html) + 10_000, name
    if html.endswith("word"):
        assert "word" in shown.html


def test_a_mail_too_long_to_show_says_so() -> None:
    assert sanitise("a" * 9_000_000).cut
    assert not sanitise("a" * 1_000_000).cut


def test_a_long_mail_in_one_table_is_whole() -> None:
    html = "<table>" + "".join(f"<tr><td>row {n}<td>cell<p>para" for n in range(5_000)) + "</table>"
    shown = sanitise(html).html
    assert shown.count("<tr>") == 5_000
    assert "row 4999" in shown


PIECES = """<b> </b> <a|href=x> <table> <td> </p> <svg> <!-- --> <style> </style> <xmp> <img|src=http://e/x| " ' =
> < / style= onload=alert(1) <plaintext> &lt; <textarea> </textarea> <math> <select> </""".split()


@given(lists(sampled_from(PIECES) | text(max_size=5)).map(lambda pieces: "".join(pieces).replace("|", " ")))
def test_whatever_comes_the_result_is_quiet_and_stays_so(html: str) -> None:
    once = sanitise(html).html
    assert not re.search(r"<(?:script|style|svg|iframe|xmp|plaintext|!--)", once)
    assert not re.search(r"<[^>]*\son\w+=", once)
    assert sanitise(once).blocked_images == 0
    assert words(sanitise(once).html) == words(once)
