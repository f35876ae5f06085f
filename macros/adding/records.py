"""New records to fill in: what can be derived is there, what is left says what to write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from macros.drafting.remarks import LAWS
from macros.drafting.structure import split_count
from macros.drafting.yaml_text import Noted, fill, list_values
from macros.fixing import respell
from macros.french import fold, read_day, slugify
from macros.loading import MEASURES, Loaded
from macros.shaping import suggest
from macros.vocabulary import Access, Commitment, Evidence, LawKind

Given = dict[str, Any]

_LAW_KINDS = {
    "loi": LawKind.ACT,
    "ordonnance": LawKind.ORDINANCE,
    "décret": LawKind.DECREE,
    "arrêté": LawKind.DECREE,
    "circulaire": LawKind.CIRCULAR,
    "instruction": LawKind.CIRCULAR,
}

# Bodies and people of the French administration.
_MASCULINE = """
    maire préfet sous-préfet procureur parquet tribunal ministère ministre recteur rectorat président
    secrétaire secrétariat directeur département conseil comité groupe fonds institut service
    établissement syndicat opérateur bailleur commissariat gouvernement législateur parlement sénat
    agent personnel policier gendarme magistrat enseignant médecin élève parent habitant usager élu
    gardien correspondant référent intervenant délégué réseau observatoire centre office
    """
_FEMININE = """
    mairie commune région métropole intercommunalité collectivité préfecture direction inspection
    caisse agence association fédération mission commission délégation académie école police
    gendarmerie brigade équipe cellule entreprise autorité chambre famille victime juridiction
    assemblée union société
    """


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
        "commitment": fill(list_values(Commitment)),
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
        "definite": _derive_definite(name) or fill(article),
        "family": family or (None if parent else fill(f"{families} ; ou « parent: »")),
        "parent": parent,
        "aliases": Noted([], "autres noms que l’on tape"),
        "description": Noted(None, "ce qu’il est, en une phrase, avec « source »"),
    }


def _derive_definite(name: str) -> str | None:
    """Return a name with its article, where its first word has a gender that is known here."""
    word = name.split(" ")[0].lower()
    article = "le " if word in _MASCULINE.split() else "la " if word in _FEMININE.split() else None
    if article and fold(name)[0] in "aeiouyh":
        article = "l’"
    return article and article + name


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
    found = _read_law(title)
    short = found.name if found else title
    return {
        "slug": _choose_slug(loaded, "laws", given, found.slug if found else title),
        "kind": found.kind.value if found else fill(list_values(LawKind)),
        "title": title[:1].upper() + title[1:],
        "short_title": short[:1].lower() + short[1:],
        "date": (found and found.day) or Noted(None, "AAAA-MM-JJ"),
        "url": given.get("url") or Noted(None, "adresse complète sur Légifrance"),
        "source": Noted(None, "identifiant de sources.yml"),
        "articles": Noted([], "articles cités : number, subject"),
    }


class _Law(NamedTuple):
    """What the title of a law says of it. `name` is short: « loi n° 2007-297 »."""

    slug: str
    kind: LawKind
    name: str
    day: date | None = None


def _read_law(title: str) -> _Law | None:
    """Return the first law that a title names."""
    for match in LAWS.finditer(title):
        if code := match["code"]:
            return _Law(slugify(code), LawKind.CODE, code)
        day = read_day(match["day"] or "")
        if match["kind"] and (match["id"] or day):
            kind = match["kind"].lower()
            end = match.end("id") if match["id"] else match.end()
            name = title[match.start("kind") : end]
            return _Law(slugify(f"{kind} {match['id'] or day}"), _LAW_KINDS[kind], name, day)
    return None


def draft_source(loaded: Loaded, given: Given) -> dict[str, Any]:
    title, day = respell(given["title"]), str(given.get("date", ""))
    return {
        "slug": _choose_slug(loaded, "sources", given, slugify(title, 40)),
        "title": title,
        "publisher": given.get("publisher") or fill("qui publie"),
        "date": (int(day) if day.isdecimal() else day)
        or Noted(None, "AAAA, AAAA-MM ou AAAA-MM-JJ"),
        "url": given.get("url") or Noted(None, "adresse complète, s’il y en a une"),
        "access": fill(list_values(Access)),
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
        "evidence": fill(f"{list_values(Evidence)} ; puis quote et measure, source ou reason"),
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
