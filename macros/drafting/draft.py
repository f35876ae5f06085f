"""The official text of a plan → the files of a draft data set, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from macros.drafting.decoding import Decoded, Note, split_lines
from macros.drafting.measures import (
    TO_CHECK,
    Candidates,
    draft_measure,
    find_candidates,
    name_actors,
    quote,
    shorten,
)
from macros.drafting.names import find_acronyms
from macros.drafting.structure import Heading, MeasureText, Outline, read_outline
from macros.drafting.texts_of_law import slugify
from macros.drafting.yaml_text import Noted, write_file
from macros.french import capitalize

_LONGEST_TEXT = 20_000  # of a measure, in characters
_FILL = "à remplir"
_DOCUMENT = "document-importe"
_FAMILY = "acteurs-reperes"
_HEAD = "Brouillon tiré du texte officiel. Vérifier chaque ligne qui porte une remarque."


@dataclass(frozen=True, slots=True)
class Draft:
    """`files` by path inside the draft. `found` goes with the measures of the outline."""

    files: dict[str, str]
    outline: Outline
    found: tuple[Candidates, ...]
    notes: tuple[Note, ...]


def draft_plan(decoded: Decoded, name: str, today: date) -> Draft:
    """Draw the files of a data set from the text of a document that was named `name`."""
    lines, notes = split_lines(decoded.text)
    outline = read_outline(lines)
    found = tuple(_find(measure, outline.notes) for measure in outline.all_measures())
    slugs = _name_themes(outline)
    kept, source_note = _choose_source(decoded.text, " ".join(line.text for line in lines), outline)
    source_file = f"{slugify(PurePath(name).stem) or 'document'}.txt"
    plan = _draft_plan(outline, source_file if kept else None)
    files = {
        "plan.yml": write_file("schema/plan", [_HEAD], plan),
        "site.yml": write_file("schema/site", [], _draft_site(today)),
        "axes.yml": write_file("schema/axes", [_HEAD], {"axes": _draft_axes(outline)}),
        "themes.yml": write_file(
            "schema/themes", [_HEAD], {"themes": _draft_themes(outline, slugs)}
        ),
        "actors.yml": write_file("schema/actors", [_HEAD], _draft_actors(found)),
        "laws.yml": write_file("schema/laws", [_HEAD], {"laws": _draft_laws(found)}),
        "glossary.yml": write_file("schema/glossary", [_HEAD], {"terms": _draft_terms(outline)}),
        "sources.yml": write_file("schema/sources", [_HEAD], {"sources": [_draft_source(name)]}),
        "help.yml": write_file("schema/help", [], {"services": []}),
        "permalinks.yml": write_file(
            "schema/permalinks",
            [],
            {"moved": [], "split": [], "withdrawn": [], "events": [], "published": {}},
        ),
        f"source/{source_file}": kept or decoded.text,
    }
    actors = name_actors([*found])
    measures = zip(_iter_places(outline, slugs), found, strict=True)
    for (measure, axis, theme), candidates in measures:
        record = draft_measure(measure, axis, theme, candidates, actors)
        path = f"measures/{measure.number:02}.yml"
        files[path] = write_file("../schema/measure", [_HEAD], record)
    every = sorted([*decoded.notes, *notes, *outline.notes, *source_note])
    return Draft(files, outline, found, tuple(every))


def _find(measure: MeasureText, notes: list[Note]) -> Candidates:
    if len(measure.text) <= _LONGEST_TEXT:
        return find_candidates(measure.text)
    message = f"texte trop long ({len(measure.text)} caractères) : rien n’y est cherché"
    notes.append(Note(measure.line, f"mesure {measure.number} : {message}"))
    return Candidates((), (), (), (), ())


def _choose_source(text: str, cleaned: str, outline: Outline) -> tuple[str | None, list[Note]]:
    """Return the text that `check` compares word by word: whole, without its pages, or none."""
    words = [*_iter_words(outline)]
    if text.split() == words:
        return text, []
    if cleaned.split() == words:
        message = "le texte officiel est gardé sans ses numéros de page, en-têtes et coupures"
        return f"{cleaned}\n", [Note(1, message)]
    message = "« source_file » reste vide : les titres et les mesures ne redonnent pas tout le texte, mot à mot"
    return None, [Note(1, message)]


def _iter_words(outline: Outline) -> Iterator[str]:
    """Yield the words of the document, as the data regenerate it."""
    for axis in outline.axes:
        yield from f"{axis.number} - {axis.text} : {axis.count}".split()
        for measure in axis.measures:
            yield from f"Mesure {measure.number} : {measure.text}".split()
        for theme in axis.themes:
            yield from f"{theme.text} : {theme.count}".split()
            for measure in theme.measures:
                yield from f"Mesure {measure.number} : {measure.text}".split()


def _name_themes(outline: Outline) -> dict[int, str]:
    """Return the identifier of each theme by the line of its heading."""
    slugs: dict[int, str] = {}
    for theme in (theme for axis in outline.axes for theme in axis.themes):
        base = slugify(theme.text) or "theme"
        same = [slug for slug in slugs.values() if slug == base or slug.startswith(f"{base}--")]
        rank = len(same) + 1
        slugs[theme.line] = base if rank == 1 else f"{slugify(base, 55)}-{rank}"
    return slugs


def _iter_places(outline: Outline, slugs: dict[int, str]) -> Iterator[tuple[Any, int, str | None]]:
    for axis in outline.axes:
        yield from ((measure, axis.number, None) for measure in axis.measures)
        for theme in axis.themes:
            yield from ((measure, axis.number, slugs[theme.line]) for measure in theme.measures)


def _draft_plan(outline: Outline, source_file: str | None) -> dict[str, Any]:
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


def _draft_site(today: date) -> dict[str, Any]:
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


def _draft_axes(outline: Outline) -> list[dict[str, Any]]:
    axes = []
    for axis in outline.axes:
        whole = Heading(axis.line, axis.text, axis.count, axis.all_measures())
        axes.append({"number": axis.number, **_draft_heading(whole)})
    return axes


def _draft_themes(outline: Outline, slugs: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"slug": slugs[theme.line], "axis": axis.number, **_draft_heading(theme)}
        for axis in outline.axes
        for theme in axis.themes
    ]


def _draft_actors(found: tuple[Candidates, ...]) -> dict[str, Any]:
    actors: dict[str, dict[str, Any]] = {}
    for actor in (actor for candidates in found for actor in candidates.actors):
        slug = slugify(actor.name)
        name = {"name": Noted(shorten(actor.name), TO_CHECK), "definite": shorten(actor.definite)}
        actors.setdefault(slug, {"slug": slug, **name, "family": _FAMILY})
    family = {"slug": _FAMILY, "title": Noted("Acteurs repérés dans le texte", "à répartir")}
    return {"families": [family] if actors else [], "actors": [*actors.values()]}


def _draft_laws(found: tuple[Candidates, ...]) -> list[dict[str, Any]]:
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


def _draft_terms(outline: Outline) -> list[dict[str, Any]]:
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


def _draft_source(name: str) -> dict[str, Any]:
    return {
        "slug": _DOCUMENT,
        "title": Noted(None, f"{_FILL} : titre du document"),
        "publisher": Noted(None, f"{_FILL} : qui le publie"),
        "access": Noted("copy", TO_CHECK),
        "verified": Noted(None, "jour de la dernière vérification en ligne"),
        "note": f"Fichier importé : {shorten(PurePath(name).name)}",
    }
