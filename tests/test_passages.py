"""Where passages stand, and where corrections move them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from macros.data.model import Correction
from macros.data.passages import correct_text, find_passage, find_passages, fold_space
from macros.data.vocabulary import CorrectionKind
from tests.cases import cases

WORDS = st.lists(
    st.sampled_from(["le", "maire", "l’été", "08", "C.L.S.", "«", "»", "où"]), min_size=1
)


def correction(original: str, corrected: str, occurrence: int | None = None) -> Correction:
    return Correction(
        original=original, corrected=corrected, kind=CorrectionKind.ERROR, occurrence=occurrence
    )


@cases("passages")
def test_passages_are_found_between_words(text: str, passage: str, spans: list[list[int]]) -> None:
    assert [[*span] for span in find_passages(text, passage)] == spans


def test_an_occurrence_chooses_a_place() -> None:
    found = [find_passage("maire, maire", "maire", occurrence) for occurrence in (None, 1, 2, 3)]
    assert found == [(0, 5), (0, 5), (7, 12), None]


def test_white_space_is_folded() -> None:
    assert fold_space("  a \n\t b\u00a0\u202fc ") == "a b c"


@cases("passages")
def test_corrections_apply_where_they_are_found(
    text: str, corrections: list[dict[str, Any]], expected: str
) -> None:
    applied = tuple(Correction(**given) for given in corrections)
    assert correct_text(text, applied).text == expected


@cases("passages")
def test_a_span_takes_in_all_of_a_correction_that_it_touches(official: str, read: str) -> None:
    text = "Avant un après, la fin"
    result = correct_text(text, (correction("un", "deux ou trois"),))
    assert result.text == "Avant deux ou trois après, la fin"
    start = text.index(official, text.index("un") if official == "n" else 0)
    mapped = slice(*result.map_span((start, start + len(official))))
    assert result.text[mapped] == read


@cases("passages")
def test_a_full_stop_that_lacked_is_of_no_passage(original: str, corrected: str, read: str) -> None:
    text = "Aider les plus exposés"
    result = correct_text(text, (correction(original, corrected),))
    assert result.text == text.replace(original, corrected)
    assert result.text[slice(*result.map_span((text.index("plus"), len(text))))] == read


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_passage_untouched_by_a_correction_keeps_its_words(
    before: list[str], between: list[str], after: list[str], corrected: list[str]
) -> None:
    first, passage, last = " ".join(before), " ".join(between), " ".join(after)
    text = f"{first} faute {passage} erreur {last}"
    corrections = (correction("faute", " ".join(corrected)), correction("erreur", "mot"))
    result = correct_text(text, corrections)
    assert result.text == f"{first} {' '.join(corrected)} {passage} mot {last}"
    ends = len(first), len(first) + 7 + len(passage)
    for span, words in (
        ((0, ends[0]), first),
        ((ends[0] + 7, ends[1]), passage),
        ((ends[1] + 8, len(text)), last),
        ((0, len(text)), result.text),
    ):
        assert result.text[slice(*result.map_span(span))] == words
