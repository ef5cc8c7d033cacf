"""Who takes part in the demo, and where do they stand in the tables?"""

import random
from dataclasses import dataclass

from psycopg.types.json import Jsonb

from deskbell.demo.people import COLLEAGUES, TEAMS, DemoContact, make_companies, make_contacts
from deskbell.demo.pouring import pour, take_ids
from deskbell.kernel.transaction import Tx

COMPANIES = 60
CONTACTS = 400
ADDRESS = "help@northlight.example"
INBOX = "Partners and press"  # empty, for whoever tries to move a conversation
# Nothing is fetched for it, and nothing sent through it.
HEALTH = {
    "imap": {
        "state": "off",
        "sentence": "This is the demo's address. Connect your own to get and send mail.",
        "code": "account.demo",
    }
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids in the order of the people that they belong to."""

    admin: int
    users: list[int]  # as in COLLEAGUES
    teams: list[int]  # as in TEAMS
    contacts: list[DemoContact]
    contact_ids: list[int]
    company_ids: list[int]
    account: int

    def company_of(self, contact: int) -> int | None:
        company = self.contacts[contact].company
        return None if company is None else self.company_ids[company]


async def pour_cast(tx: Tx, chance: random.Random, admin: int) -> Cast:
    teams = await _pour_teams(tx)
    users = await _pour_users(tx)
    by_name = {team: key for key, team in zip(teams, TEAMS, strict=True)}
    members = [(by_name[team], key) for key, (_, _, team) in zip(users, COLLEAGUES, strict=True)]
    await pour(tx, "team_members", ("team_id", "user_id"), [*members, (teams[0], admin)])
    companies = make_companies(chance, COMPANIES)
    cast = Cast(
        admin=admin,
        users=users,
        teams=teams,
        contacts=make_contacts(chance, CONTACTS, companies),
        contact_ids=await take_ids(tx, "contacts", CONTACTS),
        company_ids=await take_ids(tx, "companies", COMPANIES),
        account=await _add_account(tx),
    )
    await pour(
        tx,
        "companies",
        ("id", "name", "domain"),
        [(key, company.name, company.domain) for key, (company, _) in zip(cast.company_ids, companies, strict=True)],
    )
    await _pour_contacts(tx, cast)
    await tx.run("INSERT INTO inboxes (name, kind) VALUES (%s, 'inbox')", (INBOX,))
    return cast


async def _pour_teams(tx: Tx) -> list[int]:
    teams = await take_ids(tx, "teams", len(TEAMS))
    await pour(tx, "teams", ("id", "name"), zip(teams, TEAMS, strict=True))
    return teams


async def _pour_users(tx: Tx) -> list[int]:
    """Colleagues who could be invited; nobody can sign in as one of them."""
    users = await take_ids(tx, "users", len(COLLEAGUES))
    rows = [
        (key, f"{name.split()[0].lower()}@northlight.example", name, language)
        for key, (name, language, _) in zip(users, COLLEAGUES, strict=True)
    ]
    await pour(tx, "users", ("id", "email", "name", "locale"), rows)
    return users


async def _pour_contacts(tx: Tx, cast: Cast) -> None:
    people = list(zip(cast.contact_ids, cast.contacts, strict=True))
    await pour(
        tx,
        "contacts",
        ("id", "first_name", "last_name", "email", "phone", "company_id", "language"),
        [
            (
                key,
                person.first_name,
                person.last_name,
                person.email,
                person.phone,
                cast.company_of(place),
                person.language,
            )
            for place, (key, person) in enumerate(people)
        ],
    )
    await pour(tx, "contact_addresses", ("email", "contact_id"), [(person.email, key) for key, person in people])


async def _add_account(tx: Tx) -> int:
    return int(
        await tx.value(
            "INSERT INTO channel_accounts (channel, name, address, inbox_id, pipeline_id, status_id, is_active, health)"
            " SELECT 'email', 'Northlight Coffee (demo)', %s, min(id), 0, 1, false, %s FROM inboxes"
            " WHERE kind = 'help_desk' RETURNING id",
            (ADDRESS, Jsonb(HEALTH)),
        )
    )
