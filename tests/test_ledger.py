"""A vanished address stops the build and says how to mend it; a new one is proposed."""

import re
from pathlib import Path

from macros.commands.cli import main
from macros.site.build import Build
from macros.site.ledger import sort_key
from macros.site.prepare import prepare_build
from tests.cases import cases, read_cases
from tests.conftest import Capture, prepare_valid_build
from tests.projects import edit, run_command

VANISHED = "« {} » n’existe plus : "
REMOVED = {"measure": "data/measures/03.yml", "page": "docs/chiffres.md"}


def change(project: Path, name: str) -> None:
    for old, new, *files in read_cases("ledger")["changes"][name]:
        for file in files:
            text = (project / file).read_text(encoding="utf-8")
            text, count = re.subn(old, new, text)
            assert count, file
            (project / file).write_text(text, encoding="utf-8")
    if name in REMOVED:
        (project / REMOVED[name]).unlink()


def say_moved(project: Path, old: str, new: str) -> None:
    record = f"  - address: {old}\n    to: {new}\n    date: 2005-07-01\n    reason: Essai."
    edit(project / "data/permalinks.yml", "moved: []", f"moved:\n{record}")


def list_messages(project: Path) -> list[str]:
    return [str(problem) for problem in prepare_build(project / "data")[1]]


def paste(project: Path) -> None:
    """Do what the messages say, as someone who pastes without thinking."""
    ledger = project / "data" / "permalinks.yml"
    for message in list_messages(project):
        said, _, example = message.partition("\n")
        if example:
            match = re.search(r"écrire ceci à la place de « (\w+: \[\]) »", said)
            assert match, said
            edit(ledger, match[1], example)


# -- What vanishes


@cases("ledger")
def test_each_vanished_address_is_named_with_what_to_write_and_writing_it_mends_the_build(
    project: Path, name: str, vanished: dict[str, str], capsys: Capture
) -> None:
    change(project, name)
    messages = list_messages(project)
    proposed = dict(re.findall(r"address: (\S+)\n +see: (\S+)", messages[-1] + messages[0]))
    assert proposed.items() >= vanished.items()
    # One verdict: that of the build is that of the check.
    assert run_command(project, "check") == 1
    assert all(message in capsys.readouterr().out for message in messages[:1])
    paste(project)
    assert list_messages(project) == []
    assert run_command(project, "check") == 0


def test_a_heading_is_no_part_of_the_contract(project: Path) -> None:
    change(project, "heading")
    assert list_messages(project) == []


def test_the_message_can_be_pasted_as_it_is(project: Path) -> None:
    change(project, "term")
    assert list_messages(project) == [read_cases("ledger")["pasted"]]


def test_a_page_that_moved_takes_its_anchors_along_but_for_those_it_lost(project: Path) -> None:
    change(project, "law")
    say_moved(project, "/textes/loi-96-1236/", "/textes/loi-air/")
    assert list_messages(project) == []
    for file in ("laws.yml", "measures/01.yml"):
        edit(project / "data" / file, '"20"', '"21"')
    assert VANISHED.format("/textes/loi-96-1236/#article-20") in "\n".join(list_messages(project))
    paste(project)
    assert list_messages(project) == []


# -- What the ledger may not say


@cases("ledger")
def test_a_former_address_is_no_more_and_leads_to_one_that_is(
    project: Path, moved: list[str], message: str
) -> None:
    change(project, "theme")
    say_moved(project, *moved)
    assert message in list_messages(project)


def test_a_former_address_stays_inside_the_site(project: Path) -> None:
    say_moved(project, "/../../hors/", "/mesures/1/")
    edit(project / "data/published.yml", "addresses:", "addresses:\n  /../../hors/: 2005-07-01")
    wanted = "il faut une adresse du site : « /mesures/21/ », « /mesures/21/#acteurs » ou « /api/v1/measures.json » [text-format]"
    assert [re.sub(r"^\S+ ", "", message) for message in list_messages(project)] == [
        f"« /../../hors/ » pour « address » (ancienne adresse) : {wanted}",
        f"« /../../hors/ » : {wanted}",
    ]


# -- What is new


def test_what_is_new_is_proposed_and_stops_nothing(project: Path, capsys: Capture) -> None:
    (project / "docs" / "guide" / "neuve.md").write_text("# Neuve\n", encoding="utf-8")
    assert prepare_valid_build(project / "data").ledger.additions == ("/guide/neuve/",)
    assert run_command(project, "check") == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "data/published.yml ne contient pas encore 1\u00a0nouvelle adresse"
        " (facultatif ; pour le compléter : « .venv/bin/python -m macros permalinks »)."
    )
    path = project / "data/published.yml"
    before = path.read_text(encoding="utf-8")
    assert run_command(project, "permalinks", "--date", "2005-07-01") == 0
    after = path.read_text(encoding="utf-8")
    new = [line for line in after.split("\n") if line not in before.split("\n")]
    assert new == ["  /guide/neuve/: 2005-07-01"]
    assert run_command(project, "permalinks") == 0
    assert path.read_text(encoding="utf-8") == after
    assert run_command(project, "fix", "--check") == 0


def test_a_date_that_changed_is_proposed_and_recorded(project: Path) -> None:
    change(project, "date")
    paste(project)
    assert run_command(project, "permalinks", "--date", "2005-07-01") == 0
    text = (project / "data/published.yml").read_text(encoding="utf-8")
    assert (
        "  - uid: les-3-mesures-velo-2-horizon\n    dates:\n"
        "      - date: 2003-02-28\n        since: 2005-06-30\n"
        "      - date: 2003-02-27\n        since: 2005-07-01\n"
    ) in text


def test_the_ledger_of_a_plan_with_a_long_name_is_sound(data: Path, capsys: Capture) -> None:
    edit(data / "plan.yml", "slug: 3-mesures-velo", f"slug: {'-'.join(['plan'] * 12)}")
    assert main(["--data", str(data), "permalinks"]) == 0
    assert main(["--data", str(data), "check"]) == 0, capsys.readouterr().out


# -- What is there


def test_every_address_of_the_ledger_is_on_the_site(build: Build, site: Path) -> None:
    assert build.ledger.find_missing(site) == []


def test_an_address_that_a_built_site_lacks_is_found(build: Build, tmp_path: Path) -> None:
    page = tmp_path / "glossaire" / "index.html"
    page.parent.mkdir()
    page.write_text('<div id="clspd">', encoding="utf-8")
    missing = build.ledger.find_missing(tmp_path)
    assert {"/glossaire/#caf", "/", "/mesures/21/", "/api/v1/measures.json"} <= set(missing)
    assert not {"/glossaire/", "/glossaire/#clspd", "/mesures/21/#texte"} & set(missing)


def test_addresses_are_sorted_as_people_do() -> None:
    expected = read_cases("ledger")["sorted"]
    assert sorted({*expected}, key=sort_key) == expected
    # Longer than any number that Python reads.
    long = f"/mesures/{'9' * 5000}/"
    assert sorted([long, "/mesures/10/"], key=sort_key) == ["/mesures/10/", long]
