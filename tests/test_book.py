"""The annotated plan as a book, read back; `python -m tests.audit.strangers` has epubcheck read it."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from macros.pages.book import create_book
from macros.site.build import Build
from tests.markup import text_of
from tests.raw import follow_up_of, items, list_quotes, read_corrected, read_measures

Chapters = dict[str, ET.Element]
BOOK = "fiches/plan.epub"


def read_chapters(book: bytes) -> Chapters:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        paths = [path for path in archive.namelist() if path.endswith(".xhtml")]
        trees = [ET.fromstring(archive.read(path)) for path in paths]  # noqa: S314 (our own file)
    return {path.removeprefix("EPUB/"): tree for path, tree in zip(paths, trees, strict=True)}


@pytest.fixture(scope="module")
def chapters(build: Build) -> Chapters:
    return read_chapters(create_book(build.catalogue, build.address)[BOOK])


def test_the_same_data_make_the_same_bytes_and_the_type_comes_first(small: Build) -> None:
    first, second = (create_book(small.catalogue, small.address)[BOOK] for _ in range(2))
    assert first == second
    assert first[30:58] == b"mimetypeapplication/epub+zip"


def letters(text: str) -> str:
    """Return a text without its signs: a quotation within another takes other ones."""
    return "".join(re.findall(r"\w", text))


def test_each_measure_is_there_to_the_letter_with_its_proofs_and_what_became_of_it(
    chapters: Chapters,
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


def test_the_contents_lead_to_each_measure(chapters: Chapters) -> None:
    links = [link.get("href", "") for link in chapters["contents.xhtml"].iter()]
    places = [f"axe-{m['axis']}.xhtml#mesure-{n}" for n, m in read_measures().items()]
    assert [link for link in links if "#mesure-" in link] == places
