"""A measure as people cite it: in law, in a bibliography, in Wikipédia, on the web; any page, by Zotero.

Each form escapes once, for its own syntax. What people paste in a text has the no-break spaces of
French, as styles of bibliographies set them; what programs read has plain ones, for these styles to
set. None says when the page was read: only the reader knows. All say what the reader must know of
the words: that they are no official copy, not read whole, deduced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from macros import urls
from macros.catalogue.presentation import UNOFFICIAL, name_site
from macros.catalogue.versions import RecordVersion
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.vocabulary import Access, Evidence
from macros.french import NO_BREAK, capitalize, format_count, format_day, typeset

# What wikicode could read as its own; it reads character references as plain text.
_SYNTAX = {ord(sign): f"&#{ord(sign)};" for sign in "&<>{}|[]'_~"}


@dataclass(frozen=True, slots=True)
class Citation:
    """The content of a measure's citation, whatever its form.

    Nobody is named as its author: none is established for the plan, and its title here is ours.
    """

    number: int
    name: str  # « Mesure 21 »
    title: str  # « Mesure 21 : … »
    plan: str
    site: str
    publisher: str | None
    address: str  # of this version
    version: RecordVersion
    caveat: str  # « site non officiel ; source du plan lue dans une copie »
    edition: str | None = None  # the one that holds this version, if there is one

    @property
    def key(self) -> str:
        return f"mesure-{self.number}-{self.version}"

    @property
    def place(self) -> str:
        """The measure's place in the plan, as the law would name it."""
        return f"{self.plan}, {self.name.lower()}"

    @property
    def origin(self) -> str:
        """What goes with its title, in notes."""
        return f"D’après : {self.place}. {capitalize(self.caveat)}."

    @property
    def day(self) -> date:
        return self.version.day


def cite_measure(view: MeasureView, catalogue: Catalogue, edition: str | None = None) -> Citation:
    """Cite the first edition that holds this version, else the page; `edition` is one being made."""
    data, number = catalogue.data, view.measure.number
    version = catalogue.versions.measures[number]
    holding = (
        e.name for e in catalogue.editions if e.versions.get(number, "").endswith(version.hash)
    )
    edition = edition or next(holding, None)
    page = f"{urls.measure_url(number)}?{urls.VERSION}={version}"
    caveats = [*_list_caveats(view, catalogue)]
    if edition:
        page = urls.edition_url(edition, number)
        caveats.append(f"fiche figée dans l’édition {edition}")
    return Citation(
        number=number,
        name=view.name,
        title=view.title,
        plan=data.plan.title,
        site=name_site(data),
        publisher=data.site.publisher,
        address=urls.site_address(data.site.url) + page,
        version=version,
        caveat=" ; ".join(caveats),
        edition=edition,
    )


def _list_caveats(view: MeasureView, catalogue: Catalogue) -> Iterator[str]:
    """Yield what travels with every citation: of the site, of the document, of the facts of a measure."""
    yield UNOFFICIAL
    source, measure = catalogue.sources[catalogue.data.plan.title_source], view.measure
    if source.access is not Access.LIVE:
        yield f"source du plan {source.access.label}"
    parts = (*view.outcome.follow_up, *measure.succession, measure.today)
    if partly := len({part.source for part in parts if part and part.partly_read}):
        yield format_count(partly, "source lue en partie", "sources lues en partie")
    kinds = [part.evidence for part in measure.actors] + [law.evidence for law in measure.laws]
    if deduced := kinds.count(Evidence.DEDUCED):
        yield format_count(deduced, "fait déduit par ce site", "faits déduits par ce site")


def describe_page(
    title: str,
    description: str,
    address: str,
    day: date,
    catalogue: Catalogue,
    citation: Citation | None = None,
) -> dict[str, str]:
    """Return the metadata of a page, by name, as Zotero and others read them to cite it.

    A measure has its `citation`; another page, the day when what it shows last changed.
    """
    publisher, origin = catalogue.data.site.publisher, f"{capitalize(UNOFFICIAL)}."
    if citation:
        address, day, origin = citation.address, citation.day, citation.origin
    metadata = {
        "citation_title": title,
        "citation_publication_date": day.isoformat(),
        "citation_language": "fr",
        "citation_public_url": address,
        "citation_abstract": f"{description} {origin}",
        "citation_publisher": publisher,
        "DC.title": title,
        "DC.type": "webpage",  # else Zotero takes what has a title for an article of a journal
        "DC.date": day.isoformat(),
        "DC.language": "fr",
        "DC.identifier": address,
        "DC.publisher": publisher,
        "DC.rights": "Licence Ouverte 2.0 (Etalab)",
    }
    return {name: value for name, value in metadata.items() if value}


def cite_in_law(citation: Citation) -> str:
    """Return « Plan…, mesure 21 », and in which version of this site it was read."""
    return typeset(
        f"{citation.place}, sur {citation.site} ({citation.caveat}), "
        f"version {citation.version.describe('du')}, {citation.address}"
    )


def cite_in_iso_690(citation: Citation) -> tuple[str, str]:
    """Return a reference after ISO 690, in two parts: between them goes the day it was read."""
    publisher = f" {citation.publisher}." if citation.publisher else ""
    work = f"{citation.title}. In : {citation.site} ({citation.caveat}) [en ligne].{publisher}"
    return (
        typeset(f"{work} Version {citation.version.describe('du')}"),
        typeset(f". D’après : {citation.place}. Disponible à l’adresse : {citation.address}"),
    )


def cite_in_wikipedia(citation: Citation) -> tuple[str, str]:
    """Return `{{Lien web}}` in two parts: between them goes the day it was read."""
    fields = {
        "langue": "fr",
        "titre": _escape_syntax(citation.title),
        "url": citation.address,
        "site": _escape_syntax(f"{citation.site} ({citation.caveat})"),
        "éditeur": _escape_syntax(citation.publisher or ""),
        "date": format_day(citation.day).replace(NO_BREAK, " "),
    }
    given = "".join(f" |{name}={value}" for name, value in fields.items() if value)
    return f"{{{{Lien web{given} |consulté le=", "}}"


def link_in_html(citation: Citation) -> str:
    version = f"version {format_day(citation.day, 'du')}"
    name = f"{citation.title} ({citation.site}, {citation.caveat}, {version})"
    link = Markup('<a href="{}">{}</a>').format(citation.address, typeset(name))
    return str(link)  # to be read as text, not as a link


def _escape_syntax(text: str) -> str:
    return " ".join(text.split()).translate(_SYNTAX)
