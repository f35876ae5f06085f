"""`macros serve`: an edit is seen at once, problems are told, and the whole site follows."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import TempFolders
from tests.markup import read_tree, text_of
from tests.projects import copy_project, edit, fingerprint
from tests.servers import find_port

COMPLETE = "Tout le site est à jour."

pytestmark = pytest.mark.site


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Run a preview of a project; give its address."""
    (folder / "tmp").mkdir(exist_ok=True)
    port = find_port()
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "macros", "serve", "--port", str(port)],
            cwd=folder,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder / "tmp")},
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


def ask(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (our own server)
        text: str = answer.read().decode("utf-8")
    return text


def wait_for(what: str, find: Callable[[], bool], seconds: float = 90) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            if find():
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    pytest.fail(f"{what}: not seen within {seconds:.0f} s")


def wait_for_title(address: str, title: str) -> None:
    def find() -> bool:
        return [text_of(h1) for h1 in read_tree(ask(address)).iter("h1")] == [title]

    wait_for(f"{address}: {title}", find)


def read_problems(address: str) -> str:
    problems: str = json.loads(ask(f"{address}/apercu.json"))["problems"]
    return problems


def wait_for_problem(address: str, words: str) -> None:
    wait_for(words, lambda: words in read_problems(address))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: TempFolders) -> Iterator[tuple[Path, str]]:
    """A project and the address of its preview, which began with broken data; tests edit its files."""
    folder = copy_project(tmp_path_factory.mktemp("preview"), small=True)
    path = folder / "data" / "measures" / "01.yml"
    edit(path, "role: lead", "role: pilote")
    with serve(folder) as address:
        wait_for_problem(
            address, "data/measures/01.yml:14:11: « pilote » n’est pas admis pour « role »"
        )
        edit(path, "role: pilote", "role: lead")
        yield folder, address


def test_the_preview_follows_edits_tells_problems_and_recovers(preview: tuple[Path, str]) -> None:
    folder, address = preview
    path, page = folder / "data" / "measures" / "01.yml", f"{address}/mesures/1/"
    wait_for_title(page, "Doubler les pistes")
    edit(path, "title: Doubler les pistes", "title: Un titre tout neuf")
    wait_for_title(page, "Un titre tout neuf")
    text = path.read_text(encoding="utf-8").replace("Un titre tout neuf", "Un titre perdu")
    # At once: the title alone would be valid.
    broken = text.replace("commitment: commitment", "commitment: <b>engagement</b>")
    path.write_text(broken, encoding="utf-8")
    wait_for_problem(address, "data/measures/01.yml:11:13: « <b>engagement</b> » n’est pas admis")
    wait_for_title(page, "Un titre tout neuf")  # the last valid version stays
    path.write_text(text, encoding="utf-8")
    wait_for_title(page, "Un titre perdu")
    wait_for("no problem", lambda: not read_problems(address))


def test_the_preview_outlives_a_mistake_in_a_page(preview: tuple[Path, str]) -> None:
    folder, address = preview
    path = folder / "docs" / "plan.md"
    wait_for_title(f"{address}/plan/", "plan")
    edit(path, "# plan", '# Le plan\n\n{{ actor("mairies") }}')
    wait_for_problem(address, "docs/plan.md:6:1: « mairies » n’existe pas (acteur)")
    edit(path, "mairies", "mairie")
    wait_for_title(f"{address}/plan/", "Le plan")


def test_a_build_that_fails_leaves_the_preview_as_it_was(preview: tuple[Path, str]) -> None:
    folder, address = preview
    template, page = folder / "overrides" / "404.html", f"{address}/mesures/2/"
    wait_for_title(page, "Poser des arceaux")
    valid = template.read_text(encoding="utf-8")
    template.write_text("{% endfor %}", encoding="utf-8")
    wait_for_problem(address, "endfor")
    wait_for_title(page, "Poser des arceaux")
    template.write_text(valid, encoding="utf-8")
    edit(folder / "data" / "measures" / "02.yml", "Poser des arceaux", "Poser mille arceaux")
    wait_for_title(page, "Poser mille arceaux")


def test_data_that_went_and_came_back_are_followed(preview: tuple[Path, str]) -> None:
    folder, address = preview
    (folder / "data").rename(folder / "elsewhere")
    wait_for("a problem", lambda: bool(read_problems(address)))
    (folder / "elsewhere").rename(folder / "data")
    edit(folder / "data" / "measures" / "03.yml", "title: ", "title: Revenu, ")
    wait_for("the edit", lambda: "Revenu, " in ask(f"{address}/mesures/3/"))


def test_an_edit_is_seen_in_a_browser(preview: tuple[Path, str], browser: Browser) -> None:
    folder, address = preview
    file = folder / "data" / "measures" / "02.yml"
    wait_for(f"{address}/mesures/2/", lambda: "<h1>Poser" in ask(f"{address}/mesures/2/"))
    page = browser.new_page()
    page.goto(f"{address}/mesures/2/")
    edit(file, "title: Poser", "title: Remplacer")
    expect(page.locator("h1")).to_contain_text("Remplacer")
    edit(file, "number: 2", "number: deux")
    expect(page.get_by_role("alert")).to_contain_text("« deux »")
    edit(file, "number: deux", "number: 2")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def test_the_preview_is_in_the_end_what_a_new_one_is(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project", small=True)
    measure, page = folder / "data" / "measures" / "01.yml", folder / "docs" / "plan.md"
    with serve(folder) as address:
        log = folder / "log"
        wait_for("a build", lambda: COMPLETE in log.read_text(encoding="utf-8"))
        edit(measure, "title: Doubler les pistes", "title: Un titre")
        wait_for_title(f"{address}/mesures/1/", "Un titre")
        edit(page, "# plan", "# Le plan")
        wait_for_title(f"{address}/plan/", "Le plan")
        # The page that was edited comes first, the others after it.
        wait_for("the others", lambda: log.read_text(encoding="utf-8").count("refaite") > 1)
        [served] = (folder / "tmp").glob("apercu-*/site")
        at_once = fingerprint(served)
        wait_for("another", lambda: log.read_text(encoding="utf-8").count(COMPLETE) > 1)
        record = json.loads(ask(f"{address}/api/v1/measures/1.json"))["measure"]
        assert record["title"] == "Un titre"
        complete = fingerprint(served)
    # What was shown at once is what the complete build wrote: pages of the data and those by hand.
    pages = {path for path in complete if path.endswith(".html") and "embed/" not in path}
    assert len(pages) > 20
    assert {path for path in pages if at_once[path] != complete[path]} == set()


def test_a_port_that_cannot_be_had_is_told(preview: tuple[Path, str]) -> None:
    taken = preview[1].rpartition(":")[2]
    for wanted in ("-1", "99999", taken):
        command = [sys.executable, "-m", "macros", "serve", "--port", wanted]
        done = subprocess.run(command, cwd=preview[0], capture_output=True, text=True, check=False)
        message = f"Le port {wanted} est pris, ou n’en est pas un"
        assert (done.returncode, done.stderr) == (1, f"{message} (make serve PORT=8001).\n")
