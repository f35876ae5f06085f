"""Scripts and style sheets whose address changes with their content."""

import re
from pathlib import Path

from macros.versioned import Versioned, version_assets


def write_assets(folder: Path, **changed: str) -> Versioned:
    files = {
        "site.css": "p { color: red }",
        "site.js": 'import("./search/panel.js").then(({ attach }) => attach());',
        "search/panel.js": 'import { find } from "./engine.js";\nimport { x } from "../x.js";',
        "search/engine.js": "export const find = 1;",
        "x.js": "export const x = 1;",
        "LICENSE.txt": "Licence",
    }
    for path, text in (files | changed).items():
        file = folder / "assets" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return version_assets(folder / "assets")


def test_a_page_loads_scripts_and_styles_by_their_versions(tmp_path: Path) -> None:
    versioned = write_assets(tmp_path)
    css, js = versioned.version("assets/site.css"), versioned.version("assets/site.js")
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
    assert {"assets/site.css", "assets/site.js"} <= versioned.loaded
    assert "assets/x.js" in versioned.loaded


def test_scripts_load_others_by_their_versions(tmp_path: Path) -> None:
    versioned = write_assets(tmp_path)
    engine, other = (versioned.version(f"assets/{name}.js") for name in ("search/engine", "x"))
    assert versioned.content("assets/search/panel.js") == (
        f'import {{ find }} from "./engine.js?v={engine}";\nimport {{ x }} from "../x.js?v={other}";'
    )


def test_a_version_changes_with_all_that_a_script_loads(tmp_path: Path) -> None:
    before, after = (
        write_assets(tmp_path / name, **changed)
        for name, changed in (("one", {}), ("two", {"search/engine.js": "export const find = 2;"}))
    )
    changed = {path for path in before.sources if before.version(path) != after.version(path)}
    assert changed == {"assets/search/engine.js", "assets/search/panel.js", "assets/site.js"}
