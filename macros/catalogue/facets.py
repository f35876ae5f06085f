"""Filters of the explorer of measures: the choices, and each measure's values."""

from macros.catalogue.views import Catalogue, MeasureView
from macros.data.vocabulary import Commitment, DeadlineKind, Evidence, Role, Vocabulary
from macros.french import capitalize, fold

Choice = tuple[str, str]  # value in the query string, label


def list_filters(catalogue: Catalogue) -> list[tuple[str, str, tuple[Choice, ...]]]:
    """Return each filter by name, label and choices, in the order of the plan, actors by name."""
    years = sorted({str(m.deadline.date.year) for m in catalogue.dates if m.deadline.date})
    actors = [view.actor for view in catalogue.actors.values() if view.roles]
    actors.sort(key=lambda actor: fold(actor.name))
    axes = [view.axis for view in catalogue.axes.values()]
    themes = [view.theme for view in catalogue.themes.values()]
    presence = (("yes", "Avec"), ("no", "Sans"))
    return [
        ("axis", "Axe", tuple((f"{a.number}", f"{a.number}. {a.title}") for a in axes)),
        ("theme", "Thème", tuple((theme.slug, theme.title) for theme in themes)),
        ("actor", "Acteur", tuple((actor.slug, capitalize(actor.name)) for actor in actors)),
        ("role", "Rôle", _choices(Role)),
        ("evidence", "Preuve du rôle", _choices(Evidence)),
        ("date", "Nature de la date", (*_choices(DeadlineKind), ("none", "Aucune date"))),
        ("period", "Année", tuple((year, year) for year in years)),
        ("commitment", "Force de l’engagement", _choices(Commitment)),
        ("figures", "Chiffres", presence),
        ("laws", "Textes de droit", presence),
        ("follow_up", "Suites documentées", presence),
    ]


def _choices(vocabulary: type[Vocabulary]) -> tuple[Choice, ...]:
    return tuple((item.value, capitalize(item.label)) for item in vocabulary)


def list_values(view: MeasureView) -> dict[str, str]:
    """Return what a measure has of each filter, and the words that find it."""
    measure = view.measure
    years = {str(deadline.date.year) for deadline in measure.deadlines if deadline.date}
    words = (measure.title, view.corrected.text, view.axis.title, *measure.keywords)
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
