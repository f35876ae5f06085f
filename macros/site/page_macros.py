"""Macros for the authors of `docs/`, e.g. `{{ measure(21) }}`. Results are HTML."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from macros import urls
from macros.catalogue import presentation
from macros.catalogue.citations import cite_measure
from macros.catalogue.presentation import find_example, list_examples
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.validation import suggest
from macros.french import format_day
from macros.pages.embeds import SANDBOX, frame, list_embeds, quote
from macros.pages.rendering import TEMPLATES, render
from macros.site.build import Build
from macros.site.handwritten import AuthorError

Value = TypeVar("Value")

BLOCKS = {path.stem: f"blocks/{path.name}" for path in sorted(TEMPLATES.glob("blocks/*.html"))}
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
# What Markdown could read as its own, in the words of the data.
_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "\\`*_{}[]()#+-.!|=~"}


@dataclass(frozen=True)
class Authoring:
    """The macros for one build.

    `page` gives the address of the page being rendered; `outputs` is the folder where the machine
    outputs are, if they were written.
    """

    build: Build
    page: Callable[[], str]
    outputs: Path | None = None

    @property
    def catalogue(self) -> Catalogue:
        return self.build.catalogue

    def macros(self) -> dict[str, Callable[..., str]]:
        """Return the macros by the name authors call."""
        return {
            macro.__name__: macro
            for macro in (
                *(self.measure, self.actor, self.term, self.source, self.citation, self.embed),
                *(self.block, self.site_setting, self.plan, self.example, self.count),
            )
        }

    def measure(self, number: int | str | None = None, text: str | None = None) -> str:
        """A link to a measure, by its number; without one, to the measure taken as an example."""
        view = self._find_measure(number)
        number, name = view.measure.number, view.name.lower()
        return self._inline("named_link", urls.measure_url(number), text or name)

    def actor(self, slug: str, text: str | None = None) -> str:
        """A link to an actor, by its slug."""
        view = self._find(self.catalogue.actors, slug, "acteur")
        return self._inline("actor_link", slug, text or view.actor.name)

    def term(self, slug: str, text: str | None = None) -> str:
        """A link to a term of the glossary, by its slug."""
        term = self._find(self.catalogue.terms, slug, "terme")
        return self._inline("named_link", urls.term_url(slug), text or term.term)

    def source(self, slug: str) -> str:
        """A link to a source, by its slug."""
        self._find(self.catalogue.sources, slug, "source")
        return self._inline("source_note", slug)

    def citation(self, number: int | str | None = None) -> str:
        """How to cite a measure, in every form."""
        citation = cite_measure(self._find_measure(number), self.catalogue)
        return self._render("cite_example.html", citation=citation)

    def embed(self, page: str) -> str:
        """The card of a page, by its address (« mesures/21/ »), live, with the code to copy."""
        embeds = {embed.page: embed for embed in list_embeds(self.catalogue)}
        embed, address = self._find(embeds, page, "page à intégrer"), self.build.address
        codes = {
            "frame": frame(embed, address),
            "quotation": quote(embed, address, self.catalogue.data.plan.title),
        }
        return self._render("embed_example.html", embed=embed, sandbox=SANDBOX, **codes)

    def block(self, name: str) -> str:
        """A ready-made block, by name."""
        template, build = self._find(BLOCKS, name, "bloc"), self.build
        pages = [page for page in build.pages.values() if page.listed]
        context = {"audit": build.audit, "address": build.address, "outputs": self.outputs}
        return self._render(template, pages=pages, **context)

    def check_block(self, name: str) -> str:
        """Stand for `block` where only its name matters: most of a page's time goes into blocks."""
        return self._find(dict.fromkeys(BLOCKS, ""), name, "bloc")

    def plan(self, name: str) -> str:
        """A fact of data/plan.yml in words; for « over », « dates », « help » and « past », empty if not so."""
        data = self.catalogue.data
        home = presentation.name_home(data)
        facts = {
            "title": data.plan.title,
            "years": data.plan.years,
            "period": presentation.say_years(data.plan),
            "status": presentation.describe_status(data),
            "measures": home[:1].lower() + home[1:],
            "over": "oui" if presentation.is_over(data) else "",
            "dates": "oui" if self.catalogue.dates else "",
            "help": "oui" if data.services else "",
            "past": "oui" if presentation.are_dates_past(data) else "",
        }
        return self._inline("plain", self._find(facts, name, "fait du plan"))

    def example(self, kind: str) -> str:
        """An address to take as an example (or the « number » of a measure), if there is one."""
        return str(self._find(list_examples(self.catalogue), kind, "exemple"))

    def site_setting(self, name: str) -> str:
        """A value of data/site.yml, empty if it is not set."""
        site = self.catalogue.data.site
        value = self._find(asdict(site), name, "réglage")
        if isinstance(value, dt.date):
            value = format_day(value)
        return self._inline("plain", value or "")

    def count(self, of: str) -> str:
        """A number computed from the data."""
        numbers = {
            "measures": len(self.catalogue.measures),
            "axes": len(self.catalogue.axes),
            "themes": len(self.catalogue.themes),
            "dated": len(self.catalogue.measures) - len(self.catalogue.without_due),
            "undated": len(self.catalogue.without_due),
            "sources": len(self.catalogue.sources),
        }
        return str(self._find(numbers, of, "compte"))

    def _render(self, template: str, **context: object) -> str:
        return render(template, self.page(), self.catalogue, **context)

    def _inline(self, name: str, *arguments: object) -> str:
        """Render a component that authors put inside a line of Markdown."""
        parts = _MARKUP.split(self._render("component.html", name=name, arguments=arguments))
        return "".join(
            part if index % 2 else part.translate(_MARKDOWN) for index, part in enumerate(parts)
        )

    def _find_measure(self, number: int | str | None) -> MeasureView:
        if number is None:
            return find_example(self.catalogue)
        measures = {str(key): view for key, view in self.catalogue.measures.items()}
        return self._find(measures, str(number), "mesure")

    def _find(self, among: Mapping[Any, Value], key: object, what: str) -> Value:
        if key not in among:
            raise AuthorError(f"« {key} » n’existe pas ({what}){suggest(key, among)}")
        return among[key]
