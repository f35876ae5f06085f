"""`/version.json`: what the site was made of."""

import json
import platform
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from macros.exports.version import create_version
from macros.history.git_log import read_head
from macros.history.revisions import History
from macros.site.build import Build

ROOT = Path(__file__).parent.parent


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    ran = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return ran.stdout.strip()


def test_it_names_the_commit_the_data_and_the_tools(small: Build) -> None:
    content = json.loads(create_version(small.catalogue, small.address)["version.json"])
    head = small.catalogue.history.head
    if head is None:  # an archive of the project, without its history
        assert content["commit"] is None
    else:
        assert content["commit"]["id"] == git(ROOT, "rev-parse", "HEAD")
        assert content["commit"]["date"] == head.moment.isoformat()
    data = content["data"]
    assert (
        data["version"] == f"{data['day']}-{data['hash']}" == str(small.catalogue.versions.dataset)
    )
    assert content["tools"]["python"] == platform.python_version()
    assert content["tools"]["mkdocs"] == version("mkdocs")


def test_without_git_it_says_so(small: Build) -> None:
    catalogue = replace(small.catalogue, history=History())
    content = json.loads(create_version(catalogue, small.address)["version.json"])
    assert content["commit"] is None
    assert content["history"] is False


def test_the_head_says_what_is_not_in_the_commit(tmp_path: Path) -> None:
    assert read_head(tmp_path / "absent") is None
    git(tmp_path, "init", "--quiet")
    assert read_head(tmp_path) is None
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "site.yml").write_text("url: null\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Début")
    head = read_head(tmp_path)
    assert head is not None
    assert head.id == git(tmp_path, "rev-parse", "HEAD")
    assert not head.modified
    (tmp_path / "notes.txt").write_text("rien du site", encoding="utf-8")
    assert read_head(tmp_path) == head
    (tmp_path / "data" / "site.yml").write_text("url: autre\n", encoding="utf-8")
    changed = read_head(tmp_path)
    assert changed is not None
    assert changed.modified
