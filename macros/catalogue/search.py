"""Documents of the search: the records of the data, pages by their title, the words that find each; and filters.

The browser folds, stems and ranks (docs/assets/search/). Here are only words, told apart by what they
are: names of the record, words that find it without being written there, its own text.
"""

import json
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import takewhile
from pathlib import Path
from typing import Any

from macros import urls
from macros.catalogue import answers
from macros.catalogue.answers import Answer
from macros.catalogue.outcomes import OutcomeKind
from macros.catalogue.views import (
    ActorView,
    Catalogue,
    LawView,
    MeasureView,
    count_measures,
    first_due,
)
from macros.data.model import Law, Term
from macros.data.search_model import Asked
from macros.data.vocabulary import Commitment, DeadlineKind, Evidence, Role, Speaker, Vocabulary
from macros.french import MONTHS, capitalize, fold, format_count, format_day, typeset

Choice = tuple[str, str]  # value in the query string, label
Filter = tuple[str, str, tuple[Choice, ...]]  # name, label, choices
_DATED: Choice = ("any", "Avec une date")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(
    r"[a-zß-öø-ÿœ]{4,}"
)  # as the browser reads them: in what it gets, capitals are numbers
_EMPTY = frozenset(Path(__file__).with_name("empty_words.txt").read_text("utf-8").split())
OUTCOME_FILTERS = ("axis", "actor", "outcome", "speaker")  # those of what measures became


class ResultKind(StrEnum):
    """The kinds of results; the browser names and ranks them."""

    MEASURE = "measure"
    AXIS = "axis"
    THEME = "theme"
    ACTOR = "actor"
    TERM = "term"
    LAW = "law"
    DEADLINE = "deadline"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One result. All strings are plain text, never markup."""

    kind: ResultKind
    url: str
    title: str
    names: tuple[str, ...] = ()  # who types exactly one of these, or the title, means this record
    keywords: tuple[str, ...] = ()  # other words that find it; the result says by which
    heading: str = ""  # the titles above it; of a measure, those of its theme are not said again
    text: str = ""  # what is its own: the plan's words, a definition
    more: str = ""  # what this site says of it
    later: str = ""  # the words of what became of it: they find it, the page says the rest
    theme: str = ""  # address of the theme whose keywords find it too
    actors: tuple[str, ...] = ()  # addresses of the actors whose names find it too
    unnamed: tuple[str, ...] = ()  # likewise, for actors that its text does not name
    context: tuple[str, ...] = ()  # shown under the title
    answers: tuple[Answer, ...] = ()


def list_documents(catalogue: Catalogue) -> Iterator[SearchDocument]:
    """Yield a document for each record, and for each part that has an address of its own."""
    later = _list_later_words(catalogue)
    asked = {(number, _root(word)) for number, word in _read_questions(catalogue.data.questions)}
    for number, measure in catalogue.measures.items():
        document = _describe_measure(measure, later[number], catalogue)
        keywords = (words for words in document.keywords if (number, _root(words)) not in asked)
        yield replace(document, keywords=tuple(keywords))
    for axis in catalogue.axes.values():
        number, title = axis.axis.number, axis.axis.title
        yield SearchDocument(
            ResultKind.AXIS,
            urls.axis_url(number),
            typeset(f"Axe {number} : {title}"),
            (f"axe {number}",),
            text=axis.corrected.text,
            context=(format_count(len(axis.measures), "mesure"),),
            answers=tuple(answers.answer_axis(axis)),
        )
    for theme in catalogue.themes.values():
        yield SearchDocument(
            ResultKind.THEME,
            urls.theme_url(theme.theme.slug),
            typeset(theme.theme.title),
            (theme.theme.slug.replace("-", " "),),
            theme.theme.keywords,
            f"{theme.axis.title} {theme.theme.heading}",
            theme.corrected.text,
            context=(f"Axe {theme.axis.number}", format_count(len(theme.measures), "mesure")),
            answers=tuple(answers.answer_theme(theme)),
        )
    yield from map(_describe_actor, catalogue.actors.values())
    yield from map(_describe_term, catalogue.terms.values())
    for law in catalogue.laws.values():
        yield from _describe_law(law)
    for day, dates in catalogue.due_dates.items():
        yield SearchDocument(
            ResultKind.DEADLINE,
            urls.deadline_url(day),
            f"Échéance {format_day(day, 'du')}",
            tuple(_name_day(day)),
            context=(format_count(count_measures(dates), "mesure"),),
            answers=tuple(answers.answer_day(day, catalogue)),
        )


def _describe_measure(view: MeasureView, later: str, catalogue: Catalogue) -> SearchDocument:
    measure, theme, due = view.measure, view.theme, first_due(view.measure)
    quoted = [part.actor for part in measure.actors if part.evidence is Evidence.QUOTE]
    others = [part.actor for part in measure.actors]
    named = dict.fromkeys(catalogue.actors[slug].actor.name for slug in quoted)
    return SearchDocument(
        ResultKind.MEASURE,
        urls.measure_url(measure.number),
        typeset(view.title),
        (f"{measure.number}",),
        measure.keywords,
        "" if theme else view.axis.title,
        view.corrected.text,
        typeset(measure.plain or ""),
        later,
        urls.theme_url(theme.slug) if theme else "",
        tuple(map(urls.actor_url, dict.fromkeys(quoted))),
        tuple(urls.actor_url(slug) for slug in dict.fromkeys(others) if slug not in quoted),
        (
            f"Axe {measure.axis}",
            f"Échéance : {format_day(due.date)}" if due and due.date else "Sans échéance",
            typeset(", ".join(named)) or "Aucun acteur nommé",
        ),
        tuple(answers.answer_measure(view, catalogue)),
    )


def _list_later_words(catalogue: Catalogue) -> dict[int, str]:
    """Return, by measure, the words of what became of it, but those that many measures have."""
    words = {
        number: dict.fromkeys(_WORD.findall(" ".join(_list_later(view))))
        for number, view in catalogue.measures.items()
    }
    counts = Counter(word for found in words.values() for word in found)
    most = max(len(words) // 16, 1)
    return {
        number: " ".join(
            word for word in found if counts[word] <= most and (len(word) > 4 or not word.islower())
        )
        for number, found in words.items()
    }


def _list_later(view: MeasureView) -> Iterator[str]:
    yield from (fact.summary for fact in view.outcome.follow_up)
    if view.measure.today:
        yield view.measure.today.summary


def _describe_actor(view: ActorView) -> SearchDocument:
    actor = view.actor
    today = (actor.today.name,) if actor.today else ()
    count = count_measures(view.roles)
    return SearchDocument(
        ResultKind.ACTOR,
        urls.actor_url(actor.slug),
        typeset(capitalize(actor.name)),
        today,
        actor.aliases,
        text=actor.description or "",
        context=(
            *(typeset(f"Aujourd’hui : {name}") for name in today),
            format_count(count, "mesure") if count else "Aucune mesure",
        ),
        answers=tuple(answers.answer_actor(view)),
    )


def _describe_term(term: Term) -> SearchDocument:
    expansion = (term.expansion,) if term.expansion else ()
    return SearchDocument(
        ResultKind.TERM,
        urls.term_url(term.slug),
        typeset(capitalize(term.term)),
        expansion,
        term.forms,
        text=term.definition,
        context=tuple(typeset(capitalize(words)) for words in expansion),
    )


def _describe_law(view: LawView) -> Iterator[SearchDocument]:
    law = view.law
    others = tuple(_name_act(law))
    count = count_measures(view.uses)
    yield SearchDocument(
        ResultKind.LAW,
        urls.law_url(law.slug),
        typeset(capitalize(law.short_title)),
        (law.title, *others),
        context=(typeset(law.title), *([format_count(count, "mesure")] if count else [])),
        answers=tuple(answers.answer_law(view)),
    )
    for article in law.articles:
        number = f"article {article.number}"
        # « L. 2211-3 » says enough; « 14 » is the article of many acts.
        alone = () if article.number.isdigit() else (article.number, number)
        yield SearchDocument(
            ResultKind.LAW,
            urls.law_url(law.slug, article.number),
            typeset(capitalize(f"{law.short_title}, {number}")),
            (*(f"{number} {name}" for name in (law.short_title, *others)), *alone),
            text=article.subject,
        )


def _name_act(law: Law) -> Iterator[str]:
    """Yield other names than « loi n° 2007-297 » : « 2007-297 », « loi du 5 mars 2007 »."""
    yield from re.findall(r"\d{4}-\d+", law.short_title)
    if law.date is not None:
        yield f"{law.kind.label} {format_day(law.date, 'du')}"


def _name_day(day: date) -> Iterator[str]:
    """Yield what people call a day: « 31 décembre 2010 », « décembre 2010 », « fin 2010 »…"""
    month = f"{MONTHS[day.month - 1]} {day.year}"
    yield from (format_day(day), day.isoformat(), month)
    if day.day != monthrange(day.year, day.month)[1]:
        return
    yield f"fin {month}"
    if day.month == 6:
        yield from (f"premier semestre {day.year}", f"fin du premier semestre {day.year}")
    if day.month == 12:
        yield from (f"fin {day.year}", f"fin de l’année {day.year}")


def write_index(documents: Iterable[SearchDocument], catalogue: Catalogue, site: Path) -> None:
    """Write into a site the script that its search loads, empty fields left out.

    A script rather than JSON, since a page read from a disk may load the one and not the other.
    """
    data = catalogue.data
    services = [service for service in data.services if service.number]
    index = {  # like beside like: what is loaded is less
        "empty": " ".join(sorted(_EMPTY)),
        "dangers": {danger.kind: danger.words for danger in data.dangers},
        "services": [
            {"name": typeset(s.name), "number": s.number, "words": s.words, "replaces": s.replaces}
            for s in services
        ],
        "elsewhere": "|".join(word for entry in data.elsewhere for word in entry.words),
        "synonyms": {synonym.word: "|".join(synonym.said) for synonym in data.synonyms},
        "asked": _write_asked(data.questions),
        "subjects": [
            {"names": names, "answers": _write_answers(found)}
            for names, found in answers.list_subjects(catalogue)
        ],
        "documents": [*map(_describe, documents)],
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    path = site / urls.SEARCH_INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"const searchIndex = {text};\n", encoding="utf-8")


def _read_questions(questions: Iterable[Asked]) -> Iterator[tuple[int, str]]:
    """Yield the measure and each word of each question, once; common and short words aside."""
    for one in questions:
        for question in one.asked:
            for word in sorted({*_WORD.findall(question.lower())}):
                if _LETTERS.fullmatch(word) and fold(word) not in _EMPTY:
                    yield one.measure, word


def _root(word: str) -> str:
    return re.sub(r"(?<=\w{4})(?:ements?|ations?|ent|er|ez|ees?|es|[esx])$", "", fold(word))


def _write_asked(questions: Iterable[Asked]) -> str:
    """Return each word asked with once, and its measures: « cavE3geE1B », cave for 4, cavge for 4 and 27.

    Of a word that begins like the one before, only the end; numbers in base 26, their last digit a
    letter, as often as questions have the word, up to four times. One form stands for its plural.
    """
    asked: defaultdict[str, Counter[int]] = defaultdict(Counter)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for measure, word in _read_questions(questions):
        asked[_root(word)][measure] += 1
        forms[_root(word)][word] += 1
    text, last = "", ""
    for word, root in sorted((forms[root].most_common(1)[0][0], root) for root in asked):
        start = len([*takewhile(lambda pair: pair[0] == pair[1], zip(last, word, strict=False))])
        numbers = (
            f"{n // 26 or ''}{chr(ord('A') + n % 26)}" * min(count, 4)
            for n, count in sorted(asked[root].items())
        )
        text += f"{start or ''}{word[start:]}{''.join(numbers)}"
        last = word
    return text


def _describe(document: SearchDocument) -> dict[str, Any]:
    given = asdict(document) | {"answers": _write_answers(document.answers, document.url)}
    # The address of the home page is empty.
    return {name: value for name, value in given.items() if value or name == "url"}


def _write_answers(found: Iterable[Answer], page: str = "") -> dict[str, tuple[str, str]]:
    """Return answers by what is asked, without the address of their own page: a tenth of the index."""
    return {asked: (typeset(words), url.removeprefix(page)) for asked, words, url in found}


def list_filters(catalogue: Catalogue) -> list[Filter]:
    """Return each filter by name, label and choices, in the order of the plan, actors by name."""
    years = sorted({str(m.deadline.date.year) for m in catalogue.dates if m.deadline.date})
    axes, themes = catalogue.data.axes, catalogue.data.themes
    actors = [view.actor for view in catalogue.actors.values() if view.roles]
    actors.sort(key=lambda actor: fold(actor.name))
    presence = (("yes", "Avec"), ("no", "Sans"))
    return [
        ("axis", "Axe", tuple((f"{a.number}", f"{a.number}. {a.title}") for a in axes)),
        ("actor", "Acteur", tuple((actor.slug, capitalize(actor.name)) for actor in actors)),
        ("date", "Échéance ou autre date", (_DATED, *_choices(DeadlineKind), ("none", "Aucune"))),
        ("outcome", "Ce qu’on en sait", _choices(OutcomeKind)),
        ("theme", "Thème", tuple((theme.slug, theme.title) for theme in themes)),
        ("role", "Rôle", _choices(Role)),
        ("evidence", "D’où le sait-on ?", _choices(Evidence)),
        ("period", "Année", tuple((year, year) for year in years)),
        ("commitment", "Degré d’obligation", _choices(Commitment)),
        ("figures", "Objectif chiffré", presence),
        ("laws", "Base juridique", presence),
        ("speaker", "Qui le dit", _choices(Speaker)),
    ]


def _choices(vocabulary: type[Vocabulary]) -> tuple[Choice, ...]:
    return tuple((item.value, capitalize(item.label)) for item in vocabulary)


def list_values(view: MeasureView) -> dict[str, str]:
    """Return what a measure has of each filter but those on its actors, which the table says."""
    measure, outcome = view.measure, view.outcome
    kinds = sorted({deadline.kind.value for deadline in measure.deadlines})
    years = {str(deadline.date.year) for deadline in measure.deadlines if deadline.date}
    return {
        "axis": str(measure.axis),
        "theme": measure.theme or "",
        "date": " ".join([*kinds, "any"] if years else kinds or ["none"]),
        "period": " ".join(sorted(years)),
        "commitment": measure.commitment.value,
        "figures": _presence(measure.figures),
        "laws": _presence(measure.laws),
        "outcome": " ".join(kind for kind in OutcomeKind if kind in outcome.kinds),
        "speaker": " ".join(sorted({fact.speaker.value for fact in outcome.follow_up})),
    }


def _presence(records: tuple[object, ...]) -> str:
    return "yes" if records else "no"
