"""The libraries kept in the repository are those that were published, with their licences."""

import hashlib
from pathlib import Path

import pytest

VENDOR = Path(__file__).parent.parent / "docs/assets/vendor"
# npm minisearch 7.2.0, dist/es/index.js, as it was published.
# To upgrade: npm pack minisearch@VERSION; the name of the file carries the version.
FILES = {
    "minisearch/minisearch-7.2.0.js": "0393b3ba253b809d5e55707c7b0875ef9b518a296a006c6739b28876e154edb3",
}


def test_nothing_else_is_vendored() -> None:
    scripts = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*.js")}
    assert scripts == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_as_published(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]
    licence = (VENDOR / name).with_name("LICENSE.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in licence
