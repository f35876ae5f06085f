"""The index of the search: a script that the browser loads whole (docs/assets/search/).

A script rather than JSON, since a page read from a disk may load the one and not the other.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from macros import urls
from macros.search_documents import Document

_FIELDS = tuple(field.name for field in fields(Document))


def write_index(documents: Iterable[Document], site: Path) -> None:
    """Write the index of these documents into a site, empty fields left out."""
    listed = [
        # The address of the home page is empty.
        {name: value for name in _FIELDS if (value := getattr(document, name)) or name == "url"}
        for document in documents
    ]
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    path = site / urls.SEARCH_INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"const searchDocuments = {text};\n", encoding="utf-8")
