"""The other forms of a page (`rel="alternate"`): data, citations, calendars, feeds, cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import urls
from macros.deriving import ActorView, MeasureView
from macros.interface import OUTPUTS


@dataclass(frozen=True, slots=True)
class Alternate:
    """A machine output that says what a page says. `url` is relative to the root.

    `absolute`: it must be announced by its whole address, as oEmbed demands.
    """

    url: str
    media_type: str
    title: str
    absolute: bool = False


_JSON, _CSV = "application/json", "text/csv"
# The list, and the table, of the records that a page shows.
_LISTS = {
    urls.PLAN: ("plan", "Le plan"),
    urls.MEASURES: ("measures", "Toutes les mesures"),
    urls.AXES: ("axes", "Les axes"),
    urls.THEMES: ("themes", "Les thèmes"),
    urls.ACTORS: ("actors", "Les acteurs"),
    urls.DEADLINES: ("deadlines", "Les dates"),
    urls.TIMELINE: ("deadlines", "Les dates"),
    urls.LAWS: ("laws", "Les textes de droit"),
    urls.GLOSSARY: ("glossary", "Le glossaire"),
    urls.SOURCES: ("sources", "Les sources"),
}
_TABLES = {
    urls.MEASURES: ("measures", "Toutes les mesures"),
    urls.DEADLINES: ("deadlines", "Les dates"),
    urls.TIMELINE: ("deadlines", "Les dates"),
    urls.FIGURES: ("figures", "Les objectifs chiffrés"),
}


def list_alternates(url: str, view: object) -> Iterator[Alternate]:
    """Yield the other forms of the page at `url`; `view` is what it shows, if it is a record."""
    if isinstance(view, MeasureView):
        number = view.measure.number
        for form, media_type, name in (
            ("json", _JSON, "JSON"),
            ("md", "text/markdown", "texte"),
        ):
            title = f"Mesure {number} ({name})"
            yield Alternate(urls.measure_output_url(number, form), media_type, title)
        yield Alternate(urls.bibtex_url(number), "application/x-bibtex", "Citer (BibTeX)")
        yield Alternate(urls.ris_url(number), "application/x-research-info-systems", "Citer (RIS)")
        yield Alternate(
            urls.csl_url(number), "application/vnd.citationstyles.csl+json", "Citer (CSL-JSON)"
        )
    if isinstance(view, MeasureView | ActorView) or url == urls.TIMELINE:
        yield Alternate(
            urls.oembed_url(url), "application/json+oembed", "Intégrer (oEmbed)", absolute=True
        )
    for lists, form, media_type in ((_LISTS, "json", _JSON), (_TABLES, "csv", _CSV)):
        if url in lists:
            name, title = lists[url]
            yield Alternate(urls.api_url(f"{name}.{form}"), media_type, f"{title} ({form.upper()})")
    if url == urls.DATA:
        for output in OUTPUTS:
            if not output.parameters:
                yield Alternate(output.url, output.media_type, output.title)
