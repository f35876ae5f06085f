"""What changed on this site, from its git history: per record, field by field, newest first.

Not what became of the plan: that is data (`follow_up`). Who made a change is not kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from macros import urls
from macros.commits import Commit, Head, Log, is_data
from macros.comparing import Difference, normalize
from macros.dating import date_files
from macros.french import capitalize, format_count, join_words
from macros.loading import MEASURES
from macros.model import Dataset
from macros.tracing import CLASSES, Event, Key, Traced, Tracer
from macros.wording import TITLES, Piece, Wording, mark_pieces, name_part


class Nature(StrEnum):
    SUBSTANCE = "fond"
    CORRECTION = "correction"


# The fields of a record whose change is one of substance: what the site asserts. What it is called,
# found or linked by, how a passage is corrected or a source seen is a correction.
_SUBSTANCE = {
    "Actor": {"name", "family", "parent", "today"},
    "Axis": {"heading", "measure_count"},
    "HelpService": {"name", "number", "url", "summary"},
    "Law": {"title", "date", "articles"},
    "Measure": {
        "number", "axis", "theme", "text", "commitment", "actors", "deadlines", "figures", "laws",
        "follow_up",
    },
    "Plan": {"title", "start", "end", "measure_count", "facts"},
    "Term": {"expansion", "definition"},
    "Theme": {"heading", "axis", "measure_count"},
}  # fmt: skip
# The wording around a fact, wherever it stands.
_ASIDE = {"note", "occurrence", "reason", "scope"}

_NOUNS = {
    MEASURES: ("mesure", "mesures"),
    "axes": ("axe", "axes"),
    "themes": ("thème", "thèmes"),
    "families": ("famille d’acteurs", "familles d’acteurs"),
    "actors": ("acteur", "acteurs"),
    "laws": ("texte de droit", "textes de droit"),
    "terms": ("terme du glossaire", "termes du glossaire"),
    "sources": ("source", "sources"),
    "services": ("service d’aide", "services d’aide"),
    "plan": ("fiche du plan", "fiches du plan"),
}
_LONGEST_REASON = 500  # characters
_MOST_GROUPS = 4  # kinds of records that a summary names
_TRAILER = re.compile(
    r"^(motif|nature)[^\S\n]*:[^\S\n]*(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE
)
_NATURES = {
    "fond": Nature.SUBSTANCE,
    "substance": Nature.SUBSTANCE,
    "correction": Nature.CORRECTION,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed, in words. `pieces` shows where in a long text; else it is empty."""

    part: str  # the field of the record itself, which `field` may go into
    field: str
    nature: Nature
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The commit behind a change. `reason` is in French when `stated` (`Motif:`), else its subject."""

    id: str
    moment: datetime
    day: date
    reason: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """One record in one commit. `url` is empty for a record that is no more."""

    origin: Origin
    list_name: str
    key: int | str
    label: str  # « mesure 21 », « acteur »
    title: str
    url: str
    event: Event
    nature: Nature  # of substance as soon as one of its changes is
    changes: tuple[Change, ...]

    def of_nature(self, nature: Nature) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.nature == nature)

    def has(self, nature: Nature) -> bool:
        """Tell whether it belongs among the changes of this nature; it may be of both."""
        natures = {change.nature for change in self.changes} or {self.nature}
        return nature in natures


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit changed, records in the order of the site."""

    origin: Origin
    revisions: tuple[Revision, ...]

    def of_nature(self, nature: Nature) -> tuple[Revision, ...]:
        return tuple(revision for revision in self.revisions if revision.has(nature))

    @property
    def nature(self) -> Nature:
        """Of substance as soon as one of its records is."""
        return Nature.SUBSTANCE if self.of_nature(Nature.SUBSTANCE) else Nature.CORRECTION

    def anchor(self, nature: Nature) -> str:
        """Return its place on the page of the news, among the changes of this nature."""
        return f"{nature}-{self.origin.id[:12]}"


@dataclass(frozen=True, slots=True)
class History:
    """`available` is false where git or a part of its history is missing."""

    available: bool = False
    entries: tuple[Entry, ...] = ()
    measures: dict[int, tuple[Revision, ...]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)  # of the last commit of each file
    head: Head | None = None

    def of_nature(self, nature: Nature) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.of_nature(nature))


NO_HISTORY = History()
Message = tuple[Origin, Nature | None]  # with the nature that the commit states


def derive_history(log: Log | None, data: Dataset) -> History:
    """Return the history of the records in words; `log` is None where there is none to read."""
    if log is None or not any(is_data(f.path) for commit in log.commits for f in commit.files):
        return NO_HISTORY
    tracer = Tracer(log.contents)
    words = Words(data)
    entries = []
    said: dict[tuple[str, str | None], Message] = {}  # of the versions that nobody can read
    for commit in reversed(log.commits):
        compared = tracer.trace(commit)
        message = _recall(read_message(commit), commit, said)
        for path, content in tracer.list_unreadable(commit):
            said[path, content] = message
        if compared:
            origin, nature = message
            revisions = (
                words.describe(origin, nature, key, found) for key, found in compared.items()
            )
            entries.append(Entry(origin, tuple(revisions)))
    # Stable: commits of one moment stay in the order of the branch.
    entries.reverse()
    entries.sort(key=lambda entry: entry.origin.moment, reverse=True)
    measures: dict[int, list[Revision]] = {measure.number: [] for measure in data.measures}
    for entry in entries:
        for revision in entry.revisions:
            if revision.list_name == MEASURES and revision.key in measures:
                measures[int(revision.key)].append(revision)
    return History(
        available=True,
        entries=tuple(entries),
        measures={number: tuple(found) for number, found in measures.items()},
        days=date_files(log.commits),
    )


def _recall(
    message: Message, commit: Commit, said: dict[tuple[str, str | None], Message]
) -> Message:
    """Give to what mends an unreadable version, and says not why, the reason of that version."""
    origin, nature = message
    for file in commit.files:
        earlier = said.get((file.path, file.old[0]))
        if earlier and earlier[0].stated and not origin.stated:
            return replace(origin, reason=earlier[0].reason, stated=True), nature or earlier[1]
    return message


def read_message(commit: Commit) -> Message:
    """Return the reason that a commit gives, and the nature that it states, if any."""
    message = commit.message.replace("\r\n", "\n").strip()
    subject, _, body = message.partition("\n")
    said = {match[1].lower(): _clean(match[2]) for match in _TRAILER.finditer(body)}
    reason = said.get("motif") or _clean(subject)
    stated = bool(said.get("motif"))
    origin = Origin(commit.id, commit.moment, commit.day, reason, stated)
    return origin, _NATURES.get(said.get("nature", "").lower())


def _clean(words: str) -> str:
    # The sentence that shows it has its own full stop.
    return str(normalize(words[:_LONGEST_REASON]) or "").removesuffix(".")


def summarize_revisions(revisions: Sequence[Revision]) -> str:
    """Return « Mise en ligne : 50 mesures et 2 sources. Modification : mesure 36 »."""
    sentences = []
    for event in Event:
        groups: dict[str, list[Revision]] = {}
        for revision in revisions:
            if revision.event == event:
                groups.setdefault(revision.list_name, []).append(revision)
        words = [_count(list_name, found) for list_name, found in groups.items()]
        if len(words) > _MOST_GROUPS:
            others = [*groups.values()][_MOST_GROUPS - 1 :]
            count = format_count(sum(map(len, others)), "autre fiche", "autres fiches")
            words[_MOST_GROUPS - 1 :] = [count]
        if words:
            sentences.append(f"{capitalize(event)} : {join_words(words)}")
    return ". ".join(sentences)


def summarize_revision(revision: Revision) -> str:
    """Return « Modification : dates et suites connues », for those who know of which record."""
    parts = dict.fromkeys(change.part for change in revision.changes)
    event = capitalize(revision.event)
    return f"{event} : {join_words([*parts])}" if parts else event


def _count(list_name: str, revisions: Sequence[Revision]) -> str:
    if len(revisions) == 1:
        [revision] = revisions
        numbered = isinstance(revision.key, int)
        return revision.label if numbered else f"{revision.label} « {revision.title} »"
    return format_count(len(revisions), *_NOUNS[list_name])


class Words:
    """Puts what was compared in words; `earlier` data name what today's no longer hold."""

    def __init__(self, data: Dataset | None, *earlier: Dataset) -> None:
        self.wording = Wording(*earlier, *([data] if data else []))
        self.today = _name_records(data) if data else {}

    def describe(
        self, origin: Origin, stated: Nature | None, key: Key, compared: Traced
    ) -> Revision:
        """Return a record's part in a commit; a nature that the commit states holds for all of it."""
        event, differences, record = compared
        list_name, identifier = key
        cls = CLASSES[list_name]
        changes = tuple(self.describe_change(cls, stated, found) for found in differences)
        own = {change.nature for change in changes} or {stated or Nature.SUBSTANCE}
        before = next((normalize(str(record[name])) for name in TITLES if name in record), None)
        title, url = self.today.get(key, (str(before or normalize(str(identifier))), ""))
        noun = _NOUNS[list_name][0]
        return Revision(
            origin,
            list_name,
            identifier,
            f"{noun} {identifier}" if isinstance(identifier, int) else noun,
            title,
            url,
            event,
            Nature.SUBSTANCE if Nature.SUBSTANCE in own else Nature.CORRECTION,
            changes,
        )

    def describe_change(self, cls: type, stated: Nature | None, found: Difference) -> Change:
        """Return a difference in words."""
        before, after = (
            self.wording.name_value(cls, found, value) for value in (found.before, found.after)
        )
        pieces: tuple[Piece, ...] = ()
        if isinstance(found.before, str) and isinstance(found.after, str):
            pieces = mark_pieces(found.before, found.after)
        nature = stated or _judge(cls, found)
        part, field_name = name_part(found.fields[0]), self.wording.name_field(cls, found)
        return Change(part, field_name, nature, before, after, pieces)


def _name_records(data: Dataset) -> dict[Key, tuple[str, str]]:
    """Return the title and the address of every record of the data."""
    return {
        **{(MEASURES, m.number): (m.title, urls.measure_url(m.number)) for m in data.measures},
        **{("axes", axis.number): (axis.title, urls.axis_url(axis.number)) for axis in data.axes},
        **{("themes", t.slug): (t.title, urls.theme_url(t.slug)) for t in data.themes},
        **{("families", f.slug): (f.title, urls.ACTORS) for f in data.families},
        **{("actors", a.slug): (a.name, urls.actor_url(a.slug)) for a in data.actors},
        **{("laws", law.slug): (law.short_title, urls.law_url(law.slug)) for law in data.laws},
        **{("terms", term.slug): (term.term, urls.term_url(term.slug)) for term in data.terms},
        **{("sources", s.slug): (s.title, urls.source_url(s.slug)) for s in data.sources},
        **{("services", s.name): (s.name, urls.HELP) for s in data.services},
        ("plan", "plan"): (data.plan.short_title, urls.PLAN),
    }


def _judge(cls: type, found: Difference) -> Nature:
    asserted = found.fields[0] in _SUBSTANCE.get(cls.__name__, ())
    # An item that comes or goes is more than its wording.
    aside = found.fields[-1] in _ASIDE and len(found.fields) > 1
    return Nature.SUBSTANCE if asserted and not aside else Nature.CORRECTION
