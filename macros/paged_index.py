"""The documents of the search as a Pagefind index: in pieces, of which a browser loads few.

For plans whose whole index (search.py) would be too long to load: see
docs/decisions/0004-search-engine.md. Pagefind reads French in its own way, in WebAssembly.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import escape
from pagefind.index import IndexConfig
from pagefind.service import PagefindService

from macros.french import fold
from macros.search import Document, Kind

# Of 10; what a document is called says more than the titles above it.
WEIGHTS = {
    "title": 8,
    "names": 10,
    "keywords": 6,
    "actors": 4,
    "text": 3,
    "heading": 1,
    "deduced": 0.5,
}
# Begins the one word that each name makes, by which its record comes first (paged.js).
NAME = "nom"
# What a misspelling is compared with; loaded when nothing else is found.
WORDS = "words.txt"
PATIENCE = 60  # seconds
_WORD = re.compile(r"[^\W\d_]{4,}")
# Pagefind's own interfaces.
UNUSED = (
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
    "wasm.unknown.pagefind",
)
KEPT = ("kind", "url", "title", "names", "keywords", "text", "context")


def write_paged_index(documents: Iterable[Document], folder: Path) -> None:
    """Write into `folder` what the browser asks for: the engine and the pieces of the index."""
    listed = tuple(documents)
    actors = {document.url: document for document in listed if document.kind is Kind.ACTOR}
    with TemporaryDirectory() as pages:
        for number, document in enumerate(listed):
            # Several documents may have one address, which is among what is kept of each.
            page = _describe(document, actors)
            Path(pages, f"{number}.html").write_text(page, encoding="utf-8")
        asyncio.run(_index(pages, folder))
    for file in UNUSED:
        folder.joinpath(file).unlink()
    words = {word for document in listed for word in _WORD.findall(_join_words(document))}
    (folder / WORDS).write_text("\n".join(sorted(words)), encoding="utf-8")


async def _index(pages: str, folder: Path) -> None:
    config: IndexConfig = {"output_path": str(folder.absolute()), "force_language": "fr"}
    async with PagefindService() as service:
        index = await service.create_index(config)
        # All at once: its library waits a tenth of a second for each answer.
        await index.add_directory(pages)
        await index.write_files()
        # It answers before the last files are written, and would be ended: they would stay empty.
        async with asyncio.timeout(PATIENCE):
            while any(path.stat().st_size == 0 for path in folder.rglob("*") if path.is_file()):
                await asyncio.sleep(0.02)


def _join_words(document: Document) -> str:
    strings = (document.title, *document.names, *document.keywords, document.heading, document.text)
    return " ".join(strings).lower()


def _describe(document: Document, actors: dict[str, Document]) -> str:
    """Return the words of a document as a page that Pagefind weighs."""
    kept = {key: value for key, value in asdict(document).items() if key in KEPT and value}
    shown = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    blocks = "".join(
        f'<p data-pagefind-weight="{weight}">{escape(fold(words))}</p>'
        for field, weight in WEIGHTS.items()
        if (words := " ; ".join(_list_words(document, field, actors)))
    )
    names = " ".join(NAME + re.sub(r"[\W_]", "", fold(name)) for name in document.names)
    return (
        '<html lang="fr"><body>'
        f'<meta data-pagefind-meta="document[content]" content="{escape(shown)}">{blocks}<p>{escape(names)}</p></body></html>'
    )


def _list_words(document: Document, field: str, actors: dict[str, Document]) -> Iterator[str]:
    value = getattr(document, field)
    if field in ("actors", "deduced"):
        for url in value:
            yield from (actors[url].title, *actors[url].keywords)
    elif value:
        yield from (value,) if isinstance(value, str) else value
