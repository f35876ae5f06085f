"""The changes of this site, from its git history: per record, field by field, newest first.

Not what became of the plan: that is data (`follow_up`). Who made a change is not kept.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from macros.data.loading import FOLLOW_UP, MEASURES
from macros.data.model import Dataset
from macros.french import capitalize, format_count, join_words, quote_within
from macros.history.git_log import Commit, Head, Log, date_files
from macros.history.record_changes import (
    KINDS,
    ChangeKind,
    Difference,
    RecordChange,
    normalize,
    split_follow_up,
    trace_records,
)
from macros.history.wording import Piece, Wording, name_part


class Nature(StrEnum):
    SUBSTANCE = "fond"
    CORRECTION = "correction"


# The fields of a record whose change is one of substance: what the site asserts. What it is called,
# found or linked by, how a passage is corrected or a source seen is a correction.
_SUBSTANCE = {
    "Actor": {"name", "family", "parent", "today"},
    "Axis": {"heading", "measure_count"},
    "FollowUp": {"date", "about", "speaker", "reports", "summary", "quote", "partly_read"},
    "HelpService": {"name", "number", "url", "summary"},
    "Law": {"title", "date", "articles"},
    "Measure": {
        "number", "axis", "theme", "text", "commitment", "actors", "deadlines", "figures", "laws",
        "follow_up", "today", "succession", "plain",
    },
    "Plan": {"title", "start", "end", "measure_count", "facts", "amounts"},
    "Term": {"expansion", "definition"},
    "Theme": {"heading", "axis", "measure_count"},
}  # fmt: skip
# The wording around a fact, wherever it stands.
_WORDING = {"note", "occurrence", "reason", "scope"}

_LONGEST_REASON = 500  # characters
_MOST_GROUPS = 4  # kinds of records that a summary names
_TRAILER = re.compile(
    r"^(motif|nature)[^\S\n]*:[^\S\n]*(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE
)
_NATURES = {nature.value: nature for nature in Nature}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed, in words. `pieces` shows where in a long text; else it is empty."""

    part: str  # the field of the record itself, which `field` may go into
    nature: Nature
    field: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One record that changed. `url` is empty for a record that is no more."""

    list_name: str
    key: int | str
    label: str  # « mesure 21 », « acteur »
    title: str
    url: str
    kind: ChangeKind
    natures: frozenset[Nature]
    changes: tuple[Change, ...] = ()

    @property
    def measure(self) -> int | None:
        """The measure that it is, or that it follows up."""
        if self.list_name == FOLLOW_UP:
            return split_follow_up(str(self.key))[0]
        return int(self.key) if self.list_name == MEASURES else None

    def of_nature(self, nature: Nature) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.nature == nature)


@dataclass(frozen=True, slots=True)
class CommitChanges:
    """The changes of one commit, records in the order of the site, and the reason that it states."""

    commit: Commit
    reason: str
    revisions: tuple[Revision, ...]

    def of_nature(self, nature: Nature) -> tuple[Revision, ...]:
        return tuple(revision for revision in self.revisions if nature in revision.natures)

    @property
    def nature(self) -> Nature:
        """Of substance as soon as one of its records is."""
        return Nature.SUBSTANCE if self.of_nature(Nature.SUBSTANCE) else Nature.CORRECTION

    def anchor(self, nature: Nature) -> str:
        """Return its place on the page of the news, among the changes of this nature."""
        return f"{nature}-{self.commit.id[:12]}"


@dataclass(frozen=True, slots=True)
class History:
    """`available` is false where git or a part of its history is missing."""

    available: bool = False
    entries: tuple[CommitChanges, ...] = ()
    # By number, of that record and of its follow-ups.
    measures: Mapping[int | str, Sequence[CommitChanges]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)  # of the last commit of each file
    head: Head | None = None

    def of_nature(self, nature: Nature) -> tuple[CommitChanges, ...]:
        return tuple(entry for entry in self.entries if entry.of_nature(nature))


NO_HISTORY = History()


def derive_history(log: Log | None, data: Dataset) -> History:
    """Return the history of the records in words; `log` is None where there is none to read."""
    if log is None:
        return NO_HISTORY
    wording = Wording(data)
    entries = []
    for commit, changes in trace_records(log):
        if changes:
            reason, nature = read_message(commit.message)
            revisions = (describe_change(change, wording, nature) for change in changes)
            entries.append(CommitChanges(commit, reason, tuple(revisions)))
    # Stable: commits of one moment stay in the order of the branch.
    entries.reverse()
    entries.sort(key=lambda entry: entry.commit.moment, reverse=True)
    measures: dict[int | str, list[CommitChanges]] = defaultdict(list)
    for entry in entries:
        for number in dict.fromkeys(revision.measure for revision in entry.revisions):
            own = tuple(revision for revision in entry.revisions if revision.measure == number)
            if number is not None:
                measures[number].append(replace(entry, revisions=own))
    return History(bool(entries), tuple(entries), measures, date_files(log.commits))


def read_message(message: str) -> tuple[str, Nature | None]:
    """Return the reason and the nature that the message of a commit states, in French, if any."""
    _, _, body = message.replace("\r\n", "\n").strip().partition("\n")
    trailers = {
        # The sentence that shows it has its own full stop.
        match[1].lower(): str(normalize(match[2][:_LONGEST_REASON]) or "").removesuffix(".")
        for match in _TRAILER.finditer(body)
    }
    return trailers.get("motif", ""), _NATURES.get(trailers.get("nature", "").lower())


def describe_change(change: RecordChange, words: Wording, stated: Nature | None = None) -> Revision:
    """Return what became of a record in words; a nature that the commit states holds for all of it."""
    list_name, identifier = change.key
    kind = KINDS[list_name]
    changes = tuple(
        Change(
            name_part(difference.fields[0]),
            stated or _judge(kind.cls, difference),
            *words.describe(kind.cls, difference),
        )
        for difference in change.differences
    )
    return Revision(
        list_name,
        identifier,
        f"{kind.noun} {identifier}" if isinstance(identifier, int) else kind.noun,
        words.titles.get(change.key) or str(normalize(change.record.get(kind.title)) or identifier),
        kind.url(identifier) if change.key in words.titles else "",
        change.kind,
        frozenset(c.nature for c in changes) or frozenset((stated or Nature.SUBSTANCE,)),
        changes,
    )


def _judge(cls: type, difference: Difference) -> Nature:
    asserted = difference.fields[0] in _SUBSTANCE.get(cls.__name__, ())
    # An item that comes or goes is more than its wording.
    worded = difference.fields[-1] in _WORDING and len(difference.fields) > 1
    return Nature.SUBSTANCE if asserted and not worded else Nature.CORRECTION


def summarize_revisions(revisions: Sequence[Revision]) -> str:
    """Return « Ajout : 50 mesures et 2 sources. Modification : mesure 36 »."""
    sentences = []
    for kind in ChangeKind:
        groups: dict[str, list[Revision]] = {}
        for revision in revisions:
            if revision.kind == kind:
                groups.setdefault(revision.list_name, []).append(revision)
        words = [*map(_count, groups.values())]
        if len(words) > _MOST_GROUPS:
            others = sum(map(len, [*groups.values()][_MOST_GROUPS - 1 :]))
            words[_MOST_GROUPS - 1 :] = [format_count(others, "autre fiche", "autres fiches")]
        if words:
            sentences.append(f"{capitalize(kind)} : {join_words(words)}")
    return ". ".join(sentences)


def summarize_measure(revisions: Sequence[Revision]) -> str:
    """Return « Modification : dates. Ajout : 2 faits », for those who know which measure."""
    sentences = []
    for revision in revisions:
        if revision.list_name == MEASURES:
            parts = dict.fromkeys(change.part for change in revision.changes)
            kind = capitalize(revision.kind)
            sentences.append(f"{kind} : {join_words([*parts])}" if parts else kind)
    follow_up = [revision for revision in revisions if revision.list_name == FOLLOW_UP]
    return ". ".join([*sentences, summarize_revisions(follow_up)]).removesuffix(". ")


def _count(revisions: Sequence[Revision]) -> str:
    """Count the records of one list, or name the only one."""
    first = revisions[0]
    if len(revisions) > 1:
        noun, *complement = KINDS[first.list_name].noun.split(" ")
        return " ".join((format_count(len(revisions), noun), *complement))
    title = quote_within(first.title.removesuffix("."))
    return first.label if isinstance(first.key, int) else f"{first.label} « {title} »"
