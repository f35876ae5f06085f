"""What the explorer of measures can filter by: the choices, and each measure's values."""

from dataclasses import dataclass

from macros.deriving import Catalogue, MeasureView
from macros.french import capitalize, fold
from macros.vocabulary import Commitment, DeadlineKind, Evidence, Role, Vocabulary

Choice = tuple[str, str]  # value in the query string, label


@dataclass(frozen=True, slots=True)
class Explorer:
    """The choices of each filter, and `rows`: the values of each measure, by its number."""

    axes: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    evidence: tuple[Choice, ...]
    dates: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    commitments: tuple[Choice, ...]
    presence: tuple[Choice, ...]
    rows: dict[int, dict[str, str]]


def derive_explorer(catalogue: Catalogue) -> Explorer:
    """Compute the choices in the order of the plan, actors by name."""
    years = sorted({str(m.deadline.date.year) for m in catalogue.moments if m.deadline.date})
    actors = [view for view in catalogue.actors.values() if view.parts]
    actors.sort(key=lambda view: fold(view.actor.name))
    return Explorer(
        axes=tuple(
            (str(number), f"{number}. {view.axis.title}") for number, view in catalogue.axes.items()
        ),
        themes=tuple((slug, view.theme.title) for slug, view in catalogue.themes.items()),
        actors=tuple((view.actor.slug, capitalize(view.actor.name)) for view in actors),
        roles=_choices(Role),
        evidence=_choices(Evidence),
        dates=(*_choices(DeadlineKind), ("none", "Aucune date")),
        periods=tuple((year, year) for year in years),
        commitments=_choices(Commitment),
        presence=(("yes", "Avec"), ("no", "Sans")),
        rows={number: _describe(view) for number, view in catalogue.measures.items()},
    )


def _choices(vocabulary: type[Vocabulary]) -> tuple[Choice, ...]:
    return tuple((item.value, capitalize(item.label)) for item in vocabulary)


def _describe(view: MeasureView) -> dict[str, str]:
    measure = view.measure
    years = {str(deadline.date.year) for deadline in measure.deadlines if deadline.date}
    words = (measure.title, view.reading.text, view.axis.title, *measure.keywords)
    return {
        "axis": str(measure.axis),
        "theme": measure.theme or "",
        # One word per part: a filter on actor, role and evidence must meet in the same one.
        "parts": " ".join(f"{p.actor}:{p.role.value}:{p.evidence.value}" for p in measure.actors),
        "date": " ".join(sorted({d.kind.value for d in measure.deadlines}) or ["none"]),
        "period": " ".join(sorted(years)),
        "commitment": measure.commitment.value,
        "figures": _presence(measure.figures),
        "laws": _presence(measure.laws),
        "follow_up": _presence(measure.follow_up),
        "words": fold(" ".join([*words, view.theme.title if view.theme else ""])),
    }


def _presence(records: tuple[object, ...]) -> str:
    return "yes" if records else "no"
