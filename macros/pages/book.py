"""`/fiches/plan.epub`: the annotated plan as a book (EPUB 3), in the words of the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO

from macros import urls
from macros.catalogue.views import AxisView, Catalogue
from macros.pages.rendering import TEMPLATES, render
from macros.zips import write_zip

_TYPE = "mimetype", b"application/epub+zip"  # the first file, as it is: systems look for it there
_STYLES = "style.css"
_SOURCES = "sources.xhtml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book, of the template of its name or, with a `view`, of that of an axis."""

    file: str
    title: str
    view: AxisView | None = None


def create_book(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    moment = datetime.combine(catalogue.data.site.updated, time(), UTC)
    book = BytesIO()
    write_zip(book, [_TYPE, *sorted(_list_files(catalogue, address))], moment, {_TYPE[0]})
    return {urls.BOOK: book.getvalue()}


def _list_files(catalogue: Catalogue, address: str) -> Iterator[tuple[str, bytes]]:
    chapters = [*_list_chapters(catalogue)]
    inside = {urls.source_url(slug): f"{_SOURCES}#{slug}" for slug in catalogue.sources}
    for number, view in catalogue.measures.items():
        inside[urls.measure_url(number)] = f"{_name_axis(view.measure.axis)}#mesure-{number}"

    def find_place(url: str) -> str:
        """Return where a link leads: in the book if that is there, else to the site."""
        return inside.get(url) or address + url

    def write(template: str, **context: object) -> bytes:
        shared = {"address": address, "chapters": chapters, "styles": _STYLES, "href": find_place}
        return render(f"book/{template}", urls.BOOK, catalogue, **{**shared, **context}).encode()

    yield "META-INF/container.xml", write("container.xml")
    yield "EPUB/package.opf", write("package.opf")
    yield f"EPUB/{_STYLES}", (TEMPLATES / "book" / _STYLES).read_bytes()
    for chapter in chapters:
        template = "axis.xhtml" if chapter.view else chapter.file
        yield f"EPUB/{chapter.file}", write(template, title=chapter.title, view=chapter.view)


def _list_chapters(catalogue: Catalogue) -> Iterator[Chapter]:
    yield Chapter("title.xhtml", catalogue.data.plan.title)
    yield Chapter("contents.xhtml", "Sommaire")
    for number, view in catalogue.axes.items():
        yield Chapter(_name_axis(number), f"Axe {number} : {view.axis.title}", view)
    if catalogue.data.services:
        yield Chapter("help.xhtml", "Trouver de l’aide aujourd’hui")
    yield Chapter(_SOURCES, "Sources")


def _name_axis(number: int) -> str:
    return f"axe-{number}.xhtml"
