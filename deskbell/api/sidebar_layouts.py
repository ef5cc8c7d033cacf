"""Which cards stand beside a ticket, over HTTP (W5): everybody may look, super admins arrange."""

from typing import Any, Literal

from fastapi import APIRouter, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape
from deskbell.crm.property_definition import ObjectType
from deskbell.crm.sidebar import (
    DEFAULT_CARDS,
    FIELDS,
    CardKind,
    full_cards,
    layout_for,
    list_layouts,
    own_order,
    put_layout,
    put_own_order,
)

router = APIRouter(prefix="/api/sidebar-layouts", tags=["sidebar"])


class Condition(Shape):
    """Shown when the ticket's property is so; `known` and `unknown` take no values."""

    property: Line
    operator: Literal["is", "is_not", "any_of", "none_of", "known", "unknown"]
    values: list[Any] = []


class Card(Shape):
    """`properties` are those that the card lists, of the record that `of` names."""

    key: Line
    kind: CardKind
    title: Line = ""
    of: ObjectType = "tickets"
    properties: list[Line] = []
    condition: Condition | None = None
    is_open: bool = True


class PutLayout(Shape):
    """Without a team: everybody's. Without cards: the team has the default again."""

    team_id: Id | None = None
    cards: list[Card] | None = None


class PutOrder(Shape):
    """Keys of cards; none follows the layout again."""

    keys: list[Line]


@router.get("")
async def get_sidebar_layouts(desk: AskedDesk, viewer: SignedIn) -> Json:
    """All layouts, the default first; the asker's, with the order they want; and what cards may list.

    `beginning` is the default as a new desk has it.
    """
    async with desk.database.reading() as reader:
        layouts = await list_layouts(reader)
        order = await own_order(reader, viewer)
    return {
        "layouts": layouts,
        "mine": layout_for(viewer, layouts),
        "order": order,
        "beginning": full_cards(DEFAULT_CARDS),
        "fields": FIELDS,
    }


@router.put("", status_code=204)
async def put_sidebar_layout(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: PutLayout) -> Response:
    cards = None if body.cards is None else [card.model_dump() for card in body.cards]
    async with desk.database.transaction(acting) as tx:
        await put_layout(tx, viewer, body.team_id, cards)
    return Response(status_code=204)


@router.put("/order", status_code=204)
async def put_sidebar_order(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: PutOrder) -> Response:
    """One's own order of the cards: nobody else sees it."""
    async with desk.database.transaction(acting) as tx:
        await put_own_order(tx, viewer, body.keys)
    return Response(status_code=204)
