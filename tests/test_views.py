"""Views derived from the data: corrected texts, evidence marks, inverse links, facets."""

from dataclasses import replace
from datetime import date

import pytest

from macros.catalogue.evidence import actor_keys, derive_marks, find_terms
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.passages import correct_text, fold_space
from macros.data.vocabulary import Evidence, RelationKind
from macros.french import fold
from macros.site.build import Build
from tests.cases import cases, read_cases
from tests.raw import Record, list_quotes, read_corrected, read_measures


def read_proofs(view: MeasureView) -> list[tuple[str, str]]:
    """Return (fact, words of its marked passage) for each proof, in the order of the text."""
    passages: dict[tuple[str, str], str] = {}
    for segment in view.segments:
        for mark in segment.marks:
            key = mark.key, mark.anchor
            passages[key] = passages.get(key, "") + segment.text
    return [(key, fold_space(text)) for (key, _), text in passages.items()]


# -- The reading of this plan's official text: at night, for who edits the data may rightly read it anew


@pytest.mark.nightly
@cases("close_reading")
def test_a_reading_is_the_corrected_text(catalogue: Catalogue, number: int, corrected: str) -> None:
    assert catalogue.measures[number].corrected.text == corrected


@pytest.mark.nightly
@cases("close_reading")
def test_an_actor_is_named_exactly_where_the_text_writes_it(
    catalogue: Catalogue, actor: str, measures: list[int]
) -> None:
    view = catalogue.actors[actor]
    named = view.with_evidence(Evidence.QUOTE)
    assert {part.measure.number for part in named} == set(measures)
    assert view.count(Evidence.QUOTE) == len(measures)


@pytest.mark.nightly
@cases("close_reading")
def test_measures_that_name_no_actor(catalogue: Catalogue, measures: list[int]) -> None:
    silent = [
        number
        for number, view in catalogue.measures.items()
        if not any(part.evidence is Evidence.QUOTE for part in view.measure.actors)
    ]
    assert silent == measures


@pytest.mark.nightly
@cases("close_reading")
def test_dates_are_those_of_the_text_and_no_others(
    catalogue: Catalogue, kind: str, days: dict[date, list[int]]
) -> None:
    found: dict[date, list[int]] = {}
    for dated in catalogue.dates:
        if dated.deadline.date and dated.deadline.kind == kind:
            found.setdefault(dated.deadline.date, []).append(dated.measure.number)
    assert found == days
    if kind == "due":
        due = {day: [m.measure.number for m in dates] for day, dates in catalogue.due_dates.items()}
        assert due == days
        numbers = {number for dated in days.values() for number in dated}
        assert {m.number for m in catalogue.without_due} == set(catalogue.measures) - numbers


# -- Every record


@pytest.mark.parametrize("measure", read_measures().values(), ids=lambda m: str(m["number"]))
def test_each_quote_marks_its_passage_in_the_reading(catalogue: Catalogue, measure: Record) -> None:
    expected = [
        (fact, fold_space(read_corrected(measure, quote))) for fact, quote in list_quotes(measure)
    ]
    assert sorted(read_proofs(catalogue.measures[measure["number"]])) == sorted(expected)


def test_a_term_is_explained_once_in_a_text(catalogue: Catalogue) -> None:
    for view in catalogue.measures.values():
        marked = [s.term.slug for s in view.segments if s.term]
        # One term can run over several segments, never come back later.
        assert len({*marked}) == sum(a != b for a, b in zip([None, *marked], marked, strict=False))


def test_dates_and_terms_are_sorted_as_a_reader_looks_for_them(catalogue: Catalogue) -> None:
    days = [dated.deadline.date for dated in catalogue.dates if dated.deadline.date]
    assert days == sorted(days)
    terms = [fold(term.term) for term in catalogue.terms.values()]
    assert terms == sorted(terms)


def test_laws_that_the_text_does_not_name_are_kept_apart(catalogue: Catalogue) -> None:
    unnamed = [use.measure.number for use in catalogue.unnamed_laws]
    expected = [n for n, m in read_measures().items() for law in m["laws"] if "law" not in law]
    assert unnamed == expected


# -- The small plan


def test_letters_follow_the_order_of_the_reading(small: Build) -> None:
    view = small.catalogue.measures[1]
    expected = read_cases("views")
    assert [[*proof] for proof in read_proofs(view)] == expected["proofs"]
    assert view.labels == expected["letters"]


def test_letters_go_on_after_the_alphabet(small: Build) -> None:
    measure = small.catalogue.measures[1].measure
    many = replace(measure, deadlines=measure.deadlines * 30)
    marks = derive_marks(many, correct_text(many.text, many.corrections))
    labels = list(dict.fromkeys(mark.label for mark in marks))
    assert labels[:2] + labels[24:28] == ["a", "b", "y", "z", "aa", "ab"]


def test_no_fact_takes_the_anchor_of_another(small: Build) -> None:
    measure = small.catalogue.measures[1].measure
    first = measure.actors[0]
    slugs = ["mairie", "mairie", "mairie-2", "mairie", "mairie-2"]
    many = replace(measure, actors=tuple(replace(first, actor=slug) for slug in slugs))
    ends = ("mairie", "mairie-3", "mairie-2", "mairie-4", "mairie-2-2")
    assert actor_keys(many) == tuple(f"acteur-{end}" for end in ends)


def test_a_term_is_found_where_it_first_occurs_by_its_longest_form(small: Build) -> None:
    pdu, track = small.catalogue.data.terms
    forms = [("piste cyclable", track), ("piste", pdu), ("PDU", pdu)]
    text = "la piste cyclable du PDU, la piste, le PDU"
    assert [(text[start:end], term.slug) for start, end, term in find_terms(text, forms)] == [
        ("piste cyclable", "piste"),
        ("piste", "pdu"),
    ]


def test_a_directed_link_reads_differently_at_each_end(small: Build) -> None:
    measures, sequel = small.catalogue.measures, RelationKind.SEQUEL
    assert [link.label for link in measures[2].links] == [sequel.other_label]
    assert [link.label for link in measures[3].links] == [
        RelationKind.SAME_BODY.label,
        sequel.label,
    ]
    assert sequel.label != sequel.other_label


def test_each_record_knows_those_around_it(small: Build) -> None:
    catalogue = small.catalogue
    first, second, last = catalogue.measures.values()
    assert (first.previous, first.next) == (None, second.measure)
    assert (second.previous, second.next) == (first.measure, last.measure)
    assert (last.previous, last.next) == (second.measure, None)
    routes, mairie = catalogue.actors["service-des-routes"], catalogue.actors["mairie"]
    assert ([*routes.ancestors], [*mairie.children]) == ([mairie.actor], [routes.actor])
    assert (routes.family.slug, [term.slug for term in routes.terms]) == ("ville", ["piste"])
    # A date bears on those alone on whom the text says so.
    assert [part.measure.number for part in routes.bearing] == [1]
    assert catalogue.actors["cyclistes"].bearing == ()
    # An article leads to the code of today and back.
    [(law, article)] = catalogue.laws["code-environnement"].previous_homes["L. 228-2"]
    assert (law.slug, article.number) == ("loi-96-1236", "20")
    assert [use.measure.number for use in catalogue.laws[law.slug].uses] == [1]
    assert catalogue.themes["stationnement"].corrected.text == "Le stationnement"
    uses = [[*use] for use in catalogue.source_uses["bulletin"]]
    assert uses == read_cases("views")["uses"]
