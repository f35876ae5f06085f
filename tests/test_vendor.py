"""Files of others that readers receive: as they were published, with their licences."""

import re
from importlib.metadata import distribution
from pathlib import Path

import material  # type: ignore[import-untyped]

DOCS = Path(__file__).parent.parent / "docs"
ICONS = Path(material.__file__).parent / "templates/.icons/material/LICENSE"
RULE = "=" * 72


def test_each_licence_is_published_in_full_under_the_version_that_is_here() -> None:
    published = (DOCS / "licences.txt").read_text(encoding="utf-8")
    fonts = (DOCS / "assets/fonts/LICENSE.txt").read_text(encoding="utf-8")
    theme = distribution("mkdocs-material")
    [theme_licence] = [path for path in theme.files or () if path.match("licenses/LICENSE")]
    [font_version] = re.findall(r"from Fontsource (\S+) ", fonts)
    for titles, licence in {
        f"Material for MkDocs {theme.version} (MIT)": theme_licence.read_text(),
        "Material Design Icons (Apache-2.0)": ICONS.read_text(encoding="utf-8"),
        f"Source Sans 3 {font_version} (OFL-1.1)\nSource Serif 4 {font_version} (OFL-1.1)": fonts,
    }.items():
        assert f"{RULE}\n{titles}\n{RULE}\n\n{licence.strip()}\n" in published
