"""Do the desk's own mails say the same in every language, and do names stay what they are?"""

import re

import pytest

from deskbell.notifications import sentences
from deskbell.users.one_time_links import Kind
from deskbell.wiring import account_mail_words
from deskbell.wiring.account_mail_words import account_mail

PLACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("locale", ["fi", "pl"])
def test_notifications_say_everything_with_the_same_facts(locale: str) -> None:
    english, words = sentences._WORDS["en"], sentences._WORDS[locale]
    assert set(words) == set(english)
    for name, sentence in english.items():
        assert sorted(PLACES.findall(words[name])) == sorted(PLACES.findall(sentence)), name


@pytest.mark.parametrize("locale", ["fi", "pl"])
@pytest.mark.parametrize("kind", ["invite", "reset"])
def test_account_mails_say_the_same_facts(locale: str, kind: Kind) -> None:
    english, words = (account_mail_words._WORDS[one][kind] for one in ("en", locale))
    assert set(PLACES.findall(words.text)) == set(PLACES.findall(english.text))
    assert set(PLACES.findall(words.subject)) == set(PLACES.findall(english.subject))


def test_a_name_with_braces_or_lines_is_only_a_name() -> None:
    mail = account_mail("fi", "invite", company="{link}\r\nBcc: x@example.com", name="{0}", link="https://d.example/x")
    assert mail.subject == "Kutsu help deskiin: {link} Bcc: x@example.com"
    assert mail.text.startswith("Hei {0},")


def test_an_unknown_language_is_english() -> None:
    mail = account_mail("xx", "reset", company="Ursa", name="Ann", link="https://d.example/x")
    assert mail.subject == "A new password for Ursa's help desk"
