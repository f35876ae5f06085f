"""`rename`, `move` and `withdraw`: one step, shown first, whole or not at all, and nothing left to mend."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from macros import atomic
from macros.commands import rename
from tests.cases import cases
from tests.conftest import Capture
from tests.projects import edit, fingerprint
from tests.projects import run_command as run

LINK = '[Voir](acteurs/mairie/index.md#pistes), <a href="../acteurs/mairie/">voir</a>, `actor("mairie")`'


def find(project: Path, word: str) -> set[str]:
    """Return the files that say a word, but for the ledger."""
    ledger = {"permalinks.yml", "published.yml"}
    files = [path for path in project.rglob("*") if path.is_file() and path.name not in ledger]
    texts = {str(path.relative_to(project)): path.read_text(encoding="utf-8") for path in files}
    return {name for name, text in texts.items() if word in text}


@cases("rename")
def test_a_record_is_renamed_wherever_it_is_named(
    project: Path, kind: str, old: str, new: str, again: list[str] | None, capsys: Capture
) -> None:
    before = fingerprint(project)
    assert run(project, "rename", kind, old, new) == 0
    assert fingerprint(project) == before
    assert "Rien n’est écrit" in capsys.readouterr().out
    assert run(project, "rename", kind, old, new, "--write") == 0
    fields = ("slug", "actor", "parent", "theme", "law", "source", "term")
    said = [f"{name}: {old}\n" for name in fields] + [f'{{{{ {kind}("{old}")']
    assert [word for word in said if find(project, word)] == []
    assert run(project, "check") == run(project, "fix", "--check") == 0
    moved = (project / "data" / "permalinks.yml").read_text(encoding="utf-8")
    assert (old in moved) == (kind != "follow_up")
    for one, other in pairwise((new, *(again or ()), old)):
        assert run(project, "rename", kind, one, other, "--write") == 0
    assert fingerprint(project) == before


def test_a_remark_of_the_ledger_survives_a_rename_and_its_inverse(project: Path) -> None:
    assert run(project, "move", "docs/guide/aide.md", "docs/secours.md", "--write") == 0
    edit(project / "data" / "permalinks.yml", "moved:\n", "moved:\n# Une remarque.\n")
    for one, other in (("mairie", "ville-elue"), ("ville-elue", "mairie")):
        assert run(project, "rename", "actor", one, other, "--write") == 0
    text = (project / "data" / "permalinks.yml").read_text(encoding="utf-8")
    assert "moved:\n# Une remarque.\n  - address: /guide/aide/\n" in text


def test_links_of_pages_follow_a_record(project: Path) -> None:
    edit(project / "docs" / "plan.md", "# plan", f"# plan\n\n{LINK.replace('#pistes', '')}")
    assert run(project, "rename", "actor", "mairie", "ville-elue", "--write") == 0
    text = (project / "docs" / "plan.md").read_text(encoding="utf-8")
    assert "[Voir](acteurs/ville-elue/index.md)" in text
    assert '<a href="../acteurs/ville-elue/">' in text
    assert '`actor("mairie")`' in text  # not called: shown
    guide = (project / "docs" / "guide" / "aide.md").read_text(encoding="utf-8")
    assert "[Mairie](../acteurs/ville-elue/index.md)" in guide


def test_a_page_moves_with_its_links(project: Path) -> None:
    assert run(project, "move", "docs/guide/aide.md", "docs/secours.md", "--write") == 0
    assert not (project / "docs" / "guide" / "aide.md").exists()
    text = (project / "docs" / "secours.md").read_text(encoding="utf-8")
    assert "[Mairie](acteurs/mairie/index.md) [Ici](#aide)" in text
    assert "[Aide](secours.md#aide)" in (project / "docs" / "plan.md").read_text(encoding="utf-8")
    assert run(project, "check") == run(project, "fix", "--check") == 0


def test_an_address_that_is_gone_is_moved_or_withdrawn(project: Path) -> None:
    edit(project / "data" / "measures" / "02.yml", "2003-02-28", "2003-02-27")
    assert run(project, "check") == 1
    kept = shutil.copytree(project, project.parent / "other")
    places = (f"/mesures/2/#echeance-2003-02-{day}" for day in (28, 27))
    edit(project / "data" / "published.yml", "addresses:\n", "addresses:\n  /parti/: 2000-01-01\n")
    assert run(project, "move", *places, "--reason", "Date corrigée : essai.", "--write") == 0
    assert run(project, "check") == 1  # of the other one
    assert run(project, "move", "/parti/", "/", "--write") == 0
    assert run(project, "check") == 0
    assert run(kept, "withdraw", "--reason", "Date corrigée.", "--write") == 0
    assert run(kept, "check") == run(kept, "withdraw") == 0


@cases("rename")
def test_what_cannot_be_is_refused(
    project: Path, words: list[str], message: str, capsys: Capture
) -> None:
    before = fingerprint(project)
    assert run(project, *words, "--write") in (1, 2)
    assert message in capsys.readouterr().err
    assert fingerprint(project) == before


def test_a_write_that_fails_leaves_everything_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls, write = fingerprint(project), [], atomic.replace_text

    def fail_once(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(path))
        write(path, text)

    monkeypatch.setattr(rename, "replace_text", fail_once)
    assert run(project, "rename", "actor", "mairie", "ville-elue", "--write") == 1
    assert len(calls) > 3
    assert fingerprint(project) == before
