"""What others wrote: all of it listed, under licences that let the site be made and reused."""

import json
import re
from datetime import UTC, datetime
from email.message import Message
from fnmatch import fnmatch
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from macros.publishing import licences
from macros.publishing.bill import describe_components
from macros.publishing.components import ASSETS, FONTS, list_components, list_shipped, list_tools
from macros.publishing.licences import READ, SHIPPED, USED, is_accepted, read_licence
from macros.publishing.notices import describe_licences

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.txt"
MOMENT = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)
# Folders of the site where all is the project's own, but for what a component claims.
OWN = re.compile(r"assets/(search/|icons/|cards/.*/|cards/)?[\w.-]+\.(js|css|svg|png)$")


class Package(Distribution):
    """A package that says of itself what a test wants."""

    def __init__(self, **fields: str) -> None:
        self.fields = Message()
        for field, value in {"Name": "essai", **fields}.items():
            self.fields[field.replace("_", "-")] = value

    @property
    def metadata(self) -> Message:  # type: ignore[override]
        return self.fields

    def read_text(self, filename: str) -> None:
        """Hold no file."""

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


def test_every_component_has_an_accepted_licence() -> None:
    refused = [
        (one.name, one.licence)
        for one in list_components(LOCK)
        if not one.licence or not is_accepted(one.licence, SHIPPED if one.shipped else USED)
    ]
    assert refused == []


def test_every_package_of_the_lock_is_listed_once() -> None:
    # Each system has its own; none of those that this one needs is missing.
    pinned = set(
        re.findall(r"^([a-z0-9-]+)==([^ ;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    )
    listed = [(one.name, one.version) for one in list_tools(LOCK)]
    assert len(listed) == len(set(listed)) > 40
    assert set(listed) <= pinned
    assert {name for name, _ in pinned} == {name for name, _ in listed}
    names = [one.purl for one in list_components(LOCK)]
    assert names.count(f"pkg:pypi/mkdocs-material@{distribution('mkdocs-material').version}") == 1


def test_what_is_shipped_is_what_is_in_the_repository() -> None:
    versions = {one.name: one.version for one in list_shipped()}
    assert (ASSETS / f"vendor/minisearch/minisearch-{versions['MiniSearch']}.js").is_file()
    assert versions["Source Serif 4"] == FONTS
    assert f"from Fontsource {FONTS} " in (ASSETS / "fonts/LICENSE.txt").read_text(encoding="utf-8")
    assert [one.name for one in list_shipped() if one.text is None] == []


def test_every_file_of_the_site_is_ours_or_a_component_s(site: Path) -> None:
    patterns = [pattern for one in list_shipped() for pattern in one.files]
    unclaimed = [
        path
        for file in sorted((site / "assets").rglob("*"))
        if file.is_file()
        and file.suffix != ".gz"  # the same, compressed
        and not any(fnmatch(path := file.relative_to(site).as_posix(), one) for one in patterns)
        and not OWN.match(path)
    ]
    assert unclaimed == []
    # And each pattern is about something.
    paths = [file.relative_to(site).as_posix() for file in site.rglob("*")]
    assert [one for one in patterns if not any(fnmatch(path, one) for path in paths)] == []


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT"}, "MIT"),
        ({"License_Expression": "Apache-2.0 OR BSD-2-Clause"}, "Apache-2.0 OR BSD-2-Clause"),
        ({"License": "MIT License"}, "MIT"),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "Proprietary"}, None),
        ({"License": "Copyright (c) someone\nAll rights reserved"}, None),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, None),
        ({"Classifier": "Development Status :: 5 - Production/Stable"}, None),
        ({}, None),
    ],
)
def test_a_licence_is_read_or_left_in_doubt(fields: dict[str, str], licence: str | None) -> None:
    assert read_licence(Package(**fields)) == licence


def test_a_licence_that_is_not_accepted_is_found() -> None:
    assert is_accepted("MIT", SHIPPED)
    assert not is_accepted("MPL-2.0", SHIPPED)
    assert is_accepted("MPL-2.0", USED)
    assert not is_accepted("AGPL-3.0-only", USED)
    assert not is_accepted("MIT AND GPL-3.0-or-later", USED)


def test_a_licence_is_given_by_hand_only_where_the_package_leaves_a_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(licences, "READ", {})
    assert {name: read_licence(distribution(name)) for name in READ} == dict.fromkeys(READ)


def test_the_bill_is_valid_and_the_same_each_time() -> None:
    components = list_components(LOCK)
    bill = describe_components(components, MOMENT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert describe_components(reversed(list_components(LOCK)), MOMENT) == bill
    content = json.loads(bill)
    assert content["metadata"]["timestamp"] == "2026-11-26T17:30:00+00:00"
    [theme] = [one for one in content["components"] if one["name"] == "Material for MkDocs"]
    assert theme["scope"] == "required"
    assert theme["licenses"] == [{"license": {"id": "MIT"}}]
    [maker] = [one for one in content["components"] if one["name"] == "typst"]
    assert maker["scope"] == "excluded"
    required = {one["ref"]: one.get("dependsOn", []) for one in content["dependencies"]}
    [template] = [purl for purl in required if purl.startswith("pkg:pypi/jinja2@")]
    assert [purl.partition("@")[0] for purl in required[template]] == ["pkg:pypi/markupsafe"]
    assert len(required["site"]) == len(content["components"]) == len(components)


def test_the_bill_has_no_date_where_none_is_known() -> None:
    content = json.loads(describe_components(list_shipped(), None))
    assert content["metadata"] == {"component": {"bom-ref": "site", "name": "site", "type": "data"}}


def test_the_licences_are_there_in_full() -> None:
    text = describe_licences(list_components(LOCK))
    assert "MiniSearch 7.2.0 (MIT)\n" in text
    assert "Copyright 2022 Luca Ongaro" in text
    assert "Martin Donath <martin.donath@squidfunk.com>" in text
    # One text for both fonts, which have it in common.
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == 1
    assert f"Source Sans 3 {FONTS} (OFL-1.1)\nSource Serif 4 {FONTS} (OFL-1.1)\n" in text
