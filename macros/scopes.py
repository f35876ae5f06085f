"""What the page of one record may read, and the fingerprint of all of it.

A page that shows a few measures does not depend on the others: it is rendered with a scope in the
place of the catalogue, which has the measures that the page is about and the short lists (actors,
laws, sources…), and nothing else. A template that reads more fails, so that a fingerprint never says
less than what the page was made of.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, cast, get_type_hints

from macros.deriving import (
    ActorView,
    AxisView,
    Catalogue,
    DatedMeasure,
    Link,
    MeasureView,
    Nearby,
    Part,
    ThemeView,
)
from macros.history import Revision
from macros.model import Actor, Axis, Law, Measure, Site, Source
from macros.shaping import find_parts
from macros.versions import write_record

# The pages rendered in a scope; the others list everything, and are rendered each time.
SCOPED = frozenset({"measure.html", "compare.html", "theme.html", "actor.html", "deadline.html"})
# The lists that the pages of a scope may read whole.
_SHORT = (
    "site",
    "plan",
    "axes",
    "themes",
    "families",
    "actors",
    "laws",
    "terms",
    "sources",
    "services",
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A record of a short list, where the catalogue has a view that knows its measures."""

    actor: Actor | None = None
    axis: Axis | None = None
    law: Law | None = None


@dataclass(frozen=True, slots=True)
class _ShortData:
    site: Site
    plan: Any
    services: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Revisions:
    available: bool
    measures: Mapping[int, tuple[Revision, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a catalogue that does not grow with the plan, and a few measures."""

    data: _ShortData
    axes: Mapping[int, _Named]
    actors: Mapping[str, _Named]
    laws: Mapping[str, _Named]
    sources: Mapping[str, Source]
    measures: Mapping[int, MeasureView]
    history: _Revisions
    all_past: bool


class Scopes:
    """The scopes of one catalogue."""

    def __init__(self, catalogue: Catalogue, code: bytes = b"") -> None:
        self.catalogue = catalogue
        self.code = code

    def enter(self, context: Mapping[str, object]) -> Scope:
        """Return what a page with this context may read."""
        numbers = {measure.number for measure in find_measures(context)}
        history = self.catalogue.history
        return replace(
            self._shared,
            # Alone: what they are linked to is another measure.
            measures={
                number: replace(self.catalogue.measures[number], links=(), previous=None, next=None)
                for number in numbers
            },
            history=_Revisions(
                history.available,
                {number: history.measures.get(number, ()) for number in numbers},
            ),
        )

    def fingerprint(self, context: Mapping[str, object]) -> bytes:
        """Return a hash of all that a page with this context is made of."""
        hashed = hashlib.sha256(self._shared_mark)
        hashed.update(repr([*_list_words(context)]).encode(errors="surrogatepass"))
        history = self.catalogue.history
        numbers = {measure.number for measure in find_measures(context)}
        for number in sorted(numbers):
            hashed.update(self.catalogue.versions.digests[number])
            if history.available:
                hashed.update(repr(history.measures.get(number)).encode(errors="surrogatepass"))
        return hashed.digest()

    @cached_property
    def _shared(self) -> Scope:
        catalogue = self.catalogue
        data = catalogue.data
        return Scope(
            data=_ShortData(data.site, data.plan, data.services),
            axes={number: _Named(axis=view.axis) for number, view in catalogue.axes.items()},
            actors={slug: _Named(actor=view.actor) for slug, view in catalogue.actors.items()},
            laws={slug: _Named(law=view.law) for slug, view in catalogue.laws.items()},
            sources=catalogue.sources,
            measures={},
            history=_Revisions(catalogue.history.available, {}),
            all_past=catalogue.all_past,
        )

    @cached_property
    def _shared_mark(self) -> bytes:
        hashed = hashlib.sha256(self.code)
        hashed.update(repr((self.catalogue.history.available, self.catalogue.all_past)).encode())
        for name in _SHORT:
            value = getattr(self.catalogue.data, name)
            for record in value if isinstance(value, tuple) else (value,):
                hashed.update(f"{name}{write_record(record)}\n".encode(errors="surrogatepass"))
        return hashed.digest()


# What holds measures, and by what each is told from the others of its kind.
_IDENTITIES: dict[type, Callable[[Any], object]] = {
    Measure: lambda measure: measure.number,
    MeasureView: lambda view: view.measure.number,
    ActorView: lambda view: view.actor.slug,
    AxisView: lambda view: view.axis.number,
    ThemeView: lambda view: view.theme.slug,
    DatedMeasure: lambda moment: (moment.measure.number, moment.key),
    Link: lambda link: (link.measure.number, link.kind),
    Nearby: lambda nearby: (nearby.near.number, nearby.link.measure.number),
    Part: lambda part: (part.measure.number, part.participation.actor),
}


@cache
def _list_holders(kind: Any) -> tuple[str, ...]:
    """Return the fields in which there can be a measure."""
    hints = get_type_hints(kind)
    known = {*_IDENTITIES, object, Any}
    return tuple(name for name, hint in hints.items() if known.intersection(find_parts(hint)))


def find_measures(value: object) -> Iterator[Measure]:
    """Yield the measures that a page with this context can reach, some several times."""
    if isinstance(value, Measure):
        yield value
    elif isinstance(value, Mapping):
        yield from find_measures(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from find_measures(item)
    elif type(value) in _IDENTITIES:
        for name in _list_holders(cast("Any", type(value))):
            yield from find_measures(getattr(value, name))


def _list_words(value: object, name: str = "") -> Iterator[object]:
    """Yield what a context says by itself: its names, its plain values, and which records it has.

    What records say is in the digests.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _list_words(item, str(key))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _list_words(item, name)
    elif identify := _IDENTITIES.get(type(value)):
        yield name, type(value).__name__, identify(value)
    else:
        # Plain values, and values of ours that are written whole (citations, dates, actors).
        yield name, repr(value)
