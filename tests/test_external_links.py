"""`python -m tests.audit.external`, against a server on this machine."""

from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.audit.external import (
    Broken,
    Verdict,
    describe,
    follow,
    judge,
    list_external,
    read_exceptions,
)
from tests.serving import answer_with

QUICK = ("--max-retries", "0", "--timeout", "10")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path.startswith("/ok")
        self.send_response(HTTPStatus.OK if known else HTTPStatus.GONE)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 (the name that the server looks for)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    with answer_with(_Handler) as address:
        yield address


def test_links_are_followed_for_real(elsewhere: str) -> None:
    urls = [f"{elsewhere}/ok", f"{elsewhere}/ok/a(b)?c=d%20e", f"{elsewhere}/gone"]
    [broken] = follow(urls, QUICK)
    assert broken.url == f"{elsewhere}/gone"
    assert "410" in broken.why


def test_a_host_that_does_not_answer_is_broken() -> None:
    [broken] = follow(["http://127.0.0.1:9/"], QUICK)
    assert broken.url == "http://127.0.0.1:9/"


def test_the_links_of_the_site_are_those_to_other_sites(site: Path) -> None:
    found = list_external(site)
    assert "mentions-legales" in found["https://www.etalab.gouv.fr/licence-ouverte-open-licence/"]
    assert all(url.startswith("http") for url in found)


def test_an_exception_has_a_reason_and_a_link() -> None:
    exceptions = {
        "http://a": "Refuse les programmes.",
        "http://b": "Archive.",
        "http://d": "Vieux.",
    }
    failed = [Broken("http://a", "403"), Broken("http://c", "404")]
    verdict = judge(["http://a", "http://b", "http://c"], failed, exceptions)
    assert verdict == Verdict(
        broken=(Broken("http://c", "404"),),
        expected=(Broken("http://a", "403"),),
        back=("http://b",),
        unused=("http://d",),
    )
    assert verdict.code == 1
    pages = {"http://a": ["sources"], "http://b": ["textes"], "http://c": ["sources", "plan"]}
    said = describe(verdict, pages, exceptions).replace("\u00a0", " ")
    assert said == (
        "ne répond pas : http://c\n  404\n  page : sources, plan\n"
        "exception sans objet : http://d\n  Le site n’a plus ce lien : la retirer.\n"
        "exception : http://a\n  403\n  raison : Refuse les programmes.\n"
        "répond de nouveau, l’exception peut partir : http://b\n"
        "3 adresses suivies, dont 1 ne répond pas.\n"
        "Corriger l’adresse dans data/sources.yml ou data/laws.yml, ou dire pourquoi elle reste "
        "dans tests/audit/exceptions.yml.\n"
    )
    assert judge(["http://a"], failed[:1], {"http://a": "…"}).code == 0


def test_the_list_of_exceptions_reads(tmp_path: Path) -> None:
    assert isinstance(read_exceptions(), dict)
    file = tmp_path / "exceptions.yml"
    file.write_text("exceptions:\n- url: http://a\n  reason: ' '\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="no reason"):
        read_exceptions(file)
