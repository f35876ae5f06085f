"""Builds of copies of the project: hostile data, broken data."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml

from tests.markup import find_one, read_search, read_site, read_tree, read_words, text_of

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "fixtures" / "small" / "data"

# They build sites: left out with those that need the real one.
pytestmark = pytest.mark.site

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} **x** </title><script>alert(2)</script> "
    '<img src=x onerror=alert(3)> " onfocus=alert(4) [y](javascript:alert(5)) &lt;b&gt; {% raw %}'
)
# Fields that hold free words. Those that rules tie to the official text are left as they are.
FREE = {
    "title", "short_title", "note", "reason", "scope", "unit", "summary", "description",
    "definition", "expansion", "subject", "statement", "period_note", "publisher", "contact",
    "host", "name", "term",
}  # fmt: skip
FREE_LISTS = {"keywords", "aliases"}
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
    for name in ("mkdocs.yml", "requirements.txt"):
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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of the project, on the small plan; tests leave its data as they were."""
    folder = copy_project(tmp_path_factory.mktemp("project"), small=True)
    built = run_build(folder, strict=False)
    assert built.returncode == 0, built.stderr
    return folder


# -- Bad data never reach the site


def test_a_broken_file_stops_the_build_and_leaves_the_site(project: Path) -> None:
    before = fingerprint(project / "site")
    assert "mesures/1/index.html" in before
    path = project / "data" / "measures" / "01.yml"
    valid = path.read_text(encoding="utf-8")
    try:
        edit(path, "commitment: commitment", "commitment: comitment")
        edit(path, "role: lead", "role: pilote")
        broken = run_build(project)
    finally:
        path.write_text(valid, encoding="utf-8")
    assert broken.returncode != 0
    messages = broken.stdout + broken.stderr
    assert (
        "data/measures/01.yml:11:13: « comitment » n’est pas admis pour « commitment » ;"
        " vouliez-vous dire « commitment » ? [value-unknown]"
    ) in messages
    assert "data/measures/01.yml:14:11: « pilote » n’est pas admis pour « role »" in messages
    assert "2 problèmes dans les données : le site n’a pas été touché." in messages
    assert "Traceback" not in messages
    assert fingerprint(project / "site") == before


def test_unreadable_yaml_stops_the_build_and_leaves_the_site(project: Path) -> None:
    before = fingerprint(project / "site")
    path = project / "data" / "actors.yml"
    valid = path.read_bytes()
    try:
        path.write_bytes(valid + b"\t- \xff: {")
        broken = run_build(project)
    finally:
        path.write_bytes(valid)
    assert broken.returncode != 0
    assert "data/actors.yml:" in broken.stderr
    assert "Traceback" not in broken.stdout + broken.stderr
    assert fingerprint(project / "site") == before


def test_an_unknown_number_in_a_page_stops_the_build(project: Path) -> None:
    page = project / "docs" / "plan.md"
    valid = page.read_text(encoding="utf-8")
    try:
        page.write_text(valid + '\n{{ actor("mairies") }}\n', encoding="utf-8")
        broken = run_build(project)
    finally:
        page.write_text(valid, encoding="utf-8")
    assert broken.returncode != 0
    messages = broken.stdout + broken.stderr
    assert "acteur « mairies » inconnu(e) ; vouliez-vous dire « mairie » ?" in messages
    assert "plan.md" in messages


def test_two_builds_give_the_same_bytes(project: Path) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1262304000", "NO_MKDOCS_2_WARNING": "1"}
    made = []
    for name in ("one", "two"):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", name]
        subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True)
        made.append(fingerprint(project / name))
    assert made[0] == made[1]
    assert "mesures/1/index.html" in made[0]


# -- No data become markup


def poison(value: Any) -> Any:
    """Return a data file with hostile words after every free text."""
    if isinstance(value, list):
        return [poison(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: (
            f"{item} {HOSTILE}"
            if key in FREE and isinstance(item, str)
            else [*item, HOSTILE]
            if key in FREE_LISTS
            else poison(item)
        )
        for key, item in value.items()
    }


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The pages, the search index and the JSON file of a plan full of hostile words."""
    folder = copy_project(tmp_path_factory.mktemp("poisoned"), small=True)
    for path in (folder / "data").rglob("*.yml"):
        data = poison(yaml.safe_load(path.read_text(encoding="utf-8")))
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")
    # The official text too.
    edit(
        folder / "data/measures/03.yml", "déplacements urbains.", f"déplacements urbains. {HOSTILE}"
    )
    edit(folder / "data/source/plan-velo.txt", "déplacements urbains.", f"déplacements urbains. {HOSTILE}")  # fmt: skip
    # As a web editor would write it: the text of measure 3 holds « : » and quotes.
    built = run_build(folder, strict=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return {
        "pages": read_site(folder / "site"),
        "index": read_search(folder / "site"),
        "measures": json.loads((folder / "site/api/v1/measures.json").read_text(encoding="utf-8")),
    }


def check_harmless(tree: Element) -> None:
    """Hostile words may be read; they may not be markup, links or scripts."""
    for element in tree.iter():
        assert element.tag not in ("b", "i")
        for name, value in element.attrib.items():
            assert not (name.startswith("on") and "alert" in value), name
            if name in ("href", "src"):
                assert not value.lower().startswith("javascript:")
                assert value != "x"
    for script in tree.iter("script"):
        if script.get("type") in ("application/json", "application/ld+json"):
            # Words between quotes: data, never run.
            json.loads("".join(script.itertext()))
        else:
            assert "alert(" not in text_of(script)
    # « {{ 7*7 }} » and « **x** » stay as they were written.
    shown = read_words(tree)
    assert shown.count("**x**") == shown.count("{{ 7*7 }}")
    for tag in ("strong", "em"):
        for element in tree.iter(tag):
            assert text_of(element) != "x"


def test_hostile_words_never_become_markup(poisoned: dict[str, Any]) -> None:
    pages: dict[str, Element] = poisoned["pages"]
    assert {"mesures/1/", "acteurs/mairie/", "themes/pistes/", "glossaire/", ""} <= set(pages)
    for tree in pages.values():
        check_harmless(tree)
        head = find_one(tree, "head")
        assert len(list(head.iter("title"))) == 1


@pytest.mark.parametrize(
    ("url", "least"),
    [
        ("", 15),
        ("mesures/1/", 15),
        ("mesures/3/", 3),
        ("mesures/", 3),
        ("axes/1/", 4),
        ("themes/pistes/", 3),
        ("acteurs/mairie/", 4),
        ("acteurs/service-des-routes/", 4),
        ("textes/loi-96-1236/", 3),
        ("glossaire/", 4),
        ("sources/", 4),
        ("texte/", 1),
    ],
)
def test_hostile_words_are_shown_as_they_were_written(
    poisoned: dict[str, Any], url: str, least: int
) -> None:
    body = find_one(poisoned["pages"][url], "article")
    # Spaces before « % » may have become no-break; words are all there.
    assert text_of(body).count(" ".join(HOSTILE.split())) >= least


def test_a_hostile_title_stays_in_the_title(poisoned: dict[str, Any]) -> None:
    tree: Element = poisoned["pages"]["mesures/1/"]
    head = find_one(tree, "head")
    title = f"Mesure 1 : Doubler les pistes {HOSTILE}"
    assert text_of(find_one(head, "title")).startswith(title)
    assert text_of(find_one(tree, "h1")) == f"Doubler les pistes {HOSTILE}"
    description = find_one(poisoned["pages"]["mesures/3/"], "meta", name="description")
    assert "<script>alert(1)</script> {{ 7*7 }}" in description.attrib["content"]


def test_the_search_index_gives_hostile_words_back(poisoned: dict[str, Any]) -> None:
    # As plain text: the browser never reads them as markup (test_search_panel.py).
    documents = {document["url"]: document for document in poisoned["index"]}
    title = f"Mesure 1 : Doubler les pistes {HOSTILE}"
    assert documents["mesures/1/"]["title"].split() == title.split()
    assert HOSTILE in documents["mesures/1/"]["keywords"]


def test_the_json_file_gives_hostile_words_back(poisoned: dict[str, Any]) -> None:
    first, _, third = poisoned["measures"]["measures"]
    assert first["title"] == f"Doubler les pistes {HOSTILE}"
    assert first["keywords"] == ["VTT", HOSTILE]
    assert third["text"].endswith(HOSTILE)


# -- A proposal runs no code


def test_a_page_runs_no_code_and_says_so(project: Path) -> None:
    page = project / "docs" / "plan.md"
    valid = page.read_text(encoding="utf-8")
    reach = "{{ measure.__init__.__globals__['os'].system('touch pwned') }}"
    try:
        page.write_text(valid + f"\n{reach}\n", encoding="utf-8")
        refused = run_build(project)
        page.write_text(valid.replace("title: plan", f'title: "{reach}"'), encoding="utf-8")
        built = run_build(project, strict=False)
    finally:
        page.write_text(valid, encoding="utf-8")
    assert refused.returncode == 1
    assert "docs/plan.md:6:1: " in refused.stderr
    assert "Traceback" not in refused.stdout + refused.stderr
    # A title is words.
    assert built.returncode == 0, built.stderr
    tree = read_tree(project.joinpath("site/plan/index.html").read_text(encoding="utf-8"))
    assert "measure.__init__" in text_of(find_one(tree, "title"))
    assert not (project / "pwned").exists()


def test_a_committed_cache_is_refused_and_not_read(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    cached = project / ".cache" / "bodies" / "index.pickle"
    cached.parent.mkdir(parents=True)
    # Whoever loads it runs it.
    cached.write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    built = run_build(project, strict=False)
    assert built.returncode == 0, built.stderr
    for command in (["init", "--quiet"], ["add", "--force", ".cache"]):
        subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
    refused = run_build(project)
    assert refused.returncode == 1
    assert ".cache:1:1: git suit ce que la machine fait elle-même" in refused.stderr
    assert not (project / "pwned").exists()


def test_a_link_out_of_the_project_is_refused_and_not_published(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    (project / "docs" / "assets" / "logo.txt").symlink_to("/etc/passwd")
    refused = run_build(project)
    assert refused.returncode == 1
    assert "docs/assets/logo.txt:1:1: lien vers « /etc/passwd »" in refused.stderr
    assert not (project / "site").exists()


# -- One way through the house

WATCH = """
import os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        os.write(log, f"{writes:d} {arguments[0]}\\n".encode())
sys.addaudithook(note)
from mkdocs.__main__ import cli
cli()
"""


def test_a_measure_is_read_once_and_its_page_written_once(project: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCH, str(tmp_path / "log"), "build", "--no-strict"]
    site = ["--site-dir", str(tmp_path / "site")]
    subprocess.run([*command, *site], cwd=project, check=True, capture_output=True)
    opened = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert opened.count(f"0 {project / 'data/measures/01.yml'}") == 1
    assert opened.count(f"1 {tmp_path / 'site/mesures/1/index.html'}") == 1


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("guide.md", "---\na: [b\n---\n# G\n", "docs/guide.md:2:4: "),
        ("guide.md", "---\n- a\n---\n# G\n", "docs/guide.md:2:1: entre ses deux « --- »"),
        ("guide.md", "---\ntemplate: 404.html\n---\n# G\n", "docs/guide.md:2:1: « template »"),
        ("guide.md", "---\ntitle: [a, b]\n---\n# G\n", "docs/guide.md:2:"),
        ("mesures/1.md", "# Une\n", "docs/mesures/1.md:1:1: le site fait lui-même une page"),
        ("api/v1/plan.json", "{}", "docs/api/v1/plan.json:1:1: un fichier qui n’est pas une page"),
        ("x.html", "é", "docs/x.html:1:1: un fichier qui n’est pas une page"),
        ("assets/cards/1.png", "", "docs/assets/cards/1.png:1:1: un fichier qui n’est pas une"),
        ("assets/a b.css", "", "docs/assets/a b.css:1:1: un fichier qui n’est pas une page"),
        ("audit.json", "{", "docs/audit.json:1:1: ce fichier n’est pas celui que « make audit »"),
    ],
)
def test_a_file_that_could_lead_the_engine_elsewhere_is_refused(
    project: Path, file: str, content: str, message: str
) -> None:
    path = project / "docs" / file
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    made = not path.parent.is_dir()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    try:
        checked = subprocess.run(
            [sys.executable, "-m", "macros", "check", "--format", "lines"],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
        if made:
            shutil.rmtree(project / "docs" / Path(file).parts[0], ignore_errors=True)
    assert checked.returncode == 1
    assert message in checked.stdout
    assert "Traceback" not in checked.stderr


def test_what_looks_like_metadata_is_words(project: Path) -> None:
    page = project / "docs" / "guide.md"
    page.write_text("Attention: ces pages sont anciennes.\n\n# Guide\n", encoding="utf-8")
    try:
        built = run_build(project, strict=False)
    finally:
        page.unlink()
    assert built.returncode == 0, built.stderr
    html = (project / "site" / "guide" / "index.html").read_text(encoding="utf-8")
    assert "ces pages sont anciennes" in html
    assert "<title>Guide - " in html


def test_a_committed_staging_folder_empties_nothing(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    victim = tmp_path / "victim"
    victim.write_text("précieux", encoding="utf-8")
    (project / ".site.next").mkdir()
    (project / ".site.next" / "lock").symlink_to(victim)
    refused = subprocess.run(
        [sys.executable, "-m", "macros", "site"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "c’est un lien : le retirer" in refused.stderr
    assert victim.read_text(encoding="utf-8") == "précieux"
