"""What the triples are named: the addresses where readers find each thing, and literals.

No node is blank, so that the same data always give the same names. Properties of schema.org are in
`http://`, as its own JSON-LD context writes them.
"""

from dataclasses import dataclass
from urllib.parse import quote

from rdflib import XSD, Literal, Namespace, URIRef

from macros import urls
from macros.deriving import Catalogue
from macros.vocabulary import Vocabulary

SCHEMA = Namespace("http://schema.org/")
Triple = tuple[URIRef, URIRef, URIRef | Literal]


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one catalogue; `address` is the site's, with a final slash."""

    catalogue: Catalogue
    address: str

    def at(self, url: str) -> URIRef:
        return URIRef(self.address + url)

    def concept(self, value: Vocabulary) -> URIRef:
        return self.at(urls.vocabulary_url(type(value).__name__, value))


def french(text: str) -> Literal:
    return Literal(text, lang="fr")


def moment(text: str) -> Literal:
    """A date known to the year, the month or the day."""
    datatypes = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    return Literal(text, datatype=datatypes[len(text)])


def external(address: str) -> URIRef:
    """Return an address of another site, with the signs that no IRI may hold encoded."""
    return URIRef(quote(address, safe="%/:=&?~#+!$,;'@()*[]", encoding="utf-8"))
