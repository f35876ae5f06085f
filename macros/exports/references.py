"""`/api/v1/measures/21.bib`, `.ris`, `.csl.json`: a measure for reference managers."""

import json
import re
from functools import lru_cache
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import (
    RULE_DICT,
    RULE_REGEX,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from macros import urls
from macros.citations import Citation, cite_measure
from macros.deriving import Catalogue
from macros.passages import fold_space
from macros.presentation import UNOFFICIAL

_LATEX = UnicodeToLatexEncoder(
    conversion_rules=[
        # BibTeX counts braces, even those that LaTeX would not.
        UnicodeToLatexConversionRule(
            RULE_DICT,
            {
                ord("{"): r"\lbrace{}",
                ord("}"): r"\rbrace{}",
                ord("<"): r"\textless{}",
                ord(">"): r"\textgreater{}",
                ord('"'): '"',
            },
        ),
        UnicodeToLatexConversionRule(RULE_REGEX, [(re.compile(r"[^\x00-\x7f]"), lambda m: m[0])]),
        "defaults",
    ]
)
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]
_FORMAT.indent = "  "


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002 (the library's signature)
        """Write no number before a reference: not all readers pass over it."""
        return ""


def create_references(catalogue: Catalogue, address: str) -> dict[str, str | bytes]:  # noqa: ARG001
    """Return the three files of each measure, by path."""
    made: dict[str, str | bytes] = {}
    for number, view in catalogue.measures.items():
        citation = cite_measure(view, catalogue)
        made[urls.bibtex_url(number)] = write_bibtex(citation)
        # As bytes: its line ends are part of the format.
        made[urls.ris_url(number)] = write_ris(citation).encode()
        made[urls.csl_url(number)] = write_csl(citation)
    return made


@lru_cache(maxsize=4096)  # all but the title are the same in all
def _escape_latex(text: str) -> str:
    escaped: str = _LATEX.unicode_to_latex(text)
    return escaped


@lru_cache(maxsize=4096)  # for the page, then for the file
def write_bibtex(citation: Citation) -> str:
    """Return the reference in BibTeX, as UTF-8 text that LaTeX takes as it is."""
    words = {
        "title": citation.title,
        "organization": citation.site,
        "publisher": citation.publisher,
        "version": citation.version.hash,
        "note": _describe_origin(citation),
    }
    fields = [
        # A second pair of braces keeps capitals as they are.
        Field(name, f"{{{_escape_latex(fold_space(value))}}}")
        for name, value in words.items()
        if value
    ]
    fields += [
        Field("date", citation.day.isoformat()),
        Field("year", str(citation.day.year)),
        Field("url", citation.address),
        Field("langid", "french"),
    ]
    library = Library([Entry("online", citation.key, fields)])
    return write_string(library, bibtex_format=_FORMAT)


@lru_cache(maxsize=4096)  # for the page, then for the file
def write_ris(citation: Citation) -> str:
    """Return the reference in RIS. A line break in a value would start another field."""
    fields: dict[str, Any] = {
        "type_of_reference": "ELEC",
        "id": citation.key,
        "title": fold_space(citation.title),
        "secondary_title": fold_space(citation.site),
        "publisher": fold_space(citation.publisher or ""),
        "year": str(citation.day.year),
        "date": citation.day.strftime("%Y/%m/%d"),
        "edition": citation.version.hash,
        "language": "fr",
        "urls": [citation.address],
        "notes": [fold_space(_describe_origin(citation))],
    }
    given = {name: value for name, value in fields.items() if value}
    text: str = rispy.dumps([given], implementation=_RisWriter)
    return text


@lru_cache(maxsize=4096)  # for the page, then for the file
def write_csl(citation: Citation) -> str:
    """Return the reference in CSL-JSON, a list of one."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "webpage",
        "title": fold_space(citation.title),
        "container-title": fold_space(citation.site),
        "publisher": citation.publisher,
        "issued": {"date-parts": [[citation.day.year, citation.day.month, citation.day.day]]},
        "version": citation.version.hash,
        "language": "fr",
        "URL": citation.address,
        "note": fold_space(_describe_origin(citation)),
    }
    given = {name: value for name, value in item.items() if value}
    return json.dumps([given], ensure_ascii=False, indent=1) + "\n"


def _describe_origin(citation: Citation) -> str:
    return f"D’après : {citation.place}. {UNOFFICIAL[0].upper()}{UNOFFICIAL[1:]}."
