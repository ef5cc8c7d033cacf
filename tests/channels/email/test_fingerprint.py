"""Are two raw mails copies of one?"""

from deskbell.channels.email.reading.fingerprint import fingerprint

MAIL = b"From: a@b.example\nSubject: Hi\n there\nMessage-ID: <1@b.example>\nDate: today\n\nHello\nAnn\n"


def test_copies_that_came_other_ways_are_one() -> None:
    other = b"Return-Path: <a@b.example>\r\nReceived: from x\r\n" + MAIL.replace(b"\n", b"\r\n") + b"\r\n"
    assert fingerprint(other) == fingerprint(MAIL)


def test_the_same_id_with_other_words_is_another_mail() -> None:
    assert fingerprint(MAIL.replace(b"Ann", b"Bob")) != fingerprint(MAIL)
    assert fingerprint(MAIL.replace(b"<1@", b"<2@")) != fingerprint(MAIL)
