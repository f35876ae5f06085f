"""`/api/v1/measures/21.md`: a measure as plain Markdown, for persons and programs alike; `/llms.txt`, where
programs begin, and `/llms-full.txt`, all measures in one text. Each fact says how it is known: its grade.

`escape` and `write` are the one border where a text becomes Markdown: everything is escaped there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from string import Formatter
from typing import Any

from macros import urls
from macros.catalogue import summaries
from macros.catalogue.citations import cite_in_law, cite_measure
from macros.catalogue.outcomes import describe_moment
from macros.catalogue.presentation import UNOFFICIAL, describe_status, name_home, write_notice
from macros.catalogue.views import Catalogue, MeasureView, read_quote
from macros.data.model import Deadline, LawReference, Measure, Participation
from macros.data.vocabulary import DeadlineKind, Evidence
from macros.exports.interface import OUTPUTS
from macros.french import capitalize, format_day, quote_within, typeset

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# Signs that can open markup anywhere: CommonMark's, and those of its usual extensions.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>~|$^#]|&(?=#?\w+;)|(?<=:)(?=//)")
# What makes a block of the line that it starts.
_START = re.compile(r"^(?=[+=:!-])|^(\d+)(?=[.)])")


# How a fact is known, in one word.
GRADES = {
    Evidence.QUOTE: "écrit",
    Evidence.HEADING: "titre",
    Evidence.SOURCE: "source",
    Evidence.DEDUCED: "déduit",
}
RULE = (
    "Chaque fait porte son degré. Écrit : un passage de la mesure le dit. Titre : l’intitulé du thème ou de "
    "l’axe le dit. Source : un autre document le dit. Déduit : rien ne l’écrit, ce site le déduit et dit "
    "pourquoi. Ne présentez pas ce qui est déduit comme écrit dans le plan."
)


class Markdown(str):
    """A text that is Markdown already."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Return one line of Markdown that reads as the text, and nothing else."""
    line = _SPACE.sub(" ", text).strip(" ")
    line = _ANYWHERE.sub(lambda found: f"\\{found[0]}" if found[0] else "", line)
    return Markdown(_START.sub(lambda found: f"{found[1] or ''}\\", line))


class _EscapingFormatter(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return value if isinstance(value, Markdown) else escape(format(value, format_spec))


def write(template: str, *values: object) -> Markdown:
    """Fill a template as `str.format` does, each value escaped, the spaces set as in French."""
    return Markdown(typeset(_EscapingFormatter().format(template, *values)))


def link(text: str, address: str) -> Markdown:
    # The site's own addresses hold no sign that Markdown reads.
    return Markdown(f"[{escape(text)}]({address})")


def create_measure_markdown(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return each measure, then what assistants read: where everything is, and all in one text."""
    texts = {
        number: [*_MeasureText(catalogue, address, view).blocks()]
        for number, view in catalogue.measures.items()
    }
    files = {
        urls.measure_output_url(number, "md"): _join([*blocks[:2], write("{}", RULE), *blocks[2:]])
        for number, blocks in texts.items()
    }
    return files | _write_llms(catalogue, address, [*chain.from_iterable(texts.values())])


def _write_llms(catalogue: Catalogue, address: str, whole: list[str]) -> dict[str, str]:
    data, measures = catalogue.data, catalogue.measures.items()
    head = [
        write("# {}", capitalize(name_home(data))),
        f"> {write('{}', write_notice(data))}",
        write("{}", RULE),
    ]
    texts = (
        # As the readers of this file cut it: « [title](address): note ».
        Markdown(f"{link(view.title, address + urls.measure_output_url(number, 'md'))}: {plain}")
        for number, view in measures
        for plain in [write("{}", view.measure.plain or view.corrected.text)]
    )
    files = (link(each.title, address + each.url) for each in OUTPUTS if not each.parameters)
    links = (
        link("Toutes les mesures en un seul texte", address + urls.LLMS_FULL),
        link("Le texte officiel, à la lettre", address + urls.FULL_TEXT),
        link("Ce que le plan est devenu", address + urls.OUTCOMES),
        link("Ce qui est déduit, sans source ou à vérifier", address + urls.QUALITY),
    )
    lists = {"Mesures": texts, "Pages": links, "Données": files}
    index = (block for title, lines in lists.items() for block in (f"## {title}", _list(lines)))
    return {urls.LLMS: _join([*head, *index]), urls.LLMS_FULL: _join([*head, *whole])}


def _join(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


@dataclass(frozen=True, slots=True)
class _MeasureText:
    catalogue: Catalogue
    address: str
    view: MeasureView

    @property
    def measure(self) -> Measure:
        return self.view.measure

    def blocks(self) -> Iterator[str]:
        """Yield the title, what the measure belongs to, then the rest."""
        sections = (
            ("Qui", self.actors(), "Aucun acteur."),
            ("Quand", self.deadlines(), ""),
            ("Objectif chiffré", self.figures(), "Aucun objectif chiffré."),
            ("Base juridique", self.laws(), "Aucun texte de droit cité."),
            ("Ce qu’elle est devenue", self.follow_up(), ""),
            ("Mesures liées", self.related(), "Aucune."),
        )
        yield write("# {}", self.view.title)
        yield _list(self.headings())
        if plain := self.measure.plain:
            yield "## En clair"
            yield write("{} (Reformulé par ce site.)", plain)
        yield "## Ce que dit la mesure"
        yield f"> {write('{}', self.view.corrected.text)}"
        yield "## Le texte officiel, à la lettre"
        yield f"> {escape(self.measure.text)}"
        for title, lines, absence in sections:
            yield f"## {title}"
            yield _list(lines) or write("{}", absence)
        if self.view.for_victims:
            yield "## Aide"
            help_today = self.link("où trouver de l’aide aujourd’hui", urls.HELP)
            yield write("Hors du plan : {}.", help_today)
        yield "## Citer, réutiliser"
        yield _list(self.reuse())

    def link(self, text: str, url: str) -> Markdown:
        return link(text, self.address + url)

    def source(self, slug: str) -> Markdown:
        return self.link(summaries.name_source(self.catalogue.sources[slug]), urls.source_url(slug))

    def quote(self, quote: str, occurrence: int | None = None) -> Markdown:
        return write("« {} »", quote_within(read_quote(self.view, quote, occurrence)))

    def evidence(self, fact: Participation | LawReference) -> Markdown:
        parts = []
        if fact.quote:
            parts.append(self.quote(fact.quote, fact.occurrence))
        if fact.reason:
            parts.append(write("{}", fact.reason.rstrip(".")))
        if fact.source:
            parts.append(write("source : {}", self.source(fact.source)))
        return write("{} : {}", fact.evidence.label, Markdown(" ; ".join(parts)))

    def headings(self) -> Iterator[Markdown]:
        axis, theme, measure = self.view.axis, self.view.theme, self.measure
        yield self.link(f"Axe {axis.number} : {axis.title}", urls.axis_url(axis.number))
        if theme:
            yield write("Thème : {}", self.link(theme.title, urls.theme_url(theme.slug)))
        commitment = write("Degré d’obligation : {}", measure.commitment.label)
        if measure.commitment_quote:
            text = write("{} ({})", commitment, self.quote(measure.commitment_quote))
            yield _grade(Evidence.QUOTE, text)
        else:
            yield _grade(Evidence.DEDUCED, write("{} (rien ne le nuance)", commitment))

    def actors(self) -> Iterator[Markdown]:
        if not any(part.evidence is Evidence.QUOTE for part in self.measure.actors):
            yield write("Aucun acteur nommé dans le texte de la mesure.")
        order = [*Evidence]
        for part in sorted(self.measure.actors, key=lambda part: order.index(part.evidence)):
            actor = self.catalogue.actors[part.actor].actor
            linked = self.link(capitalize(actor.name), urls.actor_url(part.actor))
            role = summaries.say_role(part, actor)
            text = write("{} : {} ({})", linked, role, self.evidence(part))
            yield _grade(part.evidence, text)

    def deadlines(self) -> Iterator[Markdown]:
        if not any(item.kind is DeadlineKind.DUE for item in self.measure.deadlines):
            yield write("Sans échéance.")
        for item in self.measure.deadlines:
            evidence = Evidence.SOURCE if item.source else Evidence.QUOTE
            yield _grade(evidence, Markdown(" ".join(self.deadline(item))))

    def deadline(self, item: Deadline) -> Iterator[Markdown]:
        kind = capitalize(item.kind.label)
        if moment := summaries.say_moment(item):
            kind += f" : {moment} ({item.precision.label})"
        yield write("{} : {} ({}).", kind, item.scope, self.quote(item.quote, item.occurrence))
        if bearers := summaries.say_bearers(item, self.catalogue):
            yield write("{}", bearers)
        if item.source:
            yield write("Source de la date : {}.", self.source(item.source))
        if item.note:
            yield write("{}", item.note)

    def figures(self) -> Iterator[Markdown]:
        for figure in self.measure.figures:
            quotes = [
                self.quote(side.quote, side.occurrence)
                for side in (figure.baseline, figure.target)
                if side
            ]
            line = write("{} ({}).", summaries.describe_figure(figure), Markdown(", ".join(quotes)))
            text = write("{} {}", line, figure.note) if figure.note else line
            computed = figure.target is not None and figure.target.computed
            yield _grade(Evidence.DEDUCED if computed else Evidence.QUOTE, text)

    def laws(self) -> Iterator[Markdown]:
        for reference in self.measure.laws:
            name, law = summaries.name_law(reference, self.catalogue), reference.law
            linked = self.link(name, urls.law_url(law, reference.article)) if law else name
            yield _grade(reference.evidence, write("{} ({})", linked, self.evidence(reference)))

    def follow_up(self) -> Iterator[Markdown]:
        outcome = self.view.outcome
        if not outcome.follow_up:
            yield write("{}", outcome.absence)
        for fact in outcome.follow_up:
            text = write("{} : {}", capitalize(describe_moment(fact)), fact.summary)
            if fact.quote:
                text = write("{} « {} »", text, quote_within(fact.quote))
            source = self.source(fact.source)
            place = f", {fact.locator}" if fact.locator else ""
            text = write("{} ({} ; source : {}{}).", text, fact.speaker.label, source, place)
            for caveat in fact.caveats:
                text = write("{} {}", text, caveat)
            yield _grade(Evidence.SOURCE, text)
        if today := self.measure.today:
            day, source = format_day(today.as_of, "au"), self.source(today.source)
            text = write("Aujourd’hui ({}) : {} Source : {}.", day, today.summary, source)
            caveat = today.partly_read or ""
            yield _grade(Evidence.SOURCE, write("{} {}", text, caveat) if caveat else text)

    def related(self) -> Iterator[Markdown]:
        for other in self.view.links:
            number = other.measure.number
            title = self.catalogue.measures[number].title
            linked = self.link(title, urls.measure_url(number))
            text = write("{}, {}. {}", linked, other.label, other.reason)
            yield _grade(Evidence.DEDUCED, text)

    def reuse(self) -> Iterator[Markdown]:
        data = self.catalogue.data
        page = Markdown(f"<{self.address}{urls.measure_url(self.measure.number)}>")
        yield write("Adresse, qui ne change pas : {}", page)
        yield write("Pour citer : {}", cite_in_law(cite_measure(self.view, self.catalogue)))
        yield write("{} : {}, {}.", data.plan.title, describe_status(data), UNOFFICIAL)
        yield write(
            "Données {}, Licence Ouverte 2.0 (Etalab).", format_day(data.site.updated, "du")
        )


def _grade(evidence: Evidence, text: Markdown) -> Markdown:
    return Markdown(f"**{GRADES[evidence]}** · {text}")


def _list(lines: Iterable[Markdown]) -> str:
    return "\n".join(f"- {line}" for line in lines)
