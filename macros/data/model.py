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


@record("Une correction à côté du texte officiel, ou une remarque seule.")
class Correction:
    original: Passage | None = optional(QUOTE)
    corrected: Text | None = optional("Ce qu’il faut lire à la place.")
    kind: vocabulary.CorrectionKind | None = optional("Nature de la correction.")
    occurrence: Number | None = optional(OCCURRENCE)
    note: Text | None = optional(
        "Remarque. Seule (sans « corrected »), elle signale sans rien corriger."
    )


@record("Le rôle d’un acteur dans la mesure, et ce qui l’établit.")
class Participation:
    actor: ActorSlug = Field(description="Identifiant de l’acteur dans actors.yml.")
    role: vocabulary.Role = Field(description="Rôle de l’acteur dans la mesure.")
    mode: vocabulary.Mode | None = optional("Nuance du rôle, si le texte n’oblige pas l’acteur.")
    evidence: vocabulary.Evidence = Field(description="Ce qui établit ce rôle.")
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
        "AAAA-MM-JJ : dernier jour de la période nommée ; premier jour pour un début ou un effet."
    )
    bound: vocabulary.Bound | None = optional("Sens de la date.")
    precision: vocabulary.Precision = Field(description="Précision que donne le texte.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    scope: Text = Field(description="Ce que la date vise dans la mesure.")
    bears_on: tuple[ActorSlug, ...] = several("Acteurs à qui le texte lui-même fixe cette date.")
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
    range: Range | None = optional("Fourchette visée.")
    coverage: vocabulary.Coverage | None = optional("Couverture visée.")
    computed: Flag = flag("true si « value » est un calcul, absent du texte.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)


@record("Un objectif chiffré : départ, cible ou les deux ; les sommes en euros.")
class Figure:
    unit: Text = Field(description="Unité comptée, au pluriel (« euros par an »).")
    baseline: Baseline | None = optional("Point de départ, s’il est écrit.")
    target: Target | None = optional("Cible, si elle est écrite.")
    year: Number | None = optional("Année de la cible.")
    note: Text | None = optional("Précision utile.")


@record("Un texte de droit que la mesure cite ou sur lequel elle repose.")
class LawReference:
    """A law that a measure cites or rests on. Without `law`, the text does not say which."""

    law: LawSlug | None = optional("Identifiant du texte dans laws.yml.")
    article: Text | None = optional("Numéro de l’article dans laws.yml.")
    evidence: vocabulary.Evidence = Field(description="Ce qui établit la référence.")
    quote: Passage | None = optional(QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    source: SourceSlug | None = optional(SOURCE)
    reason: Text | None = optional(REASON)


@record("Un lien vers une autre mesure, écrit une seule fois.")
class Relation:
    measure: MeasureNumber = Field(description="Numéro de l’autre mesure.")
    kind: vocabulary.RelationKind = Field(description="Nature du lien.")
    reason: Text = Field(description=REASON)


@record("Une mesure du plan : son texte officiel, et ce que l’on en sait.")
class Measure:
    number: Number = Field(description="Numéro officiel de la mesure.")
    axis: AxisNumber = Field(description="Numéro de l’axe.")
    theme: ThemeSlug | None = Field(description="Identifiant du thème dans themes.yml, ou null.")
    title: Text = Field(description="Titre éditorial : court, neutre, fidèle.")
    plain: Text | None = optional(
        "« En clair » : ce que la mesure veut dire, en une ou deux phrases de tous les jours, sans "
        "sigle, 35 mots au plus."
    )
    text: Passage = Field(
        description="Texte officiel à la lettre, défauts compris, espaces multiples réduites."
    )
    corrections: tuple[Correction, ...] = several("Corrections et remarques, à côté du texte.")
    commitment: vocabulary.Commitment = Field(description="Degré d’obligation.")
    commitment_quote: Passage | None = optional("Passage qui montre ce degré. " + QUOTE)
    actors: tuple[Participation, ...] = several("Acteurs et leur rôle.")
    deadlines: tuple[Deadline, ...] = several("Dates et moments.")
    figures: tuple[Figure, ...] = several("Chiffres.")
    laws: tuple[LawReference, ...] = several("Textes de droit.")
    related: tuple[Relation, ...] = several(
        "Liens vers d’autres mesures. Chacun vaut dans les deux sens et n’est écrit que "
        "dans l’une des deux."
    )
    keywords: tuple[Passage, ...] = several("Mots que l’on tape et que le texte ne contient pas.")
    searches: tuple[Search, ...] = several(
        "Où l’on a cherché ce que la mesure est devenue, avec quels mots."
    )
    succession: tuple[Succession, ...] = several(
        "Ce qui l’a prolongée, dans des textes plus récents."
    )
    today: MeasureToday | None = optional("Ce qu’il en reste aujourd’hui.")


@record("Un axe du plan.")
class Axis:
    number: Number = Field(description="Numéro de l’axe.")
    heading: Passage = Field(description="Titre officiel, à la lettre, sans numéro ni nombre.")
    measure_count: Count = Field(description="Nombre de mesures que le titre annonce.")
    title: Text = Field(description="Titre éditorial, court.")
    corrections: tuple[Correction, ...] = several("Corrections du titre.")
    for_victims: Flag = flag("true : ses pages indiquent où trouver de l’aide aujourd’hui.")
    note: Text | None = optional("Remarque éditoriale.")


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
    corrections: tuple[Correction, ...] = several("Corrections du titre.")
    keywords: tuple[Passage, ...] = several("Autres mots que l’on tape.")
    for_victims: Flag = flag("true : ses pages indiquent où trouver de l’aide aujourd’hui.")
    note: Text | None = optional("Écart entre le titre et les mesures.")


@record("Le fichier themes.yml : les thèmes du plan.")
class Themes:
    themes: tuple[Theme, ...] = Field(description="Les thèmes, dans l’ordre du document.")


@record("Ce que l’acteur est devenu.")
class CurrentName:
    name: Text = Field(description="Nom d’aujourd’hui.")
    since: PartialDate | None = optional("Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    source: SourceSlug = Field(description=SOURCE)


@record("Une famille d’acteurs.")
class Family:
    slug: Slug = Field(description="Identifiant de la famille.")
    title: Text = Field(description="Nom de la famille d’acteurs.")
    for_victims: Flag = flag(
        "true : les pages de ses acteurs indiquent où trouver de l’aide aujourd’hui."
    )


@record("Un acteur : en tête d’une famille, ou rattaché à un autre acteur.")
class Actor:
    slug: Slug = Field(description="Identifiant dans l’adresse de la page, fixé pour toujours.")
    name: Text = Field(description="Nom, sans article (« commune »).")
    definite: Text = Field(description="Nom avec son article défini (« la commune »).")
    family: FamilySlug | None = optional("Famille, pour un acteur sans parent.")
    parent: ActorSlug | None = optional("Acteur dont il relève.")
    aliases: tuple[Passage, ...] = several(
        "Autres noms que l’on tape (« municipalité » pour la commune)."
    )
    description: Text | None = optional("Ce qu’il est, en une phrase.")
    source: SourceSlug | None = optional(SOURCE)
    today: CurrentName | None = optional("Nom d’aujourd’hui.")

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
    law: LawSlug = Field(description="Identifiant du code dans laws.yml.")
    article: Text = Field(description="Numéro de l’article de ce code (« L. 132-3 »).")
    since: PartialDate | None = optional("Depuis : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    by: LawSlug | None = optional("Texte qui a opéré la codification.")
    source: SourceSlug = Field(description=SOURCE)
    note: Text | None = optional("Précision utile.")


@record("Un article d’un texte de droit, et où sa règle se trouve aujourd’hui.")
class Article:
    number: Text = Field(description="Numéro (« 14 », « L. 2211-3 »).")
    subject: Text = Field(description="Objet de l’article, en quelques mots.")
    source: SourceSlug | None = optional(SOURCE)
    codifications: tuple[Codification, ...] = several("Où la règle se trouve aujourd’hui.")
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
    term: Text = Field(description="Terme ou sigle, tel qu’on l’écrit aujourd’hui.")
    forms: tuple[Passage, ...] = several("Formes du terme dans les textes (« C.L.S.P.D. »).")
    expansion: Text | None = optional("Développement du sigle.")
    definition: Text = Field(description="Ce que c’est, en une ou deux phrases.")
    evidence: vocabulary.Evidence = Field(
        description="Ce qui établit le développement ou la définition."
    )
    measure: MeasureNumber | None = optional("Mesure dont le texte le donne.")
    quote: Passage | None = optional(QUOTE)
    source: SourceSlug | None = optional(SOURCE)
    reason: Text | None = optional(REASON)
    actor: ActorSlug | None = optional("Acteur dont c’est le nom.")
    see: tuple[TermSlug, ...] = several("Voir aussi : termes voisins.")


@record("Des mots de tous les jours, et ceux du plan qu’ils font trouver.")
class Synonym:
    word: Text = Field(description="Mots du plan, tels que ses textes les ont.")
    said: tuple[Text, ...] = Field(description="Mots que l’on tape à leur place.")


@record("Des mots de ce dont le plan ne parle pas : qui les tape n’a pas de mesure pour réponse.")
class Elsewhere:
    subject: Text = Field(description="Ce dont ils parlent.")
    words: tuple[Text, ...] = Field(description="Mots que l’on tape : « passeport ».")


@record("Le fichier glossary.yml : les termes et les sigles.")
class Glossary:
    terms: tuple[Term, ...] = Field(description="Termes et sigles.")
    synonyms: tuple[Synonym, ...] = several("Mots de tous les jours, pour la recherche.")
    elsewhere: tuple[Elsewhere, ...] = several("Mots de ce dont le plan ne parle pas.")


@record("Une source, et comment elle a été vue.")
class Source:
    slug: Slug = Field(description="Identifiant de la source.")
    title: Text = Field(description="Titre du document.")
    publisher: Text = Field(description="Qui le publie.")
    date: PartialDate | None = optional("AAAA, AAAA-MM ou AAAA-MM-JJ.")
    url: WebAddress | None = optional("Adresse complète, ou null.")
    kind: vocabulary.SourceKind = Field(description="Nature de la source.")
    access: vocabulary.Access = Field(description="Comment la source a été vue.")
    verified: Day | None = optional("Jour de la dernière vérification en ligne, ou null.")
    archive: WebAddress | None = optional("Copie conservée par une archive du web.")
    note: Text | None = optional("Précision utile.")


@record("Le fichier sources.yml : les sources.")
class Sources:
    sources: tuple[Source, ...] = Field(description="Sources.")


@record("Un fait établi sur le plan lui-même.")
class Fact:
    topic: vocabulary.PlanTopic = Field(description="Rubrique de la page « Le plan ».")
    answers: vocabulary.PlanQuestion | None = optional(
        "Question à laquelle il répond dans le résumé, en tête de la page ; il n’est alors que là."
    )
    statement: Text = Field(description="Le fait, en une ou deux phrases.")
    sources: tuple[SourceSlug, ...] = Field(min_length=1, description="Identifiants de sources.")


@record("Un montant d’argent, dans les mots de qui le dit. Ils ne s’additionnent pas.")
class PlanAmount:
    about: Period = Field(description="Période qu’il couvre : « 2011 », « 2010/2012 ».")
    subject: Text = Field(description="Ce qu’il paie, en quelques mots (« formation »).")
    value: Amount = Field(description="Valeur, dans l’unité ; le nombre est dans la citation.")
    unit: Text = Field(description="Unité (« millions d’euros »).")
    kind: vocabulary.AmountKind = Field(description="Nature du montant (prévu, engagé, payé).")
    speaker: vocabulary.Speaker = Field(description="Qui parle dans les mots cités.")
    quote: Passage = Field(description="Mots de la source, à la lettre ; « […] » marque une coupe.")
    source: SourceSlug = Field(description=SOURCE)
    note: Text | None = optional("Réserve de ce site, à lire à côté du montant.")


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
    end: Day | None = optional("Dernier jour du plan, AAAA-MM-JJ ; null s’il n’a pas de fin.")
    period_source: SourceSlug = Field(description=SOURCE)
    period_note: Text = Field(description="Comment la période est établie.")
    measure_count: Count = Field(description="Nombre de mesures annoncé.")
    source_file: Text | None = optional("Fichier du texte officiel, sous data/source/.")
    unit: Unit = Field(
        default="mesure",
        description="Ce que le plan appelle une mesure, au singulier (« action »).",
    )
    axis_form: HeadingForm = Field(
        default="{number} - {heading} : {count}",
        description="Titre d’un axe dans le texte (« Axe {number} : {heading} »).",
    )
    theme_form: HeadingForm = Field(
        default="{heading} : {count}", description="Titre d’un thème dans le texte."
    )
    measure_form: LabelForm = Field(
        default="Mesure {number} :",
        description="Forme des mesures dans le texte (« Action n° {number} : »).",
    )
    doors: tuple[ActorSlug, ...] = Field(
        description="Acteurs mis en avant sur l’accueil : leur page leur dit « vous », une fiche l’imprime."
    )
    audiences: tuple[Audience, ...] = several(
        "« Je suis… » : entrées vers le tableau des mesures, déjà filtré."
    )
    example: MeasureNumber | None = optional(
        "Mesure prise en exemple par les modes d’emploi du site ; à défaut, la première."
    )
    keywords: tuple[Text, ...] = several("Mots-clés du jeu de données, pour les catalogues.")
    data_theme: vocabulary.DataTheme | None = optional(
        "Thème du jeu de données, pour les catalogues européens."
    )
    facts: tuple[Fact, ...] = several("Ce que l’on sait du plan.")
    amounts: tuple[PlanAmount, ...] = several(
        "L’argent du plan, montant par montant, dans l’ordre du tableau."
    )

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
    repository: FolderAddress | None = optional("Adresse du dépôt git.")
    forge: vocabulary.Forge | None = optional(
        "Logiciel du dépôt, si son adresse ne le dit pas (« github », « gitlab »…)."
    )
    branch: Text = Field(default="main", description="Branche que l’on modifie.")
    publisher: Text | None = optional("Qui publie le site.")
    contact: Mailbox | None = optional("Adresse de courriel du contact.")
    host: Text | None = optional("Hébergeur du site.")
    updated: Day = Field(
        description="Date de la version des données, AAAA-MM-JJ ; un fait ou une source vue plus tard l’emporte."
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
    sources: tuple[Source, ...]
    services: tuple[HelpService, ...]
    dangers: tuple[Danger, ...]
    measures: tuple[Measure, ...]
    follow_up: tuple[FollowUp, ...]
