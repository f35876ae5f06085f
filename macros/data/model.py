"""The one definition of the data: what each file under `data/` holds.

Checks, JSON Schemas, field documentation and exports are all derived from these classes.
Descriptions are in French: data editors read them in their editor and on the site.
"""

from pydantic import Field

from macros.data import vocabulary
from macros.data.field_types import (
    OCCURRENCE,
    QUOTE,
    REASON,
    SOURCE,
    ActorSlug,
    Amount,
    AxisNumber,
    Count,
    Day,
    FamilySlug,
    Flag,
    FolderAddress,
    HeadingForm,
    LabelForm,
    LawSlug,
    Mailbox,
    MeasureNumber,
    Number,
    PartialDate,
    Passage,
    Period,
    Slug,
    SourceSlug,
    TermSlug,
    Text,
    ThemeSlug,
    Unit,
    WebAddress,
    flag,
    optional,
    record,
    several,
)
from macros.data.help_model import Danger, HelpService
from macros.data.ledger_model import Permalinks, Published
from macros.data.outcome_model import FollowUp, MeasureToday, Search, Succession
from macros.data.search_model import Asked, Elsewhere, Synonym


@record("Une correction à côté du texte officiel, ou une remarque seule.")
class Correction:
    original: Passage | None = optional("Passage du texte, à la lettre (défauts compris).")
    corrected: Text | None = optional("Lecture corrigée : ce qu’il faut lire à la place.")
    kind: vocabulary.CorrectionKind | None = optional("Nature de la correction.")
    occurrence: Number | None = optional(OCCURRENCE)
    note: Text | None = optional("Remarque. Seule, elle signale sans rien corriger.")


@record("Le rôle d’un acteur dans la mesure, et ce qui l’établit.")
class Participation:
    actor: ActorSlug = Field(description="Acteur, par son identifiant dans actors.yml.")
    role: vocabulary.Role = Field(description="Rôle : ce que l’acteur fait dans la mesure.")
    mode: vocabulary.Mode | None = optional("Nuance du rôle, si le texte n’oblige pas l’acteur.")
    evidence: vocabulary.Evidence = Field(description="D’où on le sait.")
    quote: Passage | None = optional(QUOTE + " Obligatoire pour quote, heading.")
    occurrence: Number | None = optional(OCCURRENCE)
    source: SourceSlug | None = optional(SOURCE + " Obligatoire pour source.")
    reason: Text | None = optional(REASON + " Obligatoire pour deduced.")

    @property
    def kinds(self) -> list[vocabulary.Role | vocabulary.Mode]:
        """The role and, if it has one, its mode."""
        return [self.role, self.mode] if self.mode else [self.role]

    @property
    def label(self) -> str:
        return ", ".join(kind.label for kind in self.kinds)


@record("Une date ou un moment que le texte nomme.")
class Deadline:
    kind: vocabulary.DeadlineKind = Field(description="Type de date.")
    date: Day | None = optional(
        "Date, AAAA-MM-JJ : dernier jour de la période nommée ; premier d’un début ou d’un effet."
    )
    bound: vocabulary.Bound | None = optional("Sens de la date.")
    precision: vocabulary.Precision = Field(description="Précision : celle que le texte donne.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    scope: Text = Field(description="Objet de la date : ce qu’elle vise dans la mesure.")
    bears_on: tuple[ActorSlug, ...] = several("Acteurs à qui la date est fixée : le texte le dit.")
    source: SourceSlug | None = optional(SOURCE + " À donner quand la date ne vient pas du texte.")
    note: Text | None = optional("Ambiguïté ou précision utile.")


@record("Le point de départ d’un chiffre.")
class Baseline:
    value: Amount = Field(description="Valeur de départ.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)


@record("Une fourchette, bornes comprises.")
class Range:
    min: Amount = Field(description="Valeur la plus basse.")
    max: Amount | None = optional("Valeur la plus haute, si le texte la dit.")


@record("La cible d’un chiffre : valeur, multiplicateur, fourchette ou couverture.")
class Target:
    value: Amount | None = optional("Valeur visée.")
    factor: Amount | None = optional("Multiplicateur (2 pour « doubler »).")
    range: Range | None = optional("Fourchette : les bornes visées.")
    coverage: vocabulary.Coverage | None = optional("Couverture visée.")
    computed: Flag = flag("Valeur calculée par ce site : true si elle n’est pas dans le texte.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)


@record("Un objectif chiffré : départ, cible ou les deux ; les sommes en euros.")
class Figure:
    unit: Text = Field(description="Unité comptée, au pluriel (« euros par an »).")
    baseline: Baseline | None = optional("Point de départ, s’il est écrit.")
    target: Target | None = optional("Cible, si elle est écrite.")
    year: Number | None = optional("Année : celle de la cible.")
    note: Text | None = optional("Précision utile.")


@record("Un texte de droit que la mesure cite ou sur lequel elle repose.")
class LawReference:
    """A law that a measure cites or rests on. Without `law`, the text does not say which."""

    law: LawSlug | None = optional("Texte de droit, par son identifiant dans laws.yml.")
    article: Text | None = optional("Article, par son numéro dans laws.yml.")
    evidence: vocabulary.Evidence = Field(description="D’où on le sait.")
    quote: Passage | None = optional(QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    source: SourceSlug | None = optional(SOURCE)
    reason: Text | None = optional(REASON)


@record("Un lien vers une autre mesure, écrit une seule fois.")
class Relation:
    measure: MeasureNumber = Field(description="Mesure, par son numéro.")
    kind: vocabulary.RelationKind = Field(description="Nature du lien.")
    reason: Text = Field(description=REASON)


@record("Une mesure du plan : son texte officiel, et ce que l’on en sait.")
class Measure:
    number: Number = Field(description="Numéro officiel de la mesure.")
    axis: AxisNumber = Field(description="Axe, par son numéro.")
    theme: ThemeSlug | None = Field(description="Thème, par son identifiant, ou null.")
    title: Text = Field(description="Titre : éditorial, court, neutre, fidèle.")
    plain: Text | None = optional(
        "En clair : ce que la mesure veut dire, en mots de tous les jours, sans sigle, "
        "35 mots au plus."
    )
    text: Passage = Field(description="Texte officiel, à la lettre, défauts compris.")
    corrections: tuple[Correction, ...] = several("Corrections du texte, et remarques.")
    commitment: vocabulary.Commitment = Field(description="Degré d’obligation.")
    commitment_quote: Passage | None = optional("Preuve du degré d’obligation. " + QUOTE)
    actors: tuple[Participation, ...] = several("Acteurs et leur rôle.")
    deadlines: tuple[Deadline, ...] = several("Dates, et moments sans date.")
    figures: tuple[Figure, ...] = several("Chiffres.")
    laws: tuple[LawReference, ...] = several("Textes de droit.")
    related: tuple[Relation, ...] = several("Mesures liées : écrire le lien dans une seule mesure.")
    keywords: tuple[Passage, ...] = several("Mots pour la recherche, absents du texte.")
    searches: tuple[Search, ...] = several("Recherches : où, et avec quels mots.")
    succession: tuple[Succession, ...] = several("Filiation : ce qui l’a prolongée.")
    today: MeasureToday | None = optional("Ce qu’il en reste aujourd’hui.")


@record("Un axe du plan.")
class Axis:
    number: Number = Field(description="Numéro de l’axe.")
    heading: Passage = Field(description="Titre officiel, à la lettre, sans numéro ni nombre.")
    measure_count: Count = Field(description="Nombre de mesures, d’après le titre.")
    title: Text = Field(description="Titre éditorial, court.")
    corrections: tuple[Correction, ...] = several("Corrections de ce titre.")
    for_victims: Flag = flag("Aide aux victimes : true si ses pages disent où trouver de l’aide.")
    note: Text | None = optional("Remarque éditoriale.")


@record("Le fichier axes.yml : les axes du plan.")
class Axes:
    axes: tuple[Axis, ...] = Field(description="Axes, dans l’ordre du document.")


@record("Un thème du plan.")
class Theme:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    axis: AxisNumber = Field(description="Axe, par son numéro.")
    heading: Passage = Field(description="Titre officiel, à la lettre, sans le nombre.")
    measure_count: Count = Field(description="Nombre de mesures, d’après le titre.")
    title: Text = Field(description="Titre éditorial, court.")
    corrections: tuple[Correction, ...] = several("Corrections de ce titre.")
    keywords: tuple[Passage, ...] = several("Mots pour la recherche, absents du titre.")
    for_victims: Flag = flag("Aide aux victimes : true si ses pages disent où trouver de l’aide.")
    note: Text | None = optional("Écart entre le titre et les mesures.")


@record("Le fichier themes.yml : les thèmes du plan.")
class Themes:
    themes: tuple[Theme, ...] = Field(description="Thèmes, dans l’ordre du document.")


@record("Ce que l’acteur est devenu.")
class CurrentName:
    name: Text = Field(description="Nom d’aujourd’hui.")
    since: PartialDate | None = optional("Date d’effet : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    source: SourceSlug = Field(description=SOURCE)


@record("Une famille d’acteurs.")
class Family:
    slug: Slug = Field(description="Identifiant de la famille.")
    title: Text = Field(description="Nom de la famille d’acteurs.")
    for_victims: Flag = flag("Aide aux victimes : true si ses pages disent où trouver de l’aide.")


@record("Un acteur : en tête d’une famille, ou rattaché à un autre acteur.")
class Actor:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    name: Text = Field(description="Nom, sans article (« commune »).")
    definite: Text = Field(description="Nom avec son article (« la commune »).")
    family: FamilySlug | None = optional("Famille, pour un acteur sans parent.")
    parent: ActorSlug | None = optional("Acteur dont il relève.")
    aliases: tuple[Passage, ...] = several("Autres noms que l’on tape : ils le font trouver.")
    description: Text | None = optional("Description : ce qu’il est, en une phrase.")
    source: SourceSlug | None = optional(SOURCE)
    today: CurrentName | None = optional("Ce qu’il est devenu : son nom d’aujourd’hui.")

    @property
    def is_plural(self) -> bool:
        """Whether a verb agrees with several: « les communes », « la police et la gendarmerie »."""
        return self.definite.startswith("les ") or " et l" in self.definite


@record("Le fichier actors.yml : les acteurs et leurs familles.")
class Actors:
    families: tuple[Family, ...] = Field(description="Familles d’acteurs, dans l’ordre des pages.")
    actors: tuple[Actor, ...] = Field(description="Acteurs.")


@record("Où la règle se trouve aujourd’hui.")
class Codification:
    law: LawSlug = Field(description="Texte de droit : le code, par son identifiant dans laws.yml.")
    article: Text = Field(description="Article, par son numéro dans ce code (« L. 132-3 »).")
    since: PartialDate | None = optional("Date d’effet : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    by: LawSlug | None = optional("Texte qui a opéré la codification.")
    source: SourceSlug = Field(description=SOURCE)
    note: Text | None = optional("Précision utile.")


@record("Un article d’un texte de droit, et où sa règle se trouve aujourd’hui.")
class Article:
    number: Text = Field(description="Numéro (« 14 », « L. 2211-3 »).")
    subject: Text = Field(description="Objet, en quelques mots.")
    source: SourceSlug | None = optional(SOURCE)
    codifications: tuple[Codification, ...] = several("Codification d’aujourd’hui.")
    note: Text | None = optional("Précision utile.")


@record("Un texte de droit.")
class Law:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    kind: vocabulary.LawKind = Field(description="Nature du texte.")
    title: Text = Field(description="Intitulé.")
    short_title: Text = Field(description="Nom court (« loi n° 2007-297 », « CGCT »).")
    date: Day | None = optional("Date du texte, AAAA-MM-JJ.")
    url: WebAddress | None = optional("Adresse du texte, complète.")
    source: SourceSlug | None = optional(SOURCE)
    articles: tuple[Article, ...] = several("Articles cités.")
    note: Text | None = optional("Précision utile.")


@record("Le fichier laws.yml : les textes de droit.")
class Laws:
    laws: tuple[Law, ...] = Field(description="Textes de droit.")


@record("Un terme ou un sigle, et ce qui établit son sens.")
class Term:
    slug: Slug = Field(description="Ancre du terme sur la page du glossaire, fixée pour toujours.")
    term: Text = Field(description="Terme, ou sigle, tel qu’on l’écrit aujourd’hui.")
    forms: tuple[Passage, ...] = several("Formes du terme dans les textes (« C.L.S.P.D. »).")
    expansion: Text | None = optional("Développement du sigle.")
    definition: Text = Field(description="Définition : ce que c’est, en une ou deux phrases.")
    evidence: vocabulary.Evidence = Field(description="D’où on le sait.")
    measure: MeasureNumber | None = optional("Mesure : celle dont le texte donne ce sens.")
    quote: Passage | None = optional(QUOTE)
    source: SourceSlug | None = optional(SOURCE)
    reason: Text | None = optional(REASON)
    actor: ActorSlug | None = optional("Acteur : celui dont c’est le nom.")
    see: tuple[TermSlug, ...] = several("Voir aussi : termes voisins.")


@record("Le fichier glossary.yml : les termes et les sigles.")
class Glossary:
    terms: tuple[Term, ...] = Field(description="Termes et sigles.")
    synonyms: tuple[Synonym, ...] = several("Synonymes : mots de tous les jours.")
    elsewhere: tuple[Elsewhere, ...] = several("Sans rapport : ce dont le plan ne parle pas.")


@record("Une source, et comment elle a été vue.")
class Source:
    slug: Slug = Field(description="Identifiant de la source.")
    title: Text = Field(description="Titre du document.")
    publisher: Text = Field(description="Éditeur : qui le publie.")
    date: PartialDate | None = optional("Date : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    url: WebAddress | None = optional("Adresse : l’écrire complète (« https://… »), ou null.")
    kind: vocabulary.SourceKind = Field(description="Nature de la source.")
    access: vocabulary.Access = Field(description="Accès : comment la source a été vue.")
    verified: Day | None = optional("Dernière vérification : jour de la lecture en ligne, ou null.")
    archive: WebAddress | None = optional("Copie archivée : son adresse.")
    note: Text | None = optional("Précision utile.")


@record("Le fichier sources.yml : les sources.")
class Sources:
    sources: tuple[Source, ...] = Field(description="Sources.")


@record("Un fait établi sur le plan lui-même.")
class Fact:
    topic: vocabulary.PlanTopic = Field(description="Rubrique : sa place sur la page « Le plan ».")
    answers: vocabulary.PlanQuestion | None = optional("Question du résumé : le fait n’est que là.")
    statement: Text = Field(description="Fait, en une ou deux phrases.")
    sources: tuple[SourceSlug, ...] = Field(min_length=1, description="Identifiants de sources.")


@record("Un montant d’argent, dans les mots de qui le dit. Ils ne s’additionnent pas.")
class PlanAmount:
    about: Period = Field(description="Période : « 2011 », « 2010/2012 ».")
    subject: Text = Field(description="Objet : ce qu’il paie, en quelques mots (« formation »).")
    value: Amount = Field(description="Valeur : le nombre de la citation, compté dans l’unité.")
    unit: Text = Field(description="Unité (« millions d’euros »).")
    kind: vocabulary.AmountKind = Field(description="Nature du montant (prévu, engagé, payé).")
    speaker: vocabulary.Speaker = Field(description="Qui parle, dans les mots cités.")
    quote: Passage = Field(description="Passage cité ; « […] » marque une coupe.")
    source: SourceSlug = Field(description=SOURCE)
    note: Text | None = optional("Réserve de ce site, à lire à côté du montant.")


@record("Un lecteur, dans ses mots, et l’acteur du plan qu’il est.")
class Audience:
    label: Text = Field(description="Intitulé : ce que le lecteur dit être (« élue municipale »).")
    actor: ActorSlug = Field(description="Acteur : celui dont il cherche les mesures.")


@record("Le fichier plan.yml : le plan lui-même.")
class Plan:
    """The file plan.yml. The text itself never names the plan: all of this has sources."""

    title: Text = Field(description="Titre officiel du plan.")
    short_title: Text = Field(description="Nom court du plan.")
    definite: Text = Field(description="Nom avec son article, sans majuscule (« le plan vélo »).")
    slug: Slug = Field(
        description="Identifiant des mesures dans les calendriers, les fils et le jeu de données "
        "(« 12-mesures-velo »), fixé pour toujours."
    )
    title_source: SourceSlug = Field(description="Source du titre.")
    start: Day = Field(description="Début du plan : premier jour, AAAA-MM-JJ.")
    end: Day | None = optional("Fin du plan : dernier jour ; null s’il n’en a pas.")
    period_source: SourceSlug = Field(description="Source de la période.")
    period_note: Text = Field(description="Établissement de la période : d’où on la tient.")
    measure_count: Count = Field(description="Nombre de mesures annoncé.")
    source_file: Text | None = optional("Fichier du texte officiel, sous data/source/.")
    unit: Unit = Field(default="mesure", description="Nom d’une mesure, au singulier (« action »).")
    axis_form: HeadingForm = Field(
        default="{number} - {heading} : {count}",
        description="Titre d’un axe dans le texte (« Axe {number} : {heading} »).",
    )
    theme_form: HeadingForm = Field(default="{heading} : {count}", description="Titre d’un thème.")
    measure_form: LabelForm = Field(
        default="Mesure {number} :",
        description="Forme des mesures dans le texte (« Action n° {number} : »).",
    )
    doors: tuple[ActorSlug, ...] = Field(
        description="Acteurs mis en avant, sur l’accueil : leur page leur dit « vous », une fiche l’imprime."
    )
    audiences: tuple[Audience, ...] = several("Entrées « Je suis… », vers les mesures de chacun.")
    example: MeasureNumber | None = optional("Mesure en exemple ; à défaut, la première.")
    keywords: tuple[Text, ...] = several("Mots-clés du jeu de données, pour les catalogues.")
    data_theme: vocabulary.DataTheme | None = optional("Thème du jeu de données.")
    facts: tuple[Fact, ...] = several("Faits établis : ce que l’on sait du plan.")
    amounts: tuple[PlanAmount, ...] = several("Montants, dans l’ordre du tableau.")

    @property
    def years(self) -> str:
        """The years of the plan: « 2010-2012 », or « 2014 » alone, or « depuis 2014 »."""
        if self.end is None:
            return f"depuis {self.start.year}"
        first, last = self.start.year, self.end.year
        return str(first) if first == last else f"{first}-{last}"


@record("Le fichier site.yml : ce que l’éditeur du site renseigne.")
class Site:
    """The file site.yml: what a publisher must fill. What is unset is not shown."""

    url: FolderAddress | None = optional("Adresse publique du site.")
    repository: FolderAddress | None = optional("Dépôt : son adresse.")
    forge: vocabulary.Forge | None = optional(
        "Logiciel du dépôt, si son adresse ne le dit pas (« github », « gitlab »…)."
    )
    branch: Text = Field(default="main", description="Branche : celle que l’on modifie.")
    publisher: Text | None = optional("Éditeur : qui publie le site.")
    contact: Mailbox | None = optional("Contact : adresse de courriel.")
    host: Text | None = optional("Hébergeur.")
    updated: Day = Field(
        description="Date des données, AAAA-MM-JJ ; un fait ou une source vue plus tard l’emporte."
    )


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
    synonyms: tuple[Synonym, ...]
    elsewhere: tuple[Elsewhere, ...]
    questions: tuple[Asked, ...]
    sources: tuple[Source, ...]
    services: tuple[HelpService, ...]
    dangers: tuple[Danger, ...]
    measures: tuple[Measure, ...]
    follow_up: tuple[FollowUp, ...]
