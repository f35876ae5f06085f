"""`/api/v1/plan.bib`, `plan.ris`, `plan.csl.json`: every measure for reference managers."""

from collections.abc import Sequence

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from macros import urls
from macros.catalogue.citations import Citation, cite_measure
from macros.catalogue.views import Catalogue
from macros.data.passages import fold_space
from macros.exports.interface import write_json

# What LaTeX does not take as it is: BibTeX is read as UTF-8. It counts braces, even escaped ones.
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "#$%&_"}
    | {
        "\\": r"{\textbackslash}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "{": r"\lbrace{}",
        "}": r"\rbrace{}",
    }
)
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]
_FORMAT.indent = "  "


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002 (the library's signature)
        """Write no number before a reference: not all readers pass over it."""
        return ""


def create_references(catalogue: Catalogue, address: str) -> dict[str, str | bytes]:  # noqa: ARG001
    citations = [cite_measure(view, catalogue) for view in catalogue.measures.values()]
    return {
        urls.api_url("plan.bib"): write_bibtex(citations),
        # As bytes: its line ends are part of the format.
        urls.api_url("plan.ris"): write_ris(citations).encode(),
        urls.api_url("plan.csl.json"): write_csl(citations),
    }


def write_bibtex(citations: Sequence[Citation]) -> str:
    """Return references in BibTeX, as UTF-8 text that LaTeX takes as it is."""
    library = Library([_create_entry(citation) for citation in citations])
    return write_string(library, bibtex_format=_FORMAT)


def _create_entry(citation: Citation) -> Entry:
    words = {
        "title": citation.title,
        "organization": citation.site,
        "publisher": citation.publisher,
        "version": citation.version.hash,
        "note": citation.origin,
    }
    fields = [
        # A second pair of braces keeps capitals as they are.
        Field(name, f"{{{fold_space(value).translate(_LATEX)}}}")
        for name, value in words.items()
        if value
    ]
    fields += [
        Field("date", citation.day.isoformat()),
        Field("year", str(citation.day.year)),
        Field("url", citation.address),
        Field("langid", "french"),
    ]
    return Entry("online", citation.key, fields)


def write_ris(citations: Sequence[Citation]) -> str:
    """Return references in RIS. A line break in a value would start another field."""
    references = [
        {
            "type_of_reference": "ELEC",
            "id": citation.key,
            "title": fold_space(citation.title),
            "secondary_title": fold_space(citation.site),
            **({"publisher": fold_space(citation.publisher)} if citation.publisher else {}),
            "year": str(citation.day.year),
            "date": citation.day.strftime("%Y/%m/%d"),
            "edition": citation.version.hash,
            "language": "fr",
            "urls": [citation.address],
            "notes": [fold_space(citation.origin)],
        }
        for citation in citations
    ]
    text: str = rispy.dumps(references, implementation=_RisWriter)
    return text


def write_csl(citations: Sequence[Citation]) -> str:
    items = [
        {
            "id": citation.key,
            "type": "webpage",
            "title": fold_space(citation.title),
            "container-title": fold_space(citation.site),
            **({"publisher": citation.publisher} if citation.publisher else {}),
            "issued": {"date-parts": [[citation.day.year, citation.day.month, citation.day.day]]},
            "version": citation.version.hash,
            "language": "fr",
            "URL": citation.address,
            "note": fold_space(citation.origin),
        }
        for citation in citations
    ]
    return write_json(items)
