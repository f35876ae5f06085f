"""`archive`: what is proposed, what is written, and what odd answers cannot do."""

import json
import shutil
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.commands import archive
from macros.commands.cli import main
from macros.data.checking import check_data
from macros.data.layout import format_text
from macros.site.build import prepare_build
from macros.site.page_macros import Authoring
from tests.cases import read_cases
from tests.conftest import Capture, Patch
from tests.projects import SMALL, edit
from tests.serving import answer_with

HELD = "\n  title: Compte rendu\n  publisher: Ville\n  url: {}/suite\n  kind: press\n  access: copy"
SITE = "https://velo.example.org"
COPY = "https://web.archive.org/web/20010405060708/"


class Web:
    """The archive: what it answers, by the path of a source, and what was asked of it."""

    def __init__(self, data: Path) -> None:
        self.data, self.asked = data, list[str]()
        self.answers: dict[str, int | str] = {}  # a status, a content, or 0: too late

    def answer(self, url: str) -> int | str:
        self.asked.append(urlsplit(url).path)
        closest = {"url": f"{COPY.replace('https', 'http')}{url}"}
        known = {"archived_snapshots": {"closest": closest | {"available": True, "status": "200"}}}
        return self.answers.get(self.asked[-1], json.dumps(known))

    def run(self, *words: str) -> int:
        self.asked.clear()
        return main(["--data", str(self.data), "archive", *words])

    def read(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self.data.rglob("*.yml"))}


@pytest.fixture
def web(tmp_path: Path, monkeypatch: Patch) -> Iterator[Web]:
    """The small plan, with three sources that have an address."""
    web = Web(Path(shutil.copytree(SMALL, tmp_path / "data")))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = web.answer(parse_qs(urlsplit(self.path).query)["url"][0])
            if answer:
                self.send_response(answer if isinstance(answer, int) else 200)
                self.end_headers()
                self.wfile.write(str(answer).encode())
            else:
                time.sleep(1)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setattr(archive, "PAUSE", 0)
    monkeypatch.setattr(archive, "TIMEOUT", 0.4)
    with answer_with(Handler) as address:
        monkeypatch.setattr(archive, "SERVICE", f"{address}/available")
        edit(web.data / "sources.yml", "https://velo.example.org", SITE)
        edit(web.data / "sources.yml", "    kind", f"    url: {SITE}/arrete\n    kind")
        held = f"source:{HELD.format(SITE)}"
        edit(web.data / "follow_up/01-vingt-kilometres.yml", "source: bulletin", held)
        yield web


def test_it_proposes_the_most_cited_first_and_writes_nothing(web: Web, capsys: Capture) -> None:
    before = web.read()
    assert web.run() == 0
    assert web.read() == before
    said = read_cases("archive")["proposed"].replace("COPY", COPY)
    assert capsys.readouterr().out.replace("\u00a0", " ").replace(SITE, "WEB") == said


def test_a_line_is_written_on_demand_and_shown_beside_the_source(web: Web) -> None:
    before = web.read()
    assert web.run("--write") == 0
    for name, text in web.read().items():
        added = [line for line in text.split("\n") if line.strip().startswith("archive: ")]
        assert len(added) == {"sources.yml": 2, "01-vingt-kilometres.yml": 1}.get(name, 0)
        assert "\n".join(line for line in text.split("\n") if line not in added) == before[name]
        assert not added or format_text(text) == text
    assert check_data(web.data).problems == ()
    assert (web.run("--write"), web.asked) == (0, [])
    build, _ = prepare_build(web.data)
    assert build
    shown = [build.pages[url].render(build.catalogue) for url in ("mesures/1/", "sources/")]
    shown.append(Authoring(build, lambda: "qualite/").block("quality"))
    assert [html.count(f'<a href="{COPY}{SITE}/') for html in shown] == [1, 3, 2]
    assert "<code>data/follow_up/01-vingt-kilometres.yml</code>" in shown[2]


def test_what_was_found_is_written_when_the_archive_wants_a_rest(web: Web, capsys: Capture) -> None:
    web.answers["/bulletin"] = 429
    assert (web.run("--write"), web.asked) == (1, ["/arrete", "/bulletin"])
    assert capsys.readouterr().err.startswith("Internet Archive demande d’attendre")
    assert str(web.read()).count("archive: https") == 1
    web.answers.clear()
    assert (web.run("--write"), web.asked) == (0, ["/bulletin", "/suite"])


ANOTHER = [f"{COPY}http://b.fr/", f"{COPY}{SITE}/<", f"{COPY.replace('0405', '9999')}{SITE}"]


@pytest.mark.parametrize("odd", ["https://127.0.0.1/", "", "[" * 99_999, "[3]", *ANOTHER])
def test_an_odd_answer_is_a_line(web: Web, odd: str, capsys: Capture) -> None:
    before = web.read()
    closest = {"url": odd, "available": True, "status": "200"}
    known = json.dumps({"archived_snapshots": {"closest": closest}})
    web.answers = dict.fromkeys(
        ("/arrete", "/bulletin", "/suite"), known if odd[:4] == "http" else odd or " "
    )
    assert web.run("--write") == 0
    assert capsys.readouterr().out.count("\n  réponse illisible : Internet Archive n’a rien") == 3
    assert web.read() == before


def test_an_archive_that_does_not_answer_is_a_line(web: Web, capsys: Capture) -> None:
    web.answers = {"/arrete": 0, "/bulletin": 503, "/suite": '{"archived_snapshots": {}}'}
    assert web.run() == 0
    said = [line.strip() for line in capsys.readouterr().out.split("\n") if line[:1] == " "]
    assert said == [
        "pas de réponse d’Internet Archive",
        "erreur 503 : Internet Archive n’a rien dit d’une copie",
        "aucune copie trouvée",
    ]


def test_a_file_that_cannot_be_completed_is_left_alone(web: Web, capsys: Capture) -> None:
    edit(web.data / "sources.yml", "verified: null", "verified: null\n    archive: null")
    before = web.read()
    assert (web.run("--write"), web.read()) == (1, before)
    assert "data/sources.yml ne peut pas être complété : effacer" in capsys.readouterr().err
