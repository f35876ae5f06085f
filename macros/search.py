"""The search index of Material, made to find French words as people type them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any

from macros.french import fold

_SKIPPED = re.compile(r"<(nav|aside|details|svg|h1)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One result: a page, or a part of it. `title` and `text` are HTML, already escaped.

    `keywords` find it without being shown.
    """

    location: str
    title: str
    text: str
    keywords: tuple[str, ...] = ()


def extract_text(html: str) -> str:
    """Return the words of a page's body, still escaped, without its navigation and asides."""
    return " ".join(_TAG.sub(" ", _SKIPPED.sub(" ", html)).split())


def complete_index(index: dict[str, Any], entries: Iterable[SearchEntry]) -> dict[str, Any]:
    """Add our entries to Material's index, and to every entry a field `folded`.

    It holds the entry's distinct words without accents, with naive plurals; those of the keywords
    with their accents too, since no other field has them. The worker of Material searches any
    field named in `config.fields` and displays only its own.
    """
    fields = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "folded": {"boost": 1.0}}
    docs = [doc | {"folded": _fold_words([doc["title"], doc["text"]])} for doc in index["docs"]]
    docs += [
        {
            "location": entry.location,
            "title": entry.title,
            "text": entry.text,
            "folded": _fold_words([entry.title, entry.text], entry.keywords),
        }
        for entry in entries
    ]
    return index | {"config": index["config"] | {"fields": fields}, "docs": docs}


def _fold_words(shown: Iterable[str], hidden: Iterable[str] = ()) -> str:
    seen, unseen = (unescape(_TAG.sub(" ", " ".join(texts))) for texts in (shown, hidden))
    words = {*_WORD.findall(fold(f"{seen} {unseen}")), *_WORD.findall(unseen.lower())}
    plurals = {f"{word}s" for word in words if len(word) > 3 and word[-1] not in "sxz"}
    return " ".join(sorted(words | plurals))
