"""A measure as people cite it: in law, in a bibliography, in Wikipédia, on the web.

Each form escapes once, for its own syntax. None says when the page was read: only the reader knows.
"""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from macros import urls
from macros.catalogue.presentation import UNOFFICIAL, name_site
from macros.catalogue.versions import RecordVersion
from macros.catalogue.views import Catalogue, MeasureView
from macros.french import NO_BREAK, format_day

# What wikicode could read as its own; it reads character references as plain text.
_SYNTAX = {ord(sign): f"&#{ord(sign)};" for sign in "&<>{}|[]'_~"}


@dataclass(frozen=True, slots=True)
class Citation:
    """The content of a measure's citation, whatever its form.

    Nobody is named as its author: none is established for the plan, and its title here is ours.
    """

    number: int
    title: str  # « Mesure 21 : … »
    plan: str
    site: str
    publisher: str | None
    address: str  # of this version
    version: RecordVersion

    @property
    def key(self) -> str:
        return f"mesure-{self.number}-{self.version}"

    @property
    def place(self) -> str:
        """The measure's place in the plan, as the law would name it."""
        return f"{self.plan}, mesure {self.number}"

    @property
    def day(self) -> date:
        return self.version.day


def cite_measure(view: MeasureView, catalogue: Catalogue) -> Citation:
    data, number = catalogue.data, view.measure.number
    version = catalogue.versions.measures[number]
    page = urls.site_address(data.site.url) + urls.measure_url(number)
    return Citation(
        number=number,
        title=f"Mesure {number} : {view.measure.title}",
        plan=data.plan.title,
        site=name_site(data),
        publisher=data.site.publisher,
        address=f"{page}?{urls.VERSION}={version}",
        version=version,
    )


def cite_in_law(citation: Citation) -> str:
    """Return « Plan…, mesure 21 », and in which version of this site it was read."""
    return (
        f"{citation.place}, sur {citation.site} ({UNOFFICIAL}), "
        f"version {citation.version.describe('du')}, {citation.address}"
    )


def cite_in_iso_690(citation: Citation) -> tuple[str, str]:
    """Return a reference after ISO 690, in two parts: between them goes the day it was read."""
    publisher = f" {citation.publisher}." if citation.publisher else ""
    work = f"{citation.title}. In : {citation.site} ({UNOFFICIAL}) [en ligne].{publisher}"
    return (
        f"{work} Version {citation.version.describe('du')}",
        f". D’après : {citation.place}. Disponible à l’adresse : {citation.address}",
    )


def cite_in_wikipedia(citation: Citation) -> tuple[str, str]:
    """Return `{{Lien web}}` in two parts: between them goes the day it was read."""
    fields = {
        "langue": "fr",
        "titre": _escape_syntax(citation.title),
        "url": citation.address,
        "site": _escape_syntax(f"{citation.site} ({UNOFFICIAL})"),
        "éditeur": _escape_syntax(citation.publisher or ""),
        "date": format_day(citation.day).replace(NO_BREAK, " "),
    }
    given = "".join(f" |{name}={value}" for name, value in fields.items() if value)
    return f"{{{{Lien web{given} |consulté le=", "}}"


def link_in_html(citation: Citation) -> str:
    name = f"{citation.title} ({citation.site}, version {format_day(citation.day, 'du')})"
    link = Markup('<a href="{}">{}</a>').format(citation.address, name)
    return str(link)  # to be read as text, not as a link


def _escape_syntax(text: str) -> str:
    return " ".join(text.split()).translate(_SYNTAX)
