"""The data set itself as triples: DCAT-AP, for catalogues of open data."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, Literal, Namespace, URIRef

from macros import urls
from macros.exports.datapackage import LICENCE
from macros.exports.naming import Names, Triple, french
from macros.interface import OUTPUTS, SCHEMA_VERSION, Output, Use
from macros.presentation import describe_status
from macros.vocabulary import DataTheme

_AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/ld+json": "JSON_LD",
    "text/turtle": "RDF_TURTLE",
}
# The uses of the outputs that hold whole lists.
_WHOLE = frozenset({Use.TABLE, Use.CODE, Use.LINKED})
_FRENCH = _AUTHORITY["language/FRA"]
_FRANCE = _AUTHORITY["country/FRA"]


@dataclass(frozen=True, slots=True)
class DataSet(Names):
    """The data set and its distributions: the outputs that hold whole lists."""

    def triples(self) -> Iterator[Triple]:
        data = self.catalogue.data
        here, page, period = map(self.at, (urls.DATA_SET, urls.DATA, f"{urls.DATA}#periode"))
        licence = URIRef(LICENCE["path"])
        yield here, RDF.type, DCAT.Dataset
        yield here, DCTERMS.title, french(f"{data.plan.title} : données")
        yield (
            here,
            DCTERMS.description,
            french(
                "Les mesures du plan, lues de près : acteurs, dates, chiffres, textes de droit, suites, "
                f"avec ce qui établit chaque fait. Site non officiel, {describe_status(data)}."
            ),
        )
        yield here, DCTERMS.identifier, Literal(str(here))
        yield here, DCTERMS.language, _FRENCH
        yield here, DCTERMS.spatial, _FRANCE
        yield here, DCTERMS.temporal, period
        yield here, DCTERMS.modified, Literal(data.site.updated)
        yield here, DCTERMS.subject, self.at(urls.PLAN)
        yield here, DCAT.landingPage, page
        # Of DCAT 3, which the library does not know yet.
        yield here, URIRef(f"{DCAT}version"), Literal(SCHEMA_VERSION)
        for keyword in data.plan.keywords:
            yield here, DCAT.keyword, french(keyword)
        yield page, RDF.type, FOAF.Document
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield period, DCAT.startDate, Literal(data.plan.start)
        yield period, DCAT.endDate, Literal(data.plan.end)
        yield licence, RDF.type, DCTERMS.LicenseDocument
        yield licence, RDFS.label, french(LICENCE["title"])
        if data.plan.data_theme:
            yield from self.theme(here, data.plan.data_theme)
        yield _FRENCH, RDF.type, DCTERMS.LinguisticSystem
        yield _FRANCE, RDF.type, DCTERMS.Location
        if data.site.publisher:
            publisher = self.at(f"{urls.LEGAL}#editeur")
            yield here, DCTERMS.publisher, publisher
            yield publisher, RDF.type, FOAF.Agent
            yield publisher, FOAF.name, french(data.site.publisher)
        for output in OUTPUTS:
            if output.use in _WHOLE and not output.parameters:
                yield from self.distribution(here, licence, output)

    def theme(self, data_set: URIRef, theme: DataTheme) -> Iterator[Triple]:
        themes = _AUTHORITY["data-theme"]
        here = _AUTHORITY[f"data-theme/{theme.value.upper()}"]
        yield data_set, DCAT.theme, here
        yield here, RDF.type, SKOS.Concept
        yield here, SKOS.prefLabel, french(theme.label)
        yield here, SKOS.inScheme, themes
        yield themes, RDF.type, SKOS.ConceptScheme
        yield themes, DCTERMS.title, french("Thèmes des données")

    def distribution(self, data_set: URIRef, licence: URIRef, output: Output) -> Iterator[Triple]:
        file = self.at(output.url)
        here = self.at(f"{urls.DATA}#{output.path}")
        media_type = URIRef(_MEDIA_TYPE + output.media_type)
        file_type = _AUTHORITY[f"file-type/{_FILE_TYPES[output.media_type]}"]
        yield data_set, DCAT.distribution, here
        yield here, RDF.type, DCAT.Distribution
        yield here, DCTERMS.title, french(output.title)
        yield here, DCAT.accessURL, file
        yield file, RDF.type, RDFS.Resource
        yield here, DCAT.downloadURL, file
        yield here, DCAT.mediaType, media_type
        yield media_type, RDF.type, DCTERMS.MediaType
        yield here, DCTERMS["format"], file_type
        yield file_type, RDF.type, DCTERMS.MediaTypeOrExtent
        yield here, DCTERMS.license, licence
        yield here, DCTERMS.language, _FRENCH
        if output.schema:
            schema = self.at(urls.api_url(f"schema/{output.schema}.json"))
            yield here, DCTERMS.conformsTo, schema
            yield schema, RDF.type, DCTERMS.Standard
