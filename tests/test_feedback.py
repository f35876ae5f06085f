"""Reporting an error: the message and the form that a page opens."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from macros.data.model import Site
from macros.pages.feedback import ERROR_FORM, fill_form, write_mail
from macros.site.build import Build
from macros.site.handwritten import HandwrittenPage
from tests.cases import cases
from tests.markup import find_all, read_tree, text_of

SITE = Site(
    contact="bonjour@example.org",
    repository="https://github.com/association/plan.git",
    updated=date(2026, 11, 22),
)
TITLE = "Mesure 21 : Équiper & protéger ?"
ADDRESS = "https://plan.example.org/mesures/21/"


def test_a_message_says_which_page_and_asks_what_is_needed() -> None:
    link = write_mail(SITE, TITLE, ADDRESS, "2026-11-22-ab12cd34")
    assert link is not None
    assert link.startswith(
        "mailto:bonjour@example.org?subject=Erreur%20signal%C3%A9e%20%3A%20Mesure"
    )
    assert "+" not in link
    given = parse_qs(urlsplit(link).query)
    assert given["subject"] == ["Erreur signalée : Mesure 21 : Équiper & protéger ?"]
    assert given["body"] == [
        (
            "Bonjour,\r\n\r\nPage : Mesure 21 : Équiper & protéger ?\r\n"
            "Adresse : https://plan.example.org/mesures/21/\r\n"
            "Version des données : 2026-11-22-ab12cd34\r\n\r\n"
            "Ce qui est écrit :\r\n\r\n\r\n"
            "Ce qu’il faudrait lire :\r\n\r\n\r\n"
            "D’où je le sais (document, adresse, article) :\r\n\r\n"
        )
    ]


@pytest.mark.parametrize(
    "contact", [None, "Association, 1 rue X", "a@b.fr?bcc=x@y.fr", "a@b.fr,c@d.fr", "<a@b.fr>", "@"]
)
def test_what_is_no_mailbox_is_no_link(contact: str | None) -> None:
    assert write_mail(replace(SITE, contact=contact), TITLE, ADDRESS, None) is None


@cases("feedback")
def test_the_form_of_the_forge_is_filled_in(repository: str | None, expected: str | None) -> None:
    site = replace(SITE, repository=repository)
    assert fill_form(site, ERROR_FORM, TITLE, ADDRESS, "v1") == expected


def test_each_page_has_its_own(small: Build) -> None:
    found = small.report_urls(small.pages["mesures/2/"])
    version = small.catalogue.versions.measures[2]
    said = unquote(found["mail"] or "")
    assert "Page : Mesure 2 : Poser des arceaux\r\n" in said
    assert "Adresse : https://velo.example.org/mesures/2/\r\n" in said
    assert f"Version des données : {version}\r\n" in said
    assert f"(version {version})" in unquote(found["form"] or "")
    written = HandwrittenPage("chiffres/", "docs/chiffres.md", "Chiffres", "", listed=True, text="")
    page = unquote(small.report_urls(written)["mail"] or "")
    assert "Page : Chiffres\r\nAdresse : https://velo.example.org/chiffres/\r\n\r\n" in page


def test_the_site_says_where_to_report_or_that_nobody_is_named(site: Path, build: Build) -> None:
    page = read_tree((site / "mesures/15/index.html").read_text(encoding="utf-8"))
    [line] = find_all(page, "p", class_="edit-link")
    expected = build.report_urls(build.pages["mesures/15/"])
    links = {a.attrib["href"] for a in find_all(line, "a")}
    for link in filter(None, expected.values()):
        assert link in links
    if expected["mail"] is None:
        assert "Signaler une erreur par courriel : adresse non renseignée" in text_of(line)
