"""French wording, as readers see it. Spaces: « ~ » stands for no-break, « _ » for narrow no-break."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.french import (
    capitalize,
    fold,
    format_count,
    format_day,
    format_number,
    format_partial_date,
    format_since,
    format_size,
    join_words,
    slugify,
    typeset,
    with_preposition,
)
from tests.cases import cases


def show(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@cases("french")
def test_spaces_that_must_not_break_do_not(text: str, shown: str) -> None:
    assert show(typeset(text)) == shown


PIECES = st.lists(st.sampled_from(["«", "»", "n°", "L.", "art.", "8", "000", ":", ";", "%", " "]))


@given(st.one_of(st.text(), PIECES.map(" ".join)))
def test_typesetting_changes_spaces_alone(text: str) -> None:
    made = typeset(text)
    assert len(made) == len(text)
    assert made.split() == text.split()
    assert typeset(made) == made


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("École", "ecole"),
        ("L’ŒUVRE", "l'oeuvre"),
        ("Vidéoprotection", "videoprotection"),
        ("ex æquo", "ex aequo"),
        ("à Noël, ça où", "a noel, ca ou"),
    ],
)
def test_accents_capitals_and_ligatures_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2009, 10, 1), "1er~octobre 2009"),
        (date(2010, 6, 30), "30~juin 2010"),
        (date(2010, 8, 2), "2~août 2010"),
    ],
)
def test_a_day_is_written_in_words(day: date, words: str) -> None:
    assert show(format_day(day)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [("2010", "2010"), ("2010-08", "août 2010"), ("2009-10-05", "5~octobre 2009")],
)
def test_a_moment_is_written_with_what_is_known_of_it(moment: str, words: str) -> None:
    assert show(format_partial_date(moment)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2010", "depuis 2010"),
        ("2010-08", "depuis août 2010"),
        ("2012-05-01", "depuis le 1er~mai 2012"),
    ],
)
def test_since_when_takes_an_article_before_a_day(moment: str, words: str) -> None:
    assert show(format_since(moment)) == words


@cases("french")
def test_a_number_is_written_the_french_way(number: float, words: str) -> None:
    assert show(format_number(number)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0~mesure"), (1, "1~mesure"), (2, "2~mesures"), (1200, "1_200~mesures")],
)
def test_a_count_agrees_from_two_on(count: int, words: str) -> None:
    assert show(format_count(count, "mesure")) == words


def test_a_count_takes_an_irregular_plural() -> None:
    assert show(format_count(1, "rôle déduit", "rôles déduits")) == "1~rôle déduit"
    assert show(format_count(3, "rôle déduit", "rôles déduits")) == "3~rôles déduits"


@pytest.mark.parametrize(
    ("definite", "of", "to"),
    [
        ("le maire", "du maire", "au maire"),
        ("les parents", "des parents", "aux parents"),
        ("la police et la gendarmerie", "de la police et la gendarmerie", "à la police et la gendarmerie"),
        ("l’État", "de l’État", "à l’État"),
    ],
)  # fmt: skip
def test_the_article_contracts_with_its_preposition(definite: str, of: str, to: str) -> None:
    assert with_preposition("de", definite) == of
    assert with_preposition("à", definite) == to


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["5"], "5"), (["5", "24"], "5 et 24"), (["5", "24", "26"], "5, 24 et 26")],
)
def test_words_are_listed_with_et_before_the_last(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert capitalize("état et CLSPD") == "État et CLSPD"
    assert capitalize("") == ""


@pytest.mark.parametrize(
    ("size", "text"), [(3, "1 ko"), (45_900, "46 ko"), (1_234_567, "1,2 Mo"), (2_000_000, "2 Mo")]
)
def test_sizes_are_in_french(size: int, text: str) -> None:
    assert format_size(size).replace("\u00a0", " ") == text


def test_an_identifier_loses_no_letter() -> None:
    assert slugify("L’Œuvre d’été : À demain !") == "l-oeuvre-d-ete-a-demain"
    name = "ﬁnancement à Łódź, Haßloch et Tønder"
    assert slugify(name) == "financement-a-lodz-hassloch-et-tonder"
