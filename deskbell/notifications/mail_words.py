"""Pure. What does a mail say of one ticket's news, or of many tickets' at once?"""

from dataclasses import dataclass

from deskbell.notifications.outgoing import Bundle, News
from deskbell.notifications.sentences import say, say_count, say_event


@dataclass(frozen=True, slots=True)
class NewsMail:
    subject: str
    text: str
    settings_link: str


def mail_of(bundle: Bundle, company: str, public_url: str) -> NewsMail:
    """`public_url` is where people reach the desk, without a slash at the end."""
    locale = bundle.locale
    places: dict[str, list[News]] = {}
    for news in bundle.news:
        places.setdefault(news.path, []).append(news)
    if len(places) == 1:
        last = bundle.news[-1]
        subject = say(locale, "mail.subject", sentence=_sentence(locale, last), ticket=_line(last.name))
    elif all(news.ticket_id is not None for news in bundle.news):
        subject = say_count(locale, "mail.digest_subject", len(places))
    else:
        subject = say_count(locale, "mail.digest_subject_of_places", len(places))
    settings_link = f"{public_url}/settings/notifications"
    parts = [_of_place(locale, news, public_url) for news in places.values()]
    foot = say(locale, "mail.foot", company=_line(company), link=settings_link)
    return NewsMail(subject, "\n\n".join([*parts, f"-- \n{foot}"]) + "\n", settings_link)


def _of_place(locale: str, news: list[News], public_url: str) -> str:
    lines = [_line(news[0].name)]
    for one in news:
        lines.append(f"  {_sentence(locale, one)}")
        if one.preview:
            lines.append(f"    {_line(one.preview)}")
    opens = "mail.open" if news[0].ticket_id is not None else "mail.open_conversation"
    lines.append("  " + say(locale, opens, link=f"{public_url}{news[0].path}"))
    return "\n".join(lines)


def _sentence(locale: str, news: News) -> str:
    return say_event(locale, news.kind, news.who, in_inbox=news.ticket_id is None)


def _line(text: str) -> str:
    return " ".join(text.split())
