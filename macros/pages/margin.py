"""Whether the notes of a measure have room beside its sentence, each at its letter.

Notes that stand at their letters are out of the flow: too many of them would cover what follows the
sentence. The heights are those of a wide screen in pixels, high for the notes and low for the rest.
"""

from collections.abc import Sequence

_LINE, _LETTERS = 40, 46  # of the sentence, per line
_NOTE, _NOTE_LINE, _NOTE_LETTERS, _DRAWING = 50, 24, 45, 60
_AROUND, _FOLDED = 110, 36  # the heading and what else stands under the text; each line to unfold


def has_room(
    text: str, folded: int, ends: Sequence[int], notes: Sequence[str], drawn: Sequence[bool]
) -> bool:
    """Whether notes fit beside a text with `folded` lines under it.

    Each has a letter at its `end` there, words, perhaps a drawing.
    """
    bottom = 0
    for end, note, drawing in zip(ends, notes, drawn, strict=True):
        lines = -(-len(" ".join(note.split())) // _NOTE_LETTERS)
        height = _NOTE + lines * _NOTE_LINE + drawing * _DRAWING
        bottom = max(bottom, end // _LETTERS * _LINE) + height
    return bottom <= len(text) // _LETTERS * _LINE + _AROUND + folded * _FOLDED
