"""New records to fill in: what can be derived is there, what is left says what to write."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from macros.drafting.names import derive_definite
from macros.drafting.structure import split_count
from macros.drafting.texts_of_law import find_laws
from macros.drafting.yaml_text import Noted
from macros.fixing import respell
from macros.french import slugify
from macros.loading import MEASURES, Loaded
from macros.shaping import name_both, suggest
from macros.vocabulary import Access, Commitment, Evidence, LawKind, Vocabulary

Given = dict[str, Any]


class RefusedError(Exception):
    """What was asked cannot be written; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what its name is called, the options it takes, where it goes."""

    label: str
    named: str
    options: tuple[str, ...]
    list_name: str
    draft: Callable[[Loaded, Given], dict[str, Any]]
    next_step: str  # once it is filled in


def fill(what: str) -> Noted:
    """Return a value that is missing, with what to write."""
    return Noted(None, f"à remplir : {what}")


def _values(vocabulary: type[Vocabulary]) -> str:
    return ", ".join(name_both(item, item.label) for item in vocabulary)


def _choose_slug(loaded: Loaded, list_name: str, given: Given, derived: str) -> str:
    slug = str(given.get("slug") or slugify(derived))
    if given.get("slug") and slugify(slug) != slug:
        raise RefusedError(f"« {slug} » n’est pas un identifiant : écrire « {slugify(slug)} »")
    if not slug:
        raise RefusedError("ce nom ne donne pas d’identifiant : ajouter --slug")
    if place := loaded.ids.get(list_name, {}).get(slug):
        message = f"« {slug} » existe déjà ({place}) : le compléter, ou ajouter --slug"
        raise RefusedError(message)
    return slug


def _refer(loaded: Loaded, list_name: str, given: Given, option: str) -> Any:
    """Return the identifier given by an option, which must exist."""
    value = given.get(option)
    known = loaded.ids.get(list_name, {})
    if value is not None and value not in known:
        raise RefusedError(f"--{option} : « {value} » n’existe pas{suggest(value, known)}")
    return value


def _list(values: Iterable[Any]) -> str:
    names = [str(value) for value in values]
    return ", ".join(names[:8]) + ("…" if len(names) > 8 else "")


def draft_measure(loaded: Loaded, given: Given) -> dict[str, Any]:
    """Number, axis and theme follow from what is there."""
    numbers = {number for number in loaded.ids[MEASURES] if isinstance(number, int)}
    number = given.get("number") or min({*range(1, len(numbers) + 2)} - numbers)
    if place := loaded.ids[MEASURES].get(number):
        raise RefusedError(f"la mesure {number} existe déjà ({place})")
    theme = _refer(loaded, "themes", given, "theme")
    axis = _refer(loaded, "axes", given, "axis")
    of_axis: dict[str, int] = {e.record.slug: e.record.axis for e in loaded.get("themes")}
    if axis is None and theme is not None:
        axis = of_axis.get(theme)
    elif axis is not None and theme is not None and of_axis.get(theme, axis) != axis:
        raise RefusedError(f"le thème « {theme} » est dans l’axe {of_axis[theme]}, pas {axis}")
    themes = [slug for slug, its in of_axis.items() if its == axis]
    if theme is None and len(themes) == 1:
        theme = themes[0]
    needs_theme = theme is None and (axis is None or themes)
    title, text = given.get("title"), given.get("text")
    return {
        "number": number,
        "axis": axis or fill(f"numéro de l’axe ({_list(loaded.ids.get('axes', {}))})"),
        "theme": fill(f"identifiant du thème ({_list(themes or of_axis)})")
        if needs_theme
        else theme or Noted(None, "cet axe n’a pas de thème"),
        "title": respell(title) if title else fill("titre court, neutre, fidèle"),
        "text": text or fill("texte officiel, à la lettre, défauts compris"),
        "corrections": Noted([], "fautes du texte, à côté : original, corrected, kind"),
        "commitment": fill(_values(Commitment)),
        "actors": Noted([], "acteurs : actor, role, evidence, puis quote, source ou reason"),
        "deadlines": Noted([], "dates : kind, date, bound, precision, quote, scope"),
        "figures": Noted([], "chiffres : unit, baseline, target"),
        "laws": Noted([], "textes de droit : law, article, evidence, quote"),
        "related": Noted([], "liens vers d’autres mesures : measure, kind, reason"),
        "keywords": Noted([], "mots que l’on tape et que le texte ne contient pas"),
        "follow_up": Noted([], "suites connues : date, summary, source"),
    }


def draft_actor(loaded: Loaded, given: Given) -> dict[str, Any]:
    name = respell(given["title"])
    parent = _refer(loaded, "actors", given, "parent")
    family = _refer(loaded, "families", given, "family")
    if parent and family:
        raise RefusedError("un acteur a soit --family, soit --parent")
    families = _list(loaded.ids.get("families", {}))
    article = "le nom avec son article (le, la, les ou l’)"
    return {
        "slug": _choose_slug(loaded, "actors", given, name),
        "name": name,
        "definite": derive_definite(name) or fill(article),
        "family": family or (None if parent else fill(f"{families} ; ou « parent: »")),
        "parent": parent,
        "aliases": Noted([], "autres noms que l’on tape"),
        "description": Noted(None, "ce qu’il est, en une phrase, avec « source »"),
    }


def draft_theme(loaded: Loaded, given: Given) -> dict[str, Any]:
    heading, count = split_count(given["title"])
    axis = _refer(loaded, "axes", given, "axis")
    axes = [*loaded.ids.get("axes", {})]
    if axis is None and len(axes) == 1:
        axis = axes[0]
    return {
        "slug": _choose_slug(loaded, "themes", given, heading),
        "axis": axis or fill(f"numéro de l’axe ({_list(axes)})"),
        "heading": heading,
        "measure_count": fill("nombre que le titre annonce") if count is None else count,
        "title": Noted(respell(heading), "à raccourcir"),
        "corrections": [],
        "keywords": Noted([], "autres mots que l’on tape"),
    }


def draft_law(loaded: Loaded, given: Given) -> dict[str, Any]:
    """Kind, date and identifier are read in the title (« Loi n° 2007-297 du 5 mars 2007 … »)."""
    title = respell(given["title"])
    found = next((law for law in find_laws(title) if law.slug), None)
    short = re.sub(r" du \d.*", "", found.name) if found else title
    kind = found.kind.value if found and found.kind else fill(_values(LawKind))
    return {
        "slug": _choose_slug(loaded, "laws", given, found.slug or title if found else title),
        "kind": kind,
        "title": title[:1].upper() + title[1:],
        "short_title": short[:1].lower() + short[1:],
        "date": (found and found.day) or Noted(None, "AAAA-MM-JJ"),
        "url": given.get("url") or Noted(None, "adresse complète sur Légifrance"),
        "source": Noted(None, "identifiant de sources.yml"),
        "articles": Noted([], "articles cités : number, subject"),
    }


def draft_source(loaded: Loaded, given: Given) -> dict[str, Any]:
    title, day = respell(given["title"]), str(given.get("date", ""))
    return {
        "slug": _choose_slug(loaded, "sources", given, slugify(title, 40)),
        "title": title,
        "publisher": given.get("publisher") or fill("qui publie"),
        "date": (int(day) if day.isdecimal() else day)
        or Noted(None, "AAAA, AAAA-MM ou AAAA-MM-JJ"),
        "url": given.get("url") or Noted(None, "adresse complète, s’il y en a une"),
        "access": fill(_values(Access)),
        "verified": Noted(None, "jour de la dernière vérification en ligne, AAAA-MM-JJ"),
    }


def draft_term(loaded: Loaded, given: Given) -> dict[str, Any]:
    term = respell(given["title"])
    return {
        "slug": _choose_slug(loaded, "terms", given, term),
        "term": term,
        "forms": [term],
        "expansion": given.get("expansion") or Noted(None, "développement, pour un sigle"),
        "definition": fill("ce que c’est, en une ou deux phrases"),
        "evidence": fill(f"{_values(Evidence)} ; puis quote et measure, source ou reason"),
    }


KINDS = {
    "measure": Kind(
        "mesure",
        "titre",
        ("theme", "axis", "text", "number"),
        MEASURES,
        draft_measure,
        "accorder « measure_count » (plan.yml, axes.yml, themes.yml) et le texte officiel de source/",
    ),
    "actor": Kind(
        "acteur",
        "nom, sans article",
        ("family", "parent", "slug"),
        "actors",
        draft_actor,
        "le citer dans « actors » d’une mesure au moins",
    ),
    "theme": Kind(
        "thème",
        "titre officiel",
        ("axis", "slug"),
        "themes",
        draft_theme,
        "le donner aux mesures qui en relèvent (« theme »)",
    ),
    "law": Kind(
        "texte de droit",
        "intitulé",
        ("url", "slug"),
        "laws",
        draft_law,
        "le citer dans « laws » d’une mesure au moins",
    ),
    "source": Kind(
        "source",
        "titre du document",
        ("publisher", "url", "date", "slug"),
        "sources",
        draft_source,
        "la citer là où elle prouve quelque chose (« source »)",
    ),
    "term": Kind(
        "terme du glossaire",
        "terme ou sigle",
        ("expansion", "slug"),
        "terms",
        draft_term,
        "ajouter à « forms » les autres écritures du terme",
    ),
}
