"""What the search of the site finds: documents, and the index that the browser loads.

The browser folds, stems and ranks (docs/assets/search/). Here are only words, told apart by what they
are: names of the record, words that find it without being written there, its own text.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from html import unescape

_SKIPPED = re.compile(r"<(nav|aside|details|pre|svg|h1)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Kind(StrEnum):
    """The kinds of results; the browser names and ranks them."""

    MEASURE = "measure"
    AXIS = "axis"
    THEME = "theme"
    ACTOR = "actor"
    TERM = "term"
    LAW = "law"
    DEADLINE = "deadline"
    SOURCE = "source"
    PAGE = "page"
    HELP = "help"  # help that exists today: shown apart, never counted with the plan


@dataclass(frozen=True, slots=True)
class Document:
    """One result. All strings are plain text, never markup."""

    kind: Kind
    url: str
    title: str
    names: tuple[str, ...] = ()  # who types one of these, whole, means this record
    keywords: tuple[str, ...] = ()  # other words that find it; the result says by which
    heading: str = ""  # the titles above it
    text: str = ""
    actors: tuple[str, ...] = ()  # addresses of the actors whose names find it too
    deduced: tuple[str, ...] = ()  # likewise, for actors that the text does not name
    context: tuple[str, ...] = ()  # shown under the title


def extract_text(html: str) -> str:
    """Return the words of a page's body, without its navigation, its asides and what is there to be copied."""
    return " ".join(unescape(_TAG.sub(" ", _SKIPPED.sub(" ", html))).split())


def describe_words(url: str, title: str, description: str, html: str) -> Document:
    """Return the document of a page written by hand, from what it says."""
    text = f"{description} {extract_text(html)}"
    return Document(Kind.PAGE, url, title, (title,), text=text)


def iter_index(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the index piece by piece: JSON, empty fields left out."""
    before = '{"documents":['
    for document in documents:
        yield before + _write(document)
        before = ","
    yield "]}" if before == "," else f"{before}]}}"


def _write(document: Document) -> str:
    values = ((name, getattr(document, name)) for name in _FIELDS)
    # The address of the home page is empty.
    listed = {name: value for name, value in values if value or name == "url"}
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


_FIELDS = tuple(field.name for field in fields(Document))
