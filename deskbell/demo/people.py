"""Pure. Who works at the demo company, and who writes to it?"""

import random
import unicodedata
from dataclasses import dataclass

from deskbell.demo.matter import Language

# (name, language of their customers, team)
COLLEAGUES: tuple[tuple[str, Language, str], ...] = (
    ("Aino Laine", "fi", "Customer care"),
    ("Mikko Virtanen", "fi", "Repairs"),
    ("Zofia Lewandowska", "pl", "Customer care"),
    ("Hannah Whitfield", "en", "Customer care"),
    ("Daniel Osei", "en", "Repairs"),
)
TEAMS = ("Customer care", "Repairs")

# The Polish matters speak as men do, so men write them.
_FIRST: dict[Language, tuple[str, ...]] = {
    "en": tuple(
        """Oliver Amelia George Isla Harry Ava Jack Emily Noah Sophie Charlie Grace Thomas Freya Oscar Lily James Niamh
        Liam Saoirse Ethan Priya Samuel Chloe Arjun Megan Callum Ruth Peter Joan""".split()
    ),
    "fi": tuple(
        """Juhani Maria Olavi Helena Antero Johanna Tapani Anneli Juha Kaarina Matti Marjatta Pekka Sofia Timo Päivi
        Jari Eeva Väinö Riikka Ville Essi Lauri Outi Heikki Minna Teemu Sanna Jukka Tuulikki""".split()
    ),
    "pl": tuple(
        """Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Adam Łukasz Grzegorz Mateusz Wojciech Mariusz
        Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Szymon Bartosz Sławomir""".split()
    ),
}
_LAST: dict[Language, tuple[str, ...]] = {
    "en": tuple(
        """Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Edwards Hughes Green Hall
        Lewis Harris Clarke Murphy Byrne Kelly Walsh O'Brien Ryan Fraser Campbell Stewart MacDonald Reid""".split()
    ),
    "fi": tuple(
        """Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Lehtinen
        Saarinen Salminen Heinonen Niemi Heikkilä Kinnunen Salonen Turunen Salo Laitinen Rantanen Tuominen""".split()
    ),
    "pl": tuple(
        """Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
        Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król""".split()
    ),
}
CITIES: dict[Language, tuple[str, ...]] = {
    "en": ("Bristol", "Leeds", "Cork", "Edinburgh", "Galway", "Manchester", "Brighton", "Cardiff", "Dublin"),
    "fi": ("Tampere", "Turku", "Oulu", "Kuopio", "Jyväskylä", "Espoo", "Lahti", "Rovaniemi", "Vaasa"),
    "pl": ("Gdańsk", "Kraków", "Wrocław", "Poznań", "Łódź", "Lublin", "Szczecin", "Toruń", "Katowice"),
}
_FIRMS: dict[Language, tuple[str, ...]] = {
    "en": ("{} Books", "Café {}", "{} & Daughters", "{} Architects", "The {} Bakery", "{} Studios", "{} Dental"),
    "fi": ("Kahvila {}", "{} Oy", "Leipomo {}", "{} Arkkitehdit Oy", "Kirjakauppa {}", "Tilitoimisto {}", "{} Sali"),
    "pl": ("Kawiarnia {}", "{} sp. z o.o.", "Piekarnia {}", "Księgarnia {}", "Biuro {}", "{} i Synowie", "Studio {}"),
}
_ENDINGS: dict[Language, str] = {"en": "co.uk.example", "fi": "fi.example", "pl": "pl.example"}

FROM_COMPANIES = 0.55
WITH_PHONE = 0.4
LONG_NAME = " ".join(["Maximiliana", "Konstantina", "von", "Hohenfels-Lindqvist"] * 8)[:299] + "n"
ODD_NAMES: tuple[tuple[str, str], ...] = (
    ("ليلى", "حداد"),
    ("נועה", "כהן"),
    ("Σοφία", "Παπαδοπούλου"),
    ("美咲", "山田"),
    ("X", ""),
)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class DemoContact:
    first_name: str
    last_name: str
    email: str
    phone: str | None
    language: Language
    company: int | None  # its place among the companies

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def make_companies(chance: random.Random, count: int) -> list[tuple[DemoCompany, Language]]:
    made: dict[str, tuple[DemoCompany, Language]] = {}
    while len(made) < count:
        language = _any_language(chance)
        word = chance.choice(_LAST[language])
        name = chance.choice(_FIRMS[language]).format(word)
        domain = f"{_ascii(name).replace(' ', '-')}.{_ENDINGS[language]}"
        made[domain] = (DemoCompany(name, domain), language)
    return list(made.values())


def make_contacts(
    chance: random.Random, count: int, companies: list[tuple[DemoCompany, Language]]
) -> list[DemoContact]:
    """The last few have names that put a screen to the test."""
    made: dict[str, DemoContact] = {}
    while len(made) < count - len(ODD_NAMES) - 1:
        company = chance.randrange(len(companies)) if chance.random() < FROM_COMPANIES else None
        language = companies[company][1] if company is not None else _any_language(chance)
        contact = _contact(chance, language, company, companies)
        made.setdefault(contact.email, contact)
    contacts = list(made.values())
    contacts.append(DemoContact(LONG_NAME, "", "maximiliana@post.example", None, "en", None))
    for number, (first, last) in enumerate(ODD_NAMES, start=1):
        contacts.append(DemoContact(first, last, f"friend{number}@post.example", None, "en", None))
    return contacts


def _contact(
    chance: random.Random,
    language: Language,
    company: int | None,
    companies: list[tuple[DemoCompany, Language]],
) -> DemoContact:
    first, last = chance.choice(_FIRST[language]), chance.choice(_LAST[language])
    host = companies[company][0].domain if company is not None else f"post.{_ENDINGS[language]}"
    prefix = {"en": "+44 7700 900", "fi": "+358 40 555 0", "pl": "+48 601 555 "}[language]
    return DemoContact(
        first,
        last,
        f"{_ascii(first)}.{_ascii(last)}@{host}",
        f"{prefix}{chance.randrange(100, 1000)}" if chance.random() < WITH_PHONE else None,
        language,
        company,
    )


def _any_language(chance: random.Random) -> Language:
    languages: tuple[Language, ...] = ("en", "fi", "pl")
    return chance.choices(languages, (45, 35, 20))[0]


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalnum() or letter in " -").strip()
