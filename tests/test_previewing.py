"""The live preview: an edit is seen at once, and the rest of the site follows."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from macros.building import Build
from macros.filling import form_of, write_pages
from macros.previewing import frame_page, list_shown, look, put_in_place, show_pages
from macros.shells import Form, Marks, Shell
from tests.conftest import prepare_sound_build
from tests.markup import find_all, read_tree, text_of
from tests.servers import find_port
from tests.test_hooks import SMALL, copy_project, edit, fingerprint

QUICK, BEGUN, LEFT, DONE = (
    "Pages refaites : ",
    "Le reste du site se refait.",
    "Une modification arrive : le reste du site attendra.",
    "Tout le site est à jour.",
)


# -- The pages of an edit


def cut_shells(build: Build) -> dict[Form, Shell]:
    """Return shells as a theme would make them, for each form of page."""
    marks = Marks()
    shells = {}
    for form in {form_of(build, page) for page in build.pages.values()}:
        filling = marks.make_filling(form, (1200, 630))
        words = (filling.head.title, filling.head.description, filling.body, filling.leaf)
        shells[form] = marks.cut("<hr>".join(words))
    return shells


def edit_data(folder: Path, old: str, new: str) -> Build:
    shutil.copytree(SMALL, folder / "data", dirs_exist_ok=True)
    edit(folder / "data" / "measures" / "01.yml", old, new)
    return prepare_sound_build(folder / "data")


def test_an_edit_changes_the_pages_that_show_it_and_no_other(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "data")
    build = prepare_sound_build(tmp_path / "data")
    shells = cut_shells(build)
    write_pages(build, [*build.pages.values()], shells, tmp_path / "site")
    before = fingerprint(tmp_path / "site")
    edited = edit_data(tmp_path, "reason: Il fait les travaux.", "reason: Il creuse.")
    count = show_pages(edited, shells, {}, str, tmp_path / "site")
    after = fingerprint(tmp_path / "site")
    changed = [path for path in after if after[path] != before[path]]
    assert changed == ["acteurs/service-des-routes/index.html", "mesures/1/index.html"]
    assert count == len(changed)
    write_pages(edited, [*edited.pages.values()], shells, tmp_path / "whole")
    assert after == fingerprint(tmp_path / "whole")


def test_an_edit_that_needs_another_shell_is_left_to_the_whole_build(
    tmp_path: Path, small: Build
) -> None:
    shells = cut_shells(small)
    del shells[form_of(small, small.pages["mesures/1/"])]
    assert show_pages(small, shells, {}, str, tmp_path) is None
    assert fingerprint(tmp_path) == {}


def test_a_page_of_the_theme_has_its_new_body_unless_its_head_changes_too(
    tmp_path: Path, small: Build
) -> None:
    shells = cut_shells(small)
    write_pages(small, [*small.pages.values()], shells, tmp_path)
    body = small.keep_anchors("mesures/", small.bodies["mesures/"])
    frame = frame_page(small, "mesures/", f"<title>Les mesures</title>{body}<p>fin</p>")
    assert frame is not None
    edited = edit_data(tmp_path, "title: Doubler les pistes", "title: Tripler les pistes")
    show_pages(edited, shells, {"mesures/": frame}, lambda html: f"{html}<hr>", tmp_path)
    shown = (tmp_path / "mesures/index.html").read_text(encoding="utf-8")
    assert shown == f"<title>Les mesures</title>{edited.bodies['mesures/']}<p>fin</p><hr>"
    assert "Tripler les pistes" in shown

    other = replace(frame, words=replace(frame.words, source="data/plan.yml"))
    show_pages(small, shells, {"mesures/": other}, str, tmp_path)
    assert (tmp_path / "mesures/index.html").read_text(encoding="utf-8") == shown


def test_a_body_that_the_theme_changed_has_no_frame(small: Build) -> None:
    assert frame_page(small, "mesures/", "<p>autre chose</p>") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"plan.yml": ("short_title: Plan vélo", "short_title: Plan cyclable")},
        {"site.yml": ("publisher: Association", "publisher: Amicale")},
        # An address comes, another goes.
        {
            "actors.yml": ("slug: cyclistes", "slug: usagers-du-velo"),
            "measures/01.yml": ("actor: cyclistes", "actor: usagers-du-velo"),
            "measures/02.yml": ("actor: cyclistes", "actor: usagers-du-velo"),
        },
    ],
)
def test_what_the_other_pages_show_is_told_apart(
    tmp_path: Path, small: Build, changes: dict[str, tuple[str, str]]
) -> None:
    shutil.copytree(SMALL, tmp_path / "data")
    assert list_shown(prepare_sound_build(tmp_path / "data")) == list_shown(small)
    for file, (old, new) in changes.items():
        edit(tmp_path / "data" / file, old, new)
    assert list_shown(prepare_sound_build(tmp_path / "data")) != list_shown(small)


# -- A build beside


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        ({"index.html": "a", "x/index.html": "b", "api/x.json": "1"}, False),
        ({"index.html": "a", "x/index.html": "b", "api/y.json": "2"}, False),
        ({"index.html": "A", "x/index.html": "b", "api/x.json": "1"}, True),
        ({"index.html": "a", "api/x.json": "1"}, True),
        ({"index.html": "a", "x/index.html": "b", "x/y/index.html": "c"}, True),
        ({"index.html": "a", "x": "b"}, True),
    ],
)
def test_the_site_becomes_what_was_made_beside_it(
    tmp_path: Path, files: dict[str, str], seen: bool
) -> None:
    before = {"index.html": "a", "x/index.html": "b", "api/x.json": "1"}
    site = write_files(tmp_path / "site", before)
    made = write_files(tmp_path / "made", files)
    expected = fingerprint(made)
    assert put_in_place(made, site) == seen
    assert fingerprint(site) == expected


def test_files_are_told_from_what_they_were(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/x.yml": "1", "__pycache__/x.pyc": "1"})
    before = look(tmp_path)
    assert look(tmp_path) == before
    write_files(tmp_path, {"__pycache__/y.pyc": "1"})
    assert look(tmp_path) == before
    write_files(tmp_path, {"a/x.yml": "12"})
    assert look(tmp_path) != before
    assert [(path, size) for path, _, size in look(tmp_path / "a" / "x.yml")] == [
        (str(tmp_path / "a" / "x.yml"), 2)
    ]
    assert look(tmp_path / "none") == ()


def test_the_lock_of_an_editor_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".#x.yml").symlink_to("somebody@here.1234")
    assert look(tmp_path) == ()


def test_what_a_link_leads_to_is_looked_at(tmp_path: Path) -> None:
    write_files(tmp_path, {"there/x.yml": "1"})
    (tmp_path / "data").symlink_to("there")
    before = look(tmp_path / "data")
    write_files(tmp_path, {"there/x.yml": "12"})
    assert look(tmp_path / "data") != before


# -- The server


@contextmanager
def serve(folder: Path, port: int | None = None) -> Iterator[str]:
    """Run `mkdocs serve`, as `make serve` does; give its address."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(temporary),
    }
    port = port or find_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for(
    address: str, condition: Callable[[Element], bool], what: str, seconds: float = 60
) -> Element:
    """Ask for a page until it meets the condition."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 (our own server)
                tree = read_tree(answer.read().decode("utf-8"))
            if condition(tree):
                return tree
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    pytest.fail(f"{address}: {what} was not seen within {seconds:.0f} s")


def wait_for_log(folder: Path, words: str, times: int = 1) -> None:
    limit = time.monotonic() + 60
    while (folder / "log").read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < limit, (folder / "log").read_text(encoding="utf-8")
        time.sleep(0.05)


def is_titled(title: str) -> Callable[[Element], bool]:
    return lambda tree: [text_of(heading) for heading in tree.iter("h1")] == [title]


def banner(tree: Element) -> str:
    return " ".join(text_of(element) for element in find_all(tree, "p", role="alert"))


def read_served(folder: Path) -> dict[str, str]:
    [served] = (folder / "tmp").glob("mkdocs_*")
    return fingerprint(served)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project and the address of its preview; tests edit one or the other file of it."""
    folder = copy_project(tmp_path_factory.mktemp("preview"), small=True)
    with serve(folder) as address:
        yield folder, address


def test_the_preview_follows_edits_shows_problems_and_recovers(preview: tuple[Path, str]) -> None:
    folder, address = preview
    path = folder / "data" / "measures" / "01.yml"
    page = f"{address}/mesures/1/"
    assert banner(wait_for(page, is_titled("Doubler les pistes"), "the page")) == ""

    edit(path, "title: Doubler les pistes", "title: Un titre tout neuf")
    assert banner(wait_for(page, is_titled("Un titre tout neuf"), "the new title")) == ""

    text = path.read_text(encoding="utf-8").replace("Un titre tout neuf", "Un titre perdu")
    # At once: the title alone would be sound.
    path.write_text(
        text.replace("commitment: commitment", "commitment: <b>engagement</b>"), encoding="utf-8"
    )
    broken = wait_for(page, lambda tree: bool(banner(tree)), "the problem")
    assert "Données à corriger" in banner(broken)
    assert "data/measures/01.yml:11:13: « <b>engagement</b> » n’est pas admis" in banner(broken)
    # The last sound version stays; every page says what is wrong.
    assert is_titled("Un titre tout neuf")(broken)
    assert banner(wait_for(f"{address}/", lambda _: True, "the home page"))

    edit(path, "commitment: <b>engagement</b>", "commitment: commitment")
    mended = wait_for(page, is_titled("Un titre perdu"), "the mended page")
    assert banner(mended) == ""


def test_the_preview_starts_from_broken_data_and_recovers(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project", small=True)
    path = folder / "data" / "measures" / "01.yml"
    edit(path, "role: lead", "role: pilote")
    with serve(folder) as address:
        broken = wait_for(f"{address}/", lambda tree: bool(banner(tree)), "the problem")
        assert "data/measures/01.yml:14:11: « pilote » n’est pas admis pour « role »" in banner(
            broken
        )

        edit(path, "role: pilote", "role: lead")
        mended = wait_for(
            f"{address}/mesures/1/", is_titled("Doubler les pistes"), "the mended page"
        )
        assert banner(mended) == ""


def test_the_preview_outlives_a_mistake_in_a_page(preview: tuple[Path, str]) -> None:
    folder, address = preview
    path = folder / "docs" / "plan.md"
    wait_for(f"{address}/plan/", is_titled("plan"), "the page")
    edit(path, "# plan", '# Le plan\n\n{{ actor("mairies") }}')
    wait_for_log(folder, "« mairies » inconnu")
    edit(path, "mairies", "mairie")
    wait_for(f"{address}/plan/", is_titled("Le plan"), "the mended page")


def test_a_build_that_fails_leaves_the_preview_as_it_was(preview: tuple[Path, str]) -> None:
    folder, address = preview
    template = folder / "overrides" / "404.html"
    page = f"{address}/mesures/2/"
    wait_for(page, is_titled("Poser des arceaux"), "the page")
    sound = template.read_text(encoding="utf-8")
    template.write_text("{% endfor %}", encoding="utf-8")
    wait_for_log(folder, "An error happened during the rebuild.")
    wait_for(page, is_titled("Poser des arceaux"), "the page", seconds=20)
    template.write_text(sound, encoding="utf-8")
    edit(folder / "data" / "measures" / "02.yml", "Poser des arceaux", "Poser mille arceaux")
    wait_for(page, is_titled("Poser mille arceaux"), "the new title")


def test_the_preview_is_in_the_end_what_a_new_one_is(tmp_path: Path) -> None:
    """After edits that were shown at once, one that ended the making of the rest, and a whole build."""
    folder, port = copy_project(tmp_path / "project", small=True), find_port()
    measure, page = folder / "data" / "measures" / "01.yml", folder / "docs" / "plan.md"
    with serve(folder, port) as address:
        wait_for(f"{address}/mesures/1/", is_titled("Doubler les pistes"), "the page")
        edit(measure, "title: Doubler les pistes", "title: Un titre")
        wait_for_log(folder, BEGUN)
        edit(measure, "title: Un titre", "title: Un autre titre")
        wait_for_log(folder, LEFT)
        wait_for(f"{address}/mesures/1/", is_titled("Un autre titre"), "the new title")
        edit(measure, "reason: Il fait les travaux.", "reason: Il creuse.")
        wait_for_log(folder, QUICK, 3)
        shown = read_served(folder)
        wait_for_log(folder, DONE)
        edit(page, "# plan", "# Le plan")
        wait_for(f"{address}/plan/", is_titled("Le plan"), "the edited page")
        preview = read_served(folder)
        with urllib.request.urlopen(f"{address}/api/v1/measures/1.json") as answer:  # noqa: S310
            record = json.load(answer)["measure"]
        said = (folder / "log").read_text(encoding="utf-8")
    assert (record["title"], record["actors"][0]["reason"]) == ("Un autre titre", "Il creuse.")
    # One whole build for the rest, one for the page: the data were not built whole.
    assert said.count("Documentation built in") == 3
    with serve(folder, port) as address:
        wait_for(f"{address}/plan/", is_titled("Le plan"), "the page")
        new = read_served(folder)
    assert {path for path in new if preview.get(path) != new[path]} == set()
    assert preview.keys() == new.keys()
    # Nothing lacked after what was not finished, and generated pages were right at once.
    assert shown.keys() == new.keys()
    generated = {path for path in new if path.startswith(("mesures/", "acteurs/", "themes/"))}
    assert len(generated) > 8
    assert {path for path in generated if shown[path] != new[path]} == set()
