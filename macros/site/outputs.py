"""Every machine output, written into the folder of the site."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from macros.catalogue.views import Catalogue
from macros.exports.calendars import create_calendars
from macros.exports.cards import create_cards
from macros.exports.documents import create_documents, create_schemas
from macros.exports.hosting import create_robots
from macros.exports.linked_data import create_linked_data
from macros.exports.measure_markdown import create_measure_markdown
from macros.exports.openapi import create_openapi
from macros.exports.references import create_references
from macros.exports.sheets import create_sheets
from macros.exports.tables import create_tables
from macros.exports.version import create_version
from macros.pages.embeds import create_embeds
from macros.pages.feeds import create_feeds
from macros.pages.former_addresses import copy_moved, create_redirects
from macros.parallel import parallel_map

Content = str | bytes | Iterable[str]  # whole, or in pieces where the whole would be too much
# Each takes the catalogue and the site's address, and returns contents by path.
Create = Callable[[Catalogue, str], Mapping[str, Content]]


# The longest first: each is made by a process of its own.
OUTPUTS: tuple[Create, ...] = (
    create_sheets,
    create_cards,
    create_linked_data,
    create_documents,
    create_calendars,
    create_schemas,
    create_openapi,
    create_tables,
    create_measure_markdown,
    create_references,
    create_embeds,
    create_feeds,
    create_robots,
    create_version,
    create_redirects,
)


def write_outputs(catalogue: Catalogue, address: str, folder: Path) -> None:
    """Make all of them; `address` is the site's, with a final slash."""

    def write(create: Create) -> None:
        write_files(folder, create(catalogue, address))

    for _ in parallel_map(write, OUTPUTS):
        pass
    copy_moved(folder, catalogue.data.permalinks)


def write_files(folder: Path, contents: Mapping[str, Content]) -> None:
    """Write files under a folder, by path."""
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as written:
            if isinstance(content, bytes):
                written.write(content)
            else:
                pieces = [content] if isinstance(content, str) else content
                written.writelines(piece.encode() for piece in pieces)
