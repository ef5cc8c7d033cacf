"""Pure. What happened at the demo company during the last ninety days?"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from deskbell.demo import asides, english, finnish, polish
from deskbell.demo.matter import Language, Manners, Matter
from deskbell.demo.people import CITIES, COLLEAGUES, DemoContact

DAYS = 90
LANGUAGES: dict[Language, tuple[Manners, tuple[Matter, ...]]] = {
    "en": (english.MANNERS, english.MATTERS),
    "fi": (finnish.MANNERS, finnish.MATTERS),
    "pl": (polish.MANNERS, polish.MATTERS),
}
Step = Literal["opening", "nudge", "answer", "follow_up", "solution", "thanks"]
# How conversations go, and how often in a hundred.
COURSES: tuple[tuple[int, tuple[Step, ...]], ...] = (
    (30, ("opening", "answer", "thanks")),
    (25, ("opening", "answer")),
    (25, ("opening", "answer", "follow_up", "solution", "thanks")),
    (12, ("opening", "answer", "follow_up", "solution")),
    (8, ("opening", "nudge", "answer", "follow_up", "solution", "thanks")),
)
FROM_CUSTOMERS: frozenset[Step] = frozenset({"opening", "nudge", "follow_up", "thanks"})
PRIORITIES: tuple[tuple[int | None, int], ...] = ((None, 40), (1, 10), (2, 32), (3, 14), (4, 4))
NEW, WAITING_ON_CONTACT, WAITING_ON_US, CLOSED = 1, 2, 3, 4
SAYS_ATTACHED = ("attached", "liitteenä", "w załączniku")
STILL_OPEN = 0.04  # of those whose last word is said


@dataclass(frozen=True, slots=True)
class Spoken:
    """`colleague` is a place in COLLEAGUES; None: the customer. `mentions_admin` only in comments."""

    at: datetime
    kind: Literal["message", "comment"]
    text: str
    colleague: int | None = None
    file: str | None = None
    mentions_admin: bool = False


@dataclass(slots=True)
class Story:
    """One ticket and all that was said on it. `contact` is a place among the contacts."""

    name: str
    contact: int
    opened_at: datetime
    category: str | None = None
    tags: tuple[str, ...] = ()
    owner: int | None = None  # a place in COLLEAGUES; ADMIN for the super admin
    team: int | None = None
    priority: int | None = None
    status_id: int = NEW
    closed_at: datetime | None = None
    spam_at: datetime | None = None
    trashed_at: datetime | None = None
    said: list[Spoken] = field(default_factory=list)


ADMIN = -1


def tell(chance: random.Random, contacts: list[DemoContact], count: int, now: datetime) -> list[Story]:
    """`count` tickets, the oldest first; nothing happens after `now`."""
    # Half of all people write once, a few write often.
    favour = [1 / (1 + place) ** 0.35 for place in chance.sample(range(len(contacts)), len(contacts))]
    moments = sorted(_working_moment(chance, now) for _ in range(count - 3))
    stories = [
        _tell_one(chance, chance.choices(range(len(contacts)), favour)[0], contacts, moment, now) for moment in moments
    ]
    for place in chance.sample(range(len(stories) // 2, len(stories)), 14):
        _turn_to_spam(chance, stories[place])
    for place in chance.sample(range(len(stories)), 9):
        if stories[place].spam_at is None and stories[place].closed_at:
            stories[place].trashed_at = min(now, stories[place].opened_at + timedelta(days=5))
    stories += _patience(contacts, now)
    return sorted(stories, key=lambda story: story.opened_at)


def _working_moment(chance: random.Random, now: datetime) -> datetime:
    """Mostly by day and on weekdays; a little more lately than long ago."""
    while True:
        at = now - timedelta(days=DAYS * (1 - chance.random() ** 0.9)) - timedelta(minutes=2)
        by_night = not 6 <= at.hour < 20  # noqa: PLR2004 - the hours of the day
        weight = (0.12 if by_night else 1.0) * (0.35 if at.isoweekday() > 5 else 1.0)  # noqa: PLR2004 - the weekend
        if chance.random() < weight:
            return at.replace(microsecond=0)


def _tell_one(
    chance: random.Random, contact: int, contacts: list[DemoContact], opened_at: datetime, now: datetime
) -> Story:
    person = contacts[contact]
    manners, matters = LANGUAGES[person.language]
    matter = chance.choice(matters)
    words = _words(chance, person, matter)
    story = Story(
        name=chance.choice(matter.subjects).format(**words),
        contact=contact,
        opened_at=opened_at,
        category=matter.category if chance.random() < 0.85 else None,  # noqa: PLR2004 - some are not sorted yet
        tags=matter.tags if chance.random() < 0.6 else (),  # noqa: PLR2004 - nor tagged
        priority=chance.choices([p for p, _ in PRIORITIES], [often for _, often in PRIORITIES])[0],
    )
    colleague = _who_answers(chance, person.language)
    words["agent"] = COLLEAGUES[colleague][0].split()[0]
    steps = chance.choices([steps for _, steps in COURSES], [often for often, _ in COURSES])[0]
    is_over = _converse(chance, story, _Talk(person, manners, matter, words, colleague, steps), now)
    _settle(chance, story, colleague, now, is_over=is_over)
    _comment(chance, story, colleague, now)
    return story


@dataclass(frozen=True, slots=True)
class _Talk:
    person: DemoContact
    manners: Manners
    matter: Matter
    words: dict[str, str]
    colleague: int
    steps: tuple[Step, ...]


def _converse(chance: random.Random, story: Story, talk: _Talk, now: datetime) -> bool:
    """Say what was said until now; True when nothing is left to say."""
    at = story.opened_at
    for step in talk.steps:
        if step != "opening":
            at += _pause(chance, step)
        if at >= now:
            return False
        text = _text(chance, talk, step, story.said[-1] if story.said else None)
        is_customer = step in FROM_CUSTOMERS
        story.said.append(
            Spoken(at, "message", text, None if is_customer else talk.colleague, _file(chance, talk, step, text))
        )
    return True


def _pause(chance: random.Random, step: Step) -> timedelta:
    usual_hours = {"nudge": 50.0, "answer": 4.0, "follow_up": 9.0, "solution": 5.0, "thanks": 6.0}[step]
    return timedelta(
        seconds=int(3600 * min(usual_hours * chance.lognormvariate(0, 0.9), 24 * 9)) + chance.randint(9, 3000)
    )


def _text(chance: random.Random, talk: _Talk, step: Step, before: Spoken | None) -> str:
    manners, words = talk.manners, talk.words
    if step not in FROM_CUSTOMERS:
        body = chance.choice(talk.matter.answers if step == "answer" else talk.matter.solutions)
        parts = [chance.choice(manners.reply_greetings), body, chance.choice(manners.reply_closings)]
        return "\n\n".join(parts).format(**words) + f"\n{COLLEAGUES[talk.colleague][0]}"
    pool = {
        "opening": talk.matter.openings,
        "nudge": manners.nudges,
        "follow_up": talk.matter.follow_ups,
        "thanks": manners.thanks,
    }[step]
    parts = [chance.choice(pool)]
    if step == "opening":
        extras = chance.sample(manners.extras, chance.choice((0, 0, 1, 1, 2, 3)))
        parts = [chance.choice(manners.greetings), *parts, *extras]
    closing = chance.choice(manners.closings) if step == "opening" else manners.closings[0]
    parts.append(f"{closing}\n{talk.person.first_name[:40]}")
    text = "\n\n".join(part.replace("{name}", talk.person.name) for part in parts).format(**words)
    return text + _quote(chance, talk, before)


def _quote(chance: random.Random, talk: _Talk, before: Spoken | None) -> str:
    """Mail programs repeat what they answer."""
    if before is None or before.colleague is None or chance.random() < 0.45:  # noqa: PLR2004 - about half of them
        return ""
    name = COLLEAGUES[before.colleague][0]
    line = talk.manners.wrote.format(name=name, date=f"{before.at:%d.%m.%Y %H:%M}")
    return f"\n\n{line}\n" + "\n".join(f"> {quoted}".rstrip() for quoted in before.text.split("\n"))


def _file(chance: random.Random, talk: _Talk, step: Step, text: str) -> str | None:
    if step in {"answer", "solution"} and any(word in text for word in SAYS_ATTACHED):
        return f"{talk.words['order']}.pdf"
    if step in {"opening", "follow_up"} and talk.matter.file and chance.random() < 0.35:  # noqa: PLR2004 - a third
        number = chance.randint(1000, 9999)
        return f"IMG_{number}.png" if talk.matter.file == "picture" else f"{talk.matter.file}-{number}.pdf"
    return None


def _words(chance: random.Random, person: DemoContact, matter: Matter) -> dict[str, str]:
    euros = f"{chance.randint(9, 640)}.{chance.choice(('00', '50', '90'))}"
    amounts = {"en": f"£{euros}", "fi": f"{euros.replace('.', ',')} €", "pl": f"{euros.replace('.', ',')} zł"}
    return {
        "product": chance.choice(asides.PRODUCTS[matter.about]),
        "order": f"NL-{chance.randint(20000, 99999)}",
        "amount": amounts[person.language],
        "city": chance.choice(CITIES[person.language]),
        "days": str(chance.randint(5, 12)),
        "first": person.first_name.split(" ")[0],
    }


def _who_answers(chance: random.Random, language: Language) -> int:
    speakers = [place for place, (_, spoken, _) in enumerate(COLLEAGUES) if spoken == language]
    return chance.choice(speakers)


def _settle(chance: random.Random, story: Story, colleague: int, now: datetime, *, is_over: bool) -> None:
    """Owner, team and status, as the conversation left them."""
    last = story.said[-1]
    was_answered = any(spoken.colleague is not None for spoken in story.said)
    teams = [team for _, _, team in COLLEAGUES]
    team = 1 if teams[colleague] == "Repairs" else 0
    story.team = team if was_answered or chance.random() < 0.6 else None  # noqa: PLR2004 - the rest waits for sorting
    if was_answered or chance.random() < 0.3:  # noqa: PLR2004 - somebody has taken it already
        story.owner = colleague
    closing = last.at + timedelta(hours=chance.uniform(1, 70))
    if is_over and closing < now and chance.random() >= STILL_OPEN:
        story.closed_at, story.status_id = closing, CLOSED
    elif last.colleague is not None:
        story.status_id = WAITING_ON_CONTACT
    else:
        story.status_id = WAITING_ON_US if was_answered or story.owner is not None else NEW
    if not story.closed_at and story.owner is not None and chance.random() < 0.25:  # noqa: PLR2004 - their own share
        story.owner = ADMIN


def _comment(chance: random.Random, story: Story, colleague: int, now: datetime) -> None:
    if chance.random() > 0.2:  # noqa: PLR2004 - one in five
        return
    at = story.said[-1].at + timedelta(minutes=chance.randint(3, 200))
    if at >= now or (story.closed_at and at > story.closed_at):
        return
    mentions = chance.random() < 0.12 and (now - at).days < 20  # noqa: PLR2004 - lately, now and then
    text = chance.choice(asides.MENTIONS) if mentions else chance.choice(asides.COMMENTS)
    story.said.append(Spoken(at, "comment", text, colleague, mentions_admin=mentions))


def _turn_to_spam(chance: random.Random, story: Story) -> None:
    story.name, text = chance.choice(asides.SPAM)
    story.said = [Spoken(story.opened_at, "message", text)]
    story.spam_at = story.opened_at
    story.owner = story.team = story.priority = story.category = story.closed_at = None
    story.tags, story.status_id = (), NEW


def _patience(contacts: list[DemoContact], now: datetime) -> list[Story]:
    """Long and foreign words, where the first page shows them."""
    by_name = {contact.name: place for place, contact in enumerate(contacts)}
    odd = [place for name, place in by_name.items() if not name.isascii() and contacts[place].company is None]
    long_one = max(range(len(contacts)), key=lambda place: len(contacts[place].name))
    arabic = next(place for place in odd if contacts[place].first_name == "ليلى")
    hebrew = next(place for place in odd if contacts[place].first_name == "נועה")
    made = []
    for minutes, place, name, text in (
        (55, long_one, asides.LONG_TICKET_NAME, "Please read the whole subject.\n\n" + "Thank you. " * 120),
        (35, arabic, *asides.ARABIC),
        (20, hebrew, *asides.HEBREW),
    ):
        at = (now - timedelta(minutes=minutes)).replace(microsecond=0)
        made.append(Story(name, place, at, said=[Spoken(at, "message", text)]))
    return made
