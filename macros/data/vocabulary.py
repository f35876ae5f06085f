"""The closed lists of the data: each value with its French label and its definition.

Extend a list here when a measure needs it; data files never carry free text in these places.
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Vocabulary(StrEnum):
    """A closed list. `label` is what readers see, `definition` what data editors read."""

    label: str
    definition: str

    def __new__(cls, value: str, *_: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def __init__(self, _: str, label: str, definition: str) -> None:
        self.label = label
        self.definition = definition

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        meanings = [f"{value.label} — {value.definition}" for value in cls]
        listed = (f"{value} : {meaning}" for value, meaning in zip(cls, meanings, strict=True))
        # Not in the standard: yaml-language-server shows it beside each value that it proposes.
        more = {"description": "\n".join(listed), "enumDescriptions": meanings}
        part = handler(schema) | more
        part.pop("title", None)
        return part


class Commitment(Vocabulary):
    COMMITMENT = (
        "commitment",
        "engagement",
        "Le texte décide : « sera doublé », « mettre en place ».",
    )
    OBJECTIVE = "objective", "objectif", "Le texte vise un but : « l’objectif est de »."
    INVITATION = (
        "invitation",
        "invitation",
        "Le texte invite quelqu’un à agir : « inviter les communes ».",
    )
    INCITATION = (
        "incitation",
        "incitation",
        "Le texte incite quelqu’un à agir : « inciter les entreprises ».",
    )
    OPTION = "option", "faculté", "Le texte facilite ou ouvre une possibilité."
    CONDITIONAL = (
        "conditional",
        "sous condition",
        "Le texte agit si besoin : « en tant que de besoin ».",
    )
    EXPERIMENT = "experiment", "expérimentation", "Le texte engage ou conduit une expérimentation."
    CONTINUATION = "continuation", "poursuite", "Le texte poursuit une action déjà engagée."


class Evidence(Vocabulary):
    QUOTE = "quote", "écrit dans le texte", "Un passage du texte de la mesure le dit : il est cité."
    HEADING = (
        "heading",
        "écrit dans le titre",
        "Le titre de l’axe ou du thème le dit : il est cité.",
    )
    SOURCE = "source", "source extérieure", "Une source extérieure l’établit : elle est nommée."
    DEDUCED = (
        "deduced",
        "déduit",
        "Rien ne l’écrit : c’est une déduction, dont la raison est donnée.",
    )


class Role(Vocabulary):
    LEAD = "lead", "pilote", "Conduit la mesure, ou en répond."
    CONTRIBUTOR = "contributor", "associé", "Prend part à la mesure."
    BENEFICIARY = "beneficiary", "bénéficiaire ou visé", "La mesure s’adresse à lui ou le vise."
    INFORMED = "informed", "informé", "Reçoit une information ou un résultat."


class Mode(Vocabulary):
    INVITED = "invited", "sur invitation", "Le texte l’invite à agir, sans l’y obliger."
    MAY = "may", "faculté", "Le texte lui ouvre une possibilité."
    INCITED = "incited", "sur incitation", "Le texte l’incite à agir."
    AS_NEEDED = (
        "as-needed",
        "en tant que de besoin",
        "Le texte ne lui demande d’agir que si besoin.",
    )


class DeadlineKind(Vocabulary):
    DUE = "due", "échéance", "Date à laquelle une action doit être achevée."
    START = "start", "début", "Date à partir de laquelle une action commence."
    EFFECT = "effect", "effet attendu", "Date à laquelle un effet est attendu."
    HORIZON = "horizon", "horizon", "Terme ou durée du plan."
    EVENT = "event", "lié à un événement", "Moment lié à un événement sans date."
    RECURRING = "recurring", "récurrent", "Action qui se répète."


# These have no date; the others have one.
UNDATED = frozenset({DeadlineKind.EVENT, DeadlineKind.RECURRING})


class Bound(Vocabulary):
    BY = "by", "au plus tard le", "D’ici à cette date, ce jour compris."
    BEFORE = "before", "avant le", "Avant cette date."
    ON = "on", "le", "À cette date."
    DURING = "during", "au cours de la période qui s’achève le", "Dans la période nommée."
    FROM = "from", "à partir du", "À compter de cette date."


class Precision(Vocabulary):
    DAY = "day", "au jour près", "Le texte donne le jour."
    SEMESTER = "semester", "au semestre près", "Le texte donne le semestre."
    YEAR = "year", "à l’année près", "Le texte donne l’année, ou sa fin."
    VAGUE = "vague", "vague", "Le texte donne une période sans bornes nettes."
    NONE = "none", "sans date", "Le texte ne donne aucune date."


class FactKind(Vocabulary):
    COMMITMENT = "commitment", "engagement", "Passage qui montre la force de l’engagement."
    DATE = "date", "date", "Passage qui donne une date ou un moment."
    FIGURE = "figure", "chiffre", "Passage qui donne un chiffre."
    ACTOR = "actor", "acteur", "Passage qui nomme un acteur."
    LAW = "law", "texte de droit", "Passage qui cite un texte de droit."


class Coverage(Vocabulary):
    ALL = (
        "all",
        "la totalité",
        "Chaque élément de l’unité est visé : « dans chaque département ».",
    )


class CorrectionKind(Vocabulary):
    ERROR = "error", "faute certaine", "Faute d’orthographe, d’accord, de frappe ou mot manquant."
    INCONSISTENCY = (
        "inconsistency",
        "mise en cohérence",
        "Le document écrit ailleurs la même chose autrement.",
    )
    CONVENTION = (
        "convention",
        "convention typographique",
        "Capitale accentuée, espace, abréviation.",
    )


class RelationKind(Vocabulary):
    """How two measures relate. `inverse_label` is how the other end reads it."""

    inverse_label: str

    def __init__(self, value: str, label: str, definition: str, inverse_label: str = "") -> None:
        super().__init__(value, label, definition)
        self.inverse_label = inverse_label or label

    SEQUEL = "sequel", "se poursuit par", "La seconde prolonge la première.", "fait suite à"
    CONDITION = "condition", "encadre", "La première encadre la seconde.", "est encadrée par"
    SCALE = "scale", "autre échelon", "La même action à un autre échelon."
    OVERLAP = "overlap", "recouvrement", "Les deux mesures se recouvrent en partie."
    CONFUSABLE = "confusable", "à ne pas confondre", "Des mots voisins pour deux choses distinctes."
    SAME_BODY = "same-body", "même instance", "La même instance agit."
    SAME_INSTRUMENT = "same-instrument", "même instrument", "Le même outil ou dispositif."
    SAME_DOCUMENT = "same-document", "même document", "À inscrire dans le même document."
    SAME_PLACE = "same-place", "même lieu", "Le même lieu ou service."
    SAME_PUBLIC = "same-public", "même public", "Le même public."
    SAME_ACTOR = "same-actor", "même acteur", "Le même acteur ou la même relation entre acteurs."
    SAME_SUBJECT = "same-subject", "sujet voisin", "Le même phénomène ou un sujet voisin."
    PATH = "path", "même parcours", "Deux étapes du parcours d’une même personne."


class LawKind(Vocabulary):
    ACT = "act", "loi", "Loi."
    ORDINANCE = "ordinance", "ordonnance", "Ordonnance."
    DECREE = "decree", "décret", "Décret."
    CIRCULAR = "circular", "circulaire", "Circulaire ou instruction."
    CODE = "code", "code", "Code."


class Access(Vocabulary):
    LIVE = "live", "consultée en ligne", "La page a été ouverte à son adresse."
    COPY = "copy", "lue dans une copie", "Le contenu a été lu dans une copie conservée ailleurs."
    CATALOGUE = "catalogue", "connue par un catalogue", "Seule une notice ou une mention a été vue."


class PlanTopic(Vocabulary):
    ORIGIN = "origin", "Origine", "D’où vient le plan."
    PRESENTATION = "presentation", "Présentation", "Qui l’a présenté, quand, où."
    PERIOD = "period", "Période", "Quand il s’applique."
    STATUS = "status", "Nature du document", "Sa portée, sa publication."
    CONTENTS = "contents", "Contenu", "Ce que contient le document complet."
    APPLICATION = "application", "Application", "Circulaires et textes d’application."
    REVIEW = "review", "Bilans", "Rapports et bilans."
    SUCCESSOR = "successor", "Ce qui l’a remplacé", "Plans et stratégies suivants."


class DataTheme(Vocabulary):
    """Themes of data sets in Europe, by the code of their authority in lower case."""

    AGRICULTURE = (
        "agri",
        "Agriculture, pêche, sylviculture et alimentation",
        "Thème AGRI des catalogues européens.",
    )
    ECONOMY = "econ", "Économie et finances", "Thème ECON des catalogues européens."
    EDUCATION = "educ", "Éducation, culture et sport", "Thème EDUC des catalogues européens."
    ENERGY = "ener", "Énergie", "Thème ENER des catalogues européens."
    ENVIRONMENT = "envi", "Environnement", "Thème ENVI des catalogues européens."
    GOVERNMENT = "gove", "Gouvernement et secteur public", "Thème GOVE des catalogues européens."
    HEALTH = "heal", "Santé", "Thème HEAL des catalogues européens."
    INTERNATIONAL = "intr", "Questions internationales", "Thème INTR des catalogues européens."
    JUSTICE = (
        "just",
        "Justice, système juridique et sécurité publique",
        "Thème JUST des catalogues européens.",
    )
    REGIONS = "regi", "Régions et villes", "Thème REGI des catalogues européens."
    SOCIETY = "soci", "Population et société", "Thème SOCI des catalogues européens."
    TECHNOLOGY = "tech", "Science et technologie", "Thème TECH des catalogues européens."
    TRANSPORT = "tran", "Transports", "Thème TRAN des catalogues européens."


# What a list is about, for readers of the data.
TITLES: dict[type[Vocabulary], str] = {
    Commitment: "Force de l’engagement",
    Evidence: "Ce qui établit un fait",
    Role: "Rôle d’un acteur",
    Mode: "Nuance d’un rôle",
    DeadlineKind: "Nature d’une date",
    Bound: "Sens d’une date",
    Precision: "Précision d’une date",
    Coverage: "Couverture visée",
    CorrectionKind: "Nature d’une correction",
    RelationKind: "Lien entre deux mesures",
    LawKind: "Nature d’un texte de droit",
    Access: "Façon dont une source a été vue",
    PlanTopic: "Rubrique d’un fait sur le plan",
    DataTheme: "Thème du jeu de données",
}
