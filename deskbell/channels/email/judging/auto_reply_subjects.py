"""Pure. Is this the subject of an out-of-office reply? Phrases that mail programs write, in the languages they speak."""

# ruff: noqa: E501 - lists of words are read as lists
from __future__ import annotations

import re

_PHRASES = (
    # English
    r"auto(matic)?[- ]?(reply|response|respond)", r"auto-?reply", r"auto-?respon(se|der)", r"out[- ]of[- ](the[- ])?office",
    r"ooo\s*:", r"on vacation\s*:", r"vacation (reply|response|message)", r"away from (my|the) (office|mail|desk)", r"automated (reply|response)",
    # German, Dutch
    r"automatische antwort", r"abwesenheits(notiz|nachricht|benachrichtigung|meldung|info)", r"au(ß|ss)er haus", r"abwesenheit\s*:",
    r"automatisch(e)? (antwoord|beantwoording|bericht)", r"afwezig(heid)?\b", r"niet aanwezig",
    # Romance
    r"r[ée]ponse automatique", r"absen(t|ce) du bureau", r"message d'absence", r"notification d'absence", r"absence\s*:",
    r"respuesta autom[áa]tica", r"fuera de (la )?oficina", r"ausente de la oficina", r"risposta automatica", r"fuori (sede|ufficio)",
    r"resposta autom[áa]tica", r"fora do escrit[óo]rio", r"ausente do escrit[óo]rio", r"r[ăa]spuns automat", r"resposta autom[àa]tica",
    # Nordic, Baltic
    r"autosvar", r"automati(sk|skt) svar", r"frånvaro", r"frav[æa]r\b", r"frav[æa]rende", r"ikke til stede", r"ute av kontoret", r"sjálfvirkt svar",
    r"automaattinen (vastaus|poissaolo)", r"poissaolo(viesti|ilmoitus)", r"poissa( toimistolta)?\s*:", r"lomavastaus", r"automaatvastus", r"automaatne vastus", r"automātiska atbilde",
    r"automatinis atsakymas",
    # Slavic, Hungarian, Greek, Turkish
    r"odpowied[źz] automatyczna", r"automatyczna odpowied[źz]", r"auto-?odpowied[źz]", r"poza biurem", r"nieobecno(ść|sc) w biurze",
    r"automatick[áa] odpov[ěe][ďd]", r"automatick[áa] odpove[ďd]", r"mimo kancel[áa][řr]", r"samodejni odgovor", r"automatski odgovor",
    r"автоматический ответ", r"автоответ", r"вне офиса", r"автоматична відповідь", r"автоматичен отговор",
    r"automatikus v[áa]lasz", r"házon kívül", r"αυτόματη απάντηση", r"εκτός γραφείου", r"otomatik (yan[ıi]t|cevap)", r"ofis d[ıi][şs][ıi]nda",
    # East Asian, Semitic
    r"自動(返信|応答|回覆)", r"不在(通知|連絡|の(お)?知らせ)", r"自动(回复|答复|應答|应答)", r"外出\s*:", r"자동\s*(회신|응답|답장)", r"부재\s*중",
    r"رد تلقائي", r"مענה אוטומטי", r"תשובה אוטומטית",
)  # fmt: skip
_SUBJECT = re.compile(rf"^[\s\[(<*\"'„«【]*(?:{'|'.join(_PHRASES)})", re.IGNORECASE)


def is_auto_reply_subject(subject: str) -> bool:
    """True when the subject begins with such a phrase; `Re: Out of office` is a person's answer to one."""
    return _SUBJECT.match(subject) is not None
