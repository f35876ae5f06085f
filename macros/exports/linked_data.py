"""`/api/v1/plan.jsonld`: the plan as linked data, in the plain dictionaries of JSON-LD.

schema.org for the plan, its measures and the laws, as in their pages; SKOS for axes, themes and actors;
DCAT-AP for catalogues of open data. A node is named by the address where readers find it, or not at all.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from macros import urls
from macros.catalogue.presentation import describe_site, describe_status, name_home, name_site
from macros.catalogue.views import Catalogue, LawView, MeasureView
from macros.data.model import Participation, Plan
from macros.data.outcome_model import FollowUp
from macros.data.vocabulary import Evidence
from macros.exports.interface import LICENCE, OUTPUTS, Output, Use, write_json

Node = dict[str, Any]

# Of strings: what is an address, a date, or in no language. The others are in French.
_ADDRESSES = (
    *("about", "appearance", "citation", "hasPart", "isPartOf", "sameAs", "url", "vcard:hasEmail"),
    *("dcat:downloadURL", "dct:relation", "dct:subject", "dct:type"),
    *("skos:broader", "skos:inScheme", "skos:topConceptOf"),
)
_DATES = ("dcat:endDate", "dcat:startDate", "dct:modified", "legislationDate")
_CODES = ("datePublished", "dcat:version", "dct:identifier", "inLanguage", "temporalCoverage")
CONTEXT = {
    "@vocab": "http://schema.org/",  # as its own context writes it
    "@language": "fr",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@type": "@id"} for name in _ADDRESSES},
    **{name: {"@type": "xsd:date"} for name in _DATES},
    **{name: {"@language": None} for name in _CODES},
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
# The uses of the outputs that hold complete lists.
_COMPLETE = frozenset({Use.TABLE, Use.CODE, Use.LINKED})
_WRITTEN = frozenset({Evidence.QUOTE, Evidence.HEADING})


def create_linked_data(catalogue: Catalogue, address: str) -> dict[str, str]:
    document = {"@context": CONTEXT, "@graph": _drop_empty([*_list_nodes(catalogue, address)])}
    return {urls.LINKED_DATA: write_json(document)}


def _drop_empty(value: Any) -> Any:
    """Leave out what the data do not say, and nodes of which only the type would be left."""
    if isinstance(value, list):
        return [_drop_empty(item) for item in value]
    if isinstance(value, dict):
        known = {key: _drop_empty(item) for key, item in value.items()}
        known = {key: item for key, item in known.items() if item}
        return known if known.keys() != {"@type"} else {}
    return value


def _node(address: str, kind: str) -> Node:
    """Return a node with its type, which DCAT-AP demands even of what others describe."""
    return {"@id": address, "@type": kind}


def _list_nodes(catalogue: Catalogue, address: str) -> Iterator[Node]:
    plan = catalogue.data.plan
    yield describe_plan(plan, address) | {
        "alternateName": plan.short_title,
        "inLanguage": "fr",
        "temporalCoverage": f"{plan.start}/{plan.end or '..'}",
        "hasPart": [address + urls.measure_url(number) for number in catalogue.measures],
    }
    for measure in catalogue.measures.values():
        yield describe_measure(measure, address) | _relate_measure(measure, catalogue, address)
    for fact in catalogue.data.follow_up:
        yield _describe_follow_up(fact, address)
    for law in catalogue.laws.values():
        yield _describe_law(law, address)
    yield from _list_concepts(catalogue, address)
    yield _describe_catalogue(catalogue, address)


def describe_plan(plan: Plan, address: str) -> Node:
    here = address + urls.PLAN
    return _node(here, "CreativeWork") | {"name": plan.title, "url": here}


def describe_measure(view: MeasureView, address: str) -> Node:
    here = address + urls.measure_url(view.measure.number)
    return _node(here, "CreativeWork") | {
        "name": view.measure.title,
        "abstract": view.measure.plain,
        "text": view.corrected.text,
        "position": view.measure.number,
        "url": here,
        "inLanguage": "fr",
    }


def _relate_measure(view: MeasureView, catalogue: Catalogue, address: str) -> Node:
    """Return what links a measure to others; it cites the laws that the text itself names."""
    measure = view.measure
    heading = urls.theme_url(measure.theme) if measure.theme else urls.axis_url(measure.axis)
    return {
        "isPartOf": address + urls.PLAN,
        "keywords": [*measure.keywords],
        "about": [
            _describe_part(part, f"{urls.measure_url(measure.number)}#{key}", catalogue, address)
            for part, key in zip(measure.actors, view.actor_keys, strict=True)
        ],
        "citation": [
            address + urls.law_url(cited.law, cited.article)
            for cited in measure.laws
            if cited.law and cited.evidence in _WRITTEN
        ],
        "dct:relation": [address + urls.measure_url(link.measure.number) for link in view.links],
        "dct:subject": address + heading,
        "dct:type": address + urls.vocabulary_url("Commitment", measure.commitment),
    }


def _describe_follow_up(fact: FollowUp, address: str) -> Node:
    """Return what a source says of a measure, as a claim, with the caveats beside it."""
    return _node(address + urls.follow_up_url(fact.measure, fact.slug), "Claim") | {
        "about": address + urls.measure_url(fact.measure),
        "abstract": fact.summary,
        "text": fact.quote,
        "creditText": fact.speaker.label,
        "datePublished": fact.date,
        "temporalCoverage": fact.about,
        "disambiguatingDescription": " ".join(fact.caveats),
        "appearance": address + urls.source_url(fact.source),
    }


def _describe_part(part: Participation, url: str, catalogue: Catalogue, address: str) -> Node:
    """Return a role and what proves it, as schema.org puts one between a work and its subject."""
    source = catalogue.sources[part.source].title if part.source else None
    evidence = " ; ".join(filter(None, (part.quote and f"« {part.quote} »", part.reason, source)))
    return _node(address + url, "Role") | {
        "roleName": part.label,
        "description": f"{part.evidence.label} : {evidence}",
        "about": address + urls.actor_url(part.actor),
    }


def link_page(url: str, view: MeasureView | None, catalogue: Catalogue) -> Node | None:
    """Return what a page tells search engines that it is, but for its breadcrumb."""
    address = urls.site_address(catalogue.data.site.url)
    if view:  # a work that is a part of the plan
        node = describe_measure(view, address)
        node["isPartOf"] = describe_plan(catalogue.data.plan, address)
    elif describe := {urls.HOME: _describe_site, urls.DATA: _describe_data_set}.get(url):
        node = describe(catalogue, address)
    else:
        return None
    return {"@context": "https://schema.org", **_drop_empty(node)}


def _describe_site(catalogue: Catalogue, address: str) -> Node:
    data = catalogue.data
    return _node(address, "WebSite") | {
        "name": name_site(data),
        "alternateName": name_home(data),
        "description": describe_site(data),
        "url": address,
        "inLanguage": "fr",
        "publisher": {"@type": "Organization", "name": data.site.publisher},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{address}{urls.SEARCH}?q={{words}}",
            "query-input": "required name=words",
        },
    }


def _describe_data_set(catalogue: Catalogue, address: str) -> Node:
    """Return the data set in the words of schema.org: the same as in those of DCAT, for search engines."""
    data_set = _describe_catalogue(catalogue, address)["dcat:dataset"]
    plan = catalogue.data.plan
    publisher = {"@type": "Organization", "name": catalogue.data.site.publisher}
    return _node(data_set["@id"], "Dataset") | {
        "name": data_set["dct:title"],
        "description": data_set["dct:description"],
        "url": address + urls.DATA,
        "version": data_set["dcat:version"],
        "dateModified": data_set["dct:modified"],
        "temporalCoverage": f"{plan.start}/{plan.end or '..'}",
        "spatialCoverage": "France",
        "inLanguage": "fr",
        "keywords": data_set["dcat:keyword"],
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "distribution": [
            _node(file["@id"], "DataDownload")
            | {"name": file["dct:title"], "contentUrl": file["dcat:downloadURL"]}
            | {"encodingFormat": file["dcat:mediaType"]["@id"].partition("media-types/")[2]}
            for file in data_set["dcat:distribution"]
        ],
    }


def link_breadcrumb(steps: Iterable[tuple[str, str]], catalogue: Catalogue) -> Node:
    """Return a breadcrumb as search engines read it, from the steps (address, label) shown."""
    address = urls.site_address(catalogue.data.site.url)
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": address + url}
        for position, (url, label) in enumerate(steps, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _describe_law(view: LawView, address: str) -> Node:
    law, here = view.law, address + urls.law_url(view.law.slug)
    return _node(here, "Legislation") | {
        "name": law.title,
        "alternateName": law.short_title,
        "url": here,
        "legislationDate": law.date and law.date.isoformat(),
        "sameAs": law.url,
        "hasPart": [
            _node(address + urls.law_url(law.slug, article.number), "Legislation")
            | {"name": f"{law.short_title}, article {article.number}"}
            | {"description": article.subject}
            for article in law.articles
        ],
    }


def _list_concepts(catalogue: Catalogue, address: str) -> Iterator[Node]:
    """Yield two schemes: axes with the themes under them, actors."""
    headings, actors = address + urls.THEMES, address + urls.ACTORS
    yield _node(headings, "skos:ConceptScheme") | {"dct:title": "Axes et thèmes du plan"}
    for axis in catalogue.axes.values():
        here = address + urls.axis_url(axis.axis.number)
        concept = _describe_concept(here, headings, axis.axis.title)
        yield concept | {"skos:definition": axis.corrected.text}
    for view in catalogue.themes.values():
        here = address + urls.theme_url(view.theme.slug)
        above = address + urls.axis_url(view.axis.number)
        yield _describe_concept(here, headings, view.theme.title, above) | {
            "skos:hiddenLabel": [*view.theme.keywords],
            "skos:definition": view.corrected.text,
        }
    yield _node(actors, "skos:ConceptScheme") | {"dct:title": "Acteurs du plan"}
    for actor in (view.actor for view in catalogue.actors.values()):
        here = address + urls.actor_url(actor.slug)
        parent = actor.parent and address + urls.actor_url(actor.parent)
        yield _describe_concept(here, actors, actor.name, parent) | {
            "skos:altLabel": [alias for alias in actor.aliases if alias != actor.name],
            "skos:definition": actor.description,
            "skos:changeNote": actor.today and f"Aujourd’hui : {actor.today.name}",
        }


def _describe_concept(here: str, scheme: str, label: str, above: str | None = None) -> Node:
    return _node(here, "skos:Concept") | {
        "skos:inScheme": scheme,
        "skos:topConceptOf": None if above else scheme,
        "skos:broader": above,
        "skos:prefLabel": label,
    }


def _describe_catalogue(catalogue: Catalogue, address: str) -> Node:
    """Return the catalogue of the site, with its one data set."""
    data, here = catalogue.data, address + urls.DATA_SET
    plan, site, theme = data.plan, data.site, data.plan.data_theme
    common = {
        "dct:description": (
            "Les mesures du plan, lues de près : acteurs, dates, chiffres, textes de droit, ce qu’elles sont devenues, "
            f"avec ce qui établit chaque fait. Site non officiel, {describe_status(data)}."
        ),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.publisher},
        "dct:language": _node(f"{_AUTHORITY}language/FRA", "dct:LinguisticSystem"),
        "dct:modified": site.updated.isoformat(),
    }
    data_set = common | {
        "@id": here,
        "@type": "dcat:Dataset",
        "dct:title": f"{plan.title} : données",
        "dct:identifier": here,
        # Whenever a record changes.
        "dct:accrualPeriodicity": _node(f"{_AUTHORITY}frequency/IRREG", "dct:Frequency"),
        "dct:spatial": _node(f"{_AUTHORITY}country/FRA", "dct:Location"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": plan.start.isoformat(),
            "dcat:endDate": plan.end and plan.end.isoformat(),
        },
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": site.publisher,
            "vcard:hasEmail": site.contact and f"mailto:{quote(site.contact, safe='@')}",
        },
        "dcat:keyword": [*plan.keywords],
        "dcat:landingPage": _node(address + urls.DATA, "foaf:Document"),
        "dcat:theme": theme
        and {
            **_node(f"{_AUTHORITY}data-theme/{theme.value.upper()}", "skos:Concept"),
            "skos:prefLabel": theme.label,
        },
        "dcat:version": str(catalogue.versions.dataset),
        "dcat:distribution": [
            _describe_distribution(output, address)
            for output in OUTPUTS
            if output.use in _COMPLETE and not output.parameters
        ],
    }
    return common | {
        "@id": address + urls.DATA_CATALOGUE,
        "@type": "dcat:Catalog",
        "dct:title": f"{name_home(data)} : données ouvertes",
        "foaf:homepage": _node(address, "foaf:Document"),
        "dcat:dataset": data_set,
    }


def _describe_distribution(output: Output, address: str) -> Node:
    media_type = f"https://www.iana.org/assignments/media-types/{output.media_type}"
    file_type = output.media_type.file_type
    schema = output.schema and address + urls.api_url(f"schema/{output.schema}.json")
    licence = _node(LICENCE["path"], "dct:LicenseDocument") | {"dct:title": LICENCE["title"]}
    return _node(f"{address}{urls.DATA}#{output.path}", "dcat:Distribution") | {
        "dct:title": output.title,
        "dct:description": f"{output.use}.",
        "dcat:accessURL": _node(address + output.url, "rdfs:Resource"),
        "dcat:downloadURL": address + output.url,
        "dcat:mediaType": _node(media_type, "dct:MediaType"),
        "dct:format": file_type
        and _node(f"{_AUTHORITY}file-type/{file_type}", "dct:MediaTypeOrExtent"),
        "dct:license": licence,
        "dct:conformsTo": schema and _node(schema, "dct:Standard"),
    }
