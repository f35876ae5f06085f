"""The CSV tables: what a spreadsheet set up in French opens, and what their description says."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, system, validate
from frictionless.resources import TableResource

from macros.exports.interface import SCHEMA_VERSION
from macros.exports.tables import create_tables
from macros.site.build import Build
from tests.cases import read_cases
from tests.raw import HERE, items, read_file, read_measures

# The tables outgrow it: a whole official text stands in a cell.
csv.field_size_limit(10_000_000)


def read_rows(build: Build, name: str) -> list[dict[str, str]]:
    """Read a table as a spreadsheet set up in French does."""
    text = create_tables(build.catalogue, build.address)[f"api/v1/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@pytest.fixture
def package(build: Build, tmp_path: Path) -> Path:
    """Write the tables and their description as the site publishes them."""
    for path, content in create_tables(build.catalogue, build.address).items():
        (tmp_path / Path(path).name).write_bytes(content)
    return tmp_path / "datapackage.json"


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    with system.use_context(trusted=True):
        report = validate(str(package))
    assert [error.message for task in report.tasks for error in task.errors] == []
    figures = Package(str(package)).get_resource("figures")
    assert isinstance(figures, TableResource)
    written = [
        figure for measure in read_measures().values() for figure in items(measure, "figures")
    ]
    for row, figure in zip(figures.read_rows(), written, strict=True):
        target = figure.get("target") or {}
        assert row["target_value"] == target.get("value")
        assert row["target_computed"] == (bool(target.get("computed")) if target else None)


def test_the_package_says_its_licence_its_sources_and_its_version(build: Build) -> None:
    files = create_tables(build.catalogue, build.address)
    description = json.loads(files["api/v1/datapackage.json"])
    assert [licence["name"] for licence in description["licenses"]] == ["etalab-2.0"]
    assert description["sources"][0]["path"] == f"{HERE}texte/"
    assert description["version"] == SCHEMA_VERSION
    for resource in description["resources"]:
        assert resource["dialect"]["delimiter"] == ";"
        assert all(field["title"] for field in resource["schema"]["fields"])


def test_tables_are_bytes_that_french_spreadsheets_open(build: Build) -> None:
    for path, content in create_tables(build.catalogue, build.address).items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.endswith(b"\r\n")
            assert content.count(b"\n") == content.count(b"\r\n")


def test_every_measure_is_a_row_and_every_row_a_measure(build: Build) -> None:
    rows = read_rows(build, "measures")
    measures = read_measures()
    assert [int(row["number"]) for row in rows] == sorted(measures)
    themes = {theme["slug"]: theme["title"] for theme in read_file("themes")["themes"]}
    for row in rows:
        measure = measures[int(row["number"])]
        assert row["text"] == " ".join(measure["text"].split())
        assert row["title"] == measure["title"]
        assert row["theme_title"] == themes.get(measure["theme"], "")
        assert row["url"] == f"{HERE}mesures/{row['number']}/"
        named = {part["actor"] for part in items(measure, "actors") if part["evidence"] == "quote"}
        assert set(filter(None, row["actors_named"].split(" | "))) == named
        due = [d["date"] for d in items(measure, "deadlines") if d["kind"] == "due"]
        assert row["due"] == (str(due[0]) if due else "")


def test_a_figure_in_full(small: Build) -> None:
    row, *_ = small.catalogue.figures
    target = row.figure.target
    assert target is not None
    figure = replace(row.figure, target=replace(target, value=1_234_567.25))
    catalogue = replace(small.catalogue, figures=(replace(row, figure=figure),))
    rows = read_rows(replace(small, catalogue=catalogue), "figures")
    assert rows == [read_cases("tables")["figure"]]
