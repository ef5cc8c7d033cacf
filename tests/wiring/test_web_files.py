"""How the built web application is handed out."""

import gzip
from pathlib import Path

import pytest

from deskbell.wiring.web_files import web_file

SCRIPT = b"export const words = 'many words';"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "assets/start-1a2b.js").write_bytes(SCRIPT)
    (tmp_path / "assets/start-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    return tmp_path


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.8", "gzip, deflate, br, zstd"])
def test_who_takes_gzip_gets_the_packed_copy_of_a_script(built: Path, accepted: str) -> None:
    file = web_file(built, "assets/start-1a2b.js", accepted)
    assert file is not None
    assert file.headers["Content-Encoding"] == "gzip"
    assert file.media_type == "text/javascript"
    assert gzip.decompress(file.path.read_bytes()) == SCRIPT


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "br, gzip; q=0.0", "xgzipped"])
def test_who_does_not_gets_the_script_itself(built: Path, accepted: str) -> None:
    file = web_file(built, "assets/start-1a2b.js", accepted)
    assert file is not None
    assert "Content-Encoding" not in file.headers
    assert file.headers["Vary"] == "Accept-Encoding"
    assert file.path.read_bytes() == SCRIPT


def test_a_file_without_a_packed_copy_is_handed_out_as_it_is(built: Path) -> None:
    page = web_file(built, "tickets/1", "gzip")
    assert page is not None
    assert page.path.name == "index.html"
    assert set(page.headers) == {"Cache-Control"}


def test_a_missing_script_is_not_answered_with_a_page(built: Path) -> None:
    assert web_file(built, "assets/gone-9z.js", "gzip") is None
