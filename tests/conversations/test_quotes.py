"""Which part of a mail is said now, and is no sentence of a customer ever hidden?"""

# ruff: noqa: E501 - tables of mails, a row each
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.conversations.mail_html.plain_text import html_of, text_of
from deskbell.conversations.quotes.quotes import fold_html, visible_part

ANSWER = "My answer is yes.\n\nRegards\nBob"

INTRODUCTIONS = [
    "On Mon, Feb 5, 2024 at 10:00 AM X <x@example.com> wrote:",
    "On Mon, Feb 5, 2024 at 10:00 AM A Person With A Long Name <\nx@example.com> wrote:",
    "On 05/02/2024 10:00, X wrote:",
    "ti 3. toukok. 2016 klo 12.00 Matti Meikäläinen (matti@example.fi) kirjoitti:",
    "Matti Meikäläinen <matti@example.fi> kirjoitti 3.5.2016 kello 12.00:",
    "pon., 5 lut 2024 o 10:00 Jan Kowalski <jan@example.pl> napisał(a):",
    "W dniu 05.02.2024 o 10:00, Jan pisze:",
    "Am 05.02.24 um 10:00 schrieb X:",
    "Am Mo., 5. Feb. 2024 um 10:00 Uhr schrieb X <x@example.de>:",
    "Le lun. 5 févr. 2024 à 10:00, X <x@example.fr> a écrit :",
    "El lun, 5 feb 2024 a las 10:00, X (<x@example.es>) escribió:",
    "Il giorno lun 5 feb 2024 alle ore 10:00 X <x@example.it> ha scritto:",
    "Em seg., 5 de fev. de 2024 às 10:00, X <x@example.br> escreveu:",
    "Op ma 5 feb 2024 om 10:00 schreef X <x@example.nl>:",
    "Den mån 5 feb. 2024 kl 10:00 skrev X <x@example.se>:",
    "Den man. 5. feb. 2024 kl. 10.00 skrev X <x@example.dk>:",
    "man. 5. feb. 2024 kl. 10:00 skrev X <x@example.no>:",
    "po 5. 2. 2024 v 10:00 odesílatel Jan <x@example.cz> napsal:",
    "пн, 5 февр. 2024 г. в 10:00, X <x@example.ru>:",
    "пн, 5 лют. 2024 р. о 10:00 X <x@example.ua> пише:",
    "2024年2月5日(月) 10:00 X <x@example.jp>:",
    "X <x@example.cn> 于2024年2月5日周一 10:00写道：",
    "2024년 2월 5일 (월) 오전 10:00, X <x@example.kr>님이 작성:",
    "X <x@example.tr>, 5 Şub 2024 Pzt, 10:00 tarihinde şunu yazdı:",
    "X <x@example.hu> ezt írta (időpont: 2024. febr. 5., H, 10:00):",
    "În lun., 5 feb. 2024 la 10:00, X <x@example.ro> a scris:",
    "Στις Δευ 5 Φεβ 2024 στις 10:00 π.μ., ο/η X <x@example.gr> έγραψε:",
    "\u202bבתאריך יום ב׳, 5 בפבר׳ 2024 ב-10:00 מאת \u202aX\u202c\u200f <\u202ax@example.il\u202c\u200f>:\u202c",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("quoted", ["> old text\n> more", "old text\nmore"], ids=["marked", "bare"])
def test_a_quote_is_folded_in_any_language(introduction: str, quoted: str) -> None:
    found = visible_part(f"{ANSWER}\n\n{introduction}\n\n{quoted}\n")
    assert (found.shown, found.folded) == (ANSWER, True)


@pytest.mark.parametrize(
    "block",
    [
        "From: X <x@example.com>\nSent: Monday, 5 February 2024 10:00\nTo: Y\nSubject: Z",
        "*From:* X\n*Sent:* Monday, 5 February 2024 10:00\n*To:* Y\n*Subject:* Z",
        "________________________________\nVon: X <x@example.de>\nGesendet: Montag, 5. Februar 2024 10:00\nAn: Y\nBetreff: Z",
        "Lähettäjä: X <x@example.fi>\nLähetetty: maanantai 5. helmikuuta 2024 10.00\nVastaanottaja: Y\nAihe: Z",
        "Od: X <x@example.pl>\nWysłano: poniedziałek, 5 lutego 2024 10:00\nDo: Y\nTemat: Z",
        "De : X\nEnvoyé : lundi 5 février 2024 10:00\nÀ : Y\nObjet : Z",
        "De: X\nEnviado el: lunes, 5 de febrero de 2024 10:00\nPara: Y\nAsunto: Z",
        "Da: X\nInviato: lunedì 5 febbraio 2024 10:00\nA: Y\nOggetto: Z",
        "Från: X\nSkickat: den 5 februari 2024 10:00\nTill: Y\nÄmne: Z",
        "Fra: X\nSendt: 5. februar 2024 10:00\nTil: Y\nEmne: Z",
        "Van: X\nVerzonden: maandag 5 februari 2024 10:00\nAan: Y\nOnderwerp: Z",
        "От: X\nОтправлено: 5 февраля 2024 г. 10:00\nКому: Y\nТема: Z",
        "发件人: X\n发送时间: 2024年2月5日 10:00\n收件人: Y\n主题: Z",
        "差出人: X\n送信日時: 2024年2月5日 10:00\n宛先: Y\n件名: Z",
        "Saatja: X\nSaadetud: esmaspäev, 5. veebruar 2024 10:00\nAdressaat: Y\nTeema: Z",
        "Nuo: X\nIšsiųsta: 2024 m. vasario 5 d. 10:00\nKam: Y\nTema: Z",
        "De la: X\nTrimis: luni, 5 februarie 2024 10:00\nCătre: Y\nSubiect: Z",
        "Od: X\nPoslano: ponedjeljak, 5. veljače 2024. 10:00\nPrima: Y\nPredmet: Z",
        "-----Original Message-----\nFrom: X",
        "-----Ursprüngliche Nachricht-----\nVon: X",
        "---------- Forwarded message ---------\nFrom: X",
        "Begin forwarded message:\n\nFrom: X",
        "##- Please type your reply above this line -##",
        "-- Vastaa tämän rivin yläpuolelle --",
    ],
)
def test_the_head_of_an_older_mail_folds_all_below_it(block: str) -> None:
    assert visible_part(f"{ANSWER}\n\n{block}\n\nold text\n").shown == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, I wrote: this is it.\nand more",
        "I paid on 2020-05-05 via bob@example.com, here is the receipt:\n12345",
        "Hello,\non 5.5.2024 at 10:00 the printer wrote:\nPAPER JAM\nWhat now?",
        "On 5 May 2024 10:00 our server wrote:\nERROR 5\nPlease look at it.",
        "On Monday at 10:00 your colleague Anna said:\nIt would be fixed.\nIt is not.",
        "From: Helsinki\nTo: Turku\nWhen does my parcel leave?",
        "My order\nDate: 5.1.2024\nTo: Bob\nis missing",
        "Error:\n> segfault at 0\n> core dumped\n\nplease help",
        "The log says:\n> segfault",
        "Hi\n--\nI need this. Can you help?",
        "Hi\n-- \nBob\n\nPS. Please come before Friday.",
        "Am 5.5.2024 schrieb ich euch: nichts passiert.\nWas nun?",
        "Name <a@example.com> is my address.\nThanks",
        "Customer: John\nSubject: broken\nDate: yesterday\nDetails below",
        "From: Anna <anna@example.com>\nTo: shop\nDate: 5.2.2024\nSubject: Broken\n\nThe lamp is broken.",
        "A new message from your form:\n\nFrom: Anna\nDate: 5.2.2024\nTo: shop\nSubject: Broken\n\nThe lamp is broken.",
        "> This is a quote.\n\nAnd this is some text.",
        "> Only a quote.",
        "---\n***\n---",
        "Sent from my iPhone",
        "I was sent from my office to yours.\nWhere are you?",
    ],
)
def test_what_a_person_wrote_stays(text: str) -> None:
    found = visible_part(text)
    assert (found.shown, found.folded) == (text, False)


def test_answers_between_quotes_show_everything_but_who_wrote_what() -> None:
    text = "Hi,\n\nOn 5 Feb 2024, X wrote:\n> Did you pay?\nYes, on Monday.\n> When?\nSee above.\n\nBob"
    shown = visible_part(text).shown
    for sentence in ("Hi,", "> Did you pay?", "Yes, on Monday.", "> When?", "See above.", "Bob"):
        assert sentence in shown


def test_an_answer_below_the_quote_is_shown() -> None:
    found = visible_part("On Mon, 5 Feb 2024 at 10:00, X <x@example.com> wrote:\n> old\n> text\n\nThe answer.\n")
    assert (found.shown, found.folded) == ("The answer.", True)


@pytest.mark.parametrize("ruler", ["", "----- Original Message -----\n"], ids=["bare", "ruled"])
def test_answers_below_marked_lines_are_shown_also_when_a_head_stands_above_them(ruler: str) -> None:
    head = f"{ruler}Temat: Z\nData: 2024-02-05 10:00\nNadawca: X <x@example.pl>\nAdresat: Y"
    mixed = f"Yes.\n\n{head}\n> Did you pay?\n\nOn Monday.\n\n> X\n\nBye"
    shown = visible_part(mixed).shown
    for sentence in ("Yes.", "On Monday.", "Bye"):
        assert sentence in shown
    assert visible_part(f"{ANSWER}\n\n{head}\n> Did you pay?\n> X").shown == ANSWER


@pytest.mark.parametrize(
    "said",
    [
        "See my answers below in red.",
        "Siehe meine Antworten unten.",
        "Odpowiadam poniżej w treści.",
        "Vastaukseni alla.",
        "Kommentoin punaisella tekstin sekaan.",
        "Dopisałem na niebiesko pod spodem.",
    ],
)
def test_a_writer_who_points_below_hides_nothing(said: str) -> None:
    text = f"{said}\n\nFrom: X\nSent: 5 February 2024\nTo: Y\nSubject: Z\n\nDid you pay? YES I DID"
    assert visible_part(text).shown == text


def test_a_forwarded_mail_without_a_word_shows_what_was_forwarded() -> None:
    text = "---------- Forwarded message ---------\nFrom: X <x@example.com>\nDate: Mon, 5 Feb 2024\nSubject: Z\nTo: Y\n\nThe matter itself."
    assert visible_part(text).shown == "The matter itself."


def test_a_signature_behind_its_mark_folds_and_a_question_does_not() -> None:
    assert visible_part("Hi\n\n-- \nBob\nACME").shown == "Hi"
    assert "help me" in visible_part("Hi\n\n-- \nBob\nCan you help me?").shown
    assert "line 30" in visible_part("Hi\n--\n" + "\n".join(f"line {n}" for n in range(40))).shown


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Lähetetty iPhonesta",
        "Wysłane z iPhone'a",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Get Outlook for Android",
    ],
)
def test_the_line_of_a_device_folds(line: str) -> None:
    assert visible_part(f"Hello there\n\n{line}\n").shown == "Hello there"


WORDS = st.sampled_from(
    ["", "> quoted", ">> twice", "On Mon, 5 Feb 2024 at 10:00, X <x@example.com> wrote:", "From: X", "To: Y", "Subject: Z", "Date: 5.2.2024", "-- ", "___", "text here",
     "Sent from my iPhone", "-----Original Message-----", "a question?", "| bar", "X <x@example.com> schrieb:", "\t", "。"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(lines=st.lists(WORDS, max_size=25))
def test_something_is_always_shown_and_nothing_is_invented(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = visible_part(text)
    assert bool(found.shown.strip()) == bool(text.strip())
    have = iter(text.split("\n"))
    assert all(any(line.rstrip() == own.rstrip() for own in have) for line in found.shown.split("\n"))


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(WORDS, max_size=15))
def test_the_two_pieces_of_html_are_the_whole(lines: list[str]) -> None:
    html = html_of("\n".join(lines))
    visible, quoted = fold_html(html)
    assert visible + (quoted or "") == html


INTRODUCED = "On Mon, Jan 1, 2024 at 1:00 PM X &lt;x@example.com&gt; wrote:"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f'<div>Hello</div><div class="gmail_quote"><div class="gmail_attr">{INTRODUCED}</div><blockquote class="gmail_quote">old</blockquote></div>', "Hello"),
        ('<div>Hello</div><blockquote type="cite">On 1 Jan 2024, X wrote: old</blockquote>', "Hello"),
        ('<div>Hello</div><p>On 1 Jan 2024, at 10:00, X &lt;x@example.com&gt; wrote:</p><blockquote type="cite">old</blockquote>', "Hello"),
        ('<p>Hello</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> a</div><div>old</div>', "Hello"),
        ('<p>Hello</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt"><b>Von:</b> a<br><b>Gesendet:</b> b</div><p>old</p>', "Hello"),
        ('<p>Hello</p><div class="moz-cite-prefix">Ignota lingua 1/1/24:</div><blockquote type="cite" cite="mid:x">old</blockquote>', "Hello"),
        ('<div>Hello</div><div class="yahoo_quoted" id="yahoo_quoted_1">On Monday X wrote: old</div>', "Hello"),
        ('<div>Hello</div><div class="protonmail_quote">------- Original Message -------<br>old</div>', "Hello"),
        ('<div>Hello</div><div class="gmail_quote">---------- Forwarded message ---------<br>old</div>', "Hello"),
        ('<div>Hello</div><div name="quote" style="margin:10px"><b>Gesendet:</b> Montag<br><b>Von:</b> X<div>old</div></div>', "Hello"),
        ('<div>Hello</div><hr id="zwchr" data-marker="__DIVIDER__"><div><b>From: </b>X</div><div>old</div>', "Hello"),
        ("Hello<br><br>Am 1.2.2024 um 10:00 schrieb X &lt;x@example.de&gt;:<br>&gt; old<br>", "Hello"),
    ],
    ids=["gmail", "apple", "apple-introduction", "outlook-web", "outlook", "thunderbird", "yahoo", "proton", "gmail-forward", "gmx", "zimbra", "text rules"],
)  # fmt: skip
def test_each_programs_marks_are_known(html: str, shown: str) -> None:
    visible, quoted = fold_html(html)
    assert quoted is not None
    assert visible + quoted == html
    assert text_of(visible).strip() == shown
    assert "old" in quoted


@pytest.mark.parametrize(
    "html",
    [
        '<p>Text</p><blockquote type="cite">old</blockquote><p>my reply below</p>',
        '<p>Hi</p><div class="moz-cite-prefix">On 1/1/24 x wrote:</div><blockquote type="cite">old</blockquote><p>bottom answer</p>',
        f'<div>Hi</div><div class="gmail_quote"><div class="gmail_attr">{INTRODUCED}</div><blockquote class="gmail_quote">q</blockquote><div>an answer inside</div></div>',
        '<div class="gmail_quote"><div class="gmail_quote"><div>All of it is here</div></div></div>',
        "<p>Please quote this book:</p><blockquote>To be or not</blockquote>",
        '<p>Hello</p><div style="border:none;border-top:solid #E1E1E1 1.0pt">just a ruled box</div>',
        '<p>My answers are below in red.</p><div id="divRplyFwdMsg"><b>From:</b> a</div><div>old <i>YES</i></div>',
        "<p>Nothing quoted</p>",
        "",
    ],
)
def test_html_is_not_folded_when_words_of_the_writer_would_be_hidden(html: str) -> None:
    assert fold_html(html) == (html, None)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n" * 100_000,
        "> a\n" * 100_000,
        "From: a\n" * 50_000,
        "x\n> y\n" * 50_000,
        "-" * 400_000,
        "On 1 Jan 2020, x wrote:\n" * 4_900,
        "a:\n> b\n" * 2_400,
        "x <a@b.c\n" * 4_900,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_and_hostile_texts_end(text: str) -> None:
    assert visible_part(text).shown.strip()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "hi",
        "<blockquote type=cite>" * 50_000 + "x",
        "x<br>" * 100_000,
        '<div class="gmail_quote">x</div>' * 20_000,
        "<p>" + "<b" * 100_000,
        "<!--" * 100_000,
    ],
    ids=lambda html: repr(html[:12]),
)
def test_hostile_html_ends(html: str) -> None:
    visible, quoted = fold_html(html)
    assert visible + (quoted or "") == html
    text_of(html)
