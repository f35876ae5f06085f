"""French wording, as readers see it. Spaces: « ~ » stands for no-break, « _ » for narrow no-break."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from macros import french
from tests.cases import cases


def show(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@cases("french")
def test_spaces_that_must_not_break_do_not(text: str, shown: str) -> None:
    assert show(french.typeset(text)) == shown


PIECES = st.lists(st.sampled_from(["«", "»", "n°", "L.", "art.", "8", "000", ":", ";", "%", " "]))


@given(st.one_of(st.text(), PIECES.map(" ".join)))
def test_typesetting_changes_spaces_alone(text: str) -> None:
    typeset = french.typeset(text)
    assert len(typeset) == len(text)
    assert typeset.split() == text.split()
    assert french.typeset(typeset) == typeset


@cases("french")
def test_a_value_is_in_words(function: str, given: list[Any], words: str) -> None:
    write: Callable[..., str] = getattr(french, function)
    assert show(write(*given)) == words
