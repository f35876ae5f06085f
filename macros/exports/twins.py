"""`/api/v1/measures/21.md`: a measure as plain text, for persons and programs alike."""

from collections.abc import Iterator
from functools import partial

from macros import urls
from macros.catalogue.presentation import UNOFFICIAL, describe_status
from macros.catalogue.summaries import describe_figure, name_bearers, name_law, name_source
from macros.catalogue.views import Catalogue, MeasureView, read_quote
from macros.data.measure_model import Deadline, LawReference, Participation
from macros.data.vocabulary import DeadlineKind, Evidence
from macros.exports.markdown import Markdown, escape, link, write
from macros.french import capitalize, format_day, format_partial_date


def create_twins(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the texts, by path."""
    return {
        urls.measure_output_url(number, "md"): _Twin(catalogue, address, view).text()
        for number, view in catalogue.measures.items()
    }


class _Twin:
    """The text of one measure."""

    def __init__(self, catalogue: Catalogue, address: str, view: MeasureView) -> None:
        self.catalogue = catalogue
        self.address = address
        self.view = view
        self.measure = view.measure
        self.quote = partial(read_quote, view)

    def text(self) -> str:
        measure, view = self.measure, self.view
        page = self.address + urls.measure_url(measure.number)
        sections = (
            ("Qui", self.actors(), "Aucun acteur."),
            ("Quand", self.deadlines(), ""),
            ("Combien", self.figures(), "Aucun objectif chiffré."),
            ("Selon quel texte de droit", self.laws(), "Aucun texte de droit cité."),
            ("Ce qu’il en est advenu", self.follow_up(), "Aucune suite documentée."),
            ("Mesures liées", self.links(), "Aucune."),
        )
        blocks = [
            write("# Mesure {} : {}", measure.number, measure.title),
            self.headings(),
            "## Ce que dit la mesure",
            f"> {write('{}', view.corrected.text)}",
            "## Le texte officiel, à la lettre",
            f"> {escape(measure.text)}",
        ]
        for title, lines, absence in sections:
            listed = "\n".join(f"- {line}" for line in lines)
            blocks += [f"## {title}", listed or write("{}", absence)]
        if view.for_victims:
            help_today = link("où trouver de l’aide aujourd’hui", self.address + urls.HELP)
            blocks += ["## Aide", write("Hors du plan : {}.", help_today)]
        blocks += ["## Citer, réutiliser", self.reuse(page)]
        return "\n\n".join(blocks) + "\n"

    def headings(self) -> str:
        view, measure = self.view, self.measure
        axis = self.to(f"Axe {view.axis.number} : {view.axis.title}", urls.axis_url(measure.axis))
        lines = [axis]
        if view.theme:
            theme = self.to(view.theme.title, urls.theme_url(view.theme.slug))
            lines.append(write("Thème : {}", theme))
        force = measure.commitment
        evidence = (
            write(" (« {} »)", self.quote(measure.commitment_quote))
            if measure.commitment_quote
            else Markdown()
        )
        lines.append(write("Force de l’engagement : {}{}", force.label, evidence))
        return "\n".join(f"- {line}" for line in lines)

    def to(self, text: str, url: str) -> Markdown:
        return link(text, self.address + url)

    def source(self, slug: str) -> Markdown:
        return self.to(name_source(self.catalogue.sources[slug]), urls.source_url(slug))

    def evidence(self, fact: Participation | LawReference) -> Markdown:
        """The evidence of a fact, in words."""
        parts = []
        if fact.quote:
            parts.append(write("« {} »", self.quote(fact.quote, fact.occurrence)))
        if fact.reason:
            parts.append(write("{}", fact.reason.rstrip(".")))
        if fact.source:
            parts.append(write("source : {}", self.source(fact.source)))
        return write("{} : {}", fact.evidence.label, Markdown(" ; ".join(parts)))

    def actors(self) -> Iterator[Markdown]:
        if not any(part.evidence is Evidence.QUOTE for part in self.measure.actors):
            yield write("Aucun acteur nommé dans le texte de la mesure.")
        for evidence in Evidence:
            for part in self.measure.actors:
                if part.evidence is evidence:
                    name = self.catalogue.actors[part.actor].actor.name
                    actor = self.to(capitalize(name), urls.actor_url(part.actor))
                    mode = f", {part.mode.label}" if part.mode else ""
                    role = part.role.label + mode
                    yield write("{} : {} ({})", actor, role, self.evidence(part))

    def deadlines(self) -> Iterator[Markdown]:
        if not any(item.kind is DeadlineKind.DUE for item in self.measure.deadlines):
            yield write("Sans échéance.")
        for item in self.measure.deadlines:
            yield self.deadline(item)

    def deadline(self, item: Deadline) -> Markdown:
        kind = capitalize(item.kind.label)
        if item.date and item.bound:
            kind += f" : {item.bound.label} {format_day(item.date)} ({item.precision.label})"
        quote = self.quote(item.quote, item.occurrence)
        told = write("{} : {} (« {} »).", kind, item.scope, quote)
        if item.bears_on:
            names = name_bearers(item, self.catalogue)
            told = write("{} Date fixée par le texte {}.", told, names)
        elif item.kind is DeadlineKind.DUE:
            told = write("{} Le texte ne dit pas à qui il fixe cette date.", told)
        if item.source:
            told = write("{} Source de la date : {}.", told, self.source(item.source))
        return write("{} {}", told, item.note) if item.note else told

    def figures(self) -> Iterator[Markdown]:
        for figure in self.measure.figures:
            quotes = [
                f"« {self.quote(side.quote, side.occurrence)} »"
                for side in (figure.baseline, figure.target)
                if side
            ]
            told = write("{} ({}).", describe_figure(figure), ", ".join(quotes))
            yield write("{} {}", told, figure.note) if figure.note else told

    def laws(self) -> Iterator[Markdown]:
        for reference in self.measure.laws:
            name, law = name_law(reference, self.catalogue), reference.law
            url = urls.law_url(law, reference.article) if law else None
            named = self.to(name, url) if url else write("{}", name)
            yield write("{} ({})", named, self.evidence(reference))

    def follow_up(self) -> Iterator[Markdown]:
        for step in self.measure.follow_up:
            day = capitalize(format_partial_date(step.date))
            yield write("{} : {} Source : {}.", day, step.summary, self.source(step.source))

    def links(self) -> Iterator[Markdown]:
        for other in self.view.links:
            number = other.measure.number
            title = self.to(f"Mesure {number} : {other.measure.title}", urls.measure_url(number))
            yield write("{}, {}. {}", title, other.label, other.reason)

    def reuse(self, page: str) -> str:
        data = self.catalogue.data
        site, plan = data.site, data.plan
        return "\n".join(
            f"- {line}"
            for line in (
                write("Adresse, qui ne change pas : {}", Markdown(f"<{page}>")),
                write("{} : {}, {}.", plan.title, describe_status(data), UNOFFICIAL),
                write("Données du {}, Licence Ouverte 2.0 (Etalab).", format_day(site.updated)),
            )
        )
