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
    tickets: dict[int, list[News]] = {}
    for news in bundle.news:
        tickets.setdefault(news.ticket_id, []).append(news)
    if len(tickets) == 1:
        last = bundle.news[-1]
        subject = say(
            locale, "mail.subject", sentence=say_event(locale, last.kind, last.who), ticket=_line(last.ticket_name)
        )
    else:
        subject = say_count(locale, "mail.digest_subject", len(tickets))
    settings_link = f"{public_url}/settings/notifications"
    parts = [_of_ticket(locale, news, public_url) for news in tickets.values()]
    foot = say(locale, "mail.foot", company=_line(company), link=settings_link)
    return NewsMail(subject, "\n\n".join([*parts, f"-- \n{foot}"]) + "\n", settings_link)


def _of_ticket(locale: str, news: list[News], public_url: str) -> str:
    lines = [_line(news[0].ticket_name)]
    for one in news:
        lines.append(f"  {say_event(locale, one.kind, one.who)}")
        if one.preview:
            lines.append(f"    {_line(one.preview)}")
    lines.append("  " + say(locale, "mail.open", link=f"{public_url}/tickets/{news[0].ticket_id}"))
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(text.split())
