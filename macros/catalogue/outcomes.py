"""What became of each measure, by who says it. Quoted, sorted and counted; never judged here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from macros.data.model import Measure
from macros.data.outcome_model import FollowUp
from macros.data.vocabulary import CurrentState, Report, Vocabulary
from macros.french import capitalize, format_count, format_day, format_partial_date, join_words


class OutcomeKind(Vocabulary):
    """What one looks for in the outcomes of measures; a measure may have several."""

    KNOWN = "known", "Dont on sait quelque chose"
    NUMBER = "number", "Avec un résultat chiffré"
    REACHED = "reached", "Dont l’objectif est dit atteint"
    PARTLY_REACHED = "partly-reached", "Dont l’objectif est dit atteint en partie"
    NOT_REACHED = "not-reached", "Dont l’objectif est dit non atteint"
    OTHERS = "others", "Vues par d’autres que l’administration"
    LAW = "law", "Inscrites dans le droit"
    TODAY = "today", "Dont on sait ce qu’il reste aujourd’hui"
    IN_FORCE = "in-force", "Encore en vigueur"
    NONE = "none", "Dont on ne sait rien"
    SEARCHED = "searched", "Cherchées sans rien trouver"


_OBJECTIVES = {
    Report.REACHED: OutcomeKind.REACHED,
    Report.PARTLY_REACHED: OutcomeKind.PARTLY_REACHED,
    Report.NOT_REACHED: OutcomeKind.NOT_REACHED,
}
# What can stand beside a target.
MEASURED = {*_OBJECTIVES, Report.NUMBER}
_IN_FORCE = {CurrentState.IN_FORCE, CurrentState.CODIFIED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a measure after the plan, in the order of what happened."""

    measure: Measure
    follow_up: tuple[FollowUp, ...]

    @property
    def administration(self) -> tuple[FollowUp, ...]:
        """What the administration says of itself, and the words of the law."""
        return tuple(fact for fact in self.follow_up if fact.speaker.is_state)

    @property
    def others(self) -> tuple[FollowUp, ...]:
        return tuple(fact for fact in self.follow_up if not fact.speaker.is_state)

    @property
    def kinds(self) -> frozenset[OutcomeKind]:
        reports = {report for fact in self.follow_up for report in fact.reports}
        state = self.measure.today.state if self.measure.today else CurrentState.UNKNOWN
        known = bool(self.follow_up)
        found = {kind: report in reports for report, kind in _OBJECTIVES.items()} | {
            OutcomeKind.KNOWN: known,
            OutcomeKind.NONE: not known,
            OutcomeKind.SEARCHED: not known and bool(self.measure.searches),
            OutcomeKind.NUMBER: Report.NUMBER in reports,
            OutcomeKind.OTHERS: bool(self.others),
            OutcomeKind.LAW: Report.WRITTEN_INTO_LAW in reports or state is CurrentState.CODIFIED,
            OutcomeKind.TODAY: state is not CurrentState.UNKNOWN,
            OutcomeKind.IN_FORCE: state in _IN_FORCE,
        }
        return frozenset(kind for kind, holds in found.items() if holds)

    @property
    def absence(self) -> str:
        """Where nothing was found, and how much of it could be read."""
        if not self.measure.searches:
            return "Nous n’avons pas trouvé ce que cette mesure est devenue."
        last = max(self.measure.searches, key=lambda search: search.date)
        where = [place for search in self.measure.searches for place in search.where]
        places = join_words([*dict.fromkeys(where)])
        day = format_day(last.date, "au")
        return f"Aucune trace trouvée {day}. Lieux de la recherche : {places} ({last.extent})."


def find_headline(facts: Collection[FollowUp]) -> FollowUp | None:
    """Return the one to tell where there is room for one: the last on the objective, else number, else the last."""
    for wanted in ({*_OBJECTIVES}, MEASURED, {*Report}):
        found = [fact for fact in facts if wanted.intersection(fact.reports)]
        if found:
            return found[-1]
    return None


def say_headline(outcome: Outcome) -> str:
    """Return « 2011 (administration) : Vingt kilomètres sont faits. », or what was searched in vain."""
    fact = find_headline(outcome.follow_up)
    if fact is None:
        return outcome.absence
    reserve = f" Réserve : {fact.note}" if fact.note else ""
    # What the sentence dates itself is not dated twice.
    dated = fact.about and all(part[:4] in fact.summary for part in fact.about.split("/"))
    moment = format_partial_date(fact.date) if dated else describe_moment(fact)
    return f"{capitalize(moment)} ({fact.speaker.label}) : {fact.summary}{reserve}"


def say_traces(outcome: Outcome) -> str:
    """Return « 4 faits connus ; aujourd’hui : en vigueur », the shortest there is."""
    now, known = outcome.measure.today, len(outcome.follow_up)
    facts = format_count(known, "fait connu", "faits connus") if known else "rien trouvé"
    left = now and now.state is not CurrentState.UNKNOWN
    return f"{facts} ; aujourd’hui : {now.state.label}" if now and left else facts


def count_kinds(outcomes: Iterable[Outcome]) -> dict[OutcomeKind, int]:
    found = [outcome.kinds for outcome in outcomes]
    return {kind: sum(kind in kinds for kinds in found) for kind in OutcomeKind}


def describe_moment(fact: FollowUp) -> str:
    """Return « février 2014 », or « de 2010 à 2012, publié en février 2014 »."""
    if fact.about is None:
        return format_partial_date(fact.date)
    return f"{describe_period(fact.about)}, publié {format_partial_date(fact.date, 'en', 'le')}"


def describe_period(period: str) -> str:
    """Return « 2011 », « de 2010 à 2012 »."""
    first, _, last = period.partition("/")
    return _say_period(first, last or first)


def describe_span(outcome: Outcome) -> str:
    """Return the period that all is about, « de 2010 à 2014 »; empty where nothing is known."""
    if not outcome.follow_up:
        return ""
    first = min(fact.period[0] for fact in outcome.follow_up)
    return _say_period(first, outcome.follow_up[-1].period[1])


def _say_period(first: str, last: str) -> str:
    if first == last:
        return format_partial_date(first)
    return f"{format_partial_date(first, 'de', 'du')} {format_partial_date(last, 'à', 'au')}"
