import pytest

from deskbell.conversations.mail_html.message_frame import CONTENT_ID, FRAME_HEADERS, SANDBOX, Theme, frame_document
from deskbell.conversations.mail_html.sanitising import sanitise


def test_the_frame_may_run_nothing_and_ask_nobody_else() -> None:
    policy = dict(part.partition(" ")[::2] for part in FRAME_HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "'self' data:"
    assert "script-src" not in policy
    assert policy["sandbox"] == SANDBOX
    assert "allow-scripts" not in SANDBOX
    assert "allow-top-navigation" not in SANDBOX
    assert "allow-forms" not in SANDBOX


@pytest.mark.parametrize(
    ("html", "theme", "surface"),
    [
        ("plain", "light", "light"),
        ("plain", "dark", "dark"),
        ("<p style='color:red'>a</p>", "light", "light"),
        ("<p style='color:red'>a</p>", "dark", "page"),
    ],
)
def test_mail_with_its_own_colours_keeps_a_light_page(html: str, theme: Theme, surface: str) -> None:
    assert f'data-surface="{surface}"' in frame_document(sanitise(html), theme=theme)


def test_what_is_put_into_the_page_stays_where_it_is_put() -> None:
    mail = sanitise("</div></body><script>$style ${title} $$</script>$html <b>word</b>")
    page = frame_document(mail, theme="light", language='"><script>', title="</title><script>alert(1)</script>")
    assert "<script" not in page
    assert f'<div id="{CONTENT_ID}" dir="auto">$html <b>word</b></div>' in page
