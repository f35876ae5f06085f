"""`archive`: what is proposed, what is written, and what strangers' addresses and answers cannot do."""

import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.commands import archive, web_client
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
COPY = "https://web.archive.org/web/20010405060708/"


class Web:
    """The archive and the pages: what they answer, by path, and what was asked of them."""

    def __init__(self, data: Path) -> None:
        self.data, self.address, self.asked = data, "", list[str]()
        self.pages: dict[str, int | str] = {}  # a status, where the page went, or 0: too late
        self.copies: dict[str, str] = {}

    def answer(self, path: str) -> tuple[int | str, str]:
        if not path.startswith("/available?"):
            return self.pages.get(path, 200), ""
        url = parse_qs(urlsplit(path).query)["url"][0]
        closest = {"url": self.copies.get("/", f"{COPY.replace('https', 'http')}{url}")}
        known = {"archived_snapshots": {"closest": closest | {"available": True, "status": "200"}}}
        return self.pages.get("/available", 200), self.copies.get(
            urlsplit(url).path, json.dumps(known)
        )

    def run(self, *words: str) -> int:
        self.asked.clear()
        return main(["--data", str(self.data), "archive", *words])

    def read(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self.data.rglob("*.yml"))}


@pytest.fixture
def web(tmp_path: Path, monkeypatch: Patch) -> Iterator[Web]:
    """The small plan, with three sources whose addresses are those of a server."""
    web = Web(Path(shutil.copytree(SMALL, tmp_path / "data")))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(f"{self.command} {self.path.partition('?')[0]}")
            status, content = web.answer(self.path)
            if not status:
                time.sleep(1)
                return
            self.send_response(302 if isinstance(status, str) else status)
            self.send_header("Location", str(status))
            self.end_headers()
            self.wfile.write(content.encode())

        do_HEAD = do_GET  # noqa: N815 (the name that http.server calls)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(web_client, "PAUSE", 0)
    monkeypatch.setattr(web_client, "TIMEOUT", 0.4)
    monkeypatch.setattr(web_client, "is_public", lambda address: address == "127.0.0.1")
    with answer_with(Handler) as web.address:
        monkeypatch.setattr(archive, "SERVICE", f"{web.address}/available")
        edit(web.data / "sources.yml", "https://velo.example.org", web.address)
        edit(web.data / "sources.yml", "    kind", f"    url: {web.address}/arrete\n    kind")
        held = f"source:{HELD.format(web.address)}"
        edit(web.data / "follow_up/01-vingt-kilometres.yml", "source: bulletin", held)
        yield web


def test_it_proposes_the_most_cited_first_and_writes_nothing(web: Web, capsys: Capture) -> None:
    before, day = web.read(), datetime.now(UTC).date()
    web.pages = {"/suite": 404, "/bulletin": "/ailleurs"}
    assert web.run() == 0
    assert web.read() == before
    said = read_cases("archive")["proposed"].replace("COPY", COPY).replace("DAY", str(day))
    assert capsys.readouterr().out.replace("\u00a0", " ").replace(web.address, "WEB") == said
    assert web.asked[-3:] == ["GET /available", "HEAD /suite", "GET /suite"]


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
    assert [html.count(f'<a href="{COPY}{web.address}/') for html in shown] == [1, 3, 2]
    assert "<code>data/follow_up/01-vingt-kilometres.yml</code>" in shown[2]


def test_it_goes_on_where_it_stopped(web: Web, capsys: Capture) -> None:
    web.run("--most", "1")
    assert web.asked == ["GET /available", "HEAD /arrete"]
    assert capsys.readouterr().out.endswith(
        "2\u00a0sources à demander encore : relancer la commande.\n"
    )
    web.pages["/available"] = 429
    assert web.run() == 1
    assert capsys.readouterr().err.startswith("Internet Archive demande d’attendre")
    web.pages.clear()
    web.run()
    assert [asked for asked in web.asked if "HEAD" in asked] == ["HEAD /bulletin", "HEAD /suite"]
    web.run("--again")
    assert len(web.asked) == 6
    assert (web.run("--write", "--most", "0"), web.asked) == (0, [])
    assert str(web.read()).count("archive: https") == 3


ODD = ["", "[" * 99_999, "[3]", f"{COPY}http://b.fr/", f"{COPY}WEB/<", COPY.replace("0405", "9999") + "WEB"]  # fmt: skip


@pytest.mark.parametrize("odd", ["https://127.0.0.1/", *ODD])
def test_an_odd_answer_is_a_line_and_is_asked_again(web: Web, odd: str, capsys: Capture) -> None:
    before = web.read()
    web.copies = {"/" if odd[:4] == "http" else "/arrete": odd.replace("WEB", web.address)}
    for _ in range(2):
        assert web.run("--most", "1", "--write") == 0
        assert "\n  réponse illisible : Internet Archive n’a rien" in capsys.readouterr().out
        assert (web.read(), web.asked) == (before, ["GET /available", "HEAD /arrete"])


def test_what_leads_astray_or_says_nothing_is_a_line(web: Web, capsys: Capture) -> None:
    web.pages = {"/arrete": "http://10.0.0.1/", "/bulletin": "/bulletin", "/suite": 0}
    web.copies = {"/arrete": '{"archived_snapshots": {}}'}
    assert web.run() == 0
    out = capsys.readouterr().out
    for cause in ("adresse privée, refusée", "trop de redirections", "pas de réponse en 15 s"):
        assert f"\n  {cause} : la page ne s’ouvre pas" in out
    assert "\n  aucune copie trouvée\n" in out
    assert web.asked.count("HEAD /bulletin") + web.asked.count("GET /bulletin") < 10


@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "169.254.1.1", "[::ffff:127.0.0.1]"])
def test_no_private_host_is_asked(host: str) -> None:
    for scheme in ("http", "https"):
        assert (
            web_client.WebClient().ask(f"{scheme}://{host}/").failure == "adresse privée, refusée"
        )
    assert web_client.WebClient().ask("file:///etc/passwd").failure


def test_a_file_that_cannot_be_completed_is_left_alone(web: Web, capsys: Capture) -> None:
    edit(web.data / "sources.yml", "verified: null", "verified: null\n    archive: null")
    before = web.read()
    assert (web.run("--write"), web.read()) == (1, before)
    assert "data/sources.yml ne peut pas être complété : effacer" in capsys.readouterr().err
