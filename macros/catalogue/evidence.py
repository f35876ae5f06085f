"""The evidence of each fact of a measure: passages of its corrected text, joined to the facts by labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, pairwise
from string import ascii_lowercase

from macros.data.model import Measure, Term
from macros.data.passages import CorrectedText, find_passage, find_passages
from macros.data.vocabulary import Evidence, FactKind


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A passage of the corrected text and the fact it establishes. `label` joins the two on the page."""

    kind: FactKind
    key: str  # anchor of the fact
    anchor: str  # anchor of the passage
    label: str
    span: tuple[int, int]
    word: int  # rank, in the official text, of the word where the passage begins


@dataclass(frozen=True, slots=True)
class PassageAnchor:
    """A quoted passage that one can link to, by the rank of its first word: it never moves."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the corrected text with the same marks. `ending` are those that stop here.

    `passages` begin here, one for each word of the official text that a passage begins with.
    """

    text: str
    marks: tuple[EvidenceMark, ...]
    starting: tuple[EvidenceMark, ...]
    ending: tuple[EvidenceMark, ...]
    passages: tuple[PassageAnchor, ...]
    term: Term | None


def deadline_keys(measure: Measure) -> tuple[str, ...]:
    """Return the anchors of a measure's dates: the day, else the kind."""
    return _tell_apart(
        f"echeance-{deadline.date.isoformat() if deadline.date else deadline.kind}"
        for deadline in measure.deadlines
    )


def actor_keys(measure: Measure) -> tuple[str, ...]:
    """Return the anchors of a measure's actors."""
    return _tell_apart(f"acteur-{part.actor}" for part in measure.actors)


def _tell_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Number the second and later of equal names, so that none gets the name of another."""
    listed = [*names]
    keys: list[str] = []
    for name in listed:
        numbered = (f"{name}-{rank}" for rank in count(2) if f"{name}-{rank}" not in listed)
        keys.append(next(key for key in chain([name], numbered) if key not in keys))
    return tuple(keys)


def derive_marks(measure: Measure, corrected: CorrectedText) -> tuple[EvidenceMark, ...]:
    """Return the quoted facts with their span in the corrected text, labelled in its order."""
    spans = []
    for kind, key, quote, occurrence in _list_quotes(measure):
        if quote and (span := find_passage(measure.text, quote, occurrence)):
            # The rank, from 1, of its first word: the official text never changes.
            word = len(measure.text[: span[0] + 1].split())
            spans.append((corrected.map_span(span), kind, key, word))
    spans.sort()
    labels: dict[str, str] = {}
    for _, _, key, _ in spans:
        labels.setdefault(key, _label(len(labels)))
    anchors = _tell_apart(f"preuve-{key}" for _, _, key, _ in spans)
    return tuple(
        EvidenceMark(kind, key, anchor, labels[key], span, word)
        for (span, kind, key, word), anchor in zip(spans, anchors, strict=True)
    )


def _list_quotes(measure: Measure) -> Iterator[tuple[FactKind, str, str | None, int | None]]:
    """Yield the kind, the key, the quote and the occurrence of each fact that may have a quote."""
    yield FactKind.COMMITMENT, "engagement", measure.commitment_quote, None
    for deadline, key in zip(measure.deadlines, deadline_keys(measure), strict=True):
        yield FactKind.DATE, key, deadline.quote, deadline.occurrence
    for index, figure in enumerate(measure.figures, start=1):
        for side in (figure.baseline, figure.target):
            if side:
                yield FactKind.FIGURE, f"chiffre-{index}", side.quote, side.occurrence
    for part, key in zip(measure.actors, actor_keys(measure), strict=True):
        if part.evidence is Evidence.QUOTE:
            yield FactKind.ACTOR, key, part.quote, part.occurrence
    for index, law in enumerate(measure.laws, start=1):
        yield FactKind.LAW, f"texte-{index}", law.quote, law.occurrence


def _label(index: int) -> str:
    """a … z, then aa, ab… zz, then aaa…"""
    before, last = divmod(index, len(ascii_lowercase))
    return (_label(before - 1) if before else "") + ascii_lowercase[last]


def find_terms(text: str, forms: Iterable[tuple[str, Term]]) -> list[tuple[int, int, Term]]:
    """Return the first place of each term; a longer form wins over a shorter one inside it."""
    places: list[tuple[int, int, Term]] = []
    for form, term in forms:
        if any(term is explained for _, _, explained in places):
            continue
        for start, end in find_passages(text, form):
            if all(end <= first or last <= start for first, last, _ in places):
                places.append((start, end, term))
                break
    return places


def cut_segments(
    text: str, marks: tuple[EvidenceMark, ...], terms: list[tuple[int, int, Term]]
) -> tuple[Segment, ...]:
    firsts: dict[int, EvidenceMark] = {}  # by the word where their passage begins
    for mark in marks:
        firsts.setdefault(mark.word, mark)
    spans = [(0, len(text)), *(mark.span for mark in marks), *(term[:2] for term in terms)]
    return tuple(
        Segment(
            text=text[start:end],
            marks=tuple(m for m in marks if m.span[0] <= start and end <= m.span[1]),
            starting=tuple(m for m in marks if m.span[0] == start),
            ending=tuple(m for m in marks if m.span[1] == end),
            passages=tuple(
                PassageAnchor(f"mot-{word}", text[slice(*mark.span)])
                for word, mark in firsts.items()
                if mark.span[0] == start
            ),
            term=next((term for first, last, term in terms if first <= start < last), None),
        )
        for start, end in pairwise(sorted({*chain(*spans)}))
    )
