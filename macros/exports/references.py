"""`/api/v1/plan.bib`, `plan.ris`, `plan.csl.json`: every measure for reference managers."""

from collections.abc import Iterator, Sequence

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
    return "\n\n".join(map(_write_entry, citations)) + "\n"


def _write_entry(citation: Citation) -> str:
    words = {
        "title": citation.title,
        "organization": citation.site,
        "publisher": citation.publisher,
        "version": citation.version.hash,
        "note": citation.origin,
    }
    # A second pair of braces keeps capitals as they are.
    fields = {
        name: f"{{{fold_space(value).translate(_LATEX)}}}" for name, value in words.items() if value
    }
    fields |= {"date": citation.day.isoformat(), "year": str(citation.day.year)}
    fields |= {"url": citation.address, "langid": "french"}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@online{{{citation.key},\n{lines}\n}}"


def write_ris(citations: Sequence[Citation]) -> str:
    """Return references in RIS. A line break in a value would start another field."""
    lines = (f"{tag}  - {value}" for each in citations for tag, value in _list_tags(each))
    return "".join(f"{line}\r\n" for line in lines)


def _list_tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "ID", citation.key
    yield "TI", fold_space(citation.title)
    yield "T2", fold_space(citation.site)
    if citation.publisher:
        yield "PB", fold_space(citation.publisher)
    yield "PY", str(citation.day.year)
    yield "DA", citation.day.strftime("%Y/%m/%d")
    yield "ET", citation.version.hash
    yield "LA", "fr"
    yield "UR", citation.address
    yield "N1", fold_space(citation.origin)
    yield "ER", ""


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
