"""Files of others that readers receive: as they were published, with their licences."""

import hashlib
import re
from importlib.metadata import distribution
from pathlib import Path

import material  # type: ignore[import-untyped]
import pytest

DOCS = Path(__file__).parent.parent / "docs"
VENDOR = DOCS / "assets/vendor"
ICONS = Path(material.__file__).parent / "templates/.icons/material/LICENSE"
RULE = "=" * 72
# npm minisearch 7.2.0, dist/umd/index.js, as it was published.
# To upgrade: npm pack minisearch@VERSION; the name of the file carries the version.
FILES = {
    "minisearch/minisearch-7.2.0.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
}


def test_nothing_else_is_vendored() -> None:
    scripts = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*.js")}
    assert scripts == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_as_published(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


def test_each_licence_is_published_in_full_under_the_version_that_is_here() -> None:
    published = (DOCS / "licences.txt").read_text(encoding="utf-8")
    fonts = (DOCS / "assets/fonts/LICENSE.txt").read_text(encoding="utf-8")
    theme = distribution("mkdocs-material")
    [theme_licence] = [path for path in theme.files or () if path.match("licenses/LICENSE")]
    [engine] = VENDOR.glob("minisearch/*.js")
    [font_version] = re.findall(r"from Fontsource (\S+) ", fonts)
    for titles, licence in {
        f"Material for MkDocs {theme.version} (MIT)": theme_licence.read_text(),
        "Material Design Icons (Apache-2.0)": ICONS.read_text(encoding="utf-8"),
        f"{engine.stem.replace('minisearch-', 'MiniSearch ')} (MIT)": (
            engine.with_name("LICENSE.txt").read_text(encoding="utf-8")
        ),
        f"Source Sans 3 {font_version} (OFL-1.1)\nSource Serif 4 {font_version} (OFL-1.1)": fonts,
    }.items():
        assert f"{RULE}\n{titles}\n{RULE}\n\n{licence.strip()}\n" in published
