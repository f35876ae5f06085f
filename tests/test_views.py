"""Views derived from the data: corrected texts, evidence marks, inverse links, facets."""

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from macros.catalogue.evidence import actor_keys, derive_marks
from macros.catalogue.views import Catalogue, MeasureView
from macros.data.passages import correct_text
from macros.data.vocabulary import DeadlineKind, Evidence
from macros.site.build import Build
from tests.cases import cases
from tests.raw import (
    Record,
    list_quotes,
    list_relations,
    read_corrected,
    read_measures,
)


def fold_space(text: str) -> str:
    return " ".join(text.split())


def read_proofs(view: MeasureView) -> list[tuple[str, str]]:
    """Return (fact, words of its marked passage) for each proof, in the order of the text."""
    passages: dict[tuple[str, str], str] = {}
    for segment in view.segments:
        for mark in segment.marks:
            key = mark.key, mark.anchor
            passages[key] = passages.get(key, "") + segment.text
    return [(key, fold_space(text)) for (key, _), text in passages.items()]


@cases("close_reading")
def test_a_reading_is_the_text_with_its_corrections(
    catalogue: Catalogue, number: int, corrected: str
) -> None:
    assert catalogue.measures[number].corrected.text == corrected


def test_the_headings_of_axes_and_themes_are_read_with_their_corrections(
    catalogue: Catalogue,
) -> None:
    assert catalogue.axes[4].corrected.text == (
        "Mieux protéger les victimes des actes délinquants et améliorer la prévention des violences"
        " intrafamiliales"
    )
    assert catalogue.themes["travailleurs-sociaux"].corrected.text == (
        "Mieux faire travailler autour du maire les travailleurs sociaux pour favoriser l’échange"
        " d’informations nominatives"
    )


def test_the_segments_of_a_measure_are_its_reading(catalogue: Catalogue) -> None:
    for view in catalogue.measures.values():
        assert fold_space("".join(s.text for s in view.segments)) == view.corrected.text
        assert all(segment.text for segment in view.segments)


@pytest.mark.parametrize("measure", read_measures().values(), ids=lambda m: str(m["number"]))
def test_every_quote_marks_its_passage_in_the_reading(
    catalogue: Catalogue, measure: Record
) -> None:
    expected = [
        (fact, fold_space(read_corrected(measure, quote))) for fact, quote in list_quotes(measure)
    ]
    assert sorted(read_proofs(catalogue.measures[measure["number"]])) == sorted(expected)


def test_letters_follow_the_order_of_the_reading(catalogue: Catalogue) -> None:
    assert catalogue.measures[30].labels == {
        "engagement": "a",
        "acteur-parquet": "b",
        "echeance-recurring": "c",
        "acteur-maire": "d",
        "texte-1": "e",
    }
    assert read_proofs(catalogue.measures[15]) == [
        ("echeance-2012-12-31", "avant le terme du présent plan"),
        ("engagement", "l’objectif est de"),
        ("chiffre-1", "doubler le nombre"),
        ("chiffre-1", "actuellement au nombre de 30"),
        ("echeance-2010-12-31", "d’ici à la fin de l’année 2010"),
    ]
    # Both ends of a figure carry one letter.
    assert catalogue.measures[15].labels == {
        "echeance-2012-12-31": "a",
        "engagement": "b",
        "chiffre-1": "c",
        "echeance-2010-12-31": "d",
    }


def test_each_passage_starts_once_ends_once_and_has_an_anchor_of_its_own(
    catalogue: Catalogue,
) -> None:
    for view in catalogue.measures.values():
        started = [mark.anchor for segment in view.segments for mark in segment.starting]
        ended = [mark.anchor for segment in view.segments for mark in segment.ending]
        assert len(set(started)) == len(started)
        assert sorted(started) == sorted(ended)


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
    assert actor_keys(many) == (
        "acteur-mairie",
        "acteur-mairie-3",
        "acteur-mairie-2",
        "acteur-mairie-4",
        "acteur-mairie-2-2",
    )


def test_terms_are_explained_where_they_first_occur(catalogue: Catalogue) -> None:
    terms = {s.term.slug: s.text for s in catalogue.measures[30].segments if s.term}
    assert terms["cgct"] == "Code général des collectivités territoriales"
    assert terms["interdiction-de-sejour"] == "interdiction de séjour"
    for view in catalogue.measures.values():
        marked = [s.term.slug for s in view.segments if s.term]
        # One term can run over several segments, never come back later.
        assert len({*marked}) == sum(a != b for a, b in zip([None, *marked], marked, strict=False))


def test_every_link_is_shown_at_both_ends(catalogue: Catalogue) -> None:
    shown = {
        (number, link.measure.number, link.reason)
        for number, view in catalogue.measures.items()
        for link in view.links
    }
    written = {(a, b, relation["reason"]) for a, b, relation in list_relations()}
    assert shown == written | {(b, a, reason) for a, b, reason in written}
    assert sum(len(view.links) for view in catalogue.measures.values()) == 2 * len(list_relations())


def test_a_directed_link_reads_differently_at_each_end(catalogue: Catalogue) -> None:
    def label(of: int, to: int) -> str:
        return next(x.label for x in catalogue.measures[of].links if x.measure.number == to)

    assert label(22, 23) == "se poursuit par"
    assert label(23, 22) == "fait suite à"
    assert label(22, 21) == "encadre"
    assert label(21, 22) == "est encadrée par"
    assert label(46, 47) == label(47, 46) == "autre échelon"
    assert label(2, 11) == label(11, 2) == "à ne pas confondre"


def test_links_are_in_the_order_of_the_measures(catalogue: Catalogue) -> None:
    assert [link.measure.number for link in catalogue.measures[30].links] == [27, 28, 48]
    assert [link.measure.number for link in catalogue.measures[21].links] == [22, 29, 31, 47]


@cases("close_reading")
def test_an_actor_is_named_exactly_where_the_text_writes_it(
    catalogue: Catalogue, actor: str, measures: list[int]
) -> None:
    view = catalogue.actors[actor]
    named = view.with_evidence(Evidence.QUOTE)
    assert {part.measure.number for part in named} == set(measures)
    assert view.count(Evidence.QUOTE) == len(measures)


def test_measures_that_name_no_actor(catalogue: Catalogue) -> None:
    silent = {
        number
        for number, view in catalogue.measures.items()
        if not any(part.evidence is Evidence.QUOTE for part in view.measure.actors)
    }
    # Measure 4 names places alone.
    assert silent == {1, 4, 15, 23, 35, 41, 44}


def test_deadlines_are_those_of_the_text_and_no_others(catalogue: Catalogue) -> None:
    found = {
        day: [dated.measure.number for dated in dates] for day, dates in catalogue.due_dates.items()
    }
    assert found == {
        date(2009, 10, 1): [36],
        date(2009, 12, 31): [8],
        date(2010, 6, 30): [16, 17],
        date(2010, 12, 31): [2, 3, 5, 7, 12, 15, 18],
    }
    dated = {2, 3, 5, 7, 8, 12, 15, 16, 17, 18, 36}
    assert set(chain.from_iterable(found.values())) == dated
    assert {m.number for m in catalogue.without_due} == set(range(1, 51)) - dated


@pytest.mark.parametrize(
    ("kind", "measures"),
    [
        (DeadlineKind.START, [4, 19]),
        (DeadlineKind.EFFECT, [16]),
        (DeadlineKind.HORIZON, [15, 37]),
    ],
)
def test_other_dates_are_not_deadlines(
    catalogue: Catalogue, kind: DeadlineKind, measures: list[int]
) -> None:
    dates = [dated for dated in catalogue.dates if dated.deadline.kind is kind]
    assert [dated.measure.number for dated in dates] == measures


def test_nothing_is_dated_in_2011(catalogue: Catalogue) -> None:
    days = [dated.deadline.date for dated in catalogue.dates if dated.deadline.date]
    assert {day.year for day in days} == {2009, 2010, 2012}
    assert days == sorted(days)


def test_a_date_bears_on_an_actor_only_where_the_text_says_so(catalogue: Catalogue) -> None:
    for door in ("maire", "parquet", "prefet"):
        assert catalogue.actors[door].bearing == ()
    assert [p.measure.number for p in catalogue.actors["bailleurs-sociaux"].bearing] == [12]


def test_help_is_for_the_pages_about_victims(catalogue: Catalogue) -> None:
    helping = {number for number, view in catalogue.measures.items() if view.for_victims}
    assert set(range(37, 49)) <= helping


def test_measures_follow_one_another(catalogue: Catalogue) -> None:
    first, twentieth, last = (catalogue.measures[number] for number in (1, 20, 50))
    assert first.previous is None
    assert last.next is None
    assert twentieth.previous is not None
    assert twentieth.next is not None
    assert (twentieth.previous.number, twentieth.next.number) == (19, 21)


def test_an_article_leads_to_today_s_code_and_back(catalogue: Catalogue) -> None:
    origins = catalogue.laws["csi"].previous_homes["L. 132-3"]
    assert ("cgct", "L. 2211-3") in [(law.slug, article.number) for law, article in origins]
    assert [use.measure.number for use in catalogue.laws["cgct"].uses] == [27, 30, 30]
    cited = {
        use.measure.number
        for use in catalogue.laws["loi-2007-297"].uses
        if use.reference.evidence is Evidence.QUOTE
    }
    assert cited == {9, 31}


def test_laws_that_the_text_does_not_name_are_kept_apart(catalogue: Catalogue) -> None:
    unnamed = [use.measure.number for use in catalogue.unnamed_laws]
    expected = [n for n, m in read_measures().items() for law in m["laws"] if "law" not in law]
    assert unnamed == expected
    assert {28, 33, 34} <= set(unnamed)


def test_terms_are_sorted_as_a_reader_looks_for_them(catalogue: Catalogue) -> None:
    terms = list(catalogue.terms)
    # « étude » stands with the e's, accents aside.
    assert terms.index("epci") < terms.index("etude-de-securite-publique") < terms.index("fej")


def test_axes_hold_their_measures(catalogue: Catalogue) -> None:
    assert [len(view.measures) for view in catalogue.axes.values()] == [20, 10, 6, 12, 2]


def test_actors_know_those_above_and_below_them(small: Build) -> None:
    actors = small.catalogue.actors
    routes = actors["service-des-routes"]
    assert [actor.slug for actor in routes.ancestors] == ["mairie"]
    assert routes.family.slug == "ville"
    assert [actor.slug for actor in actors["mairie"].children] == ["service-des-routes"]
    assert [term.slug for term in routes.terms] == ["piste"]


def test_a_source_knows_what_cites_it(small: Build) -> None:
    assert small.catalogue.source_uses["bulletin"] == (
        ("mesures/1/", "mesure 1"),
        ("acteurs/service-des-routes/", "service des routes"),
        ("textes/loi-96-1236/", "loi n° 96-1236"),
        ("a-propos/#aide", "aide d’aujourd’hui"),
    )
