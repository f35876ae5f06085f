"""The one definition of the data: what each file under `data/` holds.

Checks, JSON Schemas, field documentation and exports are all derived from these classes.
Descriptions are in French: data editors read them in their editor and on the site.
"""

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar, cast, dataclass_transform

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.config import JsonDict
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from macros.data import web_addresses
from macros.data.vocabulary import (
    Access,
    Bound,
    Commitment,
    CorrectionKind,
    Coverage,
    DataTheme,
    DeadlineKind,
    Evidence,
    LawKind,
    Mode,
    PlanTopic,
    Precision,
    RelationKind,
    Role,
)

Record = TypeVar("Record")

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(description: str) -> Callable[[type[Record]], type[Record]]:
    """Make a frozen dataclass, validated when built, that refuses unknown keys.

    Its description is for data editors, as those of its fields are.
    """
    extra: JsonDict = {"description": description}
    config = ConfigDict(extra="forbid", defer_build=True, json_schema_extra=extra)
    made = dataclass(frozen=True, slots=True, kw_only=True, config=config)
    return cast("Callable[[type[Record]], type[Record]]", made)


def _require_iso_day(value: Any) -> Any:
    # Pydantic alone would also take timestamps and date-times.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_day", "not a date")


def _require_real_moment(value: Any) -> Any:
    # YAML reads a bare year as a number.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    # A pattern alone would take 30 February.
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_moment", "no such day") from None
    return value


def _require_form(find_fault: Callable[[str], str | None], value: str) -> str:
    if wanted := find_fault(value):
        raise PydanticCustomError("web_address", "no such address", {"wanted": wanted})
    return value


Text = Annotated[str, StringConstraints(min_length=1)]
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
# Made of the longest slug of a plan, a number, a kind and a rank.
EventName = Annotated[str, StringConstraints(pattern=_SLUG, max_length=120)]
# No folder begins with a dot: « .. » would lead out of the site.
_PAGE = r"^/([a-z0-9_-][a-z0-9._-]*/)*"
Address = Annotated[
    str,
    StringConstraints(
        pattern=_PAGE + r"([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+|[A-Z0-9]+|#[A-Za-z0-9_.:-]+)?$"
    ),
]
Number = Annotated[int, Strict(), Field(ge=1)]
Count = Annotated[int, Strict(), Field(ge=0)]
Amount = Annotated[int, Strict()] | Annotated[float, Strict(), Field(allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_require_iso_day), PlainSerializer(date.isoformat)]
_MOMENT = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
Moment = Annotated[
    str,
    StringConstraints(pattern=_MOMENT),
    BeforeValidator(_require_real_moment),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": _MOMENT},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        },
        mode="validation",  # once read it is a string
    ),
]


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that names a record of another list of the data set."""

    to: str


@dataclasses.dataclass(frozen=True, slots=True)
class Verbatim:
    """Marks a field of official text, of words that readers type, or an address: never respelt."""


WebAddress = Annotated[
    str,
    Verbatim(),
    AfterValidator(partial(_require_form, web_addresses.find_fault)),
    WithJsonSchema({"type": "string", "pattern": web_addresses.PATTERN}),
]
FolderAddress = Annotated[
    str,
    Verbatim(),
    AfterValidator(partial(_require_form, web_addresses.find_folder_fault)),
    WithJsonSchema({"type": "string", "pattern": web_addresses.FOLDER_PATTERN}),
]
ActorSlug = Annotated[Slug, Reference("actors")]
SourceSlug = Annotated[Slug, Reference("sources")]
ThemeSlug = Annotated[Slug, Reference("themes")]
LawSlug = Annotated[Slug, Reference("laws")]
FamilySlug = Annotated[Slug, Reference("families")]
TermSlug = Annotated[Slug, Reference("terms")]
AxisNumber = Annotated[Number, Reference("axes")]
MeasureNumber = Annotated[Number, Reference("measures")]
Passage = Annotated[Text, Verbatim()]

# The field that each kind of evidence demands.
EVIDENCE_FIELDS = {
    Evidence.QUOTE: "quote",
    Evidence.HEADING: "quote",
    Evidence.SOURCE: "source",
    Evidence.DEDUCED: "reason",
}

QUOTE = "Passage recopié du texte officiel, à la lettre (défauts compris)."
OCCURRENCE = "Rang du passage dans le texte quand il y figure plusieurs fois (1 pour le premier)."
REASON = "Raison, en une phrase."
SOURCE = "Identifiant d’une source de sources.yml."


@record("Une correction à côté du texte officiel, ou une remarque seule.")
class Correction:
    original: Passage | None = Field(default=None, description=QUOTE)
    corrected: Text | None = Field(default=None, description="Ce qu’il faut lire à la place.")
    kind: CorrectionKind | None = Field(default=None, description="Nature de la correction.")
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)
    note: Text | None = Field(
        default=None,
        description="Remarque. Seule (sans « corrected »), elle signale sans rien corriger.",
    )


@record("Le rôle d’un acteur dans la mesure, et ce qui l’établit.")
class Participation:
    actor: ActorSlug = Field(description="Identifiant de l’acteur dans actors.yml.")
    role: Role = Field(description="Rôle de l’acteur dans la mesure.")
    mode: Mode | None = Field(
        default=None, description="Nuance du rôle, si le texte n’oblige pas l’acteur."
    )
    evidence: Evidence = Field(description="Ce qui établit ce rôle.")
    quote: Passage | None = Field(
        default=None, description=QUOTE + " Obligatoire pour quote, heading."
    )
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)
    source: SourceSlug | None = Field(
        default=None, description=SOURCE + " Obligatoire pour source."
    )
    reason: Text | None = Field(default=None, description=REASON + " Obligatoire pour deduced.")


@record("Une date ou un moment que le texte nomme.")
class Deadline:
    """A date or a time expression of the text. `date` is the last day of the period it names."""

    kind: DeadlineKind = Field(description="Nature de la date.")
    date: Day | None = Field(
        default=None,
        description="AAAA-MM-JJ : dernier jour de la période nommée ; premier jour pour un début "
        "ou un effet.",
    )
    bound: Bound | None = Field(default=None, description="Sens de la date.")
    precision: Precision = Field(description="Précision que donne le texte.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)
    scope: Text = Field(description="Ce que la date vise dans la mesure.")
    bears_on: tuple[ActorSlug, ...] = Field(
        default=(), description="Acteurs à qui le texte lui-même fixe cette date."
    )
    source: SourceSlug | None = Field(
        default=None, description=SOURCE + " À donner quand la date ne vient pas du texte."
    )
    note: Text | None = Field(default=None, description="Ambiguïté ou précision utile.")


@record("Le point de départ d’un chiffre.")
class Baseline:
    value: Amount = Field(description="Valeur de départ.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)


@record("Une fourchette, bornes comprises.")
class Range:
    min: Amount = Field(description="Valeur la plus basse.")
    max: Amount | None = Field(
        default=None, description="Valeur la plus haute, si le texte la dit."
    )


@record("La cible d’un chiffre : valeur, multiplicateur, fourchette ou couverture.")
class Target:
    value: Amount | None = Field(default=None, description="Valeur visée.")
    factor: Amount | None = Field(default=None, description="Multiplicateur (2 pour « doubler »).")
    range: Range | None = Field(default=None, description="Fourchette visée.")
    coverage: Coverage | None = Field(default=None, description="Couverture visée.")
    computed: Flag = Field(
        default=False, description="true si « value » est un calcul, absent du texte."
    )
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)


@record("Un objectif chiffré : départ, cible ou les deux ; les sommes en euros.")
class Figure:
    """A quantified aim. `unit` is a French plural noun, as the text counts: « euros », « millions d’euros »."""

    unit: Text = Field(description="Unité comptée, au pluriel (« euros par an »).")
    baseline: Baseline | None = Field(default=None, description="Point de départ, s’il est écrit.")
    target: Target | None = Field(default=None, description="Cible, si elle est écrite.")
    year: Number | None = Field(default=None, description="Année de la cible.")
    note: Text | None = Field(default=None, description="Précision utile.")


@record("Un texte de droit que la mesure cite ou sur lequel elle repose.")
class LawReference:
    """A law that a measure cites or rests on. Without `law`, the text does not say which."""

    law: LawSlug | None = Field(default=None, description="Identifiant du texte dans laws.yml.")
    article: Text | None = Field(default=None, description="Numéro de l’article dans laws.yml.")
    evidence: Evidence = Field(description="Ce qui établit la référence.")
    quote: Passage | None = Field(default=None, description=QUOTE)
    occurrence: Number | None = Field(default=None, description=OCCURRENCE)
    source: SourceSlug | None = Field(default=None, description=SOURCE)
    reason: Text | None = Field(default=None, description=REASON)


@record("Un lien vers une autre mesure, écrit une seule fois.")
class Relation:
    measure: MeasureNumber = Field(description="Numéro de l’autre mesure.")
    kind: RelationKind = Field(description="Nature du lien.")
    reason: Text = Field(description=REASON)


@record("Ce qui s’est passé ensuite, toujours d’après une source.")
class FollowUp:
    date: Moment = Field(description="AAAA, AAAA-MM ou AAAA-MM-JJ.")
    summary: Text = Field(description="Ce qui s’est passé, en une ou deux phrases.")
    source: SourceSlug = Field(description=SOURCE)


@record("Une mesure du plan : son texte officiel, et ce que l’on en sait.")
class Measure:
    number: Number = Field(description="Numéro officiel de la mesure.")
    axis: AxisNumber = Field(description="Numéro de l’axe.")
    theme: ThemeSlug | None = Field(description="Identifiant du thème dans themes.yml, ou null.")
    title: Text = Field(description="Titre éditorial : court, neutre, fidèle.")
    text: Passage = Field(
        description="Texte officiel à la lettre, défauts compris, espaces multiples réduites."
    )
    corrections: tuple[Correction, ...] = Field(
        default=(), description="Corrections et remarques, à côté du texte."
    )
    commitment: Commitment = Field(description="Force de l’engagement.")
    commitment_quote: Passage | None = Field(
        default=None, description="Passage qui montre cette force. " + QUOTE
    )
    actors: tuple[Participation, ...] = Field(default=(), description="Acteurs et leur rôle.")
    deadlines: tuple[Deadline, ...] = Field(default=(), description="Dates et moments.")
    figures: tuple[Figure, ...] = Field(default=(), description="Chiffres.")
    laws: tuple[LawReference, ...] = Field(default=(), description="Textes de droit.")
    related: tuple[Relation, ...] = Field(
        default=(),
        description="Liens vers d’autres mesures. Chacun vaut dans les deux sens et n’est écrit que "
        "dans l’une des deux.",
    )
    keywords: tuple[Passage, ...] = Field(
        default=(), description="Mots que l’on tape et que le texte ne contient pas."
    )
    follow_up: tuple[FollowUp, ...] = Field(default=(), description="Suites connues, sourcées.")


@record("Un axe du plan.")
class Axis:
    number: Number = Field(description="Numéro de l’axe.")
    heading: Passage = Field(description="Titre officiel, à la lettre, sans numéro ni nombre.")
    measure_count: Count = Field(description="Nombre de mesures que le titre annonce.")
    title: Text = Field(description="Titre éditorial, court.")
    corrections: tuple[Correction, ...] = Field(default=(), description="Corrections du titre.")
    for_victims: Flag = Field(
        default=False, description="true : ses pages indiquent où trouver de l’aide aujourd’hui."
    )
    note: Text | None = Field(default=None, description="Remarque éditoriale.")


@record("Le fichier axes.yml : les axes du plan.")
class Axes:
    axes: tuple[Axis, ...] = Field(description="Les axes, dans l’ordre du document.")


@record("Un thème du plan.")
class Theme:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    axis: AxisNumber = Field(description="Numéro de l’axe.")
    heading: Passage = Field(description="Titre officiel, à la lettre, sans le nombre.")
    measure_count: Count = Field(description="Nombre de mesures que le titre annonce.")
    title: Text = Field(description="Titre éditorial, court.")
    corrections: tuple[Correction, ...] = Field(default=(), description="Corrections du titre.")
    keywords: tuple[Passage, ...] = Field(default=(), description="Autres mots que l’on tape.")
    for_victims: Flag = Field(
        default=False, description="true : ses pages indiquent où trouver de l’aide aujourd’hui."
    )
    note: Text | None = Field(default=None, description="Écart entre le titre et les mesures.")


@record("Le fichier themes.yml : les thèmes du plan.")
class Themes:
    themes: tuple[Theme, ...] = Field(description="Les thèmes, dans l’ordre du document.")


@record("Ce que l’acteur est devenu.")
class Succession:
    name: Text = Field(description="Nom d’aujourd’hui.")
    since: Moment | None = Field(default=None, description="Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    source: SourceSlug = Field(description=SOURCE)


@record("Une famille d’acteurs.")
class Family:
    slug: Slug = Field(description="Identifiant de la famille.")
    title: Text = Field(description="Nom de la famille d’acteurs.")
    for_victims: Flag = Field(
        default=False,
        description="true : les pages de ses acteurs indiquent où trouver de l’aide aujourd’hui.",
    )


@record("Un acteur : en tête d’une famille, ou rattaché à un autre acteur.")
class Actor:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    name: Text = Field(description="Nom, sans article (« commune »).")
    definite: Text = Field(description="Nom avec son article défini (« la commune »).")
    family: FamilySlug | None = Field(
        default=None, description="Famille, pour un acteur sans parent."
    )
    parent: ActorSlug | None = Field(default=None, description="Acteur dont il relève.")
    aliases: tuple[Passage, ...] = Field(
        default=(), description="Autres noms que l’on tape (« municipalité » pour la commune)."
    )
    description: Text | None = Field(default=None, description="Ce qu’il est, en une phrase.")
    source: SourceSlug | None = Field(default=None, description=SOURCE)
    today: Succession | None = Field(default=None, description="Nom d’aujourd’hui.")


@record("Le fichier actors.yml : les acteurs et leurs familles.")
class Actors:
    families: tuple[Family, ...] = Field(description="Familles d’acteurs, dans l’ordre des pages.")
    actors: tuple[Actor, ...] = Field(description="Acteurs.")


@record("Où la règle se trouve aujourd’hui.")
class Codification:
    law: LawSlug = Field(description="Identifiant du code dans laws.yml.")
    article: Text = Field(description="Numéro de l’article de ce code (« L. 132-3 »).")
    since: Moment | None = Field(default=None, description="Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    by: LawSlug | None = Field(default=None, description="Texte qui a opéré la codification.")
    source: SourceSlug = Field(description=SOURCE)
    note: Text | None = Field(default=None, description="Précision utile.")


@record("Un article d’un texte de droit, et où sa règle se trouve aujourd’hui.")
class Article:
    number: Text = Field(description="Numéro (« 14 », « L. 2211-3 »).")
    subject: Text = Field(description="Objet de l’article, en quelques mots.")
    source: SourceSlug | None = Field(default=None, description=SOURCE)
    codifications: tuple[Codification, ...] = Field(
        default=(), description="Où la règle se trouve aujourd’hui."
    )
    note: Text | None = Field(default=None, description="Précision utile.")


@record("Un texte de droit.")
class Law:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    kind: LawKind = Field(description="Nature du texte.")
    title: Text = Field(description="Intitulé.")
    short_title: Text = Field(description="Nom court (« loi n° 2007-297 », « CGCT »).")
    date: Day | None = Field(default=None, description="Date du texte, AAAA-MM-JJ.")
    url: WebAddress | None = Field(default=None, description="Adresse du texte, complète.")
    source: SourceSlug | None = Field(default=None, description=SOURCE)
    articles: tuple[Article, ...] = Field(default=(), description="Articles cités.")
    note: Text | None = Field(default=None, description="Précision utile.")


@record("Le fichier laws.yml : les textes de droit.")
class Laws:
    laws: tuple[Law, ...] = Field(description="Textes de droit.")


@record("Un terme ou un sigle, et ce qui établit son sens.")
class Term:
    """A term or acronym. Its expansion is proved by a measure's text, a source, or is deduced."""

    slug: Slug = Field(description="Ancre du terme sur la page du glossaire, fixée pour toujours.")
    term: Text = Field(description="Terme ou sigle, tel qu’on l’écrit aujourd’hui.")
    forms: tuple[Passage, ...] = Field(
        default=(), description="Formes du terme dans les textes (« C.L.S.P.D. »)."
    )
    expansion: Text | None = Field(default=None, description="Développement du sigle.")
    definition: Text = Field(description="Ce que c’est, en une ou deux phrases.")
    evidence: Evidence = Field(description="Ce qui établit le développement ou la définition.")
    measure: MeasureNumber | None = Field(
        default=None, description="Mesure dont le texte le donne."
    )
    quote: Passage | None = Field(default=None, description=QUOTE)
    source: SourceSlug | None = Field(default=None, description=SOURCE)
    reason: Text | None = Field(default=None, description=REASON)
    actor: ActorSlug | None = Field(default=None, description="Acteur dont c’est le nom.")
    see: tuple[TermSlug, ...] = Field(default=(), description="Termes voisins, à distinguer.")


@record("Le fichier glossary.yml : les termes et les sigles.")
class Glossary:
    terms: tuple[Term, ...] = Field(description="Termes et sigles.")


@record("Une source, et comment elle a été vue.")
class Source:
    slug: Slug = Field(description="Identifiant de la source.")
    title: Text = Field(description="Titre du document.")
    publisher: Text = Field(description="Qui le publie.")
    date: Moment | None = Field(default=None, description="AAAA, AAAA-MM ou AAAA-MM-JJ.")
    url: WebAddress | None = Field(default=None, description="Adresse complète, ou null.")
    access: Access = Field(description="Comment la source a été vue.")
    verified: Day | None = Field(
        default=None, description="Jour de la dernière vérification en ligne, ou null."
    )
    note: Text | None = Field(default=None, description="Précision utile.")


@record("Le fichier sources.yml : les sources.")
class Sources:
    sources: tuple[Source, ...] = Field(description="Sources.")


@record("Un service d’aide d’aujourd’hui, étranger au plan.")
class HelpService:
    name: Text = Field(description="Nom du service.")
    number: Text | None = Field(default=None, description="Numéro à composer.")
    url: WebAddress | None = Field(default=None, description="Adresse du service.")
    summary: Text = Field(description="Pour qui, pour quoi, en une phrase.")
    source: SourceSlug = Field(description=SOURCE)


@record("Le fichier help.yml : où trouver de l’aide aujourd’hui.")
class Help:
    services: tuple[HelpService, ...] = Field(description="Services d’aide d’aujourd’hui.")


@record("Un fait établi sur le plan lui-même.")
class Fact:
    topic: PlanTopic = Field(description="Rubrique de la page « Le plan ».")
    statement: Text = Field(description="Le fait, en une ou deux phrases.")
    sources: tuple[SourceSlug, ...] = Field(min_length=1, description="Identifiants de sources.")


@record("Un lecteur, dans ses mots, et l’acteur du plan qu’il est.")
class Audience:
    label: Text = Field(description="Ce que le lecteur dit être, par exemple « élue municipale ».")
    actor: ActorSlug = Field(description="Identifiant de l’acteur dont il cherche les mesures.")


@record("Le fichier plan.yml : le plan lui-même.")
class Plan:
    """The file plan.yml. The text itself never names the plan: all of this has sources."""

    title: Text = Field(description="Titre officiel du plan.")
    short_title: Text = Field(description="Nom court du plan.")
    definite: Text = Field(
        description="Nom court avec son article défini, sans majuscule (« le plan vélo »)."
    )
    slug: Slug = Field(
        description="Identifiant des mesures dans les calendriers, les fils et le jeu de données "
        "(« 12-mesures-velo »), fixé pour toujours."
    )
    title_source: SourceSlug = Field(description=SOURCE)
    start: Day = Field(description="Premier jour du plan, AAAA-MM-JJ.")
    end: Day = Field(description="Dernier jour du plan, AAAA-MM-JJ.")
    period_source: SourceSlug = Field(description=SOURCE)
    period_note: Text = Field(description="Comment la période est établie.")
    measure_count: Count = Field(description="Nombre de mesures annoncé.")
    source_file: Text | None = Field(
        default=None, description="Fichier du texte officiel, sous data/source/."
    )
    doors: tuple[ActorSlug, ...] = Field(description="Acteurs mis en avant sur l’accueil.")
    audiences: tuple[Audience, ...] = Field(
        default=(), description="« Je suis… » : entrées vers le tableau des mesures, déjà filtré."
    )
    example: MeasureNumber | None = Field(
        default=None,
        description="Mesure prise en exemple par les modes d’emploi du site ; à défaut, la première.",
    )
    keywords: tuple[Text, ...] = Field(
        default=(), description="Mots-clés du jeu de données, pour les catalogues."
    )
    data_theme: DataTheme | None = Field(
        default=None, description="Thème du jeu de données, pour les catalogues européens."
    )
    facts: tuple[Fact, ...] = Field(default=(), description="Ce que l’on sait du plan.")

    @property
    def years(self) -> str:
        """The years of the plan: « 2010-2012 », or « 2014 » alone."""
        first, last = self.start.year, self.end.year
        return str(first) if first == last else f"{first}-{last}"


@record("Le fichier site.yml : ce que l’éditeur du site renseigne.")
class Site:
    """The file site.yml: what a publisher must fill. Unset is shown as « non renseigné »."""

    url: FolderAddress | None = Field(default=None, description="Adresse publique du site.")
    repository: FolderAddress | None = Field(default=None, description="Adresse du dépôt git.")
    branch: Text = Field(default="main", description="Branche que l’on modifie.")
    publisher: Text | None = Field(default=None, description="Qui publie le site.")
    contact: Text | None = Field(default=None, description="Adresse de courriel du contact.")
    host: Text | None = Field(default=None, description="Hébergeur du site.")
    updated: Day = Field(description="Date de la version des données, AAAA-MM-JJ.")


@record("Une adresse qui a changé : l’ancienne mène à la nouvelle.")
class Move:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    to: Address = Field(description="Nouvelle adresse ; pour un fichier, un fichier de même forme.")
    date: Day = Field(description="Jour du changement, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


@record("Une page ou une ancre devenue plusieurs : l’ancienne y mène.")
class Split:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    to: tuple[Address, ...] = Field(min_length=1, description="Nouvelles adresses, deux au moins.")
    date: Day = Field(description="Jour du changement, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


@record("Une adresse retirée : une page dit pourquoi, et où aller.")
class Withdrawal:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    see: Address = Field(description="Adresse où aller à la place.")
    date: Day = Field(description="Jour du retrait, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


Former = Move | Split | Withdrawal


@record("Une date d’un événement, et depuis quand elle est publiée.")
class EventDate:
    date: Day | None = Field(description="Date publiée, AAAA-MM-JJ ; null si elle a été retirée.")
    since: Day = Field(description="Publiée depuis le, AAAA-MM-JJ.")


@record("Un événement des calendriers, avec les dates qu’il a eues.")
class Event:
    uid: EventName = Field(description="Identifiant dans les calendriers, fixé pour toujours.")
    dates: tuple[EventDate, ...] = Field(
        min_length=1, description="Dates successives, de la plus ancienne à la dernière."
    )


@record("Le fichier permalinks.yml : ce que deviennent les adresses publiées.")
class Permalinks:
    moved: tuple[Move, ...] = Field(default=(), description="Adresses qui ont changé.")
    split: tuple[Split, ...] = Field(default=(), description="Adresses devenues plusieurs.")
    withdrawn: tuple[Withdrawal, ...] = Field(default=(), description="Adresses retirées.")

    @property
    def former(self) -> tuple[Former, ...]:
        """Every address that is no more."""
        return (*self.moved, *self.split, *self.withdrawn)


@record("Le fichier published.yml, qu’une commande écrit : ce qui est publié, et depuis quand.")
class Published:
    addresses: dict[Address, Day] = Field(
        default_factory=dict,
        description="Adresse publiée : jour où elle est apparue.",
        json_schema_extra={"additionalProperties": False},
    )
    events: tuple[Event, ...] = Field(default=(), description="Événements des calendriers.")


@record("Tous les fichiers.")
class Dataset:
    site: Site
    plan: Plan
    permalinks: Permalinks
    published: Published
    axes: tuple[Axis, ...]
    themes: tuple[Theme, ...]
    families: tuple[Family, ...]
    actors: tuple[Actor, ...]
    laws: tuple[Law, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    services: tuple[HelpService, ...]
    measures: tuple[Measure, ...]
