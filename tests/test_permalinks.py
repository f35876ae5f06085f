"""What vanishes stops the build and says how to mend it; what is new is proposed."""

import dataclasses
import errno
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.building import Build, prepare_build
from macros.cli import main
from macros.contract import list_anchors, list_published
from macros.handwritten import list_handwritten
from macros.model import Move, Permalinks
from macros.permalinks import RECORD, contradicts_records, list_records, sort_key
from tests.conftest import prepare_sound_build
from tests.markup import find_one, list_ids, read_tree
from tests.test_hooks import PAGES, ROOT, SMALL, edit

VANISHED = "« {} » n’existe plus : dire ce qu’elle devient (voir plus bas) [permalink]"
Change = Callable[[Path], None]


def replace_all(old: str, new: str, *files: str) -> Change:
    def change(folder: Path) -> None:
        for file in files:
            path = folder / file
            text = path.read_text(encoding="utf-8")
            assert old in text, file
            path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def remove(file: str) -> Change:
    return lambda folder: (folder / file).unlink()


RENAME_THEME = (
    replace_all("slug: pistes", "slug: voies", "data/themes.yml"),
    replace_all("theme: pistes", "theme: voies", "data/measures/01.yml"),
)
RENAME_ACTOR = (
    replace_all("slug: mairie", "slug: commune", "data/actors.yml"),
    replace_all("parent: mairie", "parent: commune", "data/actors.yml"),
    replace_all("actor: mairie", "actor: commune", "data/measures/01.yml", "data/measures/02.yml"),
    replace_all("- mairie", "- commune", "data/plan.yml"),
    replace_all('"mairie"', '"commune"', "docs/index.md"),
)
RENAME_LAW = (
    replace_all("slug: loi-96-1236", "slug: loi-air", "data/laws.yml"),
    replace_all("law: loi-96-1236", "law: loi-air", "data/measures/01.yml"),
)
RENAME_TERM = (
    replace_all("slug: pdu", "slug: deplacements", "data/glossary.yml"),
    replace_all('term("pdu")', 'term("deplacements")', "docs/index.md"),
)
RENAME_SOURCE = (
    replace_all("slug: bulletin", "slug: gazette", "data/sources.yml"),
    replace_all("source: bulletin", "source: gazette", "data/laws.yml", "data/actors.yml"),
    replace_all("source: bulletin", "source: gazette", "data/measures/01.yml", "data/help.yml"),
    replace_all('"bulletin"', '"gazette"', "docs/index.md"),
)
CORRECT_DATE = (replace_all("2000-01-01", "2000-01-02", "data/measures/02.yml"),)
REMOVE_MEASURE = (
    remove("data/measures/03.yml"),
    replace_all("measure_count: 3", "measure_count: 2", "data/plan.yml"),
    lambda folder: cut(folder / "data/axes.yml", "  - number: 2"),
    lambda folder: cut(folder / "data/source/plan-velo.txt", "2 - Suivi"),
    lambda folder: cut(folder / "data/measures/01.yml", "related:", "keywords:"),
    replace_all("quote\n    measure: 3\n    quote: plan de déplacements urbains",
                "source\n    source: arrete", "data/glossary.yml"),
)  # fmt: skip
REMOVE_PAGE = (remove("docs/chiffres.md"),)
REWORD_HEADING = (replace_all("## Un titre", "## Un autre titre", "docs/qualite.md"),)


def cut(path: Path, start: str, end: str | None = None) -> None:
    text = path.read_text(encoding="utf-8")
    first = text.index(start)
    path.write_text(text[:first] + (text[text.index(end) :] if end else ""), encoding="utf-8")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan, with every address of its site in its ledger."""
    folder = tmp_path_factory.mktemp("recorded")
    shutil.copytree(SMALL, folder / "data")
    (folder / "docs").mkdir()
    for file, text in PAGES.items():
        (folder / "docs" / file).write_text(text, encoding="utf-8")
    edit(folder / "docs" / "qualite.md", "# qualite", "# qualite\n\n## Un titre")
    assert main(["--data", str(folder / "data"), "permalinks", "--date", "2005-06-30"]) == 0
    return folder


@pytest.fixture
def project(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "project"))


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


@pytest.mark.parametrize(
    ("changes", "vanished", "written"),
    [
        (RENAME_THEME, ["/texte/#pistes", "/themes/pistes/"], ["/texte/#voies", "/themes/voies/"]),
        (
            RENAME_ACTOR,
            [
                "/acteurs/mairie/", "/api/v1/actors/mairie.ics", "/fiches/mairie.pdf",
                "/mesures/1/#acteur-mairie", "/mesures/2/#acteur-mairie",
                "/mesures/2/#preuve-acteur-mairie",
            ],
            [
                "/acteurs/commune/", "/api/v1/actors/commune.ics", "/fiches/commune.pdf",
                "/mesures/1/#acteur-commune", "/mesures/2/#acteur-commune",
                "/mesures/2/#preuve-acteur-commune",
            ],
        ),
        (RENAME_LAW, ["/textes/loi-96-1236/"], ["/textes/loi-air/"]),
        (RENAME_TERM, ["/glossaire/#pdu"], ["/glossaire/#deplacements"]),
        (RENAME_SOURCE, ["/sources/#bulletin"], ["/sources/#gazette"]),
        (
            CORRECT_DATE,
            ["/mesures/2/#echeance-2000-01-01", "/mesures/2/#preuve-echeance-2000-01-01"],
            ["/mesures/2/#echeance-2000-01-02", "/mesures/2/#preuve-echeance-2000-01-02"],
        ),
        (REMOVE_MEASURE, ["/axes/2/", "/mesures/1/#liens", "/mesures/2/#liens", "/mesures/3/", "/texte/#axe-2",
          "/texte/#mesure-3"],
         ["/axes/", "/mesures/1/", "/mesures/2/", "/mesures/", "/texte/", "/texte/"]),
        (REMOVE_PAGE, ["/chiffres/"], ["/"]),
        (REWORD_HEADING, ["/qualite/#un-titre"], ["/qualite/#un-autre-titre"]),
    ],
    ids=["theme", "actor", "law", "term", "source", "date", "measure", "page", "heading"],
)  # fmt: skip
def test_each_vanished_address_is_named_with_what_to_write_and_writing_it_mends_the_build(
    project: Path, changes: tuple[Change, ...], vanished: list[str], written: list[str]
) -> None:
    for change in changes:
        change(project)
    messages = list_messages(project)
    named = [re.sub(r"^data/permalinks\.yml:\d+:3: ", "", m) for m in messages if "\n" not in m]
    assert {VANISHED.format(address) for address in vanished} <= set(named)
    assert all(message.endswith(VANISHED.partition("{}")[2]) for message in named)
    proposed = dict(re.findall(r"address: (\S+)\n +(?:to|see): (\S+)", "\n".join(messages)))
    assert len(proposed) == len(named)
    assert [proposed[address] for address in vanished] == written
    paste(project)
    assert list_messages(project) == []


def test_the_message_can_be_pasted_as_it_is(project: Path) -> None:
    for change in RENAME_LAW:
        change(project)
    line = 1 + (project / "data/permalinks.yml").read_text(encoding="utf-8").split("\n").index(
        "  /textes/loi-96-1236/: 2005-06-30"
    )
    assert list_messages(project) == [
        f"data/permalinks.yml:{line}:3: {VANISHED.format('/textes/loi-96-1236/')}",
        """\
data/permalinks.yml:2:1: écrire ceci à la place de « moved: [] », en précisant chaque raison : [permalink]
moved:
  - address: /textes/loi-96-1236/
    to: /textes/loi-air/
    date: 2005-06-30
    reason: L’identifiant a changé.""",
    ]


@pytest.mark.parametrize(
    ("changes", "records"),
    [
        ((), 0),
        (RENAME_ACTOR, 1),
        (RENAME_TERM, 1),
        (CORRECT_DATE, 0),  # no record: without --site, the build alone sees it
    ],
)
def test_check_says_the_same_as_the_build(
    project: Path, changes: tuple[Change, ...], records: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for change in changes:
        change(project)
    messages = list_messages(project)
    assert main(["--data", str(project / "data"), "check"]) == records
    assert capsys.readouterr().out.splitlines() == (
        "\n".join(messages).splitlines() if records else ["3 mesures vérifiées, aucun problème."]
    )
    assert main(["--data", str(project / "data"), "check", "--site"]) == bool(changes)
    out = capsys.readouterr().out
    assert [message for message in messages if message not in out] == []


def test_check_knows_the_addresses_of_records(build: Build) -> None:
    data = build.catalogue.data
    ledger = data.permalinks
    current = set(ledger.published) - {former.address for former in ledger.former}
    assert {address for address in current if RECORD.fullmatch(address)} == list_records(data)


@pytest.mark.parametrize(
    ("address", "to", "contradicted"),
    [
        ("/themes/voies/", "/themes/pistes/", False),
        ("/themes/voies/", "/chiffres/", False),
        ("/themes/voies/", "/themes/arceaux/", True),  # leads nowhere
        ("/themes/stationnement/", "/themes/pistes/", True),  # still exists
        ("/themes/voies/", None, True),
        ("/chiffres/", None, False),  # no record
    ],
)
def test_check_holds_the_ledger_against_the_records(
    small: Build, address: str, to: str | None, contradicted: bool
) -> None:
    day = date(2005, 6, 30)
    moved = (Move(address=address, to=to, date=day, reason="Autre nom."),) if to else ()
    ledger = Permalinks(published={address: day}, moved=moved)
    data = dataclasses.replace(small.catalogue.data, permalinks=ledger)
    assert contradicts_records(data) == contradicted


def test_what_check_said_can_be_pasted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for change in RENAME_TERM:
        change(project)
    assert main(["--data", str(project / "data"), "check"]) == 1
    captured = capsys.readouterr()
    assert VANISHED.format("/glossaire/#pdu") in captured.out
    assert main(["--data", str(project / "data"), "permalinks"]) == 1
    paste(project)
    assert main(["--data", str(project / "data"), "check"]) == 0


def test_a_page_that_moved_takes_its_anchors_along_but_for_those_it_lost(project: Path) -> None:
    for change in RENAME_LAW:
        change(project)
    paste(project)
    replace_all('"20"', '"21"', "data/laws.yml", "data/measures/01.yml")(project)
    messages = list_messages(project)
    assert VANISHED.format("/textes/loi-96-1236/#article-20") in messages[0]
    assert (
        "withdrawn:\n  - address: /textes/loi-96-1236/#article-20\n    see: /textes/\n"
        in messages[1]
    )
    paste(project)
    assert list_messages(project) == []


# -- What the ledger may not say


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "moved:\n  - address: /mesures/1/\n    to: /mesures/2/",
            "data/permalinks.yml:3:14: « /mesures/1/ » existe encore : retirer cet élément de « moved » [permalink]",
        ),
        (
            "moved:\n  - address: /themes/pistes/\n    to: /themes/stationnements/",
            "data/permalinks.yml:4:9: « /themes/stationnements/ » n’existe pas sur le site ; vouliez-vous dire « /themes/stationnement/ » ? [permalink]",
        ),
    ],
)
def test_a_former_address_is_no_more_and_leads_to_one_that_is(
    project: Path, written: str, message: str
) -> None:
    for change in RENAME_THEME:
        change(project)
    text = f"{written}\n    date: 2005-07-01\n    reason: Essai."
    edit(project / "data/permalinks.yml", "moved: []", text)
    assert message in list_messages(project)


def test_a_former_address_stays_inside_the_site(project: Path) -> None:
    written = "moved:\n  - address: /../../hors/\n    to: /mesures/1/\n"
    edit(
        project / "data/permalinks.yml",
        "moved: []",
        f"{written}    date: 2005-07-01\n    reason: Essai.",
    )
    edit(project / "data/permalinks.yml", "published:", "published:\n  /../../hors/: 2005-07-01")
    wanted = "il faut une adresse du site : « /mesures/21/ », « /mesures/21/#acteurs » ou « /api/v1/measures.json » [text-format]"
    assert [re.sub(r"^\S+ ", "", message) for message in list_messages(project)] == [
        f"« /../../hors/ » pour « address » : {wanted}",
        f"« /../../hors/ » : {wanted}",
    ]


def test_where_nothing_is_near_the_first_addresses_are_proposed(project: Path) -> None:
    for change in RENAME_THEME:
        change(project)
    written = "moved:\n  - address: /themes/pistes/\n    to: /zzzzzzzz/\n"
    edit(
        project / "data/permalinks.yml",
        "moved: []",
        f"{written}    date: 2005-07-01\n    reason: Essai.",
    )
    [message] = [m for m in list_messages(project) if "« /zzzzzzzz/ »" in m]
    assert message.partition(" ; ")[2] == (
        "valeurs possibles : /, /a-propos/, /accessibilite/, /acteurs/, /acteurs/cyclistes/, "
        "/acteurs/mairie/, /acteurs/service-des-routes/, /anciennes-adresses/, /axes/, /axes/1/, "
        "/axes/2/, /chiffres/… [permalink]"
    )


# -- What is new


def test_what_is_new_is_proposed_and_stops_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "---\ntitle: Neuve\n---\n# Neuve\n\n## Une partie\n"
    (project / "docs" / "neuve.md").write_text(page, encoding="utf-8")
    build = prepare_sound_build(project / "data")
    assert build.unrecorded.addresses == ("/neuve/", "/neuve/#une-partie")
    assert main(["--data", str(project / "data"), "check", "--site"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "Le registre data/permalinks.yml ne contient pas encore 2\u00a0nouvelles adresses :"
        " « .venv/bin/python -m macros permalinks » l’y ajoute."
    )
    before = (project / "data/permalinks.yml").read_text(encoding="utf-8")
    assert main(["--data", str(project / "data"), "permalinks", "--date", "2005-07-01"]) == 0
    after = (project / "data/permalinks.yml").read_text(encoding="utf-8")
    assert [line for line in after.split("\n") if line not in before.split("\n")] == [
        "  /neuve/: 2005-07-01",
        "  /neuve/#une-partie: 2005-07-01",
    ]
    assert main(["--data", str(project / "data"), "permalinks"]) == 0
    assert (project / "data/permalinks.yml").read_text(encoding="utf-8") == after


def test_a_full_disk_leaves_the_ledger_whole(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs" / "neuve.md").write_text(
        "---\ntitle: Neuve\n---\n# Neuve\n", encoding="utf-8"
    )
    before = (project / "data/permalinks.yml").read_bytes()

    def fill(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fill)
    assert main(["--data", str(project / "data"), "permalinks"]) == 1
    assert capsys.readouterr().err.endswith("il n’y a plus de place sur le disque\n")
    assert (project / "data/permalinks.yml").read_bytes() == before
    assert not [path for path in (project / "data").iterdir() if path.name.startswith(".")]


def test_a_date_that_changed_is_proposed_and_recorded(project: Path) -> None:
    for change in CORRECT_DATE:
        change(project)
    paste(project)
    assert main(["--data", str(project / "data"), "permalinks", "--date", "2005-07-01"]) == 0
    text = (project / "data/permalinks.yml").read_text(encoding="utf-8")
    assert (
        "  - uid: les-3-mesures-velo-2-start\n    dates:\n"
        "      - date: 2000-01-01\n        since: 2005-06-30\n"
        "      - date: 2000-01-02\n        since: 2005-07-01\n"
    ) in text


def test_the_ledger_of_a_plan_with_a_long_name_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(SMALL, tmp_path / "data"))
    edit(data / "plan.yml", "slug: 3-mesures-velo", f"slug: {'-'.join(['plan'] * 12)}")
    assert main(["--data", str(data), "permalinks"]) == 0
    assert main(["--data", str(data), "check"]) == 0, capsys.readouterr().out


# -- What is kept


def test_the_ledger_holds_what_the_design_promises(build: Build) -> None:
    published = build.catalogue.data.permalinks.published
    anchors = ("texte", "acteurs", "echeances", "chiffres", "textes", "suivi")
    for number in range(1, 51):
        assert f"/mesures/{number}/" in published
        assert {f"/mesures/{number}/#{anchor}" for anchor in anchors} <= set(published)
    assert {
        "/", "/mesures/21/#liens", "/textes/loi-2007-297/", "/textes/cgct/#l2211-3",
        "/glossaire/#clspd", "/acteurs/maire/", "/fiches/maire.pdf", "/a-propos/#aide",
        "/mesures/15/#preuve-echeance-2010-12-31", "/api/v1/measures.json",
        "/api/v1/actors/maire.ics",
    } <= set(published)  # fmt: skip


def test_every_address_of_the_ledger_is_on_the_site(build: Build, site: Path) -> None:
    published = build.catalogue.data.permalinks.published
    pages = {address.partition("#")[0] for address in published}
    missing = [
        address
        for address in pages
        if not (site / f"{address[1:]}{'index.html' if address.endswith('/') else ''}").is_file()
    ]
    assert missing == []
    for page in ("mesures/21/", "textes/cgct/", "glossaire/"):
        ids = list_ids(read_tree((site / page / "index.html").read_text("utf-8")))
        anchors = {a.partition("#")[2] for a in published if a.startswith(f"/{page}#")}
        assert anchors
        assert anchors <= set(ids)


def test_the_anchors_of_pages_written_by_hand_are_those_of_the_site(
    build: Build, site: Path
) -> None:
    """Their bodies are read before the engine: the two readings must agree."""
    published = set(build.catalogue.data.permalinks.published) | set(build.unrecorded.addresses)
    for url in list_handwritten(ROOT / "docs"):
        article = find_one(read_tree((site / url / "index.html").read_text("utf-8")), "article")
        ids = {
            element.attrib["id"]
            for element in article.iter()
            if "id" in element.attrib and not {"hidden", "data-passing"} & set(element.attrib)
        }
        ids -= {
            element.get("id") for tag in ("h1", "title", "desc") for element in article.iter(tag)
        }
        expected = {
            address.partition("#")[2] for address in published if address.startswith(f"/{url}#")
        }
        assert ids - {"contenu"} == expected, url


def test_an_anchor_is_a_place_to_link_to() -> None:
    html = (
        '<h1 id="titre">T</h1><h2 id="a" class="x">A</h2><form id="f"></form><svg><title id="t"/>'
        '<desc id="d"/></svg><p hidden id="h"></p><li id="p" data-passing><span class="y" id="b"></span><p id=\'c\'>'
    )
    assert list(list_anchors(html)) == ["a", "b"]


def test_files_that_nobody_links_to_are_not_kept() -> None:
    paths = ["api/v1/plan.json", "embed/mesures/1/index.html", "robots.txt", "assets/cards/1.png",
             "_redirects"]  # fmt: skip
    assert list_published({}, paths) == {"/api/v1/plan.json", "/embed/mesures/1/"}


def test_addresses_are_sorted_as_people_do() -> None:
    mixed = ["/mesures/10/", "/mesures/2/#a", "/a/", "/#a", "/mesures/2/", "/mesures/", "/"]
    assert sorted(mixed, key=sort_key) == [
        "/", "/#a", "/a/", "/mesures/", "/mesures/2/", "/mesures/2/#a", "/mesures/10/",
    ]  # fmt: skip
    # Longer than any number that Python reads.
    long = f"/mesures/{'9' * 5000}/"
    assert sorted([long, "/mesures/10/"], key=sort_key) == ["/mesures/10/", long]
