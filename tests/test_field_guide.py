"""The reference of the fields on /contribuer/: the model itself, neither more nor less."""

import dataclasses
import typing
from typing import Any

import pytest
from html5lib import parse

from macros import vocabulary
from macros.authoring import Authoring
from macros.building import Build
from macros.field_guide import EditedField, EditedRecord, guide_files
from macros.loading import LIST_FILES, RECORD_FILES
from macros.model import Event, EventDate, Measure, Published
from macros.shaping import find_parts
from macros.vocabulary import Vocabulary
from tests.test_shaping import RECORD_CLASSES as ALL_CLASSES

# Those of the file that a command writes are not for people.
RECORD_CLASSES = [cls for cls in ALL_CLASSES if cls not in {Published, Event, EventDate}]

RECORDS = {record.name: record for file in guide_files() for record in file.records}


def describe(name: str, field: str) -> EditedField:
    [found] = [found for found in RECORDS[name].fields if found.name == field]
    return found


def test_every_file_is_explained() -> None:
    assert [file.path for file in guide_files()] == [
        "measures/01.yml", "site.yml", "plan.yml", "permalinks.yml", "axes.yml", "themes.yml",
        "actors.yml", "laws.yml", "glossary.yml", "sources.yml", "help.yml",
    ]  # fmt: skip
    files = [Measure, *RECORD_FILES.values(), *LIST_FILES.values()]
    files.remove(Published)
    assert [file.records[0].name for file in guide_files()] == [cls.__name__ for cls in files]


def test_every_record_is_explained_once() -> None:
    named = [record.name for file in guide_files() for record in file.records]
    assert sorted(named) == [cls.__name__ for cls in RECORD_CLASSES]


@pytest.mark.parametrize("cls", RECORD_CLASSES, ids=lambda cls: cls.__name__)
def test_a_record_has_the_fields_of_the_model(cls: Any) -> None:
    hints = typing.get_type_hints(cls)
    record: EditedRecord = RECORDS[cls.__name__]
    assert [field.name for field in record.fields] == [f.name for f in dataclasses.fields(cls)]
    for model, shown in zip(dataclasses.fields(cls), record.fields, strict=True):
        needed = (
            model.default is dataclasses.MISSING and model.default_factory is dataclasses.MISSING
        )
        if not needed:  # pydantic keeps defaults, and what is required, in its own object
            needed = getattr(model.default, "is_required", lambda: False)()
        assert shown.required == needed
        parts = [part for part in find_parts(hints[model.name]) if isinstance(part, type)]
        lists = [part for part in parts if issubclass(part, Vocabulary)]
        assert shown.values == tuple(value for part in lists for value in part)
        inside = [part.__name__ for part in parts if dataclasses.is_dataclass(part)]
        assert [shown.record] == (inside or [""])


def test_a_field_says_what_to_write_in_it() -> None:
    assert describe("Deadline", "bound") == EditedField(
        "bound",
        required=False,
        type="une valeur de la liste",
        record="",
        meaning="Sens de la date.",
        values=tuple(vocabulary.Bound),
    )
    types = {
        (record, field): describe(record, field).type
        for record, field in (
            ("Measure", "theme"), ("Measure", "corrections"), ("Measure", "keywords"),
            ("Deadline", "date"), ("FollowUp", "date"), ("Baseline", "value"), ("Source", "url"),
            ("Target", "computed"), ("Figure", "target"), ("Fact", "sources"), ("Move", "address"),
        )
    }  # fmt: skip
    assert types == {
        ("Measure", "theme"): "identifiant, ou null",
        ("Measure", "corrections"): "liste de fiches",
        ("Measure", "keywords"): "liste : texte",
        ("Deadline", "date"): "date AAAA-MM-JJ",
        ("FollowUp", "date"): "date AAAA, AAAA-MM ou AAAA-MM-JJ",
        ("Baseline", "value"): "nombre",
        ("Source", "url"): "adresse complète",
        ("Target", "computed"): "true ou false",
        ("Figure", "target"): "fiche",
        ("Fact", "sources"): "liste : identifiant, un élément au moins",
        ("Move", "address"): "adresse du site",
    }


def test_the_page_shows_them_all(build: Build) -> None:
    html = Authoring(build, lambda: "contribuer/").block("editing-fields")
    page = parse(html, namespaceHTMLElements=False)
    assert len(page.findall(".//details")) == len(guide_files())
    rows = page.findall(".//tbody/tr")
    assert len(rows) == sum(len(record.fields) for record in RECORDS.values())
    words = " ".join("".join(page.itertext()).split())
    assert "role obligatoireune valeur de la listeRôle de l’acteur dans la mesure." in words
    assert "lead piloteConduit la mesure, ou en répond." in words
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    links = {a.get("href", "").removeprefix("#") for a in page.iter("a")}
    assert links <= ids
