"""The documents of the search and their index."""

import json

from macros.search import Document, Kind, extract_text, iter_index


def test_only_the_body_of_a_page_is_read() -> None:
    html = (
        '<nav aria-label="x"><a>Accueil</a></nav><h1>Titre</h1><p>Un <b>mot</b>.</p>'
        "<details><summary>Le texte</summary>à la lettre</details><svg><text>12</text></svg>"
        "<aside>Aide</aside><pre>@online{x}</pre>\n<p>L&rsquo;été &lt;i&gt;</p>"
    )
    assert extract_text(html).split() == ["Un", "mot", ".", "L’été", "<i>"]


def test_the_index_holds_what_a_document_has_and_nothing_empty() -> None:
    document = Document(Kind.TERM, "glossaire/#tig", "TIG", ("TIG",), text="L’été")
    index = "".join(iter_index([document]))
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
    assert json.loads("".join(iter_index([]))) == {"documents": []}
