"""What the sheets of actors and the sheet of the plan say in the same way."""

from collections.abc import Iterable, Iterator
from typing import Any

from macros.deriving import Catalogue, MeasureView, Part, read_quote
from macros.french import capitalize, format_day, format_moment, format_number
from macros.model import Deadline, Figure, LawReference, Participation, Range, Source, Target
from macros.presentation import UNOFFICIAL, describe_status, write_notice
from macros.qr import draw_qr_code
from macros.summaries import name_bearers
from macros.vocabulary import DeadlineKind

Content = dict[str, Any]


def complete_sheet(catalogue: Catalogue, page: str, **content: Any) -> Content:
    """Complete what a sheet says with what they all say."""
    site, plan = catalogue.data.site, catalogue.data.plan
    updated = format_day(site.updated)
    return {
        "publisher": site.publisher,
        "plan": plan.title,
        "short_title": plan.short_title,
        "notice": write_notice(catalogue.data),
        "address": page,
        "version": f"Version des données : {updated}.",
        "footer": f"{describe_status(catalogue.data)}, {UNOFFICIAL} · données du {updated}",
        "qr": draw_qr_code(page),
        "qr_label": f"QR code vers la page {page}",
    } | content


def describe_proof(
    fact: Participation | LawReference, view: MeasureView, catalogue: Catalogue
) -> Content:
    return {
        "quote": read_quote(view, fact.quote, fact.occurrence) if fact.quote else None,
        "reason": fact.reason,
        "source": name_source(catalogue.sources[fact.source]) if fact.source else None,
    }


def list_moments(
    deadlines: tuple[Deadline, ...], catalogue: Catalogue, part: Part | None = None
) -> Iterator[Content]:
    """Say each date with what it is about, and for an actor's part, on whom it falls."""
    due = next((d for d in deadlines if d.kind is DeadlineKind.DUE), None)
    if due is None:
        yield {"when": "Sans échéance", "detail": None}
    for deadline in deadlines:
        when = deadline.kind.label
        if deadline.date and deadline.bound:
            when += f", {deadline.bound.label} {format_day(deadline.date)}"
        detail = [deadline.scope]
        if deadline.date:
            detail.append(f" ({deadline.precision.label})")
        if deadline.bears_on:
            detail.append(f" ; date que le texte fixe {name_bearers(deadline, catalogue)}")
        elif part is not None and deadline is due:
            detail.append(" ; le texte ne dit pas à qui")
        if deadline.source:
            detail.append(f". Date tirée de : {name_source(catalogue.sources[deadline.source])}")
        yield {"when": capitalize(when), "detail": "".join(detail)}


def describe_figure(figure: Figure) -> str:
    """Return « CLS : au départ 30 ; cible (2010) : × 2, soit 60 (calculé). »"""
    said = []
    if figure.baseline:
        said.append(f"au départ {format_number(figure.baseline.value)}")
    year = f" ({figure.year})" if figure.year else ""
    if figure.target:
        said.append(f"cible{year} : {', soit '.join(_list_aims(figure.target))}")
    else:
        said.append("cible non chiffrée")
    note = f" {figure.note}" if figure.note else ""
    return f"{capitalize(figure.unit)} : {' ; '.join(said)}.{note}"


def _list_aims(target: Target) -> Iterator[str]:
    if target.factor is not None:
        yield f"× {format_number(target.factor)}"
    if target.value is not None:
        yield format_number(target.value) + (" (calculé)" if target.computed else "")
    match target.range:
        case Range(min=low, max=None):
            yield f"{format_number(low)} ou plus"
        case Range(min=low, max=float() | int() as high):
            yield f"de {format_number(low)} à {format_number(high)}"
    if target.coverage is not None:
        yield target.coverage.label


def name_source(source: Source) -> str:
    return f"{source.publisher}, {format_moment(source.date)}" if source.date else source.publisher


def list_sources(catalogue: Catalogue, cited: Iterable[str | None]) -> list[Content]:
    slugs = set(filter(None, cited))
    return [
        {
            "name": name_source(source),
            "title": source.title,
            "access": f"{capitalize(source.access.label)}.",
            "url": source.url,
        }
        for slug, source in catalogue.sources.items()
        if slug in slugs
    ]


def list_services(catalogue: Catalogue) -> list[Content]:
    """Where a victim finds help today: never part of the plan."""
    return [
        {
            "name": f"{service.number} · {service.name}" if service.number else service.name,
            "summary": service.summary,
            "source": name_source(catalogue.sources[service.source]),
            "url": service.url,
        }
        for service in catalogue.data.services
    ]
