"""French names of the fields of the data files: what messages, guides and the history call them.

One name has one sense in all files, or nearly. A description begins with the name of its field
(« Multiplicateur (2 pour « doubler »). »), but for those that have another name here.
"""

import re
from dataclasses import is_dataclass

from macros.data import ledger_model, model, outcome_model

_OTHERS = {
    "about": "période",
    "access": "accès",
    "actor": "acteur",
    "actors": "acteurs",
    "amounts": "montants",
    "answers": "question du résumé",
    "archive": "copie archivée",
    "article": "article",
    "as_of": "établi le",
    "audiences": "entrées « Je suis… »",
    "axes": "axes",
    "axis": "axe",
    "bears_on": "acteurs à qui la date est fixée",
    "branch": "branche",
    "codifications": "codification d’aujourd’hui",
    "commitment_quote": "preuve du degré d’obligation",
    "computed": "valeur calculée par ce site",
    "contact": "contact",
    "corrected": "lecture corrigée",
    "corrections": "corrections du texte",
    "date": "date",
    "dangers": "mots de danger",
    "deadlines": "dates",
    "definite": "nom avec son article",
    "definition": "définition",
    "description": "description",
    "doors": "acteurs mis en avant",
    "elsewhere": "sans rapport",
    "end": "fin du plan",
    "evidence": "d’où on le sait",
    "example": "mesure en exemple",
    "facts": "faits établis",
    "follow_up": "ce qu’on en sait",
    "for_victims": "aide aux victimes",
    "host": "hébergeur",
    "keywords": "mots pour la recherche",
    "kind": "type",
    "label": "intitulé",
    "law": "texte de droit",
    "locator": "endroit",
    "measure": "mesure",
    "measure_count": "nombre de mesures",
    "name": "nom",
    "note": "remarque",
    "number": "numéro",
    "occurrence": "rang du passage",
    "original": "passage du texte",
    "partly_read": "lecture partielle",
    "period_note": "établissement de la période",
    "period_source": "source de la période",
    "plain": "en clair",
    "precision": "précision",
    "publisher": "éditeur",
    "quote": "passage cité",
    "range": "fourchette",
    "related": "mesures liées",
    "replaces": "ce qu’il remplace",
    "reports": "ce qui est rapporté",
    "repository": "dépôt",
    "role": "rôle",
    "said": "mots de tous les jours",
    "scope": "objet de la date",
    "searches": "recherches",
    "services": "services d’aide",
    "since": "date d’effet",
    "source": "source",
    "speaker": "qui parle",
    "start": "début du plan",
    "state": "état",
    "statement": "fait",
    "subject": "objet",
    "succession": "filiation",
    "summary": "résumé",
    "synonyms": "synonymes",
    "term": "terme",
    "text": "texte officiel",
    "theme": "thème",
    "themes": "thèmes",
    "title": "titre",
    "title_source": "source du titre",
    "to": "vers",
    "today": "ce qu’il est devenu",
    "topic": "rubrique",
    "updated": "date des données",
    "url": "adresse",
    "value": "valeur",
    "verified": "dernière vérification",
    "where": "où",
    "words": "mots cherchés",
    "year": "année",
}


def _list_names() -> dict[str, str]:
    models = (model, outcome_model, ledger_model)
    records = [cls for one in models for cls in vars(one).values() if is_dataclass(cls)]
    names: dict[str, str] = {}
    for record in records:
        for name, field in getattr(record, "__pydantic_fields__", {}).items():
            if head := re.split(r"[.,;:(]", field.description or "")[0].strip():
                names.setdefault(name, head[:1].lower() + head[1:])
    return names | _OTHERS


FIELDS = _list_names()
