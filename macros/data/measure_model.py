"""A measure: its official text, and what is known of it."""

from pydantic import Field

from macros.data.field_types import (
    OCCURRENCE,
    QUOTE,
    REASON,
    SOURCE,
    ActorSlug,
    Amount,
    AxisNumber,
    Day,
    Flag,
    LawSlug,
    MeasureNumber,
    Number,
    Passage,
    SourceSlug,
    Text,
    ThemeSlug,
    flag,
    optional,
    record,
    several,
)
from macros.data.outcome_model import MeasureToday, Search, Succession
from macros.data.vocabulary import (
    Bound,
    Commitment,
    CorrectionKind,
    Coverage,
    DeadlineKind,
    Evidence,
    Mode,
    Precision,
    RelationKind,
    Role,
)


@record("Une correction à côté du texte officiel, ou une remarque seule.")
class Correction:
    original: Passage | None = optional(QUOTE)
    corrected: Text | None = optional("Ce qu’il faut lire à la place.")
    kind: CorrectionKind | None = optional("Nature de la correction.")
    occurrence: Number | None = optional(OCCURRENCE)
    note: Text | None = optional(
        "Remarque. Seule (sans « corrected »), elle signale sans rien corriger."
    )


@record("Le rôle d’un acteur dans la mesure, et ce qui l’établit.")
class Participation:
    actor: ActorSlug = Field(description="Identifiant de l’acteur dans actors.yml.")
    role: Role = Field(description="Rôle de l’acteur dans la mesure.")
    mode: Mode | None = optional("Nuance du rôle, si le texte n’oblige pas l’acteur.")
    evidence: Evidence = Field(description="Ce qui établit ce rôle.")
    quote: Passage | None = optional(QUOTE + " Obligatoire pour quote, heading.")
    occurrence: Number | None = optional(OCCURRENCE)
    source: SourceSlug | None = optional(SOURCE + " Obligatoire pour source.")
    reason: Text | None = optional(REASON + " Obligatoire pour deduced.")


@record("Une date ou un moment que le texte nomme.")
class Deadline:
    kind: DeadlineKind = Field(description="Nature de la date.")
    date: Day | None = optional(
        "AAAA-MM-JJ : dernier jour de la période nommée ; premier jour pour un début ou un effet."
    )
    bound: Bound | None = optional("Sens de la date.")
    precision: Precision = Field(description="Précision que donne le texte.")
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
    coverage: Coverage | None = optional("Couverture visée.")
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
    evidence: Evidence = Field(description="Ce qui établit la référence.")
    quote: Passage | None = optional(QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    source: SourceSlug | None = optional(SOURCE)
    reason: Text | None = optional(REASON)


@record("Un lien vers une autre mesure, écrit une seule fois.")
class Relation:
    measure: MeasureNumber = Field(description="Numéro de l’autre mesure.")
    kind: RelationKind = Field(description="Nature du lien.")
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
    commitment: Commitment = Field(description="Force de l’engagement.")
    commitment_quote: Passage | None = optional("Passage qui montre cette force. " + QUOTE)
    actors: tuple[Participation, ...] = several("Acteurs et leur rôle.")
    deadlines: tuple[Deadline, ...] = several("Dates et moments.")
    figures: tuple[Figure, ...] = several("Chiffres.")
    laws: tuple[LawReference, ...] = several("Textes de droit.")
    related: tuple[Relation, ...] = several(
        "Liens vers d’autres mesures. Chacun vaut dans les deux sens et n’est écrit que "
        "dans l’une des deux."
    )
    keywords: tuple[Passage, ...] = several("Mots que l’on tape et que le texte ne contient pas.")
    searches: tuple[Search, ...] = several("Recherches de suites : où, avec quels mots.")
    succession: tuple[Succession, ...] = several("Sa suite dans des textes plus récents.")
    today: MeasureToday | None = optional("Ce qu’il en reste aujourd’hui.")
