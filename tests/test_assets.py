"""Scripts and style sheets whose address changes with their content."""

import re
from pathlib import Path

from macros.exports.hosting import version_assets


def test_a_page_loads_scripts_and_styles_by_their_versions(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    for path, text in {"site.css": "p {}", "site.js": "1;", "search/panel.js": "2;"}.items():
        (assets / path).parent.mkdir(parents=True, exist_ok=True)
        (assets / path).write_text(text, encoding="utf-8")
    versioned = version_assets(assets)
    css, js = versioned.versions["assets/site.css"], versioned.versions["assets/site.js"]
    assert re.fullmatch("[0-9a-f]{8}", css)
    html = (
        '<link rel="stylesheet" href="../assets/site.css"><link href="../assets/other.css">'
        '<script src="/plan/assets/site.js" defer></script>'
        '<a href="../assets/site.css">assets/site.css</a>'
        '<script src="https://autre.example/assets/site.js"></script>'
    )
    assert versioned.stamp(html) == (
        f'<link rel="stylesheet" href="../assets/site.css?v={css}"><link href="../assets/other.css">'
        f'<script src="/plan/assets/site.js?v={js}" defer></script>'
        '<a href="../assets/site.css">assets/site.css</a>'
        '<script src="https://autre.example/assets/site.js"></script>'
    )
    # Once is enough.
    assert versioned.stamp(versioned.stamp(html)) == versioned.stamp(html)
    assert versioned.loaded == {"assets/site.css", "assets/site.js"}
    (assets / "site.css").write_text("p { color: red }", encoding="utf-8")
    assert version_assets(assets).versions["assets/site.css"] != css
