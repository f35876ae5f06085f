"""The words of the data in French: the closed lists, with labels and definitions, and the fields.

Extend a list here when a measure needs it; data files never carry free text in these places.
"""

from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Vocabulary(StrEnum):
    """A closed list. `label` is what readers see, `definition` what data editors read.

    `other_label` is how it reads of several actors, or from the other end of a relation.
    """

    subject: ClassVar[str]  # what the list is about, when files hold it
    label: str
    definition: str
    other_label: str

    def __init_subclass__(cls, subject: str = "") -> None:
        cls.subject = subject

    def __new__(cls, value: str, label: str, definition: str = "", other_label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_, member.label, member.definition = value, label, definition
        member.other_label = other_label or label
        return member

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


class Commitment(Vocabulary, subject="Degré d’obligation"):
    COMMITMENT = "commitment", "engagement", "Le texte décide que ce sera fait."
    OBJECTIVE = "objective", "objectif", "Le texte vise un but."
    INVITATION = "invitation", "invitation", "Le texte invite quelqu’un à agir."
    INCITATION = "incitation", "incitation", "Le texte incite quelqu’un à agir."
    OPTION = "option", "possibilité", "Le texte facilite ou ouvre une possibilité."
    CONDITIONAL = "conditional", "sous condition", "Le texte ne le prévoit qu’en cas de besoin."
    EXPERIMENT = "experiment", "expérimentation", "Le texte engage ou conduit une expérimentation."
    CONTINUATION = "continuation", "poursuite", "Le texte poursuit une action déjà engagée."


class Evidence(Vocabulary, subject="D’où le sait-on ?"):
    QUOTE = "quote", "nommé dans la mesure", "Un passage de la mesure le dit : il est cité."
    HEADING = (
        "heading",
        "nommé dans l’intitulé du thème ou de l’axe",
        "L’intitulé du thème ou de l’axe le dit, pas la mesure : il est cité.",
    )
    SOURCE = "source", "d’après une autre source", "Une autre source l’établit : elle est nommée."
    DEDUCED = "deduced", "déduit par ce site", "Rien ne l’écrit : ce site dit pourquoi."


class Role(Vocabulary, subject="Rôle d’un acteur"):
    LEAD = "lead", "conduit la mesure", "Conduit la mesure, ou en répond.", "conduisent la mesure"
    CONTRIBUTOR = "contributor", "participe", "Prend part à la mesure.", "participent"
    BENEFICIARY = "beneficiary", "public concerné", "La mesure s’adresse à lui ou le vise."
    INFORMED = "informed", "est informé", "Reçoit une information ou un résultat.", "sont informés"


class Mode(Vocabulary, subject="Nuance d’un rôle"):
    INVITED = (
        "invited",
        "le texte l’y invite",
        "Le texte l’invite, sans l’obliger.",
        "le texte les y invite",
    )
    MAY = "may", "s’il le souhaite", "Le texte lui ouvre une possibilité.", "s’ils le souhaitent"
    INCITED = "incited", "le texte l’y incite", "Le texte l’incite à agir.", "le texte les y incite"
    AS_NEEDED = "as-needed", "si besoin", "Le texte ne lui demande d’agir que si besoin."


class DeadlineKind(Vocabulary, subject="Type de date"):
    DUE = "due", "échéance", "Date à laquelle une action doit être achevée."
    START = "start", "début", "Date à partir de laquelle une action commence."
    EFFECT = "effect", "résultat attendu", "Date à laquelle un résultat est attendu."
    HORIZON = "horizon", "d’ici la fin du plan", "Terme ou durée du plan."
    EVENT = "event", "dépend d’un autre fait", "Un décret, un bilan, une construction, sans date."
    RECURRING = "recurring", "à répéter", "Action qui se répète."


# These have no date; the others have one.
UNDATED = frozenset({DeadlineKind.EVENT, DeadlineKind.RECURRING})


class Bound(Vocabulary, subject="Sens d’une date"):
    BY = "by", "au plus tard le", "D’ici à cette date, ce jour compris."
    BEFORE = "before", "avant le", "Avant cette date."
    ON = "on", "le", "À cette date."
    DURING = "during", "pendant la période qui finit le", "Dans la période nommée."
    FROM = "from", "à partir du", "À compter de cette date."


class Precision(Vocabulary, subject="Précision d’une date"):
    DAY = "day", "le texte donne le jour", "Le texte dit le jour."
    MONTH = "month", "le texte donne le mois, pas le jour", "Le texte dit le mois."
    QUARTER = "quarter", "le texte donne le trimestre, pas le jour", "Le texte dit le trimestre."
    SEMESTER = "semester", "le texte donne le semestre, pas le jour", "Le texte dit le semestre."
    YEAR = "year", "le texte donne l’année, pas le jour", "Le texte donne l’année, ou sa fin."
    VAGUE = "vague", "sans jour précis", "Le texte donne une période sans bornes nettes."
    NONE = "none", "sans date", "Le texte ne donne aucune date."


# How many months a date of each stands for.
LENGTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEMESTER: 6, Precision.YEAR: 12}


class Forge(Vocabulary, subject="Logiciel d’un dépôt"):
    GITHUB = "github", "GitHub", "github.com, ou chez soi."
    GITLAB = "gitlab", "GitLab", "gitlab.com, Framagit, ou chez soi."
    FORGEJO = "forgejo", "Forgejo ou Gitea", "Codeberg, ou chez soi."
    BITBUCKET = "bitbucket", "Bitbucket", "bitbucket.org."


class FactKind(Vocabulary):
    COMMITMENT = "commitment", "degré d’obligation", "Passage qui montre à quoi le texte oblige."
    DATE = "date", "date", "Passage qui donne une date ou un moment."
    FIGURE = "figure", "chiffre", "Passage qui donne un chiffre."
    ACTOR = "actor", "acteur", "Passage qui nomme un acteur."
    LAW = "law", "texte de droit", "Passage qui cite un texte de droit."


class Coverage(Vocabulary, subject="Couverture visée"):
    ALL = "all", "la totalité", "Chaque élément est visé : « dans chaque département »."


class CorrectionKind(Vocabulary, subject="Nature d’une correction"):
    ERROR = "error", "faute d’écriture", "Faute d’orthographe, d’accord, de frappe ou mot manquant."
    INCONSISTENCY = (
        "inconsistency",
        "mise en cohérence",
        "Le document écrit ailleurs la même chose autrement.",
    )
    CONVENTION = "convention", "convention typographique", "Capitale, espace, abréviation."


class RelationKind(Vocabulary, subject="Lien entre deux mesures"):
    """How two measures relate."""

    SEQUEL = "sequel", "se poursuit par", "La seconde prolonge la première.", "fait suite à"
    CONDITION = "condition", "encadre", "La première encadre la seconde.", "est encadrée par"
    SCALE = "scale", "autre niveau", "La même action à un autre niveau."
    OVERLAP = "overlap", "se recoupent", "Les deux mesures se recoupent en partie."
    CONFUSABLE = "confusable", "à ne pas confondre", "Des mots voisins pour deux choses distinctes."
    SAME_BODY = "same-body", "même conseil", "Le même conseil, comité ou groupe agit."
    SAME_INSTRUMENT = "same-instrument", "même outil", "Le même outil ou dispositif."
    SAME_DOCUMENT = "same-document", "même document", "À inscrire dans le même document."
    SAME_PLACE = "same-place", "même lieu", "Le même lieu ou service."
    SAME_PUBLIC = "same-public", "même public", "Le même public."
    SAME_ACTOR = "same-actor", "même acteur", "Le même acteur ou la même relation entre acteurs."
    SAME_SUBJECT = "same-subject", "sujet voisin", "Le même phénomène ou un sujet voisin."
    PATH = "path", "même personne, autre étape", "Deux étapes du parcours d’une même personne."


class LawKind(Vocabulary, subject="Nature d’un texte de droit"):
    ACT = "act", "loi", "Loi."
    ORDINANCE = "ordinance", "ordonnance", "Ordonnance."
    DECREE = "decree", "décret", "Décret."
    CIRCULAR = "circular", "circulaire", "Circulaire ou instruction."
    CODE = "code", "code", "Code."


class DangerKind(Vocabulary, subject="Sorte de mots de danger"):
    CALL = "call", "appel", "Ces mots suffisent : « au secours »."
    ALONE = "alone", "mot seul", "Ces mots suffisent s’ils sont seuls : « violence »."
    ACT = "act", "acte subi", "Avec « je », « mon »… ou sans autre mot : « mon mari me frappe »."
    HARM = "harm", "mal", "Avec une personne ou une chose à soi : « violences de mon mari »."
    OWN = "own", "personne ou chose à soi", "Après « mon », « ma »… et avec un mal."


class Speaker(Vocabulary, subject="Qui parle"):
    """Who speaks in the quoted words of a follow-up."""

    @property
    def is_state(self) -> bool:
        """Whether it is the administration that speaks of itself, or the law."""
        return self in (Speaker.ADMINISTRATION, Speaker.LAW)

    ADMINISTRATION = (
        "administration",
        "administration",
        "Ministère, préfet, service de l’État ; presse qui ne fait que les répéter.",
    )
    LAW = "law", "texte de droit", "Les mots d’une loi, d’un décret, d’un arrêté, d’un code."
    PARLIAMENT = "parliament", "parlementaires", "Sénateurs, députés, rapports du Parlement."
    AUDIT_COURT = "audit-court", "Cour des comptes", "La Cour des comptes."
    INDEPENDENT_AUTHORITY = (
        "independent-authority",
        "autorité indépendante",
        "La CNIL, par exemple.",
    )
    EVALUATION = "evaluation", "évaluation", "Inspections générales, évaluation commandée."
    LOCAL_AUTHORITY = "local-authority", "collectivité", "Commune, département, région."
    ASSOCIATION = "association", "association", "Association, fédération d’associations."
    RESEARCH = "research", "recherche", "Chercheurs, organismes d’étude."
    PRESS = "press", "presse", "Ce qu’un journal établit lui-même."


class Report(Vocabulary, subject="Ce qu’un fait rapporte"):
    STEP = "step", "une étape", "Un texte, une circulaire, un lancement."
    NUMBER = "number", "un chiffre", "Un nombre constaté."
    REACHED = "objective-reached", "l’objectif dit atteint", "Qui parle dit l’objectif atteint."
    PARTLY_REACHED = (
        "objective-partly-reached",
        "l’objectif dit atteint en partie",
        "Qui parle dit l’objectif atteint en partie.",
    )
    NOT_REACHED = (
        "objective-not-reached",
        "l’objectif dit non atteint",
        "Qui parle dit l’objectif non atteint.",
    )
    WRITTEN_INTO_LAW = "written-into-law", "une inscription dans le droit", "Un texte le prévoit."
    REPLACED = "replaced", "un remplacement", "Autre chose en tient lieu."
    ENDED = "ended", "une fin", "L’action prend fin."


class CurrentState(Vocabulary, subject="Ce qu’il en reste aujourd’hui"):
    IN_FORCE = "in-force", "en vigueur", "La règle ou le dispositif existe."
    CODIFIED = "codified", "inscrit dans un code", "La règle se trouve dans un code."
    REPLACED = "replaced", "remplacé", "Autre chose en tient lieu."
    REPEALED = "repealed", "abrogé", "La règle a été abrogée."
    ENDED = "ended", "terminé", "L’action a pris fin."
    UNKNOWN = "unknown", "non établi", "Cherché, et non établi."


class Later(Vocabulary, subject="Texte qui prolonge une mesure"):
    STRATEGY_2013 = "strategy-2013-2017", "stratégie 2013-2017", "Stratégie nationale 2013-2017."
    STRATEGY_2020 = "strategy-2020-2024", "stratégie 2020-2024", "Stratégie nationale 2020-2024."
    LAW = "law", "droit", "Loi, décret ou code."


class Continuation(Vocabulary, subject="Ce qu’un texte plus récent fait d’une mesure"):
    CONTINUED = "continued", "poursuivie", "Le texte reprend la même action."
    MERGED = "merged", "réunie à d’autres", "Le texte la fond dans une action plus large."
    SPLIT = "split", "partagée", "Le texte la partage en plusieurs actions."
    CODIFIED = "codified", "inscrite dans un code", "Le droit la reprend."
    DROPPED = "dropped", "abandonnée", "Le texte dit lui-même qu’il l’abandonne."


class SourceKind(Vocabulary, subject="Nature d’une source"):
    LAW = "law", "textes de droit", "Loi, décret, arrêté, code."
    CIRCULAR = "circular", "circulaires et instructions", "Circulaire, instruction."
    QUESTION = "question", "questions parlementaires", "Question et réponse d’un ministre."
    PARLIAMENT = "parliament", "travaux parlementaires", "Rapport, avis, débat."
    AUDIT = "audit", "Cour des comptes", "Rapport, référé, audition."
    EVALUATION = "evaluation", "évaluations", "Inspections générales, rapports d’évaluation."
    ADMINISTRATION = (
        "administration",
        "documents de l’administration",
        "Plan, guide, page, communiqué, discours.",
    )
    LOCAL_AUTHORITY = "local-authority", "collectivités", "Commune, département, région."
    ASSOCIATION = "association", "associations", "Association, fédération."
    RESEARCH = "research", "recherche", "Étude, article, thèse."
    PRESS = "press", "presse et éditeurs", "Journal, éditeur, blog."


class Access(Vocabulary, subject="Façon dont une source a été vue"):
    LIVE = "live", "consultée en ligne", "La page a été ouverte à son adresse."
    PAPER = "paper", "lue sur papier", "Le document a été tenu en main ; il est dit où le trouver."
    COPY = "copy", "lue dans une copie", "Le contenu a été lu dans une copie conservée ailleurs."
    CATALOGUE = "catalogue", "connue par un catalogue", "Seule une notice ou une mention a été vue."


class PlanTopic(Vocabulary, subject="Rubrique d’un fait sur le plan"):
    """In the order of the page: a story."""

    ORIGIN = "origin", "D’où il vient", "Ce qui l’a précédé, qui l’a préparé."
    PRESENTATION = "presentation", "Sa présentation", "Qui l’a présenté, quand, où."
    CONTENTS = "contents", "Ce qu’il contient", "Ce que contient le document complet."
    PERIOD = "period", "Sa période", "Quand il s’applique."
    STATUS = "status", "Nature du document", "Sa portée, sa publication."
    GOVERNMENT = "government", "Qui gouvernait", "Premiers ministres, ministres, responsables."
    APPLICATION = "application", "Son application", "Circulaires et textes d’application."
    MONEY = "money", "L’argent", "Ce qu’il faut savoir pour lire les montants."
    REVIEW = "review", "Ce qu’en dit l’État", "Rapports et bilans de ceux qui l’ont conduit."
    VIEWS = "views", "Ce qu’en disent d’autres", "Cour des comptes, Parlement, élus, chercheurs."
    SUCCESSOR = "successor", "Ce qui l’a remplacé", "Plans et stratégies suivants."
    LATER = "later", "Ce qui a été lu de ces textes", "Ce qui a pu être lu de ce qui a suivi."


class PlanQuestion(Vocabulary, subject="Question du résumé du plan"):
    SUBJECT = "subject", "Quoi", "Ce qu’est le plan."
    AUTHOR = "author", "Qui", "Qui l’a fait, qui l’a présenté."
    PERIOD = "period", "Quand", "Quand il s’applique."
    COST = "cost", "Combien", "L’argent qu’une source en dit."
    SEQUEL = "sequel", "Ensuite", "Ce qui l’a remplacé."


class AmountKind(Vocabulary, subject="Nature d’un montant"):
    PLANNED = "planned", "prévu", "Loi de finances, circulaire ou annonce, avant la dépense."
    SPENT = "spent", "consacré", "Dépensé selon la source, qui ne dit pas si c’est payé."
    COMMITTED = "committed", "engagé", "Promis à des projets, pas forcément payé."
    PAID = "paid", "payé", "Mis en paiement (« mandaté »)."


class DataTheme(Vocabulary, subject="Thème du jeu de données"):
    """Themes of data sets in Europe, by the code of their authority in lower case."""

    def __init__(self, code: str, _: str) -> None:
        self.definition = f"Thème {code.upper()} des catalogues européens."

    AGRICULTURE = "agri", "Agriculture, pêche, sylviculture et alimentation"
    ECONOMY = "econ", "Économie et finances"
    EDUCATION = "educ", "Éducation, culture et sport"
    ENERGY = "ener", "Énergie"
    ENVIRONMENT = "envi", "Environnement"
    GOVERNMENT = "gove", "Gouvernement et secteur public"
    HEALTH = "heal", "Santé"
    INTERNATIONAL = "intr", "Questions internationales"
    JUSTICE = "just", "Justice, système juridique et sécurité publique"
    REGIONS = "regi", "Régions et villes"
    SOCIETY = "soci", "Population et société"
    TECHNOLOGY = "tech", "Science et technologie"
    TRANSPORT = "tran", "Transports"


TITLES = {cls: cls.subject for cls in Vocabulary.__subclasses__() if cls.subject}
