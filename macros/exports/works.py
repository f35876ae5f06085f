"""The works as triples: schema.org for the plan, its measures, laws and sources; PROV for the proofs."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DC, DCTERMS, PROV, RDF, RDFS, Literal, URIRef

from macros import urls
from macros.deriving import LawView, MeasureView
from macros.exports.naming import SCHEMA, Names, Triple, external, french, moment
from macros.exports.sheet_words import describe_figure
from macros.model import Article, LawReference, Participation, Source
from macros.vocabulary import DeadlineKind, Evidence, Role

_STARTS = frozenset({DeadlineKind.START, DeadlineKind.EFFECT})
_ACTING = frozenset({Role.LEAD, Role.CONTRIBUTOR})


@dataclass(frozen=True, slots=True)
class Works(Names):
    """The plan, its measures with their facts, the laws and the sources, as triples."""

    def triples(self) -> Iterator[Triple]:
        """Yield all but what is said of each measure."""
        yield from self.plan()
        for law in self.catalogue.laws.values():
            yield from self.law(law)
        for source in self.catalogue.sources.values():
            yield from self.source(source)

    def plan(self) -> Iterator[Triple]:
        plan, here = self.catalogue.data.plan, self.at(urls.PLAN)
        yield here, RDF.type, SCHEMA.CreativeWork
        yield here, SCHEMA.name, french(plan.title)
        yield here, SCHEMA.alternateName, french(plan.short_title)
        yield here, SCHEMA.url, here
        yield here, SCHEMA.inLanguage, Literal("fr")
        period = f"{plan.start.isoformat()}/{plan.end.isoformat()}"
        yield here, SCHEMA.temporalCoverage, Literal(period)
        for slug in sorted({plan.title_source, plan.period_source}):
            yield here, PROV.hadPrimarySource, self.at(urls.source_url(slug))
        for number in self.catalogue.measures:
            yield here, SCHEMA.hasPart, self.at(urls.measure_url(number))

    def measure(self, view: MeasureView) -> Iterator[Triple]:
        """Yield what is said of a measure, then its facts."""
        measure, here = view.measure, self.at(urls.measure_url(view.measure.number))
        yield here, RDF.type, SCHEMA.CreativeWork
        yield here, RDF.type, PROV.Entity
        yield here, SCHEMA.name, french(measure.title)
        yield here, SCHEMA.position, Literal(measure.number)
        yield here, SCHEMA.url, here
        yield here, SCHEMA.inLanguage, Literal("fr")
        yield here, SCHEMA.text, french(view.reading.text)
        # To the letter: what the quotes are quoted from.
        yield here, PROV.value, french(measure.text)
        yield here, SCHEMA.isPartOf, self.at(urls.PLAN)
        yield here, DCTERMS.subject, self.at(urls.axis_url(measure.axis))
        if measure.theme:
            yield here, DCTERMS.subject, self.at(urls.theme_url(measure.theme))
        yield here, DCTERMS.type, self.concept(measure.commitment)
        for keyword in measure.keywords:
            yield here, SCHEMA.keywords, french(keyword)
        for link in view.links:
            yield here, DCTERMS.relation, self.at(urls.measure_url(link.measure.number))
        yield from self.facts(view)

    def facts(self, view: MeasureView) -> Iterator[Triple]:
        """Each fact of a measure, at its anchor on the page, with what proves it."""
        yield from self.parts(view)
        yield from self.deadlines(view)
        yield from self.figures(view)
        yield from self.laws(view)
        yield from self.follow_up(view)

    def parts(self, view: MeasureView) -> Iterator[Triple]:
        page = urls.measure_url(view.measure.number)
        here = self.at(page)
        for part, key in zip(view.measure.actors, view.actor_keys, strict=True):
            fact, actor = self.at(f"{page}#{key}"), self.at(urls.actor_url(part.actor))
            # schema.org says a role between a work and its actor, with the same property twice.
            link = SCHEMA.contributor if part.role in _ACTING else SCHEMA.mentions
            yield here, link, fact
            yield fact, RDF.type, SCHEMA.Role
            yield fact, link, actor
            yield fact, SCHEMA.roleName, french(part.role.label)
            yield fact, DCTERMS.type, self.concept(part.role)
            if part.mode:
                yield fact, DCTERMS.type, self.concept(part.mode)
            yield from self.evidence(view, fact, part)

    def deadlines(self, view: MeasureView) -> Iterator[Triple]:
        page = urls.measure_url(view.measure.number)
        here = self.at(page)
        for deadline, key in zip(view.measure.deadlines, view.deadline_keys, strict=True):
            fact = self.at(f"{page}#{key}")
            yield fact, RDF.type, SCHEMA.Event
            yield fact, SCHEMA.about, here
            yield fact, SCHEMA.name, french(deadline.scope)
            yield fact, DCTERMS.type, self.concept(deadline.kind)
            yield fact, DCTERMS.type, self.concept(deadline.precision)
            if deadline.date:
                link = SCHEMA.startDate if deadline.kind in _STARTS else SCHEMA.endDate
                yield fact, link, Literal(deadline.date)
            if deadline.bound:
                yield fact, DCTERMS.type, self.concept(deadline.bound)
            for slug in deadline.bears_on:
                yield fact, SCHEMA.actor, self.at(urls.actor_url(slug))
            yield from self.quoted(fact, here, deadline.quote)
            if deadline.source:
                yield fact, PROV.hadPrimarySource, self.at(urls.source_url(deadline.source))

    def laws(self, view: MeasureView) -> Iterator[Triple]:
        page = urls.measure_url(view.measure.number)
        here = self.at(page)
        for index, law in enumerate(view.measure.laws, start=1):
            fact = self.at(f"{page}#texte-{index}")
            if law.law:
                cited = self.at(urls.law_url(law.law, law.article))
                yield here, SCHEMA.citation, cited
                yield fact, SCHEMA.about, cited
            yield fact, RDF.type, SCHEMA.Statement
            yield from self.evidence(view, fact, law)

    def follow_up(self, view: MeasureView) -> Iterator[Triple]:
        page = urls.measure_url(view.measure.number)
        here = self.at(page)
        for index, step in enumerate(view.measure.follow_up, start=1):
            fact = self.at(f"{page}#suivi-{index}")
            yield fact, RDF.type, SCHEMA.Event
            yield fact, RDF.type, PROV.Entity
            yield fact, SCHEMA.about, here
            yield fact, SCHEMA.description, french(step.summary)
            yield fact, SCHEMA.startDate, moment(step.date)
            yield fact, PROV.hadPrimarySource, self.at(urls.source_url(step.source))

    def figures(self, view: MeasureView) -> Iterator[Triple]:
        page = urls.measure_url(view.measure.number)
        for index, figure in enumerate(view.measure.figures, start=1):
            fact = self.at(f"{page}#chiffre-{index}")
            yield self.at(page), SCHEMA.mentions, fact
            yield fact, RDF.type, SCHEMA.QuantitativeValue
            yield fact, SCHEMA.unitText, french(figure.unit)
            # In words, what schema.org has no term for: a factor, a year, « calculé ».
            yield fact, SCHEMA.description, french(describe_figure(figure))
            start = self.at(f"{page}#chiffre-{index}-depart")
            if figure.baseline:
                yield fact, SCHEMA.valueReference, start
                yield start, RDF.type, SCHEMA.QuantitativeValue
                yield start, SCHEMA.unitText, french(figure.unit)
                yield start, SCHEMA.value, Literal(figure.baseline.value)
                yield from self.quoted(start, self.at(page), figure.baseline.quote)
            if target := figure.target:
                yield from self.quoted(fact, self.at(page), target.quote)
                if target.coverage:
                    yield fact, DCTERMS.type, self.concept(target.coverage)
                if target.computed:  # the passage gives no such number
                    yield fact, DCTERMS.provenance, self.concept(Evidence.DEDUCED)
                    yield fact, PROV.wasDerivedFrom, start
                values = (
                    (SCHEMA.value, target.value),
                    (SCHEMA.minValue, target.range.min if target.range else None),
                    (SCHEMA.maxValue, target.range.max if target.range else None),
                )
                yield from ((fact, link, Literal(v)) for link, v in values if v is not None)

    def evidence(
        self, view: MeasureView, fact: URIRef, proved: Participation | LawReference
    ) -> Iterator[Triple]:
        measure = self.at(urls.measure_url(view.measure.number))
        yield fact, RDF.type, PROV.Entity
        yield fact, DCTERMS.provenance, self.concept(proved.evidence)
        if proved.evidence is Evidence.QUOTE and proved.quote:
            yield from self.quoted(fact, measure, proved.quote)
        elif proved.evidence is Evidence.HEADING and proved.quote:
            of_theme = view.theme is not None and proved.quote in view.theme.heading
            heading = (
                urls.theme_url(view.theme.slug)
                if of_theme and view.theme
                else urls.axis_url(view.axis.number)
            )
            yield from self.quoted(fact, self.at(heading), proved.quote)
        elif proved.evidence is Evidence.DEDUCED:
            yield fact, PROV.wasDerivedFrom, measure
        if proved.source:
            yield fact, PROV.hadPrimarySource, self.at(urls.source_url(proved.source))
        if proved.reason:
            yield fact, RDFS.comment, french(proved.reason)

    def quoted(self, fact: URIRef, origin: URIRef, passage: str) -> Iterator[Triple]:
        yield fact, RDF.type, PROV.Entity
        yield fact, PROV.wasQuotedFrom, origin
        yield fact, PROV.value, french(passage)

    def law(self, view: LawView) -> Iterator[Triple]:
        law, here = view.law, self.at(urls.law_url(view.law.slug))
        yield here, RDF.type, SCHEMA.Legislation
        yield here, SCHEMA.name, french(law.title)
        yield here, SCHEMA.alternateName, french(law.short_title)
        yield here, SCHEMA.url, here
        if law.date:
            yield here, SCHEMA.legislationDate, Literal(law.date)
        if law.url:
            yield here, SCHEMA.sameAs, external(law.url)
        for article in law.articles:
            yield from self.article(here, view, article)

    def article(self, law: URIRef, view: LawView, article: Article) -> Iterator[Triple]:
        here = self.at(urls.law_url(view.law.slug, article.number))
        yield here, RDF.type, SCHEMA.Legislation
        yield here, SCHEMA.name, french(f"{view.law.short_title}, article {article.number}")
        yield here, SCHEMA.description, french(article.subject)
        yield here, SCHEMA.isPartOf, law
        for home in article.codifications:
            link = SCHEMA.legislationConsolidates
            yield self.at(urls.law_url(home.law, home.article)), link, here

    def source(self, source: Source) -> Iterator[Triple]:
        here = self.at(urls.source_url(source.slug))
        yield here, RDF.type, SCHEMA.CreativeWork
        yield here, RDF.type, PROV.Entity
        yield here, SCHEMA.name, french(source.title)
        yield here, DC.publisher, french(source.publisher)
        if source.date:
            yield here, SCHEMA.datePublished, moment(source.date)
        if source.url:
            yield here, SCHEMA.url, external(source.url)
