"""Which cards stand beside a ticket (W5): by default, for a team, and in which order for one person?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from psycopg.types.json import Jsonb

from deskbell.crm.properties import list_definitions
from deskbell.crm.property_definition import OBJECT_TYPES
from deskbell.events.settings import SidebarLayoutChanged
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.refusing import refuse_all_but_super_admins
from deskbell.users.viewer import Viewer

CardKind = Literal[
    "about", "contacts", "companies", "deals", "summary", "other_tickets", "timeline", "attachments", "sla", "calls",
    "properties", "links",
]  # fmt: skip
KINDS: tuple[CardKind, ...] = get_args(CardKind)
OPERATORS = ("is", "is_not", "any_of", "none_of", "known", "unknown")
MOST_CARDS = 40
MOST_ORDERED = 200
MOST_PROPERTIES = 50
MOST_VALUES = 100
# What a card may list or ask for of each record, besides the desk's own properties.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "tickets": (
        "name", "description", "priority", "category", "tags", "status_id", "pipeline_id", "owner_id", "team_id",
        "channel", "contact_id", "company_id", "is_closed", "created_at", "updated_at", "closed_at", "first_reply_at",
        "reopened_at", "last_incoming_at", "last_outgoing_at",
    ),
    "contacts": ("first_name", "last_name", "email", "phone", "company_id", "owner_id", "language", "created_at"),
    "companies": ("name", "domain", "phone", "owner_id", "created_at"),
    "deals": ("name", "amount", "stage", "close_date", "company_id", "owner_id", "created_at"),
}  # fmt: skip
# Name, status, owner, priority and category stand at the top of the ticket already.
ABOUT = (
    "description", "team_id", "tags", "channel", "created_at", "first_reply_at", "last_incoming_at",
    "last_outgoing_at", "reopened_at", "closed_at",
)  # fmt: skip
DEFAULT_CARDS: tuple[dict[str, Any], ...] = (
    {"key": "about", "kind": "about", "of": "tickets", "properties": list(ABOUT)},
    {"key": "summary", "kind": "summary"},
    {"key": "contacts", "kind": "contacts"},
    {"key": "companies", "kind": "companies"},
    {"key": "deals", "kind": "deals"},
    {"key": "sla", "kind": "sla"},
    {"key": "other_tickets", "kind": "other_tickets"},
    {"key": "links", "kind": "links"},
    {"key": "attachments", "kind": "attachments"},
    {"key": "timeline", "kind": "timeline"},
)


@dataclass(frozen=True, slots=True)
class SidebarLayout:
    team_id: int | None
    cards: list[dict[str, Any]]


async def list_layouts(reader: Reader) -> list[SidebarLayout]:
    """The default first, whether somebody has set it or not, then those of teams in use."""
    found = await reader.many(
        SidebarLayout,
        "SELECT team_id, cards FROM sidebar_layouts LEFT JOIN teams ON teams.id = team_id"
        " WHERE teams.archived_at IS NULL ORDER BY team_id NULLS FIRST",
    )
    if not found or found[0].team_id is not None:
        found.insert(0, SidebarLayout(None, full_cards(DEFAULT_CARDS)))
    return found


def layout_for(viewer: Viewer, layouts: Sequence[SidebarLayout]) -> SidebarLayout:
    """Pure. That of the user's first team that has one, else the default."""
    return next((layout for layout in layouts if layout.team_id in viewer.team_ids), layouts[0])


async def put_layout(tx: Tx, viewer: Viewer, team_id: int | None, cards: Sequence[Mapping[str, Any]] | None) -> None:
    """Set the cards of a team, or of everybody; None gives a team the default again, and the default its beginning.

    Raises NotAllowed, NotFound for a team, Invalid (`sidebar.…`).
    """
    refuse_all_but_super_admins(viewer)
    if team_id is not None and not await tx.value(
        "SELECT true FROM teams WHERE id = %s AND archived_at IS NULL", (team_id,)
    ):
        raise NotFound("This team does not exist.", code="team.not_found")
    if cards is None:
        await tx.run("DELETE FROM sidebar_layouts WHERE team_id IS NOT DISTINCT FROM %s", (team_id,))
    else:
        known: dict[str, set[str]] = {kind: {*FIELDS[kind], *await _own(tx, kind)} for kind in OBJECT_TYPES}
        await tx.run(
            "INSERT INTO sidebar_layouts (team_id, cards) VALUES (%s, %s)"
            " ON CONFLICT (team_id) DO UPDATE SET cards = excluded.cards, updated_at = now()",
            (team_id, Jsonb(checked_cards(cards, known))),
        )
    await tx.record(SidebarLayoutChanged(team_id))


async def own_order(reader: Reader, viewer: Viewer) -> list[str]:
    """Keys of cards as this user dragged them; empty where they follow the layout."""
    found = await reader.value("SELECT card_keys FROM sidebar_orders WHERE user_id = %s", (viewer.user_id,))
    return list(found or [])


async def put_own_order(tx: Tx, viewer: Viewer, keys: Sequence[str]) -> None:
    """Keep one's own order; an empty one follows the layout again. Raises Invalid (`sidebar.too_many_cards`).

    Keys that no layout has are kept too: a team's layout may be another tomorrow.
    """
    order = list(dict.fromkeys(keys))
    if len(order) > MOST_ORDERED:
        raise _bad(f"At most {MOST_ORDERED} cards.", "sidebar.too_many_cards", most=MOST_ORDERED)
    if not order:
        await tx.run("DELETE FROM sidebar_orders WHERE user_id = %s", (viewer.user_id,))
        return
    await tx.run(
        "INSERT INTO sidebar_orders (user_id, card_keys) VALUES (%s, %s)"
        " ON CONFLICT (user_id) DO UPDATE SET card_keys = excluded.card_keys, updated_at = now()",
        (viewer.user_id, order),
    )


async def _own(reader: Reader, kind: Any) -> list[str]:
    return [definition.name for definition in await list_definitions(reader, kind)]


def full_cards(cards: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pure. Each card with all that a card has."""
    plain: dict[str, Any] = {"title": "", "of": "tickets", "properties": [], "condition": None, "is_open": True}
    return [{**plain, **card} for card in cards]


def checked_cards(cards: Sequence[Mapping[str, Any]], known: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """Pure. Raises Invalid (`sidebar.…`); `known` are the names of each record's fields and properties."""
    if len(cards) > MOST_CARDS:
        raise _bad(f"At most {MOST_CARDS} cards.", "sidebar.too_many_cards", most=MOST_CARDS)
    checked = [_checked_card(card, known) for card in full_cards(cards)]
    if len({card["key"] for card in checked}) < len(checked):
        raise _bad("Two cards have the same key.", "sidebar.card_twice")
    kinds = [card["kind"] for card in checked if card["kind"] != "properties"]
    if len(set(kinds)) < len(kinds):
        raise _bad("Only property lists may stand there more than once.", "sidebar.card_twice")
    return checked


def _checked_card(card: dict[str, Any], known: Mapping[str, set[str]]) -> dict[str, Any]:
    if card["kind"] not in KINDS:
        raise _bad("There is no such card.", "sidebar.bad_card")
    if card["of"] not in known:
        raise _bad("A card lists properties of tickets, contacts, companies or deals.", "sidebar.bad_card")
    names = list(dict.fromkeys(card["properties"]))
    if len(names) > MOST_PROPERTIES:
        raise _bad(
            f"A card has at most {MOST_PROPERTIES} properties.", "sidebar.too_many_properties", most=MOST_PROPERTIES
        )
    if unknown := [name for name in names if name not in known[card["of"]]]:
        raise _bad(f"There is no property {unknown[0][:100]}.", "sidebar.unknown_property")
    if card["kind"] == "properties" and not (card["title"].strip() and names):
        raise _bad("A property list has a title and at least one property.", "sidebar.bad_card")
    return {**card, "properties": names, "condition": _checked_condition(card["condition"], known["tickets"])}


def _checked_condition(condition: Mapping[str, Any] | None, known: set[str]) -> dict[str, Any] | None:
    """A condition asks the ticket: shown when `property` `operator` `values`."""
    if condition is None:
        return None
    operator, values = condition["operator"], list(condition.get("values") or [])
    if condition["property"] not in known:
        raise _bad(f"There is no property {str(condition['property'])[:100]}.", "sidebar.unknown_property")
    if operator not in OPERATORS or len(values) > MOST_VALUES:
        raise _bad("A condition can't ask this.", "sidebar.bad_condition")
    if (operator in {"known", "unknown"}) == bool(values):
        raise _bad("Say which values the condition asks for.", "sidebar.bad_condition")
    return {"property": condition["property"], "operator": operator, "values": values}


def _bad(sentence: str, code: str, **facts: int) -> Invalid:
    return Invalid(sentence, code=code, field="cards", **facts)
