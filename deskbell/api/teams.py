"""Teams over HTTP, for those who manage users and teams."""

from fastapi import APIRouter, Request, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape
from deskbell.users.managing import refuse_strangers
from deskbell.users.teams import add_team, archive_team, change_team, list_teams

router = APIRouter(prefix="/api/teams", tags=["users"])


class NewTeam(Shape):
    name: Line
    main_member_ids: list[Id] = []
    extra_member_ids: list[Id] = []


class TeamChange(Shape):
    """Only the fields that are sent change."""

    name: Line | None = None
    main_member_ids: list[Id] | None = None
    extra_member_ids: list[Id] | None = None


@router.get("")
async def show_teams(desk: AskedDesk, viewer: SignedIn) -> Json:
    refuse_strangers(viewer)
    async with desk.database.reading() as reader:
        return {"teams": await list_teams(reader)}


@router.post("", status_code=201)
async def add_a_team(desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, body: NewTeam) -> Json:
    async with desk.database.transaction(acting) as tx:
        team_id = await add_team(tx, viewer, **body.model_dump())
    request.app.state.viewers.forget_all()
    return {"id": team_id}


@router.patch("/{team_id}", status_code=204)
async def change_a_team(
    desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, team_id: Id, body: TeamChange
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await change_team(tx, viewer, team_id, **body.model_dump())
    request.app.state.viewers.forget_all()
    return Response(status_code=204)


@router.delete("/{team_id}", status_code=204)
async def remove_a_team(desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, team_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await archive_team(tx, viewer, team_id)
    request.app.state.viewers.forget_all()
    return Response(status_code=204)
