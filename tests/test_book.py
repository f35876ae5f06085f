"""The annotated plan as a book, read back; `python -m tests.audit.strangers` has epubcheck read it."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from macros.pages.book import create_book
from macros.site.build import Build
from tests.markup import text_of
from tests.raw import (
    follow_up_of,
    items,
    list_quotes,
    read_corrected,
    read_file,
    read_measures,
)

HTML = "{http://www.w3.org/1999/xhtml}"


def read_chapters(book: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return {
        name.removeprefix("EPUB/"): ET.fromstring(content)  # noqa: S314 (our own file)
        for name, content in files.items()
        if name.endswith((".xhtml", ".opf", ".xml"))
    }


@pytest.fixture(scope="module")
def book(build: Build) -> bytes:
    [(path, book)] = create_book(build.catalogue, build.address).items()
    assert path == "fiches/plan.epub"
    return book


@pytest.fixture(scope="module")
def chapters(book: bytes) -> dict[str, ET.Element]:
    return read_chapters(book)


def test_the_same_data_make_the_same_bytes_and_the_type_comes_first(
    book: bytes, build: Build
) -> None:
    assert create_book(build.catalogue, build.address)["fiches/plan.epub"] == book
    assert book[30:58] == b"mimetypeapplication/epub+zip"


def letters(text: str) -> str:
    """Return a text without its signs: a quotation within another takes other ones."""
    return "".join(re.findall(r"\w", text))


def test_each_measure_is_there_to_the_letter_with_its_proofs_and_what_became_of_it(
    chapters: dict[str, ET.Element],
) -> None:
    for number, measure in read_measures().items():
        [section] = chapters[f"axe-{measure['axis']}.xhtml"].findall(f".//*[@id='mesure-{number}']")
        text = text_of(section)
        assert measure["text"] in text, number
        said = [part["reason"] for part in items(measure, "actors") if "reason" in part]
        said += [read_corrected(measure, quote) for _, quote in list_quotes(measure)]
        for fact in follow_up_of(number):
            said += [fact["summary"], fact.get("quote", "")]
        for words in said:
            assert letters(words) in letters(text), (number, words)


def test_the_contents_lead_to_each_axis_and_measure(chapters: dict[str, ET.Element]) -> None:
    links = [link.get("href") for link in chapters["contents.xhtml"].iter(f"{HTML}a")]
    places = [f"axe-{m['axis']}.xhtml#mesure-{n}" for n, m in read_measures().items()]
    assert [link for link in links if link in places] == places
    assert {f"axe-{axis['number']}.xhtml" for axis in read_file("axes")["axes"]} < {*links}
