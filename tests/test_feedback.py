"""Reporting an error: the message and the form that a page opens."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import TypeAdapter

from macros.data.model import Site
from macros.pages import feedback
from macros.site.build import Build
from macros.site.folder import make_parts
from tests.cases import cases, read_cases
from tests.markup import find_all, read_tree, text_of

SITE = Site(
    contact="bonjour@example.org",
    repository="https://github.com/association/plan.git",
    updated=date(2026, 11, 22),
)
TITLE = "Mesure 21 : Équiper & protéger ?"
ADDRESS = "https://plan.example.org/mesures/21/"


def test_a_message_says_which_page_and_asks_what_is_needed() -> None:
    link = feedback.write_mail(SITE, TITLE, ADDRESS, "2026-11-22-ab12cd34")
    assert link is not None
    assert link.startswith(
        "mailto:bonjour@example.org?subject=Erreur%20signal%C3%A9e%20%3A%20Mesure"
    )
    assert "+" not in link
    given = parse_qs(urlsplit(link).query)
    assert given["subject"] == ["Erreur signalée : Mesure 21 : Équiper & protéger ?"]
    assert given["body"] == [read_cases("feedback")["body"].replace("\n", "\r\n")]


@cases("feedback")
def test_the_form_of_the_forge_is_filled_in(repository: str | None, expected: str | None) -> None:
    site = replace(SITE, repository=repository)
    assert feedback.fill_form(site, feedback.ERROR_FORM, TITLE, ADDRESS, "v1") == expected


@cases("feedback")
def test_a_file_is_edited_and_made_where_its_forge_does(
    repository: str, forge: str | None, edit: str, new: str, commit: str
) -> None:
    site = TypeAdapter(Site).validate_python(
        {"updated": "2026-11-22", "repository": repository, "forge": forge}
    )
    page = feedback.open_new_file(site, "data/follow_up")
    assert page is not None
    assert (feedback.edit_link(site, "data/a.yml"), page["address"]) == (edit, new)
    assert page["name"] == ("file_name" if "/-/" in new else "filename")  # GitLab's
    assert feedback.commit_link(site, "ab12") == commit
    assert feedback.open_new_file(replace(site, repository=None), "data") is None


def list_foot_links(build: Build, url: str) -> list[str]:
    foot = read_tree(make_parts(build, url, "").foot)
    return [unquote(a.attrib["href"]) for a in find_all(foot, "a")][
        :-1
    ]  # the last: how to contribute


def test_a_page_says_where_it_is_mended_and_reported(small: Build) -> None:
    edit, form, mail = list_foot_links(small, "mesures/2/")
    version = small.catalogue.versions.measures[2]
    assert edit == "https://git.example.org/velo/edit/trunk/data/measures/02.yml"
    assert f"(version {version})" in form
    assert "Page : Mesure 2 : Poser des arceaux\r\n" in mail
    assert "Adresse : https://velo.example.org/mesures/2/\r\n" in mail
    assert f"Version des données : {version}\r\n" in mail
    folder, _, mail = list_foot_links(small, "mesures/")
    assert folder == "https://git.example.org/velo/tree/trunk/data/measures"
    assert "Adresse : https://velo.example.org/mesures/\r\n\r\n" in mail


def test_a_page_says_that_nobody_is_named_to_mend_it(small: Build) -> None:
    data = small.catalogue.data
    site = replace(data.site, repository=None, contact=None)
    alone = replace(small, catalogue=replace(small.catalogue, data=replace(data, site=site)))
    assert list_foot_links(alone, "mesures/2/") == []
    foot = text_of(read_tree(make_parts(alone, "mesures/2/", "").foot))
    assert foot.endswith("Contribuer")
    assert "Modifier" not in foot
    assert "Signaler" not in foot
