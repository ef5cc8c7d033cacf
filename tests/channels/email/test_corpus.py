"""Do we stay above the best known tools on the corpora of other projects? The floors are what was reached."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench.mail_corpus import parse
from deskbell.channels.email.reading.parse import parse as parse_mail
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.quotes.quotes import fold_html

MAIL = Path(__file__).resolve().parents[4] / "shared" / "mail"
pytestmark = pytest.mark.skipif(not MAIL.is_dir(), reason="the corpora lie beside the checkout, and here they do not")

CONTENT = frozenset(
    "subject from_name from_addr to reply_to message_id in_reply_to_first references"
    " body_contains attachment_count attachments cids tnef_names".split()
)


def entries() -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for index in sorted(MAIL.glob("*/index.json")):
        for entry in json.loads(index.read_text("utf-8"))["entries"]:
            disputed = entry.get("disputed", ())
            expected = {key: value for key, value in entry.get("expect", {}).items() if key not in disputed}
            yield index.parent.name, index.parent / entry["file"], expected


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mail_score", MAIL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def results() -> tuple[Counter[str], Counter[str], tuple[str, ...]]:
    """Passed and all checks by name, and what failed. A crash would raise here."""
    passed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    failed: list[str] = []
    for source, path, expected in entries():
        read = parse(path.read_bytes())
        for key, wanted in expected.items():
            asked[key] += 1
            if scorer().chk(key, wanted, read, 0.0):
                passed[key] += 1
            else:
                failed.append(f"{source}/{path.name} {key}")
    return passed, asked, tuple(failed)


def test_every_content_check_passes() -> None:
    _, asked, failed = results()
    assert sum(asked[key] for key in CONTENT) >= 90
    assert [one for one in failed if one.split()[-1] in CONTENT] == []


def test_every_bounce_is_known_and_its_recipients_nearly_always() -> None:
    passed, asked, _ = results()
    assert (passed["bounce"], passed["delayed"], passed["feedback"]) == (
        asked["bounce"],
        asked["delayed"],
        asked["feedback"],
    )
    assert passed["bounce_recipients"] >= asked["bounce_recipients"] - 1


def test_the_visible_part_is_exact_more_often_than_with_any_known_tool() -> None:
    passed, asked, _ = results()
    assert passed["reply_text"] >= 0.94 * asked["reply_text"]
    assert passed["reply_contains"] == asked["reply_contains"]
    assert passed["reply_not_contains"] == asked["reply_not_contains"]


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_no_sentence_of_a_customer_is_hidden() -> None:
    lost = []
    for source, path, expected in entries():
        wanted = expected.get("reply_text")
        if not isinstance(wanted, str):
            continue
        shown = squeezed(parse(path.read_bytes())["reply_text"])
        lost += [f"{source}/{path.name}: {line}" for line in wanted.splitlines() if squeezed(line) not in shown]
    assert lost == []


def test_no_persons_mail_is_taken_for_a_bounce() -> None:
    people = [path for source, path, _ in entries() if source in {"email_reply_trimmer", "zapier_reply"}]
    assert len(people) >= 70
    assert [
        path.name for path in people if parse(path.read_bytes())["bounce"] or parse(path.read_bytes())["auto"]
    ] == []


def test_html_of_every_file_folds_without_a_loss() -> None:
    for _, path, _ in entries():
        html = parse_mail(path.read_bytes()).html
        if html:
            visible, quoted = fold_html(html)
            assert visible + (quoted or "") == html
            assert quoted is None or text_of(visible).strip()
