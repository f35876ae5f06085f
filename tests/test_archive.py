"""`archive`: what is proposed, and what odd answers cannot do."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.commands import archive
from macros.commands.cli import main
from macros.site.prepare import prepare_build
from tests.cases import read_cases
from tests.conftest import Capture, Patch
from tests.projects import edit
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
def web(data: Path, monkeypatch: Patch) -> Iterator[Web]:
    """The small plan, with three sources that have an address."""
    web = Web(data)

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


def test_a_copy_is_shown_beside_the_source(web: Web) -> None:
    copy = f"archive: {COPY}{SITE}"
    edit(web.data / "sources.yml", "verified: null", f"verified: null\n    {copy}/arrete")
    held = web.data / "follow_up/01-vingt-kilometres.yml"
    edit(held, "access: copy", f"access: copy\n  {copy}/suite")
    build, problems = prepare_build(web.data)
    assert build, problems
    shown = [build.pages[url].render(build.catalogue) for url in ("mesures/1/", "sources/")]
    assert [html.count(f'<a href="{COPY}{SITE}/') for html in shown] == [1, 2]
    assert (web.run(), web.asked) == (0, ["/bulletin"])


def test_it_stops_when_the_archive_wants_a_rest(web: Web, capsys: Capture) -> None:
    web.answers["/bulletin"] = 429
    assert (web.run(), web.asked) == (1, ["/arrete", "/bulletin"])
    assert capsys.readouterr().err.startswith("Internet Archive demande d’attendre")


ANOTHER = [f"{COPY}http://b.fr/", f"{COPY}{SITE}/<", f"{COPY.replace('0405', '9999')}{SITE}"]


@pytest.mark.parametrize("odd", ["https://127.0.0.1/", "", "[" * 99_999, "[3]", *ANOTHER])
def test_an_odd_answer_is_a_line(web: Web, odd: str, capsys: Capture) -> None:
    before = web.read()
    closest = {"url": odd, "available": True, "status": "200"}
    known = json.dumps({"archived_snapshots": {"closest": closest}})
    web.answers = dict.fromkeys(
        ("/arrete", "/bulletin", "/suite"), known if odd[:4] == "http" else odd or " "
    )
    assert web.run() == 0
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
