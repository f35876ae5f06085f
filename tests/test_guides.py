"""The references on /donnees/ and /contribuer/: the model, the schemas and the outputs, no more nor less."""

import dataclasses
import io
import json
import re
import typing
from csv import reader
from pathlib import Path
from typing import Any

import pytest

from macros.data.ledger_model import Event, EventDate, Published
from macros.data.outcome_model import FollowUp
from macros.data.validation import find_parts
from macros.data.vocabulary import Vocabulary
from macros.exports.tables import create_tables
from macros.pages.guides import guide_downloads, guide_files, guide_records, guide_tables
from macros.site.build import Build
from macros.site.folder import write_outputs
from macros.site.page_macros import Authoring
from tests.cases import cases, read_cases
from tests.markup import list_ids, list_links, read_tree, text_of
from tests.test_validation import RECORD_CLASSES as ALL_CLASSES

# Those of the file that a command writes are not for people.
RECORD_CLASSES = [cls for cls in ALL_CLASSES if cls not in {Published, Event, EventDate}]
EDITED = {record.name: record for _, records in guide_files() for record in records}


@pytest.fixture(scope="module")
def page(build: Build) -> Any:
    """The tables of the page, as a browser reads them."""
    return read_tree(Authoring(build, lambda: "donnees/champs/").block("data-fields"))


@pytest.fixture(scope="module")
def explained(page: Any) -> dict[str, list[str]]:
    """The fields on the page, by record."""
    found: dict[str, list[str]] = {}
    for row in page.iter("tr"):
        if name := row.get("id"):
            record, _, field = name.rpartition(".")
            found.setdefault(record, []).append(field)
    return found


def test_schemas_name_the_fields_of_the_page(
    outputs: Path, explained: dict[str, list[str]]
) -> None:
    seen = set()
    for path in (outputs / "api/v1/schema").glob("*.json"):
        definitions = json.loads(path.read_text(encoding="utf-8"))["$defs"]
        for kind, part in definitions.items():
            if "properties" in part:
                assert explained[kind] == [*part["properties"]] == part["required"], kind
                seen.add(kind)
    assert {name for name in explained if not name.endswith(".csv")} == seen


def test_tables_have_the_columns_of_the_page(build: Build, explained: dict[str, list[str]]) -> None:
    for path, content in create_tables(build.catalogue, build.address).items():
        if not path.endswith(".csv"):
            continue
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        assert next(reader(text, delimiter=";")) == explained[path.removeprefix("api/v1/")]


def test_every_field_has_a_meaning_and_leads_to_what_it_holds(build: Build, page: Any) -> None:
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    for guide in (*guide_records(build.catalogue, build.address), *guide_tables()):
        for field in guide.fields:
            assert field.meaning.endswith((".", ").")), (guide.name, field.name)
            assert not field.link or field.link.removeprefix("donnees/champs/#") in anchors


def test_every_download_exists_and_says_its_size(small: Build, tmp_path: Path) -> None:
    write_outputs(small.catalogue, small.address, tmp_path)
    downloads = [d for found in guide_downloads(small.catalogue, tmp_path).values() for d in found]
    assert [d for d in downloads if not (tmp_path / "api/v1" / d.file).is_file()] == []
    named = {d.file: (d.form, d.size) for d in downloads}
    assert named["plan.jsonld"][0] == "JSON-LD"
    size = (tmp_path / "api/v1/measures.json").stat().st_size
    assert named["measures.json"] == ("JSON", f"{round(size / 1000)}\u00a0ko")
    # Of files that each record has, one is an example.
    assert {"measures/1.json", "axes/1.ics", "actors/mairie.ics"} <= named.keys()


def test_programs_keep_their_lines(build: Build) -> None:
    tree = read_tree(Authoring(build, lambda: "donnees/").block("data-examples"))
    _, program = ("".join(code.itertext()) for code in tree.iter("code") if "\n" in str(code.text))
    compile(program, "example", "exec")
    assert re.search(r"^        if deadline\[", program, re.MULTILINE)


# -- For data editors


def test_every_file_and_every_record_is_explained_once() -> None:
    assert [path for path, _ in guide_files()] == read_cases("guides")["files"]
    named = [record.name for _, records in guide_files() for record in records]
    assert sorted(named) == [cls.__name__ for cls in RECORD_CLASSES]


@pytest.mark.parametrize("cls", RECORD_CLASSES, ids=lambda cls: cls.__name__)
def test_a_record_has_the_fields_of_the_model(cls: Any) -> None:
    hints = typing.get_type_hints(cls)
    record = EDITED[cls.__name__]
    names = [field.name for field in dataclasses.fields(cls)]
    if cls is FollowUp:  # the name of its file says the rest
        names = [name for name in names if name not in ("measure", "slug")]
    assert [field.name for field in record.fields] == names
    for field in record.fields:
        parts = [part for part in find_parts(hints[field.name]) if isinstance(part, type)]
        lists = [part for part in parts if issubclass(part, Vocabulary)]
        assert field.values == tuple(value for part in lists for value in part)
        inside = [f"#fiche-{p.__name__.lower()}" for p in parts if dataclasses.is_dataclass(p)]
        if cls is FollowUp and field.name == "source":  # its identifier, or itself
            inside = ["#fiche-source"]
        assert [field.link] == (inside or [""])


@cases("guides")
def test_a_field_says_what_to_write_in_it(record: str, field: str, words: str) -> None:
    [told] = [one for one in EDITED[record].fields if one.name == field]
    assert told.type == words


def test_a_field_says_whether_it_may_lack() -> None:
    fields = {field.name: field.required for field in EDITED["Deadline"].fields}
    assert (fields["kind"], fields["bound"]) == (True, False)


def test_the_page_shows_them_all(build: Build) -> None:
    page = read_tree(Authoring(build, lambda: "contribuer/").block("editing-fields"))
    rows = page.findall(".//tbody/tr")
    assert len(rows) == sum(len(record.fields) for record in EDITED.values())
    words = text_of(page)
    assert (
        "role obligatoireune valeur de la listeRôle : ce que l’acteur fait dans la mesure." in words
    )
    assert "lead conduit la mesureConduit la mesure, ou en répond." in words
    assert set(list_links(page, "contribuer/")) <= {f"contribuer/#{x}" for x in list_ids(page)}
