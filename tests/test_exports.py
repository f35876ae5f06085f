"""`/api/v1/measures.json`, a contract with those who use the data."""

import json
from datetime import date
from typing import Any

import pytest

from macros.building import Build
from macros.exports.measures import create_measures_json
from tests.raw import Record, read_measures

KEYS = [
    "number", "url", "axis", "theme", "title", "text", "reading", "corrections", "commitment",
    "commitment_quote", "actors", "deadlines", "figures", "laws", "related", "keywords", "follow_up",
]  # fmt: skip


def write(build: Build) -> str:
    [(path, text)] = create_measures_json(build.catalogue, build.address).items()
    assert path == "api/v1/measures.json"
    return text


def export(build: Build) -> dict[str, Any]:
    document = json.loads(write(build))
    assert isinstance(document, dict)
    return document


def check_same(written: Any, exported: Any) -> None:
    """Check that a value of a data file was exported: nothing lost, nothing but defaults added."""
    if isinstance(written, dict):
        assert written.keys() <= exported.keys()
        for key, value in exported.items():
            if key in written:
                check_same(written[key], value)
            else:
                assert value in (None, [], False), key
    elif isinstance(written, list):
        assert len(written) == len(exported)
        for one, other in zip(written, exported, strict=True):
            check_same(one, other)
    elif isinstance(written, date):
        assert exported == written.isoformat()
    else:
        # YAML reads a bare year as a number; dates are strings in the export.
        assert exported == written or exported == str(written)


def test_the_document_has_the_keys_of_the_contract(build: Build) -> None:
    document = export(build)
    assert list(document) == ["schema_version", "measures"]
    assert document["schema_version"] == "1.0.0"
    assert [measure["number"] for measure in document["measures"]] == list(range(1, 51))
    for measure in document["measures"]:
        assert list(measure) == KEYS
        for part in measure["actors"]:
            assert {"actor", "role", "evidence", "quote"} <= part.keys()


@pytest.mark.parametrize("measure", read_measures().values(), ids=lambda m: str(m["number"]))
def test_a_measure_is_exported_as_its_file_says(build: Build, measure: Record) -> None:
    exported = export(build)["measures"][measure["number"] - 1]
    rest = {key: value for key, value in exported.items() if key not in ("url", "reading")}
    check_same(measure, rest)


def test_text_is_verbatim_and_reading_is_corrected(build: Build) -> None:
    eighth = export(build)["measures"][7]
    assert "une équipe mobile de sécurité (E.M.S.) par académie" in eighth["text"]
    assert "une équipe mobile de sécurité (EMS) par académie" in eighth["reading"]
    for measure in export(build)["measures"]:
        assert measure["text"] == " ".join(measure["text"].split())


def test_addresses_are_absolute(small: Build) -> None:
    assert [measure["url"] for measure in export(small)["measures"]] == [
        "https://velo.example.org/mesures/1/",
        "https://velo.example.org/mesures/2/",
        "https://velo.example.org/mesures/3/",
    ]
    [text] = create_measures_json(small.catalogue, "https://a.example/sous/").values()
    first, *_ = json.loads(text)["measures"]
    assert first["url"] == "https://a.example/sous/mesures/1/"


def test_a_measure_in_full(small: Build) -> None:
    third = export(small)["measures"][2]
    assert third == {
        "number": 3,
        "url": "https://velo.example.org/mesures/3/",
        "axis": 2,
        "theme": None,
        "title": "Suivre le plan",
        "text": "Chaque année, la mairie rend compte du plan de déplacements urbains.",
        "reading": "Chaque année, la mairie rend compte du plan de déplacements urbains.",
        "corrections": [],
        "commitment": "continuation",
        "commitment_quote": "Chaque année",
        "actors": [],
        "deadlines": [
            {
                "kind": "recurring",
                "date": None,
                "bound": None,
                "precision": "none",
                "quote": "Chaque année",
                "occurrence": None,
                "scope": "compte rendu",
                "bears_on": [],
                "source": None,
                "note": None,
            }
        ],
        "figures": [],
        "laws": [],
        "related": [{"measure": 2, "kind": "sequel", "reason": "Le compte rendu fait suite."}],
        "keywords": [],
        "follow_up": [],
    }


def test_two_exports_are_the_same_bytes(build: Build) -> None:
    text = write(build)
    assert text == write(build)
    assert text.endswith("}\n")
    # Readable as it is: no escaped accent.
    assert "vidéoprotection" in text


def test_the_document_is_among_the_outputs_of_a_build(build: Build) -> None:
    assert build.outputs(preview=True)["api/v1/measures.json"] == write(build)
