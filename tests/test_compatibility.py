"""The interface never breaks silently: what changed since it was last published, and its version."""

import copy
from typing import Any

import pytest

from macros import compatibility, interface
from macros.cli import main
from macros.compatibility import describe_interface, is_enough, list_changes, read_interface


@pytest.fixture
def form() -> dict[str, Any]:
    return describe_interface()


def test_the_published_form_is_todays() -> None:
    """When this fails: `python -m macros api` says what changed and which version it demands."""
    published, today = read_interface(), describe_interface()
    assert published is not None
    assert [str(change) for change in list_changes(published, today)] == []
    assert published == today


def edit(form: dict[str, Any], path: str, value: Any = None) -> dict[str, Any]:
    """Return a form in which what `path` leads to is replaced, or removed."""
    edited = copy.deepcopy(form)
    *parents, last = path.split("/")
    node = edited
    for key in parents:
        node = node[key]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return edited


MEASURE = "definitions/Measure/properties"
TEXT = {"type": "string", "minLength": 1}
EVIDENCE = {"type": "string", "enum": ["quote", "heading", "source", "rumour"]}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            f"{MEASURE}/title",
            None,
            "measure.measure.title : champ supprimé(e) ou renommé(e) [majeur]",
        ),
        (f"{MEASURE}/slogan", TEXT, "measure.measure.slogan : champ ajouté(e) [mineur]"),
        (f"{MEASURE}/axis", TEXT, "measure.measure.axis : « type » modifié [majeur]"),
        (f"{MEASURE}/theme", TEXT, "measure.measure.theme : types possibles modifiés [majeur]"),
        (
            "definitions/Evidence",
            EVIDENCE,
            "measure.measure.actors[].evidence : valeur « deduced » retirée [majeur]",
        ),
        (
            "definitions/Evidence",
            EVIDENCE,
            "measure.measure.actors[].evidence : valeur « rumour » ajoutée [mineur]",
        ),
        (
            "definitions/FollowUp/required",
            ["date", "source"],
            "measure.measure.follow_up[].summary : champ qui peut désormais manquer [majeur]",
        ),
        ("outputs/axes.json", None, "axes.json : sortie supprimé(e) ou renommé(e) [majeur]"),
        ("outputs/axes.json", "text/plain", "axes.json : type de contenu modifié [majeur]"),
        ("outputs/axes.xml", "text/xml", "axes.xml : sortie ajouté(e) [mineur]"),
        (
            "tables/api~v1~figures.csv/properties/unit",
            None,
            "api/v1/figures.csv.unit : champ supprimé(e) ou renommé(e) [majeur]",
        ),
        (f"{MEASURE}/url/format", None, "measure.measure.url : « format » modifié [majeur]"),
    ],
)
def test_each_change_has_its_level(
    form: dict[str, Any], path: str, value: Any, message: str
) -> None:
    form["tables"] = {name.replace("/", "~"): table for name, table in form["tables"].items()}
    edited = edit(form, path, value)
    for each in (form, edited):
        each["tables"] = {n.replace("~", "/"): table for n, table in each["tables"].items()}
    assert message in [str(change) for change in list_changes(form, edited)]


def test_words_are_no_change(form: dict[str, Any]) -> None:
    assert "description" not in form["definitions"]["Evidence"]
    # A field may have the name of a word of JSON Schema.
    assert "title" in form["definitions"]["Measure"]["properties"]
    assert "description" in form["definitions"]["Actor"]["properties"]


@pytest.mark.parametrize(
    ("edited", "version", "enough"),
    [
        (None, "1.0.0", True),
        (None, "0.9.0", False),
        ("minor", "1.0.1", False),
        ("minor", "1.1.0", True),
        ("minor", "2.0.0", True),
        ("major", "1.1.0", False),
        ("major", "2.0.0", True),
    ],
)
def test_a_version_announces_its_changes(
    form: dict[str, Any], edited: str | None, version: str, enough: bool
) -> None:
    changes = {
        None: [],
        "minor": list_changes(form, edit(form, f"{MEASURE}/slogan", TEXT)),
        "major": list_changes(form, edit(form, f"{MEASURE}/title")),
    }
    assert is_enough("1.0.0", version, changes[edited]) is enough


def test_the_command_refuses_a_version_that_hides_a_break(
    form: dict[str, Any],
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    published = tmp_path / "interface.json"
    monkeypatch.setattr(compatibility.write_interface, "__defaults__", (published,))
    monkeypatch.setattr(compatibility.read_interface, "__defaults__", (published,))
    assert main(["api"]) == 0
    assert read_interface(published) == form
    compatibility.write_interface(edit(form, f"{MEASURE}/title", {"type": "integer"}), published)
    capsys.readouterr()
    assert main(["api"]) == 1
    said = capsys.readouterr()
    assert "measure.measure.title : « type » modifié [majeur]" in said.out
    assert said.err.startswith("La version 1.1.0 ne suffit pas après 1.1.0 : ajouter une version")
    assert read_interface(published) != form


def test_versions_go_down_the_page() -> None:
    numbers = [tuple(map(int, version.number.split("."))) for version in interface.VERSIONS]
    assert numbers == sorted(numbers, reverse=True)
    assert all(version.change.endswith(".") for version in interface.VERSIONS)
