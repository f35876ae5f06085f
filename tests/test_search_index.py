"""The index of the search."""

from pathlib import Path

from macros.search_documents import Document, Kind
from macros.search_index import write_index
from tests.markup import read_search


def test_the_index_holds_what_a_document_has_and_nothing_empty(tmp_path: Path) -> None:
    document = Document(Kind.TERM, "glossaire/#tig", "TIG", ("TIG",), text="L’été")
    write_index([document], tmp_path)
    assert read_search(tmp_path) == [
        {
            "kind": "term",
            "url": "glossaire/#tig",
            "title": "TIG",
            "names": ["TIG"],
            "text": "L’été",
        }
    ]
    # One character, not an escape of six.
    assert "L’été" in (tmp_path / "search/index.js").read_text(encoding="utf-8")


def test_an_index_of_nothing_is_an_index(tmp_path: Path) -> None:
    write_index([], tmp_path)
    assert read_search(tmp_path) == []
