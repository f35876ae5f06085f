"""What each file of a draft data set holds: what the text gives, and what is left to fill."""

from datetime import date
from pathlib import PurePath
from typing import Any

from macros.drafting.measures import TO_CHECK, Candidates, quote, shorten
from macros.drafting.names import find_acronyms
from macros.drafting.structure import Heading, Outline
from macros.drafting.yaml_text import Noted
from macros.french import capitalize, slugify

_FILL = "à remplir"
_DOCUMENT = "document-importe"
_FAMILY = "acteurs-reperes"


def draft_plan_file(outline: Outline, source_file: str | None) -> dict[str, Any]:
    fill = Noted(None, _FILL)
    counts = [
        len(axis.all_measures()) if axis.count is None else axis.count for axis in outline.axes
    ]
    announced = sum(counts)
    return {
        "title": Noted(None, f"{_FILL} : titre officiel du plan"),
        "short_title": Noted(None, f"{_FILL} : nom court"),
        "definite": Noted(None, f"{_FILL} : nom court avec son article (« le plan vélo »)"),
        "slug": Noted(None, f"{_FILL} : identifiant court, fixé pour toujours"),
        "title_source": Noted(_DOCUMENT, TO_CHECK),
        "start": Noted(None, f"{_FILL} : premier jour, AAAA-MM-JJ"),
        "end": Noted(None, f"{_FILL} : dernier jour, AAAA-MM-JJ"),
        "period_source": Noted(_DOCUMENT, TO_CHECK),
        "period_note": Noted(None, f"{_FILL} : comment la période est établie"),
        "measure_count": announced,
        "source_file": source_file or fill,
        "doors": Noted([], "acteurs mis en avant sur l’accueil"),
    }


def draft_site(today: date) -> dict[str, Any]:
    unset = dict.fromkeys(("url", "repository"), Noted(None, _FILL))
    more = dict.fromkeys(("publisher", "contact", "host"), Noted(None, _FILL))
    return {**unset, "branch": "main", **more, "updated": today}


def _draft_heading(heading: Heading) -> dict[str, Any]:
    actual = len(heading.measures)
    count: Any = heading.count
    if count is None:
        count = Noted(actual, "le titre n’annonce rien : nombre de mesures lues")
    return {
        "heading": heading.text,
        "measure_count": count,
        "title": Noted(shorten(heading.text), "à raccourcir"),
        "corrections": [],
    }


def draft_axes(outline: Outline) -> list[dict[str, Any]]:
    axes = []
    for axis in outline.axes:
        whole = Heading(axis.line, axis.text, axis.count, axis.all_measures())
        axes.append({"number": axis.number, **_draft_heading(whole)})
    return axes


def draft_themes(outline: Outline, slugs: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"slug": slugs[theme.line], "axis": axis.number, **_draft_heading(theme)}
        for axis in outline.axes
        for theme in axis.themes
    ]


def draft_actors(found: tuple[Candidates, ...]) -> dict[str, Any]:
    actors: dict[str, dict[str, Any]] = {}
    for actor in (actor for candidates in found for actor in candidates.actors):
        slug = slugify(actor.name)
        name = {"name": Noted(shorten(actor.name), TO_CHECK), "definite": shorten(actor.definite)}
        actors.setdefault(slug, {"slug": slug, **name, "family": _FAMILY})
    family = {"slug": _FAMILY, "title": Noted("Acteurs repérés dans le texte", "à répartir")}
    return {"families": [family] if actors else [], "actors": [*actors.values()]}


def draft_laws(found: tuple[Candidates, ...]) -> list[dict[str, Any]]:
    laws: dict[str, dict[str, Any]] = {}
    for law in (law for candidates in found for law in candidates.laws):
        if law.slug is None or law.kind is None:
            continue
        name = shorten(law.name)
        draft = laws.setdefault(
            law.slug,
            {
                "slug": Noted(law.slug, f"{TO_CHECK} : fixé pour toujours"),
                "kind": law.kind.value,
                "title": Noted(capitalize(name), "à compléter : intitulé entier"),
                "short_title": name,
                "date": law.day,
                "articles": [],
            },
        )
        numbers = [article["number"] for article in draft["articles"]]
        if law.article and law.article not in numbers:
            subject = Noted(None, f"{_FILL} : objet de l’article, en quelques mots")
            draft["articles"].append({"number": law.article, "subject": subject})
    return [*laws.values()]


def draft_terms(outline: Outline) -> list[dict[str, Any]]:
    """Return the acronyms, each with the passage that spells it out, else the first one."""
    headings = [h.text for axis in outline.axes for h in (axis, *axis.themes)]
    texts = [(m.number, m.text) for m in outline.all_measures()]
    places: list[tuple[int | None, str]] = [*texts, *((None, heading) for heading in headings)]
    found = [(number, text, a) for number, text in places for a in find_acronyms(text)]
    terms: dict[str, dict[str, Any]] = {}
    # What spells an acronym out comes first.
    for number, text, acronym in sorted(found, key=lambda each: each[2].expansion is None):
        span = (acronym.expansion or acronym.span)[0], acronym.span[1]
        form = text[slice(*acronym.span)]
        if acronym.letters in terms:
            forms = terms[acronym.letters]["forms"]
            forms += [form] if form not in forms else []
            continue
        where = f"la mesure {number}" if number else "un titre"
        expansion = text[slice(*acronym.expansion)] if acronym.expansion else None
        terms[acronym.letters] = {
            "slug": slugify(acronym.letters),
            "term": acronym.letters,
            "forms": [form],
            "expansion": expansion and Noted(shorten(expansion, 200), TO_CHECK),
            "definition": Noted(f"Sigle employé par {where}.", "à compléter"),
            "evidence": "quote" if number else "heading",
            "measure": number,
            **(quote(text, span) | {"occurrence": None}),
        }
    return sorted(terms.values(), key=lambda term: str(term["slug"]))


def draft_source(name: str) -> dict[str, Any]:
    return {
        "slug": _DOCUMENT,
        "title": Noted(None, f"{_FILL} : titre du document"),
        "publisher": Noted(None, f"{_FILL} : qui le publie"),
        "access": Noted("copy", TO_CHECK),
        "verified": Noted(None, "jour de la dernière vérification en ligne"),
        "note": f"Fichier importé : {shorten(PurePath(name).name)}",
    }
