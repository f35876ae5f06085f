"""Sentences that answer a question typed into the search, each with the page that proves it.

The browser finds what is asked, and of which record (docs/assets/search/answers.js); all words are here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from macros import urls
from macros.catalogue.outcomes import OutcomeKind, count_kinds, describe_span
from macros.catalogue.summaries import ActorSummary, describe_figure, name_law
from macros.catalogue.timeline import say_briefly
from macros.catalogue.views import (
    ActorView,
    AxisView,
    Catalogue,
    LawView,
    MeasureView,
    ThemeView,
    first_due,
)
from macros.data.vocabulary import Evidence, Role
from macros.french import (
    capitalize,
    format_count,
    format_day,
    join_words,
    quote_within,
    with_preposition,
)

NUMBER = "¤"  # stands for that of the measure: less to load, since every sentence has it
Answer = tuple[str, str, str]  # what is asked, the sentence, the address that proves it


def answer_measure(view: MeasureView, catalogue: Catalogue) -> Iterator[Answer]:
    measure, outcome = view.measure, view.outcome
    url, name = urls.measure_url(measure.number), f"la mesure {NUMBER}"
    of_name = with_preposition("de", name)
    theme = f", thème « {quote_within(view.theme.title)} »" if view.theme else ""
    title = quote_within(view.axis.title)
    yield "place", f"{capitalize(name)} est dans l’axe {measure.axis}, « {title} »{theme}.", url

    def name_parts(role: Role, *evidence: Evidence) -> list[str]:
        parts = (p.actor for p in measure.actors if p.role is role and p.evidence in evidence)
        return [catalogue.actors[slug].actor.definite for slug in dict.fromkeys(parts)]

    unsaid = f"Le texte {of_name} ne dit pas qui la conduit"
    if leads := name_parts(Role.LEAD, Evidence.QUOTE):
        words = f"D’après son texte, {name} est conduite par {join_words(leads)}."
    elif leads := name_parts(Role.LEAD, *Evidence):
        words = f"{unsaid} ; d’autres éléments désignent {join_words(leads)}."
    else:
        words = f"{unsaid}."
    yield "lead", words, f"{url}#acteurs" if measure.actors else url
    if aimed := name_parts(Role.BENEFICIARY, Evidence.QUOTE, Evidence.HEADING):
        names = join_words([with_preposition("à", definite) for definite in aimed])
        yield "public", f"{capitalize(name)} s’adresse {names}.", f"{url}#acteurs"
    else:
        words = f"Le texte {of_name} ne dit pas à qui elle s’adresse."
        yield "public", words, f"{url}#acteurs" if measure.actors else url
    due = first_due(measure)
    if due:
        yield "due", f"Échéance {of_name} : {say_briefly(due)}.", f"{url}#echeances"
    else:
        yield "due", f"Le texte ne fixe aucune échéance à {name}.", urls.NO_DEADLINE
    cited = [law for law in measure.laws if law.evidence is Evidence.QUOTE]
    if cited:
        names = " ; ".join(dict.fromkeys(name_law(law, catalogue) for law in cited))
        yield "law", f"Le texte {of_name} cite : {names}.", f"{url}#textes"
    else:
        yield "law", f"Le texte {of_name} ne cite aucun texte de droit.", url
    if measure.figures:
        figures = " ; ".join(map(describe_figure, measure.figures))
        yield "figure", f"Chiffres {of_name}. {figures}.", f"{url}#chiffres"
    else:
        yield "figure", f"Le texte {of_name} ne fixe aucun chiffre.", url
    if count := len(outcome.follow_up):
        found = format_count(count, "fait connu", "faits connus")
        yield "outcome", f"Sur {name} : {found} ({describe_span(outcome)}).", f"{url}#suivi"
    else:
        words = f"Ce site n’a trouvé aucune trace de ce qu’est devenue {name}."
        yield "outcome", words, f"{url}#suivi" if measure.searches else url


def answer_actor(view: ActorView) -> Iterator[Answer]:
    definite, url = view.actor.definite, urls.actor_url(view.actor.slug)
    filtered = f"{urls.MEASURES}?actor={view.actor.slug}"
    to_actor = with_preposition("à", definite)
    about = ActorSummary(view, is_door=False).sentences[0]
    yield "about", about, filtered if view.roles else url
    quoted = view.with_evidence(Evidence.QUOTE)
    roles = {
        role: {r.measure.number for r in quoted if r.participation.role is role} for role in Role
    }
    parts = [
        f"{role.other_label if view.actor.is_plural else role.label} ({_list(found)})"
        for role, found in roles.items()
        if found
    ]
    duty = f"Rôle que le texte donne {to_actor} : {' ; '.join(parts)}."
    yield "duty", duty if parts else about, url
    if bearing := {role.measure.number for role in view.bearing}:
        words = f"Le texte fixe une échéance {to_actor} dans {_count(bearing)}."
        yield "due", words, f"{filtered}&date=due"
    else:
        yield "due", f"Le texte ne fixe aucune échéance {to_actor}.", url


def answer_theme(view: ThemeView) -> Iterator[Answer]:
    numbers = {measure.number for measure in view.measures}
    words = f"Le thème « {quote_within(view.theme.title)} » compte {_count(numbers)}."
    yield "about", words, urls.theme_url(view.theme.slug)


def answer_axis(view: AxisView) -> Iterator[Answer]:
    numbers = {measure.number for measure in view.measures}
    number, title = view.axis.number, quote_within(view.axis.title)
    words = f"L’axe {number}, « {title} », compte {_count(numbers)}."
    yield "about", words, urls.axis_url(number)


def answer_law(view: LawView) -> Iterator[Answer]:
    quoted = {use.measure.number for use in view.uses if use.reference.evidence is Evidence.QUOTE}
    others = {use.measure.number for use in view.uses} - quoted
    name, url = view.law.short_title, urls.law_url(view.law.slug)
    if quoted:
        verb = "citent" if len(quoted) > 1 else "cite"
        words = f"{_count(quoted)} {verb} ce texte ({name})"
    else:
        words = f"Aucune mesure ne cite ce texte ({name})"
    more = (
        f" ; il aide à en comprendre {len(others)}{' autres' if quoted else ''}" if others else ""
    )
    yield "about", f"{words}{more}.", url


def answer_day(day: date, catalogue: Catalogue) -> Iterator[Answer]:
    on = {dated.measure.number for dated in catalogue.due_dates[day]}
    until = {
        dated.measure.number
        for other, dates in catalogue.due_dates.items()
        for dated in dates
        if other <= day
    }
    url = urls.deadline_url(day)
    yield "about", f"Échéance {format_day(day, 'du')} : {_count(on)}.", url
    words = f"Échéances {format_day(day, 'jusqu’au')} compris : {_count(until)}."
    yield "before", words, urls.DEADLINES


def list_subjects(catalogue: Catalogue) -> Iterator[tuple[list[str], Iterator[Answer]]]:
    """Yield what is asked about without being a record: the plan, which needs no name, and years."""
    yield [], _answer_plan(catalogue)
    for year in sorted({day.year for day in catalogue.due_dates}):
        yield [str(year), f"année {year}"], _answer_year(year, catalogue)


def _answer_year(year: int, catalogue: Catalogue) -> Iterator[Answer]:
    due = (dates for day, dates in catalogue.due_dates.items() if day.year == year)
    numbers = {dated.measure.number for dates in due for dated in dates}
    url = f"{urls.MEASURES}?date=due&period={year}"
    yield "due", f"Échéances en {year} : {_count(numbers)}.", url


def _answer_plan(catalogue: Catalogue) -> Iterator[Answer]:
    measures = catalogue.measures.values()
    total, undue = len(measures), len(catalogue.without_due)
    kinds = count_kinds(view.outcome for view in measures)
    yield "count", f"Le plan compte {format_count(total, 'mesure')}.", urls.MEASURES
    yield "axis", f"Le plan compte {format_count(len(catalogue.axes), 'axe')}.", urls.AXES
    yield "theme", f"Le plan compte {format_count(len(catalogue.themes), 'thème')}.", urls.THEMES
    words = f"Mesures avec une échéance : {total - undue}. Sans échéance : {undue}."
    yield "due", words, urls.DEADLINES
    laws = sum(any(law.evidence is Evidence.QUOTE for law in v.measure.laws) for v in measures)
    yield "law", f"Mesures qui citent un texte de droit : {laws}.", urls.LAWS
    figures = len({row.measure.number for row in catalogue.figures})
    yield "figure", f"Mesures qui fixent un chiffre : {figures}.", urls.FIGURES
    known = kinds[OutcomeKind.KNOWN]
    words = f"Mesures dont on sait quelque chose : {known} sur {total}."
    yield "outcome", words, f"{urls.OUTCOMES}?outcome={OutcomeKind.KNOWN}"
    leads = sum(
        any(p.role is Role.LEAD and p.evidence is Evidence.QUOTE for p in view.measure.actors)
        for view in measures
    )
    words = f"Le texte dit qui conduit {format_count(leads, 'mesure')} sur {total}."
    yield "lead", words, f"{urls.MEASURES}?role={Role.LEAD}&evidence={Evidence.QUOTE}"


def _count(numbers: Iterable[int]) -> str:
    """Return « 3 mesures (9, 14 et 31) », « 1 mesure (9) »."""
    listed = [*numbers]
    return f"{format_count(len(listed), 'mesure')} ({_list(listed)})"


def _list(numbers: Iterable[int]) -> str:
    return join_words([*map(str, sorted(numbers))])
