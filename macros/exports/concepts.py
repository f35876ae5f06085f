"""The lists as triples: SKOS for axes and themes, actors, terms, and the closed vocabularies."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Literal, URIRef

from macros import urls
from macros.deriving import ActorView
from macros.exports.naming import Names, Triple, french
from macros.model import Term
from macros.vocabulary import TITLES


@dataclass(frozen=True, slots=True)
class Concepts(Names):
    """The concept schemes of the plan."""

    def triples(self) -> Iterator[Triple]:
        yield from self.headings()
        yield from self.actors()
        yield from self.terms()
        yield from self.vocabularies()

    def scheme(self, url: str, title: str) -> Iterator[Triple]:
        yield self.at(url), RDF.type, SKOS.ConceptScheme
        yield self.at(url), DCTERMS.title, french(title)

    def label(self, here: URIRef, scheme: str, label: str) -> Iterator[Triple]:
        yield here, RDF.type, SKOS.Concept
        yield here, SKOS.inScheme, self.at(scheme)
        yield here, SKOS.prefLabel, french(label)

    def headings(self) -> Iterator[Triple]:
        """Axes and themes: one scheme, a theme under its axis."""
        yield from self.scheme(urls.THEMES, "Axes et thèmes du plan")
        for axis in self.catalogue.axes.values():
            here = self.at(urls.axis_url(axis.axis.number))
            yield from self.label(here, urls.THEMES, axis.axis.title)
            yield here, SKOS.topConceptOf, self.at(urls.THEMES)
            yield here, SKOS.notation, Literal(str(axis.axis.number))
            yield here, SKOS.definition, french(axis.reading.text)
            yield here, PROV.value, french(axis.axis.heading)
        for theme in self.catalogue.themes.values():
            here = self.at(urls.theme_url(theme.theme.slug))
            yield from self.label(here, urls.THEMES, theme.theme.title)
            yield here, SKOS.notation, Literal(theme.theme.slug)
            yield here, SKOS.broader, self.at(urls.axis_url(theme.axis.number))
            yield here, SKOS.definition, french(theme.reading.text)
            yield here, PROV.value, french(theme.theme.heading)
            for keyword in theme.theme.keywords:
                yield here, SKOS.hiddenLabel, french(keyword)

    def actors(self) -> Iterator[Triple]:
        yield from self.scheme(urls.ACTORS, "Acteurs du plan")
        for view in self.catalogue.actors.values():
            yield from self.actor(view)

    def actor(self, view: ActorView) -> Iterator[Triple]:
        actor, here = view.actor, self.at(urls.actor_url(view.actor.slug))
        yield from self.label(here, urls.ACTORS, actor.name)
        yield here, SKOS.notation, Literal(actor.slug)
        if actor.parent:
            yield here, SKOS.broader, self.at(urls.actor_url(actor.parent))
        else:
            yield here, SKOS.topConceptOf, self.at(urls.ACTORS)
        for alias in sorted({*actor.aliases} - {actor.name}):
            yield here, SKOS.altLabel, french(alias)
        if actor.description:
            yield here, SKOS.definition, french(actor.description)
        if actor.source:
            yield here, PROV.hadPrimarySource, self.at(urls.source_url(actor.source))
        if actor.today:
            yield here, SKOS.changeNote, french(f"Aujourd’hui : {actor.today.name}")
            yield here, PROV.hadPrimarySource, self.at(urls.source_url(actor.today.source))

    def terms(self) -> Iterator[Triple]:
        yield from self.scheme(urls.GLOSSARY, "Glossaire du plan")
        for term in self.catalogue.terms.values():
            yield from self.term(term)

    def term(self, term: Term) -> Iterator[Triple]:
        here = self.at(urls.term_url(term.slug))
        yield from self.label(here, urls.GLOSSARY, term.term)
        yield here, SKOS.topConceptOf, self.at(urls.GLOSSARY)
        yield here, SKOS.definition, french(term.definition)
        for other in sorted({term.expansion or term.term, *term.forms} - {term.term}):
            yield here, SKOS.altLabel, french(other)
        for slug in term.see:
            yield here, SKOS.related, self.at(urls.term_url(slug))
        if term.actor:
            yield here, SKOS.closeMatch, self.at(urls.actor_url(term.actor))
        yield here, DCTERMS.provenance, self.concept(term.evidence)
        if term.reason:
            yield here, RDFS.comment, french(term.reason)
        if term.quote and term.measure:
            yield here, PROV.wasQuotedFrom, self.at(urls.measure_url(term.measure))
            yield here, PROV.value, french(term.quote)
        if term.source:
            yield here, PROV.hadPrimarySource, self.at(urls.source_url(term.source))

    def vocabularies(self) -> Iterator[Triple]:
        for values, title in TITLES.items():
            home = urls.vocabulary_url(values.__name__)
            yield from self.scheme(home, title)
            for value in values:
                here = self.concept(value)
                yield from self.label(here, home, value.label)
                yield here, SKOS.topConceptOf, self.at(home)
                yield here, SKOS.notation, Literal(value.value)
                yield here, SKOS.definition, french(value.definition)
