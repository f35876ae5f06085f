"""Changes read from real git repositories, and how the site shows them."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_type_hints

import pytest

from macros.data.field_names import FIELDS
from macros.data.model import Measure, Plan, Range
from macros.french import format_day
from macros.history.git_log import Commit, read_log
from macros.history.record_changes import KINDS, ChangeKind, describe_field
from macros.history.revisions import (
    Change,
    History,
    Nature,
    Revision,
    derive_history,
    read_message,
    summarize_measure,
    summarize_revisions,
)
from macros.pages.feeds import create_feeds
from macros.pages.listing import list_pages
from macros.site.build import Build
from tests.cases import cases, read_cases
from tests.conftest import Pages, Patch
from tests.markup import find_all, find_id, find_section, read_tree, text_of
from tests.test_feeds import read_feed

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures" / "revisions"
MEASURE, ACTORS = ((FIXTURES / f"{name}.yml").read_text("utf-8") for name in ("02", "actors"))


class Repository:
    """A real git repository under `folder`; each commit is an hour after the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *command: str, given: str = "", **environment: str) -> str:
        settings = ("user.name=Une Personne", "user.email=une@personne.test", "core.autocrlf=false")
        return subprocess.run(
            ["git", *(word for s in settings for word in ("-c", s)), *command],
            cwd=self.folder,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **environment},
            input=given,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    def commit(
        self, message: str, files: dict[str, str | bytes | None], zone: str = "+0000"
    ) -> str:
        """Write files (None: delete), commit all, return the commit's name."""
        for name, content in files.items():
            path = self.folder / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "-A")
        moment = f"{int(NOON.timestamp()) + 3600 * self.count} {zone}"
        self.count += 1
        options = ("-q", "--no-gpg-sign", "--allow-empty", "--cleanup=verbatim")
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        self.git("commit", *options, "-m", message, **dates)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose first commit holds measure 2 and two actors."""
    made = Repository(tmp_path)
    made.commit("Import", {"data/measures/02.yml": MEASURE, "data/actors.yml": ACTORS})
    return made


Read = Callable[[Repository], History]


@pytest.fixture
def read(small: Build) -> Read:
    """Read the history of a repository in the words of the small plan."""
    return lambda repository: derive_history(read_log(repository.folder), small.catalogue.data)


def plain(text: str | None) -> str | None:
    return text and re.sub(r"\s", " ", text)


def describe(change: Change) -> tuple[str | None, str | None, str | None, str]:
    return plain(change.field), plain(change.before), plain(change.after), change.nature.value


def last(history: History) -> Revision:
    """Return the only record that the latest entry is about."""
    [revision] = history.entries[0].revisions
    return revision


# -- One measure, changed


def test_a_changed_field_is_told_from_what_to_what(repository: Repository, read: Read) -> None:
    edited = MEASURE.replace("date: 2010-12-31", "date: 2011-06-30").replace("- métro", "- tram")
    name = repository.commit(
        "Corriger 2\n\nMotif : Relu sur\n  le document.\n", {"data/measures/02.yml": edited}
    )
    history = read(repository)
    revision = last(history)
    assert (revision.label, revision.url) == ("mesure 2", "mesures/2/")
    assert revision.kind is ChangeKind.CHANGED
    field = "dates (« d’ici à la fin de l’année 2010 »), date"
    assert [*map(describe, revision.changes)] == [
        (field, "31 décembre 2010", "30 juin 2011", "fond"),
        ("mots pour la recherche", None, "tram", "correction"),
        ("mots pour la recherche", "métro", None, "correction"),
    ]
    assert plain(summarize_measure([revision])) == "Modification : dates et mots pour la recherche"
    entry = history.entries[0]
    assert (entry.commit.id, entry.commit.day) == (name, date(2024, 1, 1))
    assert entry.reason == "Relu sur le document"
    assert [entry.revisions for entry in history.measures[2]] == [
        (revision,),
        history.entries[1].revisions[:1],
    ]


@cases("revisions")
def test_fields_and_values_are_in_words(
    repository: Repository, read: Read, old: str, new: str, told: list[str | None]
) -> None:
    assert old in MEASURE
    repository.commit("x", {"data/measures/02.yml": MEASURE.replace(old, new)})
    change = next(c for c in last(read(repository)).changes if plain(c.field) == told[0])
    assert change.nature == told[3]
    if told[1] or told[2]:
        assert [*describe(change)] == told


@cases("revisions")
def test_form_alone_is_not_told(repository: Repository, read: Read, edits: list[list[str]]) -> None:
    edited = MEASURE
    for old, new in edits:
        assert old in edited
        edited = edited.replace(old, new)
    repository.commit("Mettre en forme", {"data/measures/02.yml": edited})
    history = read(repository)
    assert [entry.commit.message.strip() for entry in history.entries] == ["Import"]
    # The file was touched all the same, which its date says.
    assert history.days["data/measures/02.yml"] == date(2024, 1, 1)


def test_a_nature_that_the_editor_states_holds(repository: Repository, read: Read) -> None:
    edited = MEASURE
    for message, old, new, nature in (
        ("a\n\nNature : correction", "objective", "commitment", Nature.CORRECTION),
        ("b\n\nNATURE: Fond\nautre", "- bus", "- autobus", Nature.SUBSTANCE),
        ("c\n\nNature: inconnue", "- autobus", "- car", Nature.CORRECTION),
    ):
        edited = edited.replace(old, new)
        repository.commit(message, {"data/measures/02.yml": edited})
        assert {change.nature for change in last(read(repository)).changes} == {nature}


# -- Records that come, go, move


def test_the_first_import_is_one_line(repository: Repository, read: Read) -> None:
    [entry] = read(repository).entries
    assert [revision.kind for revision in entry.revisions] == [ChangeKind.ADDED] * 3
    words = summarize_revisions(entry.revisions)
    assert plain(words) == "Ajout : mesure 2 et 2 acteurs"
    many = replace(entry.revisions[0], list_name="laws")
    told = summarize_revisions(
        [*entry.revisions, *[many] * 13, *[replace(many, list_name=n) for n in ("terms", "axes")]]
    )
    assert plain(told) == ("Ajout : mesure 2, 2 acteurs, 13 textes de droit et 2 autres fiches")


def test_a_record_is_added_to_a_list_and_removed(repository: Repository, read: Read) -> None:
    added = ACTORS + "  - slug: ombudsman\n    name: médiateur\n"
    repository.commit("x", {"data/actors.yml": added})
    revision = last(read(repository))
    assert revision.kind is ChangeKind.ADDED
    assert summarize_revisions([revision]) == "Ajout : acteur « médiateur »"
    # It keeps its last name, and has no link.
    repository.commit("y", {"data/actors.yml": ACTORS})
    revision = last(read(repository))
    assert (revision.kind, revision.title, revision.url) == (ChangeKind.REMOVED, "médiateur", "")


def test_a_renamed_file_is_one_measure_until_deleted(repository: Repository, read: Read) -> None:
    repository.commit("x", {"data/measures/02.yml": None, "data/measures/0002.yml": MEASURE})
    assert len(read(repository).entries) == 1
    edited = MEASURE.replace("- bus", "- tram")
    repository.commit("y", {"data/measures/0002.yml": None, "data/measures/02.yml": edited})
    revision = last(read(repository))
    assert (revision.kind, revision.label) == (ChangeKind.CHANGED, "mesure 2")
    assert [plain(c.field) for c in revision.changes] == ["mots pour la recherche"] * 2
    repository.commit("z", {"data/measures/02.yml": None})
    revision = last(read(repository))
    assert (revision.kind, revision.label) == (ChangeKind.REMOVED, "mesure 2")


def test_what_is_no_record_is_not_told(repository: Repository, read: Read) -> None:
    for name in ("data/site.yml", "docs/index.md", "data/measures/notes.txt", "data/x/02.yml"):
        repository.commit("x", {name: "updated: 2024-01-01\nnumber: 2\n"})
    history = read(repository)
    assert len(history.entries) == 1
    assert history.days["docs/index.md"] == date(2024, 1, 1)


# -- A past that nobody checked


@cases("revisions")
def test_damage_is_passed_over(
    repository: Repository, read: Read, damaged: str | bytes, times: int | None
) -> None:
    repository.commit("abîmé", {"data/measures/02.yml": damaged * (times or 1)})
    repository.commit("abîmé encore", {"data/measures/02.yml": "- " * 30})
    mended = MEASURE.replace("objective", "commitment")
    repository.commit("réparé", {"data/measures/02.yml": mended})
    history = read(repository)
    assert [entry.commit.message.strip() for entry in history.entries] == ["réparé", "Import"]
    assert [plain(c.field) for c in last(history).changes] == ["degré d’obligation"]


def test_the_words_hold_for_values_of_any_shape(repository: Repository, read: Read) -> None:
    odd = "deadlines: {a: [1, {b: c}]}\ndate: 2010-13-45\nactors: bus\naxis: [1, 99]\nlaws:\n  - 3\nx: yes\n"
    repository.commit("x", {"data/measures/02.yml": odd})
    fields = {plain(change.field) for change in last(read(repository)).changes}
    assert {"champ « x »", "dates", "acteurs", "axe", "date"} <= fields


# Of a few words, not the start of a sentence.
_NAME = r"(?!true |aaaa|ce que ces|jour |identifiant d)[^.]{2,35}$"


def test_every_field_of_the_data_has_a_name() -> None:
    waiting = [kind.cls for kind in KINDS.values()]
    known: set[type] = set()
    while waiting:
        cls = waiting.pop()
        if cls not in known:
            known.add(cls)
            fields = {name: describe_field(cls, name) for name in get_type_hints(cls)}
            odd = {name for name in fields if not re.match(_NAME, FIELDS[name])}
            assert not odd, f"begin a description with the name: {odd}"
            waiting += [field.record for field in fields.values() if field.record]
    assert {Measure, Range, Plan} <= known


HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(2)) \x1b[31m \u202e\n\n"
    'Motif: </p><img src=x onerror=alert(3)> {% raw %} " onfocus=alert(4) \x07\ufffe\n'
)


def test_a_hostile_message_stays_words(repository: Repository, small: Build) -> None:
    edited = MEASURE.replace("- bus", "- '</li><script>alert(5)</script>{{ 6*6 }}'")
    repository.commit(HOSTILE, {"data/measures/02.yml": edited})
    repository.commit("<b>{{ 5*5 }}</b> \x07", {"data/measures/02.yml": MEASURE})
    history = derive_history(read_log(repository.folder), small.catalogue.data)
    catalogue = replace(small.catalogue, history=history)
    pages = {page.url: page for page in list_pages(catalogue)}
    for url in ("nouveautes/", "mesures/2/"):
        html = pages[url].render(catalogue)
        tree = read_tree(html)
        assert {s.get("type") for s in find_all(tree, "script")} == {"application/ld+json"}
        assert not [*find_all(tree, "img"), *find_all(tree, "b")]
        assert ("{{ 6*6 }}" in text_of(tree)) == (url == "nouveautes/")
        if url == "nouveautes/":  # a page about one measure shows no message
            assert '</p><img src=x onerror=alert(3)> {% raw %} " onfocus=alert(4)' in text_of(tree)
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", html)
        assert not [a for a in find_all(tree, "a") if "javascript" in a.attrib["href"]]
    feed = create_feeds(catalogue, "https://plan.test/")["api/v1/changes.atom"]
    told = [read_tree(entry.content[0].value) for entry in read_feed(feed).entries]
    assert not [
        found for tree in told for name in ("script", "img", "b") for found in tree.iter(name)
    ]
    assert "{{ 6*6 }}" in "".join(map(text_of, told))


# -- Copies without all of it


def test_without_git_or_without_these_data_there_is_no_history(
    tmp_path: Path, small: Build, read: Read, monkeypatch: Patch
) -> None:
    assert read_log(tmp_path) is None
    assert read_log(tmp_path / "nowhere") is None
    assert derive_history(None, small.catalogue.data) == History()
    repository = Repository(tmp_path)
    assert read(repository) == History()
    repository.commit("autre", {"README": "x"})
    assert not read(repository).available
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_log(tmp_path) is None


def test_a_shallow_clone_has_no_history(repository: Repository) -> None:
    repository.commit("x", {"data/actors.yml": ACTORS.replace("name: mairie", "name: ville")})
    url = repository.folder.as_uri()
    repository.git("clone", "-q", "--depth=1", url, str(repository.folder / "clone"))
    assert read_log(repository.folder / "clone") is None
    repository.git("clone", "-q", url, str(repository.folder / "whole"))
    assert read_log(repository.folder / "whole") == read_log(repository.folder)


def test_pages_say_that_there_is_no_history(small: Build) -> None:
    catalogue = replace(small.catalogue, history=History())
    pages = {page.url: page for page in list_pages(catalogue)}
    for url in ("nouveautes/", "mesures/2/"):
        html = pages[url].render(catalogue)
        assert "L’historique n’est pas disponible dans cette copie." in html


@pytest.mark.parametrize("known", [True, False])
def test_a_version_leads_to_the_repository_if_it_is_known(
    small: Build, repository: Repository, read: Read, known: bool
) -> None:
    repository.commit("Relire\n\nMotif : Relu", {"data/measures/02.yml": None})
    data = small.catalogue.data
    site = data.site if known else replace(data.site, repository=None)
    catalogue = replace(small.catalogue, data=replace(data, site=site), history=read(repository))
    pages = {page.url: page for page in list_pages(catalogue)}
    tree = read_tree(pages["nouveautes/"].render(catalogue))
    links = {a.attrib["href"] for a in find_all(tree, "a") if "/commit/" in a.attrib["href"]}
    assert {link.partition("/commit/")[0] for link in links} == (
        {site.repository} if known else set()
    )
    assert "Motif : Relu" in (plain(text_of(tree)) or "")
    # Written since, and in no commit yet.
    page = pages["mesures/3/"].render(catalogue)
    assert "Cette fiche n’a pas encore d’historique." in page


def test_a_project_inside_a_larger_repository(repository: Repository) -> None:
    inside = repository.folder / "project"
    inside.mkdir()
    shutil.copytree(repository.folder / "data", inside / "data")
    repository.commit("x", {"elsewhere.txt": "x"})
    log = read_log(inside)
    assert log is not None
    assert {file.path for commit in log.commits for file in commit.files} == {
        "data/actors.yml",
        "data/measures/02.yml",
    }


# -- Branches


def merge(repository: Repository, resolved: str) -> None:
    """Merge `branch` into `main`, with this content where they conflict."""
    with suppress(subprocess.CalledProcessError):
        repository.git("merge", "-q", "--no-ff", "--no-commit", "branch")
    repository.commit("Fusion", {"data/measures/02.yml": resolved})


def test_a_merge_tells_only_what_is_its_own(repository: Repository, read: Read) -> None:
    ours = MEASURE.replace("objective", "commitment")
    theirs = MEASURE.replace("- bus", "- autobus").replace("role: contributor", "role: lead")
    repository.git("branch", "branch")
    repository.commit("A", {"data/measures/02.yml": ours})
    repository.git("checkout", "-q", "branch")
    repository.commit("B", {"data/measures/02.yml": theirs})
    repository.git("checkout", "-q", "main")
    both = ours.replace("- bus", "- autobus").replace("role: contributor", "role: lead")
    merge(repository, both)
    assert [e.commit.message.strip() for e in read(repository).entries] == ["B", "A", "Import"]
    repository.git("reset", "-q", "--hard", "HEAD^")
    merge(repository, both.replace("2010-12-31", "2011-12-31"))
    history = read(repository)
    assert [e.commit.message.strip() for e in history.entries] == ["Fusion", "B", "A", "Import"]
    assert [plain(c.field) for c in last(history).changes] == [
        "dates (« d’ici à la fin de l’année 2010 »), date"
    ]


# -- The same for everyone


def test_neither_zone_nor_settings_nor_environment_change_it(
    repository: Repository, read: Read, monkeypatch: Patch
) -> None:
    odd = read_cases("revisions")["settings"]
    edited = MEASURE.replace("- bus", "- autobus")
    repository.commit("Été é\n\nMotif: à l’été", {"data/measures/02.yml": edited}, zone="-1200")
    expected = read(repository)
    for setting in odd["git"]:
        repository.git("config", *setting.split("="))
    for variable in odd["environment"]:
        monkeypatch.setenv(*variable.split("="))
    time.tzset()
    try:
        assert read(repository) == expected
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_day_is_the_readers(repository: Repository) -> None:
    commit = Commit("0" * 40, datetime(2024, 6, 30, 22, 30, tzinfo=UTC), "x", ())
    assert commit.day == date(2024, 7, 1)
    assert replace(commit, moment=datetime(2024, 1, 1, 22, 30, tzinfo=UTC)).day == date(2024, 1, 1)
    assert read_message("  ") == ("", None)
    assert "Personne" not in repr(read_log(repository.folder))


@pytest.mark.parametrize("moment", ["9" * 13, "0"])
def test_a_clock_may_be_very_wrong(repository: Repository, read: Read, moment: str) -> None:
    commit = f"committer T <t@t> {moment} +0000\ndata 1\nx\nfrom refs/heads/main^0\n"
    stream = f"commit refs/heads/main\n{commit}M 100644 inline data/site.yml\ndata 1\nx\n"
    repository.git("fast-import", "--quiet", "--date-format=raw-permissive", given=stream)
    assert len(read_log(repository.folder).commits) == 2  # type: ignore[union-attr]
    assert read(repository).available


def test_the_day_of_a_file_is_that_of_its_last_commit(tmp_path: Path, read: Read) -> None:
    made = Repository(tmp_path)
    made.commit("1", {"data/é 1.yml": "x"})
    made.count = 24 * 30
    made.commit("2", {"data/sub/2.yml": "y"})
    assert read(made).days == {
        "data/é 1.yml": date(2024, 1, 1),
        "data/sub/2.yml": date(2024, 1, 31),
        "data/sub": date(2024, 1, 31),
        "data": date(2024, 1, 31),
        ".": date(2024, 1, 31),
    }


# -- The built site


def test_a_measure_says_what_changed_and_when(pages: Pages, build: Build) -> None:
    for number, entries in build.catalogue.history.measures.items():
        section = find_section(pages[f"mesures/{number}/"], "historique")
        text = (plain(text_of(section)) or "").lower()
        assert (plain(format_day(entries[0].commit.day)) or "") in text
        own = (r for entry in entries for r in entry.revisions if r.list_name == "measures")
        for change in (change for revision in own for change in revision.changes):
            # What is typed in the search is not what one reads.
            assert (plain(change.part) or "").lower() in text or "recherche" in change.part


def test_the_news_tell_every_change_and_nothing_else(pages: Pages, build: Build) -> None:
    page = pages["nouveautes/"]
    history = build.catalogue.history
    entries = {entry.anchor(nature) for nature in Nature for entry in history.of_nature(nature)}
    assert {block.attrib["id"] for block in find_all(page, "div", class_="news")} == entries
    for entry in history.entries:
        for revision in (revision for revision in entry.revisions if revision.changes):
            for nature in revision.natures:
                block = plain(text_of(find_id(page, entry.anchor(nature)))) or ""
                assert revision.title.replace("\u00a0", " ") in block
                for change in revision.of_nature(nature):
                    assert (plain(change.field) or "")[1:] in block
