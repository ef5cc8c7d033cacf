"""Each table has one owner folder: it writes its own tables only, and reads its own or lower ones.

This is what imports can't show. The order of the folders is import-linter's (pyproject.toml).
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWNERS = {
    "kernel": {"asked_once", "events", "leases", "desk_settings", "schema_migrations"},
    "users": {"users", "teams", "team_members", "sessions", "one_time_links", "api_tokens", "sign_in_failures"},
    "crm": {
        "companies",
        "contacts",
        "contact_addresses",
        "contact_merges",
        "deals",
        "pipelines",
        "property_definitions",
        "sidebar_layouts",
        "sidebar_orders",
        "statuses",
    },
    "conversations": {
        "inboxes",
        "threads",
        "messages",
        "participants",
        "attachments",
        "drafts",
        "thread_drafts",
        "thread_reads",
        "scheduled_replies",
        "snippets",
        "sender_rules",
    },
    "tickets": {
        "tickets",
        "ticket_contacts",
        "ticket_companies",
        "ticket_deals",
        "ticket_reads",
        "ticket_followers",
        "ticket_mentions",
        "ticket_merges",
        "merged_threads",
        "merged_comments",
        "merged_drafts",
        "ticket_splits",
        "split_messages",
        "ticket_links",
        "ticket_sort_keys",
        "ticket_sort_fill",
    },
    "sla": {"sla_goals", "sla_alarms"},
    "search": {"search_entries", "search_rewrites"},
    "notifications": {"notifications", "notification_choices", "desk_visits", "push_devices"},
    "views": {"view_settings", "custom_views", "custom_view_teams"},
    "work": {"macros", "macro_runs", "works", "work_tickets", "work_parts"},
    "channels": {
        "channel_accounts",
        "mail_providers",
        "mail_consents",
        "raw_mail",
        "mailbox_positions",
        "automatic_sends",
    },
}
# Demo data is poured in by COPY, past the verbs, on an empty desk only.
ABOVE_THE_LAW = {"demo"}
WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|COPY)\s+(?:ONLY\s+)?([a-z_]+)")
READS = re.compile(r"\b(?:FROM|JOIN)\s+(?:ONLY\s+|LATERAL\s+)?([a-z_]+)")


def _order() -> list[set[str]]:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return [{name.strip() for name in layer.split("|")} for layer in contract["layers"]]


def _strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _owner() -> dict[str, str]:
    return {table: folder for folder, tables in OWNERS.items() for table in tables}


def _folders() -> list[str]:
    return sorted(path.name for path in (ROOT / "deskbell").iterdir() if (path / "__init__.py").exists())


def test_every_table_has_an_owner() -> None:
    made = set()
    for path in (ROOT / "migrations").glob("*.sql"):
        made |= set(re.findall(r"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?([a-z_]+)", path.read_text()))
    assert made == set(_owner()) - {"schema_migrations"}


def test_a_folder_writes_its_own_tables_only() -> None:
    owner = _owner()
    trespasses = [
        f"{path.relative_to(ROOT)} writes {table}, which is {owner[table]}'s"
        for folder in _folders()
        if folder not in ABOVE_THE_LAW
        for path in (ROOT / "deskbell" / folder).rglob("*.py")
        for text in _strings(path)
        for table in WRITES.findall(text)
        if table in owner and owner[table] != folder
    ]
    assert trespasses == []


def test_a_folder_reads_its_own_and_lower_tables_only() -> None:
    owner = _owner()
    layers = _order()
    height = {folder: len(layers) - level for level, layer in enumerate(layers) for folder in layer}
    trespasses = [
        f"{path.relative_to(ROOT)} reads {table}, which is {owner[table]}'s"
        for folder in _folders()
        if folder not in ABOVE_THE_LAW
        for path in (ROOT / "deskbell" / folder).rglob("*.py")
        for text in _strings(path)
        for table in READS.findall(text)
        if table in owner and owner[table] != folder and height[owner[table]] >= height[folder]
    ]
    assert trespasses == []
