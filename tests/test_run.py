"""`./run` on machines that lack something: it says what, in a sentence, and leaves nothing half done."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ["sh", "dirname", "cat", "cmp", "sed", "printf", "mktemp", "date", "sleep", "rm", "tail"]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout's scripts on a machine without Python."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    shutil.copy(ROOT / "run", checkout)
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    for name in [*ROOT.glob("requirements*"), ROOT / "pyproject.toml"]:
        shutil.copy(name, checkout)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (tmp_path / "bin" / tool).symlink_to(found)
    return checkout


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = {"PATH": str(checkout.parent / "bin")}
    return subprocess.run([checkout / "run", *words], env=path, capture_output=True, text=True, check=False)


def test_help_lists_what_there_is(bare: Path) -> None:
    shown = run(bare, "help")
    assert shown.returncode == 0
    listed = set(re.findall(r"^\./run ([a-z]+)", shown.stdout, re.MULTILINE))
    known = set(re.findall(r"^    ([a-z]+)(?:\||\))", (ROOT / "run").read_text(), re.MULTILINE))
    assert known == listed | {"serve"}


def test_an_unknown_word_is_told_with_the_list(bare: Path) -> None:
    refused = run(bare, "fly")
    assert refused.returncode == 1
    assert refused.stderr.endswith("There is no ./run fly.\n")
    assert "./run setup" in refused.stderr


def test_a_machine_without_python_is_told_what_to_install(bare: Path) -> None:
    refused = run(bare, "setup")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Deskbell needs Python 3.11")
    assert "and found none" in refused.stderr
    assert not (bare / ".venv").exists()


def test_an_old_python_is_told_by_its_version(bare: Path) -> None:
    old = bare.parent / "bin/python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    refused = run(bare, "setup")
    assert refused.returncode == 1
    assert "and found Python 3.9.2." in refused.stderr


def test_a_python_without_venv_is_told_what_to_install(bare: Path) -> None:
    bare_python = bare.parent / "bin/python3"
    bare_python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexit 0\n')
    bare_python.chmod(0o755)
    refused = run(bare, "setup")
    assert refused.returncode == 1
    assert "apt-get install python3-venv" in refused.stderr


@pytest.mark.parametrize(
    "script", ["run", ".ci/run", *(f"scripts/{path.name}" for path in (ROOT / "scripts").iterdir())]
)
def test_every_script_is_plain_sh(script: str) -> None:
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0
