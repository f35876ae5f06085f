"""How hosts serve the site, asked of a real nginx, at the root and in a sub-folder."""

import gzip
import http.client
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from macros.commands.cli import main
from macros.data.ledger_model import Move, Permalinks, Withdrawal
from macros.exports.hosting import (
    IMMUTABLE,
    MEDIA_TYPES,
    create_host_files,
    version_assets,
    write_nginx,
)
from macros.exports.policy import CARD_HEADERS, COMMON_HEADERS, OUTPUT_HEADERS, PAGE_HEADERS
from macros.publishing.finishing import compress_texts
from tests.cases import cases, read_cases
from tests.conftest import Capture, TempFolders
from tests.projects import SMALL
from tests.servers import ProgramMissingError, run_nginx

DAY = date(2027, 3, 1)
LEDGER = Permalinks(
    moved=(
        Move(address="/themes/pistes/", to="/themes/voies/", date=DAY, reason="Renommé."),
        Move(address="/lois/air/", to="/textes/#air", date=DAY, reason="Regroupé."),
    ),
    withdrawn=(
        Withdrawal(address="/chiffres/", see="/mesures/", date=DAY, reason="Retiré."),
        Withdrawal(address="/api/v1/vieux.csv", see="/mesures/", date=DAY, reason="Retiré."),
    ),
)
LONG = "Des mots assez nombreux pour que l’on gagne à les comprimer. " * 40
KEPT = {name.lower() for name in (*COMMON_HEADERS, *PAGE_HEADERS, "Cache-Control")}
TYPED = [case["path"] for case in read_cases("hosting")["test_each_file_has_its_media_type"]]
FILES = {path: "Des mots." for path in TYPED if path} | read_cases("hosting")["files"]
HEADERS = {"page": PAGE_HEADERS, "card": CARD_HEADERS, "output": OUTPUT_HEADERS, "none": {}}
HEADERS["font"] = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    """A server and the folder of the site on it: "" or "/plan"."""

    address: str
    base: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{self.base}/{path}", headers=sent)
        response = connection.getresponse()
        received = {name.lower(): value for name, value in response.getheaders()}
        body = response.read()
        connection.close()
        return Answer(response.status, received, body)


@pytest.fixture(scope="module", params=["", "/plan"], ids=["root", "sub-folder"])
def host(request: pytest.FixtureRequest, tmp_path_factory: TempFolders) -> Iterator[Host]:
    base = str(request.param)
    work = tmp_path_factory.mktemp("nginx")
    for path, text in FILES.items():
        file = work / "root" / base.strip("/") / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("LONG", LONG), encoding="utf-8")
    compress_texts(work / "root")
    rules = write_nginx(LEDGER, f"https://exemple.org{base}/")
    with ExitStack() as stack:
        try:
            address = stack.enter_context(run_nginx(work, work / "root", rules))
        except ProgramMissingError as missing:
            if "CI" in os.environ:
                raise
            pytest.skip(str(missing))
        yield Host(address, base)


@cases("hosting")
def test_each_file_has_its_media_type(host: Host, path: str, media_type: str) -> None:
    assert host.ask(path).headers["content-type"] == media_type


@cases("hosting")
def test_headers_say_what_browsers_may_do(host: Host, path: str, kind: str) -> None:
    answer = host.ask(path)
    assert answer.status == 200
    names = {*COMMON_HEADERS, *(name for headers in HEADERS.values() for name in headers)}
    found = {name: answer.headers.get(name.lower()) for name in names}
    assert found == dict.fromkeys(names) | COMMON_HEADERS | HEADERS[kind]


@cases("hosting")
def test_files_are_cached_while_their_address_holds(host: Host, path: str, cached: str) -> None:
    assert host.ask(path).headers["cache-control"] == cached


def test_texts_are_sent_compressed_as_they_were_prepared(host: Host) -> None:
    for path in ("mesures/", "api/v1/measures.csv", "assets/site.css"):
        plain = host.ask(path)
        assert "content-encoding" not in plain.headers
        zipped = host.ask(path, Accept_Encoding="gzip")
        assert zipped.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in zipped.headers["vary"]
        assert gzip.decompress(zipped.body) == plain.body
        assert len(zipped.body) < len(plain.body) / 5
        assert zipped.headers["content-type"] == plain.headers["content-type"]
    # Outlook reads no calendar that is.
    calendar = host.ask("api/v1/calendar.ics", Accept_Encoding="gzip")
    assert "content-encoding" not in calendar.headers


def test_a_program_in_a_browser_may_send_a_header_of_its_own(host: Host) -> None:
    sent = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "traceparent"}
    asked = host.ask("api/v1/measures.json", "OPTIONS", Origin="https://exemple.net", **sent)
    assert asked.status == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-headers"] == "*"


def test_a_file_that_did_not_change_is_not_sent_again(host: Host) -> None:
    for path in ("mesures/", "api/v1/measures.json"):
        first = host.ask(path)
        again = host.ask(path, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        # A browser updates the page that it has with the headers of this answer.
        assert {name: first.headers[name] for name in first.headers if name in KEPT} == {
            name: again.headers[name] for name in again.headers if name in KEPT
        }
        assert host.ask(path, If_None_Match='"other"').status == 200


def test_a_missing_page_is_said_in_the_words_of_the_site(host: Host) -> None:
    for path in ("mesures/99/", "rien", "embed/rien/", "api/v1/rien.json", "assets/fonts/"):
        answer = host.ask(path)
        assert answer.status == 404
        assert "Cette page n’existe pas" in answer.body.decode()
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    # Without it, a program in a browser could not tell this answer from a failure of the network.
    assert host.ask("api/v1/rien.json").headers["access-control-allow-origin"] == "*"


def test_an_address_that_moved_or_lacks_its_last_slash_leads_on(host: Host) -> None:
    known = {"themes/pistes/": "themes/voies/", "lois/air/": "textes/#air", "mesures": "mesures/"}
    # A mail takes into a link what follows it.
    known |= dict.fromkeys(("mesures/).", "mesures/%C2%A0%C2%BB", "mesures/,"), "mesures/")
    for old, new in known.items():
        moved = host.ask(old)
        assert moved.status == 301
        assert moved.headers["location"].endswith(f"{host.base}/{new}")
        assert moved.headers["location"].startswith(("/", host.address))


def test_a_page_that_is_gone_says_why(host: Host) -> None:
    gone = host.ask("chiffres/")
    assert gone.status == 410
    assert gone.body.decode().startswith("<p>Retiré.")
    assert gone.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in gone.headers["content-security-policy"]
    assert host.ask("api/v1/vieux.csv").status == 410


def read_rules(text: str) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for block in re.split(r"\n(?=/)", text)[1:]:
        path, *lines = block.strip().split("\n")
        rules[path] = dict(line.strip().split(": ", 1) for line in lines)
    return rules


# -- Static hosts


def test_static_hosts_never_get_one_header_from_two_rules() -> None:
    files = create_host_files(LEDGER, "https://exemple.org/plan/", ["mesures/1/", "textes/"], [])
    rules = read_rules(files["_headers"])
    assert rules["/plan/*"] == COMMON_HEADERS
    assert rules["/plan/mesures/*"] == PAGE_HEADERS
    assert rules["/plan/embed/*"] == CARD_HEADERS
    for path in read_cases("hosting")["paths"]:
        names = [
            name
            for rule, headers in rules.items()
            if path == rule or (rule.endswith("*") and path.startswith(rule[:-1]))
            for name in headers
        ]
        assert len(names) == len(set(names))
        assert {"X-Content-Type-Options", "Cross-Origin-Resource-Policy"} <= set(names)


def test_a_redirect_goes_before_the_page_that_leads_there() -> None:
    # Netlify sends a file that is there unless « ! » says otherwise; Cloudflare passes over that line.
    files = create_host_files(LEDGER, "https://exemple.org/", [], [])
    assert files["_redirects"].splitlines()[1:] == read_cases("hosting")["redirects"]


# -- Versions of scripts and style sheets


def test_a_page_loads_scripts_and_styles_by_their_versions(tmp_path: Path) -> None:
    style = tmp_path / "assets" / "site.css"
    style.parent.mkdir()
    style.write_text("p {}", encoding="utf-8")
    versioned = version_assets(style.parent)
    version = versioned.versions["assets/site.css"]
    html = (
        '<link rel="stylesheet" href="../assets/site.css{}"><link href="../assets/other.css">'
        '<a href="../assets/site.css">assets/site.css</a>'
        '<script src="https://autre.example/assets/site.css"></script>'
    )
    stamped = versioned.stamp(html.format(""))
    assert stamped == versioned.stamp(stamped) == html.format(f"?v={version}")
    assert versioned.loaded == {"assets/site.css"}
    style.write_text("p { color: red }", encoding="utf-8")
    assert version_assets(style.parent).versions["assets/site.css"] != version


# -- The real site


def test_the_site_stays_within_the_limits_of_hosts(site: Path) -> None:
    # Of Cloudflare Pages: rules, length of a line, files, size of each.
    text = (site / "_headers").read_text(encoding="utf-8")
    assert len(read_rules(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    assert len(sizes) <= 20_000
    assert max(sizes) <= 25 * 2**20


def test_every_file_of_the_site_has_a_known_type(site: Path) -> None:
    found = {path.suffix for path in site.rglob("*") if path.is_file() and path.suffix}
    assert found <= set(MEDIA_TYPES)


def test_every_page_is_told_apart_from_the_cards(site: Path) -> None:
    told = (site / "_headers").read_text(encoding="utf-8").splitlines()
    pages = {path.relative_to(site).parts[0] for path in site.glob("*/**/index.html")} - {"embed"}
    assert {f"/{folder}/*" for folder in pages} <= set(told)
    assert "/assets/site.css" in told
    assert "/assets/embed.css" not in told


def test_every_script_that_hosts_cache_is_loaded_by_its_version(site: Path) -> None:
    rules = read_rules((site / "_headers").read_text(encoding="utf-8"))
    immutable = [
        path[1:] for path, headers in rules.items() if IMMUTABLE.items() <= headers.items()
    ]
    files = [path for path in immutable if not path.endswith("*")]
    assert {"assets/site.css", "assets/site.js", "assets/search/panel.js"} <= set(files)
    loaded = re.compile("|".join(re.escape(path) for path in files))
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for tag in re.findall(r'<(?:script|link)\b[^>]*\s(?:src|href)="([^"]*)"', html):
            if found := loaded.search(tag):
                assert re.fullmatch(r"\?v=[0-9a-f]{8}", tag[found.end() :]), (page, tag)
    imported = re.compile(r'(?:from|import\()\s*"(\.[^"]*)"')
    for script in site.rglob("*.js"):
        for path in imported.findall(script.read_text(encoding="utf-8")):
            assert re.search(r"\.js\?v=[0-9a-f]{8}$", path), (script, path)


def test_the_command_prints_what_nginx_includes(capsys: Capture) -> None:
    assert main(["--data", str(SMALL), "nginx"]) == 0
    assert capsys.readouterr().out == write_nginx(Permalinks(), "https://velo.example.org/")
