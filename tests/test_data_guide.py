"""What the page of the data explains: the same fields as the model, the schemas and the outputs."""

import dataclasses
import io
import json
import re
from csv import reader
from pathlib import Path
from typing import Any

import pytest
from html5lib import parse

from macros import model, vocabulary
from macros.authoring import Authoring
from macros.building import Build
from macros.data_guide import guide_downloads, guide_lists, guide_records, guide_tables
from macros.exports.tables import create_tables
from macros.outputs import write_outputs
from macros.vocabulary import Vocabulary

# Derived: they are in no data file. The address of a document gives its name to that of its page.
DERIVED = {
    "Actor": {"url", "measures"},
    "Axis": {"url", "reading", "measures"},
    "Law": {"external_url", "measures"},
    "Measure": {"url", "reading"},
    "MeasureDeadline": {"measure", "url"},
    "Plan": {"url", "updated"},
    "Source": {"external_url"},
    "Term": {"url"},
    "Theme": {"url", "reading", "measures"},
}


@pytest.fixture(scope="module")
def page(build: Build) -> Any:
    """The tables of the page, as a browser reads them."""
    return parse(
        Authoring(build, lambda: "donnees/").block("data-fields"), namespaceHTMLElements=False
    )


@pytest.fixture(scope="module")
def explained(page: Any) -> dict[str, list[str]]:
    """The fields on the page, by record."""
    found: dict[str, list[str]] = {}
    for row in page.iter("tr"):
        if name := row.get("id"):
            record, _, field = name.rpartition(".")
            found.setdefault(record, []).append(field)
            assert "".join(row.find("th").itertext()) == field
    return found


def resolve(schema: dict[str, Any], definitions: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the record that a schema holds, through lists and choices."""
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "$ref" in part:
            name = part["$ref"].rsplit("/", 1)[1]
            return name, definitions[name]
    return "", {}


def walk(name: str, value: Any, schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """Yield (record, fields) for each record of a document, as its schema calls them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield name, list(item)
            for field, inner in item.items():
                inner_name, inner_schema = resolve(schema["properties"][field], definitions)
                if inner_schema:
                    yield from walk(inner_name, inner, inner_schema, definitions)


def test_outputs_schemas_and_page_name_the_same_fields(
    outputs: Path, explained: dict[str, list[str]]
) -> None:
    seen = set()
    api = outputs / "api" / "v1"
    for path in (api / "schema").glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        described = "measures/21.json" if path.name == "measure.json" else path.name
        document = json.loads((api / described).read_text(encoding="utf-8"))
        assert list(document) == list(schema["properties"])
        for key in document.keys() - {"schema_version"}:
            record, part = resolve(schema["properties"][key], schema["$defs"])
            for kind, fields in walk(record, document[key], part, schema["$defs"]):
                assert fields == list(schema["$defs"][kind]["properties"]), kind
                assert fields == schema["$defs"][kind]["required"], kind
                assert fields == explained[kind], kind
                seen.add(kind)
    assert {name for name in explained if not name.endswith(".csv")} == seen


def test_the_page_and_the_model_name_the_same_fields(explained: dict[str, list[str]]) -> None:
    for name, fields in explained.items():
        if name.endswith(".csv"):
            continue
        record = getattr(model, name.replace("MeasureDeadline", "Deadline"))
        written = {field.name for field in dataclasses.fields(record)}
        assert set(fields) == written | DERIVED.get(name, set()), name


def test_the_page_and_the_tables_name_the_same_columns(
    build: Build, explained: dict[str, list[str]]
) -> None:
    for path, content in create_tables(build.catalogue, build.address).items():
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        assert next(reader(text, delimiter=";")) == explained[path.removeprefix("api/v1/")]


def test_every_field_has_a_meaning_and_leads_to_what_it_holds(build: Build, page: Any) -> None:
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    for guide in (*guide_records(build.catalogue, build.address), *guide_tables()):
        for field in guide.fields:
            assert field.meaning.endswith((".", ").")), (guide.name, field.name)
            if field.link:
                assert field.link.removeprefix("donnees/#") in anchors


def test_every_closed_list_is_explained(page: Any) -> None:
    anchors = {element.get("id") for element in page.iter()}
    lists = {
        values
        for values in vars(vocabulary).values()
        if isinstance(values, type) and issubclass(values, Vocabulary)
    } - {Vocabulary, vocabulary.ProofKind}
    assert {guide.name for guide in guide_lists()} == {values.__name__ for values in lists}
    assert {f"role-{role.value}" for role in vocabulary.Role} <= anchors
    assert {"deadline-kind", "deadline-kind-due", "evidence-deduced"} <= anchors


def test_every_download_exists_and_says_its_size(build: Build, outputs: Path) -> None:
    downloads = [d for _, found in guide_downloads(build.catalogue, outputs) for d in found]
    assert [d for d in downloads if not (outputs / d.url).is_file()] == []
    named = {d.file: (d.form, d.size) for d in downloads}
    assert named["measures/21.json"][0] == "JSON"
    size = (outputs / "api/v1/measures.json").stat().st_size
    assert named["measures.json"][1] == f"{round(size / 1000)}\u00a0ko"
    assert named["plan.jsonld"][0] == "JSON-LD"


def test_another_plan_has_its_own_examples(small: Build, tmp_path: Path) -> None:
    write_outputs(small.catalogue, small.address, tmp_path)
    downloads = [d for _, found in guide_downloads(small.catalogue, tmp_path) for d in found]
    assert "measures/1.json" in {download.file for download in downloads}


def test_programs_keep_their_lines(build: Build) -> None:
    html = Authoring(build, lambda: "donnees/").block("data-examples")
    tree = parse(html, namespaceHTMLElements=False)
    _, program = ("".join(code.itertext()) for code in tree.iter("code") if "\n" in str(code.text))
    compile(program, "example", "exec")
    assert re.search(r"^        if deadline\[", program, re.MULTILINE)
