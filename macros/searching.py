"""The index of the search, for the engine that mkdocs.yml names (`extra.search`)."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from macros import urls
from macros.search import Document, iter_index


def write_index(engine: str, documents: Iterable[Document], site: Path) -> None:
    """Write into the folder `site` what the engine reads in the browser; `engine` is of ENGINES."""
    ENGINES[engine](documents, site)


def _write_whole(documents: Iterable[Document], site: Path) -> None:
    path = site / urls.SEARCH_INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(iter_index(documents))


def _write_paged(documents: Iterable[Document], site: Path) -> None:
    # Its program is started only where it is used.
    from macros.paged_index import write_paged_index

    write_paged_index(documents, site / urls.PAGED_INDEX)


ENGINES: Mapping[str, Callable[[Iterable[Document], Path], None]] = {
    "minisearch": _write_whole,
    "pagefind": _write_paged,
}
