"""The one definition of the data: what each file under `data/` holds.

Checks, JSON Schemas, field documentation and exports are all derived from these classes.
Descriptions are in French: data editors read them in their editor and on the site.
"""

from pydantic import Field

from macros.data.field_types import (
    QUOTE,
    REASON,
    SOURCE,
    ActorSlug,
    AxisNumber,
    Count,
    Day,
    FamilySlug,
    Flag,
    FolderAddress,
    LawSlug,
    MeasureNumber,
    Number,
    PartialDate,
    Passage,
    Slug,
    SourceSlug,
    TermSlug,
    Text,
    WebAddress,
    record,
)
from macros.data.ledger_model import Permalinks, Published
from macros.data.measure_model import Correction, Measure
from macros.data.vocabulary import (
    Access,
    DataTheme,
    Evidence,
    LawKind,
    PlanTopic,
)


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
    since: PartialDate | None = Field(
        default=None, description="Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ."
    )
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
    since: PartialDate | None = Field(
        default=None, description="Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ."
    )
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
    date: PartialDate | None = Field(default=None, description="AAAA, AAAA-MM ou AAAA-MM-JJ.")
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
