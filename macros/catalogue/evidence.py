"""The evidence of each fact of a measure: passages of its corrected text, joined to the facts by letters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count, pairwise
from string import ascii_lowercase

from macros.data.model import Measure, Term
from macros.data.passages import CorrectedText, find_passage, find_passages
from macros.data.vocabulary import Evidence, ProofKind


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage of the corrected text and the fact it proves. `letter` joins the two on the page."""

    kind: ProofKind
    key: str  # anchor of the fact
    anchor: str  # anchor of the passage
    letter: str
    span: tuple[int, int]
    word: int  # rank, in the official text, of the word where the passage begins


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage that one can link to, by the rank of its first word: it never moves."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the corrected text with the same proofs. `ending` are those that stop here.

    `passages` begin here, one for each word of the official text that a passage begins with.
    """

    text: str
    proofs: tuple[Proof, ...]
    starting: tuple[Proof, ...]
    ending: tuple[Proof, ...]
    passages: tuple[Passage, ...]
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


def derive_proofs(measure: Measure, corrected: CorrectedText) -> tuple[Proof, ...]:
    """Return the quoted facts with their span in the corrected text, lettered in its order."""
    quoted: list[tuple[ProofKind, str, str, int | None]] = []
    if measure.commitment_quote:
        quoted.append((ProofKind.COMMITMENT, "engagement", measure.commitment_quote, None))
    for deadline, key in zip(measure.deadlines, deadline_keys(measure), strict=True):
        quoted.append((ProofKind.DATE, key, deadline.quote, deadline.occurrence))
    for index, figure in enumerate(measure.figures, start=1):
        quoted += [
            (ProofKind.FIGURE, f"chiffre-{index}", side.quote, side.occurrence)
            for side in (figure.baseline, figure.target)
            if side is not None
        ]
    quoted += [
        (ProofKind.ACTOR, key, part.quote, part.occurrence)
        for part, key in zip(measure.actors, actor_keys(measure), strict=True)
        if part.evidence is Evidence.QUOTE and part.quote
    ]
    quoted += [
        (ProofKind.LAW, f"texte-{index}", law.quote, law.occurrence)
        for index, law in enumerate(measure.laws, start=1)
        if law.quote
    ]
    spans = []
    for kind, key, quote, occurrence in quoted:
        span = find_passage(measure.text, quote, occurrence)
        if span is not None:
            word = _rank_word(measure.text, span[0])
            spans.append((corrected.map_span(span), kind, key, word))
    spans.sort()
    letters: dict[str, str] = {}
    for _, _, key, _ in spans:
        letters.setdefault(key, _letter(len(letters)))
    anchors = _tell_apart(f"preuve-{key}" for _, _, key, _ in spans)
    return tuple(
        Proof(kind, key, anchor, letters[key], span, word)
        for (span, kind, key, word), anchor in zip(spans, anchors, strict=True)
    )


def _rank_word(text: str, position: int) -> int:
    """Return the rank, from 1, of the word at a position. The official text never changes."""
    return len(text[: position + 1].split())


def _letter(index: int) -> str:
    """a … z, then aa, ab… zz, then aaa…"""
    before, last = divmod(index, len(ascii_lowercase))
    return (_letter(before - 1) if before else "") + ascii_lowercase[last]


def find_terms(text: str, forms: Iterable[tuple[str, Term]]) -> list[tuple[int, int, Term]]:
    """Return the first place of each term; a longer form wins over a shorter one inside it."""
    found: list[tuple[int, int, Term]] = []
    explained: set[str] = set()
    for form, term in forms:
        if term.slug in explained:
            continue
        for start, end in find_passages(text, form):
            if not any(start < other_end and other < end for other, other_end, _ in found):
                found.append((start, end, term))
                explained.add(term.slug)
                break
    return found


def cut_segments(
    text: str, proofs: tuple[Proof, ...], terms: list[tuple[int, int, Term]]
) -> tuple[Segment, ...]:
    passages: dict[int, list[Passage]] = defaultdict(list)
    known: set[int] = set()
    for proof in proofs:
        if proof.word not in known:
            known.add(proof.word)
            start, end = proof.span
            passages[start].append(Passage(f"mot-{proof.word}", text[start:end]))
    edges = {0, len(text)}
    edges.update(edge for proof in proofs for edge in proof.span)
    edges.update(edge for start, end, _ in terms for edge in (start, end))
    cuts = sorted(edges)
    return tuple(
        Segment(
            text=text[start:end],
            proofs=tuple(p for p in proofs if p.span[0] <= start and end <= p.span[1]),
            starting=tuple(p for p in proofs if p.span[0] == start),
            ending=tuple(p for p in proofs if p.span[1] == end),
            passages=tuple(passages[start]),
            term=next((term for first, last, term in terms if first <= start < last), None),
        )
        for start, end in pairwise(cuts)
    )
