"""What an author can call in a page of `docs/`, e.g. `{{ measure(21) }}`. Results are HTML."""

from collections.abc import Callable
from typing import Any

from macros import urls
from macros.building import Build
from macros.rendering import render, render_component
from macros.shaping import suggest
from macros.vocabulary import DeadlineKind, Evidence

BLOCKS = {
    "axes": "axes_share.html",
    "doors": "doors.html",
    "figures": "figures.html",
    "help": "help_today.html",
    "moments": "moments_table.html",
    "plan-facts": "plan_facts.html",
    "quality": "quality.html",
    "site-map": "site_map.html",
    "timeline": "timeline.html",
}


class AuthorError(ValueError):
    """A macro was called with something that does not exist; the message is in French."""


class Authoring:
    """The macros for one build. `page` gives the address of the page being rendered."""

    def __init__(self, build: Build, page: Callable[[], str]) -> None:
        self.build = build
        self.catalogue = build.catalogue
        self.page = page

    def macros(self) -> dict[str, Callable[..., str]]:
        """Return the macros by the name authors call."""
        return {
            "measure": self.measure,
            "actor": self.actor,
            "term": self.term,
            "source": self.source,
            "measures": self.measures,
            "timeline": self.timeline,
            "figures": self.figures,
            "block": self.block,
            "site_setting": self.site_setting,
            "count": self.count,
        }

    def measure(self, number: int, text: str | None = None) -> str:
        """A link to a measure, by its number."""
        view = self._find(self.catalogue.measures, number, "mesure")
        return self._component(
            "named_link", urls.measure_url(number), text or f"mesure {view.measure.number}"
        )

    def actor(self, slug: str, text: str | None = None) -> str:
        """A link to an actor, by its slug."""
        view = self._find(self.catalogue.actors, slug, "acteur")
        return self._component("actor_link", slug, text or view.actor.name)

    def term(self, slug: str, text: str | None = None) -> str:
        """A link to a term of the glossary, by its slug."""
        term = self._find(self.catalogue.terms, slug, "terme")
        return self._component("named_link", urls.term_url(slug), text or term.term)

    def source(self, slug: str) -> str:
        """A link to a source, by its slug."""
        self._find(self.catalogue.sources, slug, "source")
        return self._component("source_note", slug)

    def measures(
        self,
        axis: int | None = None,
        theme: str | None = None,
        actor: str | None = None,
        evidence: str | None = None,
        dated: bool | None = None,
        caption: str = "Mesures",
    ) -> str:
        """A table of the measures that meet every facet given."""
        chosen = list(self.catalogue.data.measures)
        if axis is not None:
            self._find(self.catalogue.axes, axis, "axe")
            chosen = [m for m in chosen if m.axis == axis]
        if theme is not None:
            self._find(self.catalogue.themes, theme, "thème")
            chosen = [m for m in chosen if m.theme == theme]
        if actor is not None:
            self._find(self.catalogue.actors, actor, "acteur")
            wanted = {self._evidence(evidence)} if evidence else set(Evidence)
            chosen = [
                m
                for m in chosen
                if any(part.actor == actor and part.evidence in wanted for part in m.actors)
            ]
        if dated is not None:
            chosen = [
                m for m in chosen if any(d.kind is DeadlineKind.DUE for d in m.deadlines) == dated
            ]
        return self._component("measures_table", chosen, caption)

    def timeline(self) -> str:
        """The drawing of all the dates, by axis."""
        return self.block("timeline")

    def figures(self) -> str:
        """Every figure, from where it starts to where it aims."""
        return self.block("figures")

    def block(self, name: str) -> str:
        """A ready-made block, by name."""
        template = self._find(BLOCKS, name, "bloc")
        pages = tuple(self.build.pages.values())
        return render(template, self.page(), self.catalogue, pages=pages)

    def site_setting(self, name: str) -> str:
        """A value of data/site.yml, or « non renseigné »."""
        value = getattr(self.catalogue.data.site, name)
        return self._component("plain", value if value is not None else "non renseigné")

    def count(self, of: str, evidence: str = "quote", actor: str | None = None) -> str:
        """A number computed from the data."""
        if of == "measures" and actor:
            view = self._find(self.catalogue.actors, actor, "acteur")
            return str(view.count(self._evidence(evidence)))
        numbers = {
            "measures": len(self.catalogue.measures),
            "axes": len(self.catalogue.axes),
            "themes": len(self.catalogue.themes),
            "dated": len(self.catalogue.measures) - len(self.catalogue.without_due),
            "undated": len(self.catalogue.without_due),
            "sources": len(self.catalogue.sources),
        }
        return str(self._find(numbers, of, "compte"))

    def _component(self, name: str, *arguments: object) -> str:
        return render_component(name, self.page(), self.catalogue, *arguments)

    def _evidence(self, value: str) -> Evidence:
        found: Evidence = self._find({item.value: item for item in Evidence}, value, "preuve")
        return found

    def _find(self, among: dict[Any, Any], key: object, what: str) -> Any:
        if key not in among:
            raise AuthorError(f"{what} « {key} » inconnu(e){suggest(key, among)}")
        return among[key]
