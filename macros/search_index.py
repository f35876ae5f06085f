"""The index of the search: a file that the browser loads whole (docs/assets/search/)."""

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from macros import urls
from macros.search_documents import Document

_FIELDS = tuple(field.name for field in fields(Document))


def write_index(documents: Iterable[Document], site: Path) -> None:
    """Write the index of these documents into a site."""
    path = site / urls.SEARCH_INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(serialize_index(documents), encoding="utf-8")


def serialize_index(documents: Iterable[Document]) -> str:
    """Return the index as JSON, empty fields left out."""
    listed = [
        # The address of the home page is empty.
        {name: value for name in _FIELDS if (value := getattr(document, name)) or name == "url"}
        for document in documents
    ]
    return json.dumps({"documents": listed}, ensure_ascii=False, separators=(",", ":"))
