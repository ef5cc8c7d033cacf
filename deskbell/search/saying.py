"""Pure. Which tickets hold some words, said as a condition over `tickets`?"""

from psycopg import sql

from deskbell.search.words import read_query


def says(text: str) -> sql.Composed:
    """Every word, in any of its forms, in one and the same message or comment, or in what the ticket says of itself.

    That is its name, description, tags and own properties. Whole words only.
    """
    asked = read_query(text + " ")  # nothing is still being typed
    forms = [_of_word(word) for word in asked.words] + [_of_phrase(phrase) for phrase in asked.phrases]
    if not forms:
        return sql.SQL("FALSE").format()
    return sql.SQL(
        "tickets.id IN (SELECT CASE entry.kind WHEN 'ticket' THEN subject_id ELSE messages.ticket_id END"
        " FROM search_entries AS entry LEFT JOIN messages ON entry.kind = 'message' AND messages.id = subject_id"
        " WHERE entry.words @@ ({}))"
    ).format(sql.SQL(" && ").join(forms))


def _of_word(word: str) -> sql.Composed:
    return sql.SQL(
        "(phraseto_tsquery('simple', {0}) || phraseto_tsquery('english', {0}) || phraseto_tsquery('finnish', {0}))"
    ).format(sql.Literal(word))


def _of_phrase(phrase: str) -> sql.Composed:
    return sql.SQL("phraseto_tsquery('simple', {})").format(sql.Literal(phrase))
