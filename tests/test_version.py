"""`/version.json`: what the site was made of."""

import json
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

from macros.catalogue.views import Catalogue
from macros.exports.documents import create_version
from macros.history.git_log import read_head
from macros.history.revisions import History
from macros.site.build import Build
from tests.test_revisions import Repository


def read_version(catalogue: Catalogue) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(create_version(catalogue, "")["version.json"])
    return content


def test_it_names_the_commit_and_the_data(small: Build) -> None:
    content, head = read_version(small.catalogue), small.catalogue.history.head
    assert (content["commit"] or {}).get("id") == (head.id if head else None)
    data = content["data"]
    assert data["version"] == f"{data['day']}-{data['hash']}"
    assert data["version"] == str(small.catalogue.versions.dataset)
    assert content["python"] == platform.python_version()
    without = read_version(replace(small.catalogue, history=History()))
    assert (without["commit"], without["history"]) == (None, False)


def test_the_head_says_what_is_not_in_the_commit(tmp_path: Path) -> None:
    assert read_head(tmp_path / "absent") is None
    repository = Repository(tmp_path)
    assert read_head(tmp_path) is None
    # An archive unpacked in the repository of something else is not of its commit.
    unpacked = tmp_path / "data"
    unpacked.mkdir()
    repository.commit("Autre chose", {"notes/rien.txt": "rien"})
    (unpacked / "site.yml").write_text("url: null\n", encoding="utf-8")
    assert read_head(tmp_path) is None
    name = repository.commit("Début", {"data/site.yml": "url: null\n"})
    head = read_head(tmp_path)
    assert head is not None
    assert head.id == name
    assert not head.modified
    (tmp_path / "notes.txt").write_text("rien du site", encoding="utf-8")
    assert read_head(tmp_path) == head
    (tmp_path / "data" / "site.yml").write_text("url: autre\n", encoding="utf-8")
    changed = read_head(tmp_path)
    assert changed is not None
    assert changed.modified
