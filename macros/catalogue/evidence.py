"""The evidence of each fact of a measure: passages of its corrected text, joined to the facts by labels."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count, pairwise
from string import ascii_lowercase

from macros.data.model import Measure, Term
from macros.data.passages import CorrectedText, Span, find_passage, find_passages
from macros.data.vocabulary import Evidence, FactKind

# Where a sentence ends: not after an initial, « C.L.S.P.D. ».
_END = re.compile(r"(?<=[a-zà-ÿ0-9)»…][.!?]) (?=[A-ZÀ-Þ«])")


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A passage of the corrected text and the fact it establishes. `label` joins the two on the page."""

    kind: FactKind
    key: str  # anchor of the fact
    anchor: str  # anchor of the passage
    label: str
    rank: int  # of the fact in its list
    span: tuple[int, int]
    word: int  # rank, in the official text, of the word where the passage begins


@dataclass(frozen=True, slots=True)
class PassageAnchor:
    """A sentence or a quoted passage that one can link to, by the rank of its first word: it never moves."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the corrected text with the same marks. `ending` are those that stop here.

    `passages` begin here, one for each word of the official text that one begins with.
    """

    text: str
    marks: tuple[EvidenceMark, ...]
    starting: tuple[EvidenceMark, ...]
    ending: tuple[EvidenceMark, ...]
    passages: tuple[PassageAnchor, ...]
    term: Term | None
    link: EvidenceMark | Term | None  # what its words lead to


@dataclass(frozen=True, slots=True)
class Run:
    """What one link of the sentence covers, or words without one. No link stands inside another.

    Where passages overlap, or hold a term of the glossary, the inner one is the link: the shortest,
    and of two alike the passage. The outer one keeps its letter, a link of its own after its end.
    """

    segments: tuple[Segment, ...]

    @property
    def link(self) -> EvidenceMark | Term | None:
        """What its words lead to; a space between two passages leads nowhere."""
        has_words = any(segment.text.strip() for segment in self.segments)
        return self.segments[0].link if has_words else None

    @property
    def mark(self) -> EvidenceMark | None:
        """The passage that its words lead from, unless it is a term or nothing."""
        return self.link if isinstance(self.link, EvidenceMark) else None

    @property
    def term(self) -> Term | None:
        return None if isinstance(self.link, EvidenceMark) else self.link

    @property
    def proves(self) -> bool:
        return bool(self.segments[0].marks)

    @property
    def letters(self) -> tuple[EvidenceMark, ...]:
        """The passages that end here: that of the link first, then in the order of letters."""
        return tuple(
            sorted(
                self.segments[-1].ending,
                key=lambda mark: (mark is not self.link, len(mark.label), mark.label),
            )
        )


def deadline_keys(measure: Measure) -> tuple[str, ...]:
    """Return the anchors of a measure's dates: the day, else the kind."""
    return _tell_apart(
        f"echeance-{deadline.date.isoformat() if deadline.date else deadline.kind}"
        for deadline in measure.deadlines
    )


def actor_keys(measure: Measure) -> tuple[str, ...]:
    return _tell_apart(f"acteur-{part.actor}" for part in measure.actors)


def _tell_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Number the second and later of equal names, so that none gets the name of another."""
    listed = [*names]
    keys: list[str] = []
    for name in listed:
        numbered = (f"{name}-{rank}" for rank in count(2) if f"{name}-{rank}" not in listed)
        keys.append(next(key for key in chain([name], numbered) if key not in keys))
    return tuple(keys)


def find_sentences(measure: Measure, corrected: CorrectedText) -> dict[int, Span]:
    """Return the sentences of the corrected text, by the rank of their first word in the official one."""
    text, sentences, start = measure.text, dict[int, Span](), 0
    for end in (*(match.start() for match in _END.finditer(text)), len(text)):
        sentences[len(text[: start + 1].split())] = corrected.map_span((start, end))
        start = end + 1
    return sentences


def derive_marks(measure: Measure, corrected: CorrectedText) -> tuple[EvidenceMark, ...]:
    """Return the quoted facts with their span in the corrected text, in its order.

    The letters follow the order in which passages end, since a letter stands after its passage.
    """
    spans = []
    for kind, rank, key, quote, occurrence in _list_quotes(measure):
        if quote and (span := find_passage(measure.text, quote, occurrence)):
            # The rank, from 1, of its first word: the official text never changes.
            word = len(measure.text[: span[0] + 1].split())
            spans.append((corrected.map_span(span), kind, key, word, rank))
    spans.sort()
    labels: dict[str, str] = {}
    for _, _, key, _, _ in sorted(spans, key=lambda found: (found[0][1], -found[0][0])):
        labels.setdefault(key, _label(len(labels)))
    anchors = _tell_apart(f"preuve-{key}" for _, _, key, _, _ in spans)
    return tuple(
        EvidenceMark(kind, key, anchor, labels[key], rank, span, word)
        for (span, kind, key, word, rank), anchor in zip(spans, anchors, strict=True)
    )


def _list_quotes(measure: Measure) -> Iterator[tuple[FactKind, int, str, str | None, int | None]]:
    """Yield the kind, the rank, the key, the quote and the occurrence of each fact that may have one."""
    yield FactKind.COMMITMENT, 0, "engagement", measure.commitment_quote, None
    dated = zip(measure.deadlines, deadline_keys(measure), strict=True)
    for rank, (deadline, key) in enumerate(dated):
        yield FactKind.DATE, rank, key, deadline.quote, deadline.occurrence
    for rank, figure in enumerate(measure.figures):
        for side in (figure.baseline, figure.target):
            if side:
                key = f"chiffre-{rank + 1}"
                yield FactKind.FIGURE, rank, key, side.quote, side.occurrence
    for rank, (part, key) in enumerate(zip(measure.actors, actor_keys(measure), strict=True)):
        if part.evidence is Evidence.QUOTE:
            yield FactKind.ACTOR, rank, key, part.quote, part.occurrence
    for rank, law in enumerate(measure.laws):
        yield FactKind.LAW, rank, f"texte-{rank + 1}", law.quote, law.occurrence


def list_notes(segments: Iterable[Segment]) -> tuple[EvidenceMark, ...]:
    """Return one mark for each fact that has a letter, its first passage, in the order of letters."""
    first: dict[str, EvidenceMark] = {}
    for segment in segments:
        for mark in segment.starting:
            first.setdefault(mark.key, mark)
    return tuple(sorted(first.values(), key=lambda mark: (len(mark.label), mark.label)))


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
    text: str,
    marks: tuple[EvidenceMark, ...],
    terms: list[tuple[int, int, Term]],
    sentences: Mapping[int, Span],
) -> tuple[Segment, ...]:
    places = dict(sentences)  # by the word where they begin
    for mark in marks:
        places.setdefault(mark.word, mark.span)
    spans = [(0, len(text)), *(mark.span for mark in marks), *(term[:2] for term in terms)]
    spans += sentences.values()
    links: list[tuple[int, int, EvidenceMark | Term]] = [(*mark.span, mark) for mark in marks]
    links += terms
    links.sort(key=lambda link: link[1] - link[0])  # a passage stays before a term of its length
    return tuple(
        Segment(
            text=text[start:end],
            marks=tuple(m for m in marks if m.span[0] <= start and end <= m.span[1]),
            starting=tuple(m for m in marks if m.span[0] == start),
            ending=tuple(m for m in marks if m.span[1] == end),
            passages=tuple(
                PassageAnchor(f"mot-{word}", text[slice(*span)])
                for word, span in places.items()
                if span[0] == start
            ),
            term=next((term for first, last, term in terms if first <= start < last), None),
            link=next((link for first, last, link in links if first <= start < last), None),
        )
        for start, end in pairwise(sorted({*chain(*spans)}))
    )


def join_segments(segments: Iterable[Segment]) -> tuple[Run, ...]:
    """Join the segments that follow under one link; where a passage ends, its letter comes between."""
    runs: list[list[Segment]] = []
    for segment in segments:
        last = runs[-1][-1] if runs else None
        joined = last and last.link is segment.link and bool(last.marks) == bool(segment.marks)
        if last and joined and not last.ending:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return tuple(Run(tuple(run)) for run in runs)
