"""The contract with scripts: every command explains itself, and every refusal is a sentence and an exit code."""

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deskbell.wiring.cli import app
from tests.wiring.commands import COMMAND

COMMANDS = [
    "serve",
    "web",
    "worker",
    "init",
    "user add",
    "token create",
    "token list",
    "token revoke",
    "channel connect email",
    "mail ledger",
    "mail import",
    "doctor",
    "backup",
    "restore",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"])
    assert shown.exit_code == 0
    assert f"deskbell {command}" in shown.stdout.replace("root", "deskbell")
    assert len(shown.stdout.splitlines()[2].strip()) > 10


def test_it_says_which_version_it_is() -> None:
    shown = CliRunner().invoke(app, ["--version"])
    assert (shown.exit_code, shown.stdout) == (0, f"deskbell {version('deskbell')}\n")
    assert CliRunner().invoke(app, ["-h"]).stdout == CliRunner().invoke(app, ["--help"]).stdout


def test_all_commands_are_in_the_list_above() -> None:
    assert sorted(_names(typer.main.get_command(app))) == sorted(COMMANDS)


def _names(command: object, before: str = "") -> list[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return [before.strip()]
    return [found for name, one in inner.items() for found in _names(one, f"{before} {name}")]


@pytest.mark.parametrize("words", [["nosuch"], ["backup"], ["user", "add", "--nosuch"], ["serve", "now"]])
def test_wrong_use_ends_with_2_and_says_what_is_wrong(words: list[str], tmp_path: Path) -> None:
    done = subprocess.run([COMMAND, *words], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "Error: " in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
