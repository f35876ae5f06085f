"""The printable sheets, read back as PDF files."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from macros import urls
from macros.catalogue.presentation import write_notice
from macros.data.passages import fold_space
from macros.data.vocabulary import Evidence, Mode, Role
from macros.exports import typesetting
from macros.exports.sheets import PDF_UA, Sheets, create_sheets, list_sheets
from macros.site.build import Build
from tests.cases import cases
from tests.conftest import Capture, Patch
from tests.raw import items, list_slugs, named_in, read_corrected, read_file, read_measures

MEASURES = read_measures()
ACTORS = [slug for slug in read_file("plan")["doors"] if named_in(slug)]
EVIDENCE = {evidence.value: evidence.label for evidence in Evidence}


@pytest.fixture(scope="module")
def sheets(build: Build) -> dict[str, bytes]:
    return create_sheets(build.catalogue, build.address)


class Sheet:
    """A PDF file, read once."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]
        self.metadata: Any = self.reader.metadata

    @property
    def claims_conformity(self) -> bool:
        xmp: bytes = self.root["/Metadata"].get_object().get_data()
        return b"<pdfuaid:part>1</pdfuaid:part>" in xmp

    @cached_property
    def leaves(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def text(self) -> str:
        """The words, one space apart, without the foot of each page."""
        foot = re.compile(r"\S[^\n]*données du [^\n]* \d+ / \d+")
        return fold_space(" ".join(foot.sub("", page) for page in self.leaves))

    @cached_property
    def links(self) -> Counter[str]:
        """How often each address is linked to."""
        actions: list[Any] = [
            entry.get_object().get("/A", {})
            for page in self.reader.pages
            for entry in page.get("/Annots", ArrayObject())
        ]
        return Counter(action["/URI"] for action in actions if "/URI" in action)

    @cached_property
    def titles(self) -> list[str]:
        """The bookmarks, without their spaces."""

        def walk(outline: Iterable[Any]) -> Iterator[str]:
            for entry in outline:
                yield from walk(entry) if isinstance(entry, list) else [flat(entry.title)]

        return list(walk(self.reader.outline))


def flat(text: str) -> str:
    """Return a text without its spaces: where a line of a PDF breaks, there may be none."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def read(sheets: dict[str, bytes]) -> dict[str, Sheet]:
    return {path: Sheet(content) for path, content in sheets.items()}


def test_the_plan_and_the_actors_of_the_home_page_have_a_sheet(
    build: Build, sheets: dict[str, bytes]
) -> None:
    assert set(sheets) == {f"fiches/{slug}.pdf" for slug in ACTORS} | {"fiches/plan.pdf"}
    assert list_sheets(build.catalogue) == list(sheets)


def test_sheets_are_valid_pdf_ua_in_french(
    sheets: dict[str, bytes], read: dict[str, Sheet]
) -> None:
    for path, sheet in read.items():
        failures = validate_pdf_bytes(sheets[path], profile="ua1").failures
        assert [failure.rule_id for failure in failures] == [], path
        assert sheet.claims_conformity, path
        assert sheet.root["/Lang"].startswith("fr"), path
        assert sheet.metadata.author == read_file("site")["publisher"], path


def test_pages_are_numbered_and_dated_and_end_with_no_heading(read: dict[str, Sheet]) -> None:
    day = str(read[urls.PLAN_SHEET].metadata.creation_date)[:10]
    assert day == str(read_file("site")["updated"])
    for path, sheet in read.items():
        for number, leaf in enumerate(sheet.leaves, start=1):
            assert f"{number} / {len(sheet.leaves)}" in fold_space(leaf), path
            lines = leaf.splitlines()
            foot = next(rank for rank, line in enumerate(lines) if "données du" in line)
            last = flat(lines[foot - 1])
            assert not any(title.endswith(last) for title in sheet.titles), (path, number, last)
            assert not last.startswith("Titreofficiel"), (path, number)


def test_sheets_are_a4_and_need_no_font_of_the_system(read: dict[str, Sheet]) -> None:
    for path, sheet in read.items():
        for page in sheet.reader.pages:
            assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842], path
            resources: Any = page["/Resources"]
            fonts = {font.get_object()["/BaseFont"] for font in resources["/Font"].values()}
            assert all(re.match(r"/\w{6}\+Source(Sans3|Serif4)", font) for font in fonts), path


def test_bookmarks_follow_the_headings(read: dict[str, Sheet]) -> None:
    titles = read[urls.PLAN_SHEET].titles
    axes = [axis["title"] for axis in read_file("axes")["axes"]]
    named = [f"Axe {number} : {title}" for number, title in enumerate(axes, start=1)]
    measures = [f"{number}.{measure['title']}" for number, measure in MEASURES.items()]
    assert set(map(flat, [*named, *measures])) <= set(titles)


def test_dated_measures_come_first_in_each_group(build: Build) -> None:
    for slug in ACTORS:
        sheet = Sheets(build.catalogue, build.address).actor(build.catalogue.actors[slug])
        for group in sheet["groups"]:
            undated = [row["dates"][0]["when"] == "Sans échéance" for row in group["rows"]]
            assert undated == sorted(undated), (slug, group["title"])


def test_an_invitation_never_stands_among_duties(small: Build) -> None:
    sheet = Sheets(small.catalogue, small.address).actor(small.catalogue.actors["cyclistes"])
    titles = [group["title"] for group in sheet["groups"]]
    assert titles == ["À quoi le plan les associe, sans obligation", "Ce qui leur est destiné"]


def test_a_sheet_takes_one_leaf_of_paper_and_the_official_text_where_there_is_room(
    read: dict[str, Sheet], small: Build
) -> None:
    for slug in ACTORS:
        most = max(2, -(-len(named_in(slug)) // 8))  # pages: those of one leaf hold so many
        assert len(read[urls.sheet_url(slug)].leaves) <= most, slug
    sheet = Sheet(create_sheets(small.catalogue, small.address)["fiches/mairie.pdf"])
    assert len(sheet.leaves) == 1
    for number in (1, 2):
        assert flat(small.catalogue.measures[number].corrected.text) in flat(sheet.text)


@pytest.mark.parametrize("slug", ACTORS)
def test_a_sheet_says_each_part_with_its_role_mode_and_proof(
    read: dict[str, Sheet], build: Build, slug: str
) -> None:
    sheet = read[urls.sheet_url(slug)]
    text = flat(sheet.text)
    links = sheet.links
    assert flat(write_notice(build.catalogue.data)) in text
    assert links[build.address + urls.actor_url(slug)] >= 1
    assert ("Pardéductiondecesite" in text) == bool(named_in(slug, "deduced"))
    measures = rf"{re.escape(build.address)}mesures/(\d+)/"
    found = [match for link in links if (match := re.fullmatch(measures, link))]
    assert {int(match[1]) for match in found} == named_in(slug)
    for number in named_in(slug):
        measure = MEASURES[number]
        page = f"{build.address}mesures/{number}/"
        assert links[page] >= 1, number
        assert flat(measure.get("plain") or measure["title"]) in text, number
        for part in items(measure, "actors"):
            if part["actor"] != slug:
                continue
            # The title of a group says the role, but for what one is free to do.
            title = {"lead": "À faire", "contributor": "À quoi vous participez"}.get(part["role"])
            plural = build.catalogue.actors[slug].actor.is_plural
            kinds = [kind for kind in (*Role, *Mode) if kind in (part["role"], part.get("mode"))]
            words = ", ".join(kind.other_label if plural else kind.label for kind in kinds)
            if title and not part.get("mode") and part["evidence"] != "deduced":
                words = title
            assert flat(words[1:]) in text, number
            if part["evidence"] != "deduced":
                assert flat(EVIDENCE[part["evidence"]][1:]) in text, number
            if part.get("reason"):
                assert flat(part["reason"]) in text, number
            if part["evidence"] == "quote":
                assert flat(read_corrected(measure, part["quote"])) in text, number
        for deadline in items(measure, "deadlines"):
            assert flat(deadline["scope"]) in text, number


def test_the_sheet_says_the_summary_of_the_page(read: dict[str, Sheet], build: Build) -> None:
    for slug in ACTORS:
        html = build.pages[urls.actor_url(slug)].render(build.catalogue)
        found = re.search(r'<p class="lead summary">(.*?)</p>', html, re.DOTALL)
        assert found is not None, slug
        summary = re.sub(r"<[^>]+>", "", found[1])
        assert flat(summary) in flat(read[urls.sheet_url(slug)].text), slug


def test_the_plan_holds_every_reading_date_and_address(
    read: dict[str, Sheet], build: Build
) -> None:
    sheet = read[urls.PLAN_SHEET]
    text, links = flat(sheet.text), sheet.links
    for number, view in build.catalogue.measures.items():
        assert flat(view.corrected.text) in text, number
        assert links[f"{build.address}mesures/{number}/"] == 1, number
        for deadline in items(MEASURES[number], "deadlines"):
            assert flat(deadline["scope"]) in text, number
        for figure in items(MEASURES[number], "figures"):
            assert flat(figure["unit"][1:]) in text, number
    for service in read_file("help")["services"]:
        assert flat(service["name"]) in text


def test_the_same_data_make_the_same_bytes_and_are_not_set_again(
    small: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for name in ("one", "two"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        made.append(create_sheets(small.catalogue, small.address))
    assert made[0] == made[1]
    monkeypatch.setattr(typesetting, "_compile", lambda *_: pytest.fail("compiled again"))
    assert create_sheets(small.catalogue, small.address) == made[0]


@cases("sheets")
def test_a_character_that_no_font_has_costs_the_claim_and_not_the_sheet(
    small: Build, title: str, claims: bool, capsys: Capture, monkeypatch: Patch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    content = Sheets(small.catalogue, small.address).plan() | {"title": title}
    typesetting.typeset_all("sheet.typ", {"a": content}, **PDF_UA)
    capsys.readouterr()
    sheet = Sheet(typesetting.typeset_all("sheet.typ", {"a": content}, **PDF_UA)["a"])
    assert flat(title)[-9:] in flat(sheet.text)
    assert sheet.claims_conformity == claims
    # Said each time, not only when it is made.
    assert ("n’est dans aucune police" in capsys.readouterr().out) == (not claims)


def test_a_page_with_a_sheet_leads_to_it(build: Build) -> None:
    pages = build.pages
    for slug in list_slugs("actors"):
        html = pages[urls.actor_url(slug)].render(build.catalogue)
        assert (f'href="../../fiches/{slug}.pdf"' in html) == (slug in ACTORS), slug
    full_text = pages[urls.FULL_TEXT].render(build.catalogue)
    assert 'href="../fiches/plan.pdf"' in full_text
    assert 'href="../fiches/plan.epub"' in full_text
