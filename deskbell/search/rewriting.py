"""How do entries follow when records read otherwise though nobody touched them?

An option of a list was renamed, a property went into the archive or came back: a walk over all records, the newest
first (kernel/catching_up.py). Or a company, by whose name its contacts are found, was renamed, or went to
the trash and back. Each entry keeps its
place among the eras (eras.py): nothing was written in it anew.
"""

from dataclasses import dataclass
from typing import Literal, LiteralString

from deskbell.events.people import CompanyChanged, CompanyRestored, CompanyTrashed
from deskbell.events.settings import PropertyDefinitionChanged
from deskbell.kernel.event import Recorded
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.search.indexing import REWRITE_COMPANIES, REWRITE_CONTACTS, REWRITE_TICKETS
from deskbell.search.own_values import SEARCHED_KINDS

AT_ONCE = 100
# What a contact is found by of its company (indexing.py).
_OF_CONTACTS = frozenset({"name", "domain"})

Rewritten = Literal["ticket", "contact", "company"]
_KIND_OF: dict[str, Rewritten] = {"tickets": "ticket", "contacts": "contact", "companies": "company"}

_WALK: dict[Rewritten, LiteralString] = {
    kind: f"""
    SELECT min(id), coalesce(array_agg(id) FILTER (WHERE has_it), '{{}}') FROM (
        SELECT id, CASE WHEN %(property)s::text IS NULL THEN properties <> '{{}}' ELSE properties ? %(property)s END
        FROM {table} WHERE id < %(below)s ORDER BY id DESC LIMIT %(most)s) AS walked (id, has_it)
    """
    for table, kind in _KIND_OF.items()
}

_WALK_OF_COMPANY: LiteralString = """
    SELECT min(id), coalesce(array_agg(id), '{}') FROM (
        SELECT id FROM contacts WHERE company_id = %(company)s AND id < %(below)s
        ORDER BY id DESC LIMIT %(most)s) AS walked (id)
"""

_REWRITE: dict[Rewritten, LiteralString] = {
    "ticket": REWRITE_TICKETS,
    "contact": REWRITE_CONTACTS,
    "company": REWRITE_COMPANIES,
}


@dataclass(frozen=True, slots=True)
class _Rewrite:
    id: int
    kind: Rewritten
    property: str | None
    company_id: int | None
    below: int


async def ask_for_rewrite(tx: Tx, recorded: Recorded) -> None:
    """Asked once more while it goes on, it begins anew."""
    match recorded.event:
        case PropertyDefinitionChanged(object_type, name, reads_otherwise=True) if object_type in _KIND_OF:
            await tx.run(
                "INSERT INTO search_rewrites (kind, property) SELECT %s, name FROM property_definitions"
                " WHERE object_type = %s AND name = %s AND kind = ANY(%s)"
                " ON CONFLICT (kind, property, company_id) DO UPDATE SET below = DEFAULT",
                (_KIND_OF[object_type], object_type, name, list(SEARCHED_KINDS)),
            )
        case CompanyChanged(company_id=company_id, fields=fields) if not _OF_CONTACTS.isdisjoint(fields):
            await _ask_for_contacts(tx, company_id)
        case CompanyTrashed(company_id=company_id) | CompanyRestored(company_id=company_id):
            await _ask_for_contacts(tx, company_id)


async def _ask_for_contacts(tx: Tx, company_id: int) -> None:
    await tx.run(
        "INSERT INTO search_rewrites (kind, company_id) VALUES ('contact', %s)"
        " ON CONFLICT (kind, property, company_id) DO UPDATE SET below = DEFAULT",
        (company_id,),
    )


async def rewritten_so_far(reader: Reader) -> dict[Rewritten, float]:
    """How large a part is done, of each kind of record whose entries are written anew just now."""
    done = await reader.rows(
        "SELECT kind, min(coalesce(1 - (least(below, newest + 1) - 1)::float8 / newest, 0)) FROM search_rewrites"
        " CROSS JOIN LATERAL (SELECT CASE kind WHEN 'ticket' THEN (SELECT max(id) FROM tickets)"
        " WHEN 'contact' THEN (SELECT max(id) FROM contacts) ELSE (SELECT max(id) FROM companies) END AS newest)"
        " AS counted GROUP BY kind ORDER BY min(search_rewrites.id)"
    )
    return dict(done)


async def rewrite_some(tx: Tx) -> bool:
    """The next records of a walk; whether more may be left."""
    asked = await tx.maybe(
        _Rewrite,
        # Those of one company do not wait until all records are gone through.
        "SELECT id, kind, property, company_id, below FROM search_rewrites ORDER BY company_id IS NULL, id LIMIT 1"
        " FOR UPDATE SKIP LOCKED",
    )
    if asked is None:
        return False
    walk = _WALK[asked.kind] if asked.company_id is None else _WALK_OF_COMPANY
    place = {"property": asked.property, "company": asked.company_id, "below": asked.below, "most": AT_ONCE}
    lowest, ids = (await tx.rows(walk, place))[0]
    await _rewrite(tx, asked.kind, ids)
    if lowest is None:
        await tx.run("DELETE FROM search_rewrites WHERE id = %s", (asked.id,))
    else:
        await tx.run("UPDATE search_rewrites SET below = %s WHERE id = %s", (lowest, asked.id))
    return True


async def _rewrite(tx: Tx, kind: Rewritten, ids: list[int]) -> None:
    """The entries are held before the records are read, so that whoever changes one meanwhile writes after us."""
    if not ids:
        return
    await tx.run(
        "SELECT FROM search_entries WHERE kind = %s AND subject_id = ANY(%s) ORDER BY subject_id FOR NO KEY UPDATE",
        (kind, ids),
    )
    await tx.run(_REWRITE[kind], {"ids": ids})
