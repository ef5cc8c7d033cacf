"""Who are the actors of a conversation (wire facts 9.11)? Agents, visitors, addresses, and the desk itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Response
from pydantic import Field

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import batches, errors
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.conversation_shapes import ActorBatch, ActorShape
from deskbell.api.hubspot.identifiers import SYSTEM, number_of
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.crm.public_contacts import CONTACTS, EVERYONE
from deskbell.crm.records import read_some
from deskbell.kernel.reader import Reader
from deskbell.users.owners import find_owners

router = PublicRouter(prefix="/actors", tags=["Conversations: actors"])


class ActorIds(Body):
    inputs: Annotated[list[str], Field(max_length=batches.MOST_INPUTS)]


@router.get("/{actor_id}")
async def read_actor(desk: AskedDesk, actor_id: str) -> ActorShape:
    async with desk.database.reading() as reader:
        found = await _find(reader, [actor_id])
    if actor_id not in found:
        raise errors.not_found()
    return found[actor_id]


@router.post("/batch/read", response_model=ActorBatch, responses={207: {"model": ActorBatch}})
async def read_actors(desk: AskedDesk, body: ActorIds) -> Response:
    """Those that are not there are told together, by their ids."""
    started = datetime.now(UTC)
    async with desk.database.reading() as reader:
        found = await _find(reader, body.inputs)
    missing = [name for name in body.inputs if name not in found]
    faults = [batches.fault(batches.not_got("ACTOR"), {"ids": missing})] if missing else []
    wanted = list(dict.fromkeys(name for name in body.inputs if name in found))
    return batches.answer(started, [found[name] for name in wanted], faults)


async def _find(reader: Reader, names: Sequence[str]) -> dict[str, ActorShape]:
    found: dict[str, ActorShape] = {}
    for name in names:
        if name == SYSTEM:
            found[name] = {"id": name, "type": "SYSTEM", "name": "Deskbell"}
        elif name.startswith("E-") and "@" in name:
            found[name] = {"id": name, "type": "EMAIL", "email": name.removeprefix("E-")}
    return {**found, **await _agents(reader, names), **await _visitors(reader, names)}


async def _agents(reader: Reader, names: Sequence[str]) -> dict[str, ActorShape]:
    numbers = {number: name for name in names if (number := number_of(name, "A-")) is not None}
    return {
        numbers[owner.id]: {"id": f"A-{owner.id}", "type": "AGENT", "name": owner.name, "email": owner.email}
        for owner in await find_owners(reader, list(numbers))
    }


async def _visitors(reader: Reader, names: Sequence[str]) -> dict[str, ActorShape]:
    numbers = {number: name for name in names if (number := number_of(name, "V-")) is not None}
    chosen = CONTACTS.chosen(["hs_full_name_or_email", "email"])
    found: dict[str, ActorShape] = {}
    for contact in await read_some(reader, CONTACTS, EVERYONE, chosen, list(numbers)):
        shown: ActorShape = {"id": f"V-{contact.id}", "type": "VISITOR"}
        if name := contact.properties["hs_full_name_or_email"]:
            shown["name"] = name
        if email := contact.properties["email"]:
            shown["email"] = email
        found[numbers[contact.id]] = shown
    return found
