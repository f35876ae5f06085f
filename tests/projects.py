"""Copies of the project to build and to break."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "fixtures" / "small" / "data"
# Every macro, with the records of the small plan.
PAGES = {
    "index.md": """---
title: Accueil
description: Une page écrite à la main.
---
# Accueil {{ site_setting("publisher") }}

{{ measure(1) }}, {{ actor("mairie") }} et {{ term("pdu") }}. {{ source("bulletin") }}

- {{ site_setting("contact") }}
- {{ site_setting("host") }}

| Acteur |
| --- |
| {{ actor("cyclistes") }} |

{{ measures(caption="Toutes") }}

{{ block("timeline") }}

{{ citation(1) }}

{{ embed("mesures/1/") }}

{{ block("figures") }}

{{ block("doors") }}

{{ block("axes") }}

{{ block("help") }}

{{ block("moments") }}

{{ block("plan-story") }}

{{ block("plan-facts") }}

{{ block("quality") }}

{{ block("site-map") }}

{{ block("keeping") }}

{{ block("data-downloads") }}

{{ block("data-examples") }}

{{ block("data-fields") }}

{{ block("data-versions") }}
""",
    **{
        f"{name}.md": f"---\ntitle: {name}\n---\n# {name}\n"
        for name in (
            "a-propos", "accessibilite", "chiffres", "chronologie", "citer", "contribuer", "donnees",
            "mentions-legales", "plan", "plan-du-site", "qualite",
        )
    },
}  # fmt: skip


def copy_project(folder: Path, *, small: bool) -> Path:
    """Copy what a build needs; the small plan comes with pages of its own."""
    skipped = shutil.ignore_patterns("__pycache__", "schema")
    for name in ("macros", "overrides", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for name in ("mkdocs.yml", "requirements.txt", "pyproject.toml", "LICENSE", "LICENSE-DATA.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(SMALL if small else ROOT / "data", folder / "data", ignore=skipped)
    if small:
        for path in (folder / "docs").glob("*.md"):
            path.unlink()
        for file, text in PAGES.items():
            (folder / "docs" / file).write_text(text, encoding="utf-8")
    return folder


def run_build(project: Path, *, strict: bool = True) -> subprocess.CompletedProcess[str]:
    mode = "--strict" if strict else "--no-strict"
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", mode],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
