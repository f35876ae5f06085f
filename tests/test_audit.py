"""The audit's own reckoning: its table, how it reads what the tools report, links followed for real."""

import json
from pathlib import Path

from tests.audit.links import check_links, follow_links
from tests.audit.table import at_least, at_most, format_table, has_missed, reported, zero
from tests.audit.tools import FOLDER
from tests.cases import read_cases
from tests.conftest import Capture
from tests.serving import serve_folder


def test_the_table_says_what_was_measured_and_what_was_missed() -> None:
    lines = [
        zero("Liens rompus", 0),
        at_least("Performance", 97, 98),
        at_most("Poids", 117.2, 150, "ko"),
        reported("Liens vers d’autres sites", "136"),
    ]
    assert f"{format_table(lines)}\n" == read_cases("audit")["table"]
    assert has_missed(lines)
    assert not has_missed([lines[0], lines[2], lines[3]])


def test_links_to_other_sites_are_followed_for_real(tmp_path: Path, capfd: Capture) -> None:
    page = '<link rel="canonical" href="https://site.test/"><a href="https://site.test/">Ici</a>'
    home = tmp_path / "index.html"
    elsewhere = tmp_path / "ok"
    elsewhere.mkdir()
    with serve_folder(elsewhere) as address:
        home.write_text(f'{page} <a href="{address}/">A</a>', encoding="utf-8")
        assert follow_links(tmp_path) == 0
        home.write_text(f'{page} <a href="{address}/gone">B</a>', encoding="utf-8")
        assert follow_links(tmp_path, "--max-retries", "0") == 1
        home.write_text(
            f'{page} <a href="ok/#x">C</a> <a href="{address}/">A</a>', encoding="utf-8"
        )
    (elsewhere / "index.html").write_text("<p>Ici</p>", encoding="utf-8")
    links = check_links(tmp_path)
    assert (links.followed, links.elsewhere) == (3, [f"{address}/"])
    assert links.broken == ["index.html → /ok#x : Cannot find fragment"]
    assert f"[404] {address}/gone" in capfd.readouterr().out


def test_the_npm_tools_are_pinned_and_name_no_registry() -> None:
    pinned = json.loads(FOLDER.joinpath("package.json").read_text(encoding="utf-8"))
    assert all(version[0].isdigit() for version in pinned["dependencies"].values())
    lock = json.loads(FOLDER.joinpath("package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["dependencies"] == pinned["dependencies"]
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name
        # « latest » makes `npm ci` refuse the lock on the day that a new version is published.
        floating = [
            n for n, range_ in package.get("dependencies", {}).items() if range_ == "latest"
        ]
        assert {*floating} <= {*pinned["overrides"]}, name
