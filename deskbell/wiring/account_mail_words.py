"""Pure. What mails about one's own account say, in the language of the one who gets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from deskbell.users.one_time_links import HOURS, Kind


@dataclass(frozen=True, slots=True)
class AccountMail:
    subject: str
    text: str


_WORDS: Final[Mapping[str, Mapping[Kind, AccountMail]]] = {
    "en": {
        "invite": AccountMail(
            "You are invited to {company}'s help desk",
            "Hello {name},\n\nyou are invited to {company}'s help desk. Open this link to choose a password:"
            "\n\n{link}\n\nThe link works once, for {hours} hours.\n",
        ),
        "reset": AccountMail(
            "A new password for {company}'s help desk",
            "Hello {name},\n\nsomebody, probably you, asked for a new password. Open this link to choose one:"
            "\n\n{link}\n\nThe link works once, for {hours} hours. If it wasn't you, do nothing:"
            " your password stays.\n",
        ),
    },
    "fi": {
        "invite": AccountMail(
            "Kutsu help deskiin: {company}",
            "Hei {name},\n\nsinut on kutsuttu help deskiin ({company}). Valitse salasana avaamalla tämä linkki:"
            "\n\n{link}\n\nLinkki toimii kerran, {hours} tunnin ajan.\n",
        ),
        "reset": AccountMail(
            "Uusi salasana help deskiin: {company}",
            "Hei {name},\n\njoku, luultavasti sinä, pyysi uutta salasanaa. Valitse se avaamalla tämä linkki:"
            "\n\n{link}\n\nLinkki toimii kerran, {hours} tunnin ajan. Jos se et ollut sinä, älä tee mitään:"
            " salasanasi säilyy.\n",
        ),
    },
    "pl": {
        "invite": AccountMail(
            "Zaproszenie do centrum pomocy: {company}",
            "Dzień dobry, {name},\n\nto zaproszenie do centrum pomocy ({company}). Otwórz ten link, aby wybrać hasło:"
            "\n\n{link}\n\nLink działa raz. Jest ważny tyle godzin: {hours}.\n",
        ),
        "reset": AccountMail(
            "Nowe hasło do centrum pomocy: {company}",
            "Dzień dobry, {name},\n\nktoś, prawdopodobnie Ty, poprosił o nowe hasło. Otwórz ten link, aby je wybrać:"
            "\n\n{link}\n\nLink działa raz. Jest ważny tyle godzin: {hours}. Jeśli to nie Ty, nic nie rób:"
            " hasło się nie zmieni.\n",
        ),
    },
}


def account_mail(locale: str, kind: Kind, *, company: str, name: str, link: str) -> AccountMail:
    """In English where the language is not spoken here. Names are filled in once, and never read as patterns."""
    words = _WORDS.get(locale, _WORDS["en"])[kind]
    facts = {"company": " ".join(company.split()), "name": " ".join(name.split()), "link": link, "hours": HOURS[kind]}
    return AccountMail(words.subject.format(**facts), words.text.format(**facts))
