"""Pure. What pushes and mails say, in the reader's language: every sentence stands here, and nowhere else.

A language is one more entry of `_WORDS`; what it does not say yet is said in English.
"""

from collections.abc import Mapping
from typing import Final

from deskbell.notifications.kinds import Kind

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "assigned": "{who} assigned the ticket to you",
        "assigned.nobody": "The ticket was assigned to you",
        "assigned.inbox": "{who} assigned the conversation to you",
        "assigned.inbox.nobody": "The conversation was assigned to you",
        "answered": "{who} wrote",
        "answered.nobody": "The customer wrote",
        "mentioned": "{who} mentioned you",
        "mentioned.nobody": "You were mentioned",
        "commented": "{who} commented",
        "commented.nobody": "There is a new comment",
        "changed": "{who} updated the ticket",
        "changed.nobody": "The ticket was updated",
        "changed.inbox": "{who} updated the conversation",
        "changed.inbox.nobody": "The conversation was updated",
        "failed.nobody": "A reply did not reach the customer",
        "unassigned.nobody": "A new ticket that nobody owns",
        "unassigned.inbox.nobody": "A conversation that nobody owns",
        "returned.nobody": "It came back to you",
        "due_soon.nobody": "An SLA goal is due soon",
        "overdue.nobody": "An SLA goal is overdue",
        "mail.subject": "{sentence}: {ticket}",
        "mail.digest_subject.one": "News on {count} ticket",
        "mail.digest_subject.other": "News on {count} tickets",
        "mail.digest_subject_of_places.one": "News in {count} conversation",
        "mail.digest_subject_of_places.other": "News in {count} conversations",
        "mail.open": "Open the ticket: {link}",
        "mail.open_conversation": "Open the conversation: {link}",
        "mail.foot": (
            "You get this mail because of your notification settings at {company}. Change them here: {link}\n"
            "Answers to this mail are not read."
        ),
        "push.many": "News on {count} tickets",
        "push.many_places": "News in {count} conversations",
        "push.test": "Notifications work",
        "push.test_body": "This is what they look like on this device.",
    },
    "fi": {
        "assigned": "{who} antoi tiketin sinulle",
        "assigned.nobody": "Tiketti annettiin sinulle",
        "assigned.inbox": "{who} antoi keskustelun sinulle",
        "assigned.inbox.nobody": "Keskustelu annettiin sinulle",
        "answered": "{who} kirjoitti",
        "answered.nobody": "Asiakas kirjoitti",
        "mentioned": "{who} mainitsi sinut",
        "mentioned.nobody": "Sinut mainittiin",
        "commented": "{who} kommentoi",
        "commented.nobody": "Uusi kommentti",
        "changed": "{who} päivitti tikettiä",
        "changed.nobody": "Tikettiä päivitettiin",
        "changed.inbox": "{who} päivitti keskustelua",
        "changed.inbox.nobody": "Keskustelua päivitettiin",
        "failed.nobody": "Vastaus ei tavoittanut asiakasta",
        "unassigned.nobody": "Uusi tiketti ilman omistajaa",
        "unassigned.inbox.nobody": "Keskustelu ilman omistajaa",
        "returned.nobody": "Se palasi sinulle",
        "due_soon.nobody": "SLA-tavoite erääntyy pian",
        "overdue.nobody": "SLA-tavoite on myöhässä",
        "mail.subject": "{sentence}: {ticket}",
        "mail.digest_subject.one": "Uutta {count} tiketissä",
        "mail.digest_subject.other": "Uutta {count} tiketissä",
        "mail.digest_subject_of_places.one": "Uutta {count} keskustelussa",
        "mail.digest_subject_of_places.other": "Uutta {count} keskustelussa",
        "mail.open": "Avaa tiketti: {link}",
        "mail.open_conversation": "Avaa keskustelu: {link}",
        "mail.foot": (
            "Saat tämän viestin ilmoitusasetustesi vuoksi ({company}). Muuta niitä täällä: {link}\n"
            "Tähän viestiin tulleita vastauksia ei lueta."
        ),
        "push.many": "Uutta {count} tiketissä",
        "push.many_places": "Uutta {count} keskustelussa",
        "push.test": "Ilmoitukset toimivat",
        "push.test_body": "Tältä ne näyttävät tässä laitteessa.",
    },
    "pl": {
        "assigned": "{who}: przypisano Ci zgłoszenie",
        "assigned.nobody": "Przypisano Ci zgłoszenie",
        "assigned.inbox": "{who}: przypisano Ci konwersację",
        "assigned.inbox.nobody": "Przypisano Ci konwersację",
        "answered": "{who}: nowa wiadomość",
        "answered.nobody": "Klient napisał",
        "mentioned": "{who}: wzmianka o Tobie",
        "mentioned.nobody": "Wspomniano o Tobie",
        "commented": "{who}: nowy komentarz",
        "commented.nobody": "Nowy komentarz",
        "changed": "{who}: zaktualizowano zgłoszenie",
        "changed.nobody": "Zaktualizowano zgłoszenie",
        "changed.inbox": "{who}: zaktualizowano konwersację",
        "changed.inbox.nobody": "Zaktualizowano konwersację",
        "failed.nobody": "Odpowiedź nie dotarła do klienta",
        "unassigned.nobody": "Nowe zgłoszenie bez właściciela",
        "unassigned.inbox.nobody": "Konwersacja bez właściciela",
        "returned.nobody": "Wróciło do Ciebie",
        "due_soon.nobody": "Wkrótce termin celu SLA",
        "overdue.nobody": "Cel SLA po terminie",
        "mail.subject": "{sentence}: {ticket}",
        "mail.digest_subject.one": "Nowości w {count} zgłoszeniu",
        "mail.digest_subject.other": "Nowości w {count} zgłoszeniach",
        "mail.digest_subject_of_places.one": "Nowości w {count} konwersacji",
        "mail.digest_subject_of_places.other": "Nowości w {count} konwersacjach",
        "mail.open": "Otwórz zgłoszenie: {link}",
        "mail.open_conversation": "Otwórz konwersację: {link}",
        "mail.foot": (
            "Otrzymujesz tę wiadomość z powodu swoich ustawień powiadomień ({company}). Zmień je tutaj: {link}\n"
            "Odpowiedzi na tę wiadomość nie są czytane."
        ),
        "push.many": "Nowości w {count} zgłoszeniach",
        "push.many_places": "Nowości w {count} konwersacjach",
        "push.test": "Powiadomienia działają",
        "push.test_body": "Tak wyglądają na tym urządzeniu.",
    },
}


def say(locale: str, name: str, **values: object) -> str:
    """The sentence in this language, filled in. Values are filled in once, and never read as patterns."""
    words = _WORDS.get(locale, {})
    return (words.get(name) or _WORDS["en"][name]).format(**values)


def say_event(locale: str, kind: Kind, who: str | None, *, in_inbox: bool = False) -> str:
    """What happened, by whom if that is known and matters; in an inbox nothing is called a ticket."""
    name = f"{kind}.inbox" if in_inbox and f"{kind}.inbox.nobody" in _WORDS["en"] else kind
    if who and name in _WORDS["en"]:
        return say(locale, name, who=who)
    return say(locale, f"{name}.nobody")


def say_count(locale: str, name: str, count: int) -> str:
    return say(locale, f"{name}.{'one' if count == 1 else 'other'}", count=count)
