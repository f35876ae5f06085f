"""The index of the search."""

import json

from macros.search_documents import Document, Kind
from macros.search_index import serialize_index


def test_the_index_holds_what_a_document_has_and_nothing_empty() -> None:
    document = Document(Kind.TERM, "glossaire/#tig", "TIG", ("TIG",), text="L’été")
    index = serialize_index([document])
    assert json.loads(index) == {
        "documents": [
            {
                "kind": "term",
                "url": "glossaire/#tig",
                "title": "TIG",
                "names": ["TIG"],
                "text": "L’été",
            }
        ]
    }
    assert "L’été" in index  # one character, not an escape of six


def test_an_index_of_nothing_is_an_index() -> None:
    assert json.loads(serialize_index([])) == {"documents": []}
