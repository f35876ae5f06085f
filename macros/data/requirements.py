"""Fields that call for others, or exclude them: said once, for the rules and for the JSON Schemas."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from macros.data import model
from macros.data.field_types import EVIDENCE_FIELDS
from macros.data.outcome_model import FollowUp, MeasureToday
from macros.data.vocabulary import UNDATED, Access, Commitment, DeadlineKind, Evidence, Precision
from macros.data.yaml_reader import Rule

# By field: given (True), absent (False), or one of some values.
Condition = Mapping[str, bool | Collection[str]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """Where `when` holds of a record, `then` must. `at` is the field that the message points at.

    The message names fields of the record: « {.kind} ».
    """

    rule: Rule
    when: Condition
    then: Condition
    message: str
    at: str = ""


def find_unmet(record: Any) -> Iterator[Requirement]:
    for requirement in REQUIREMENTS.get(type(record), ()):
        if _holds(requirement.when, record) and not _holds(requirement.then, record):
            yield requirement


def _holds(condition: Condition, record: Any) -> bool:
    values = ((getattr(record, name), wanted) for name, wanted in condition.items())
    return all(
        (value is not None) == wanted if isinstance(wanted, bool) else value in wanted
        for value, wanted in values
    )


_evidence = partial(Requirement, "evidence")
_dates = partial(Requirement, "dates")
_correction = partial(Requirement, "correction")
_hierarchy = partial(Requirement, "hierarchy")
_source = partial(Requirement, "source-access", at="access")

_EVIDENCE = [
    *(
        _evidence(
            {"evidence": [kind]},
            {field: True},
            f"« evidence: {kind} » demande « {field} » : l’ajouter, ou changer « evidence »",
            at="evidence",
        )
        for kind, field in EVIDENCE_FIELDS.items()
    ),
    *(
        _evidence(
            {"evidence": [kind]},
            {"quote": False},
            f"« quote » contredit « evidence: {kind} » : retirer l’un ou l’autre",
            at="quote",
        )
        for kind, field in EVIDENCE_FIELDS.items()
        if field != "quote"
    ),
]
_QUOTED = [
    Requirement(
        "follow-up-quote",
        {"quote": False},
        {"partly_read": True},
        "sans « quote », dire dans « partly_read » pourquoi la source n’a pas été lue : "
        "ajouter l’un ou l’autre",
    )
]
_PRECISE = [precision for precision in Precision if precision is not Precision.NONE]

REQUIREMENTS: dict[type, list[Requirement]] = {
    model.Participation: _EVIDENCE,
    model.LawReference: [
        *_EVIDENCE,
        _evidence(
            {"law": False},
            {"reason": True},
            "un texte que la mesure ne nomme pas demande « reason » : l’ajouter, ou donner « law »",
        ),
    ],
    model.Term: [
        *_EVIDENCE,
        _evidence(
            {"evidence": [Evidence.QUOTE]},
            {"measure": True},
            "« evidence: quote » demande « measure » : le numéro de la mesure citée",
        ),
    ],
    model.Measure: [
        _evidence(
            {"commitment": [c for c in Commitment if c is not Commitment.COMMITMENT]},
            {"commitment_quote": True},
            "« {.commitment} » demande « commitment_quote » : le passage qui le montre",
            at="commitment",
        )
    ],
    model.Deadline: [
        _dates(
            {"kind": [kind for kind in DeadlineKind if kind in UNDATED]},
            {"date": False},
            "« {.kind} » n’a pas de date : retirer « date » ou changer « kind »",
            at="date",
        ),
        _dates(
            {"kind": [kind for kind in DeadlineKind if kind not in UNDATED]},
            {"date": True},
            "« {.kind} » demande « date » : l’ajouter, ou changer « kind »",
        ),
        _dates(
            {"precision": _PRECISE},
            {"date": True},
            "« {.precision} » va avec une date : l’ajouter, ou écrire « precision: none »",
            at="precision",
        ),
        _dates(
            {"precision": [Precision.NONE]},
            {"date": False},
            "« none » va sans date : dire la précision de celle-ci ; valeurs possibles : "
            + ", ".join(_PRECISE),
            at="precision",
        ),
        *(
            _dates(
                {given: True},
                {missing: True},
                f"« date » et « bound » vont ensemble : ajouter « {missing} », ou retirer l’autre",
            )
            for given, missing in (("date", "bound"), ("bound", "date"))
        ),
    ],
    model.Figure: [
        Requirement(
            "figure",
            {"baseline": False},
            {"target": True},
            "un chiffre a « baseline », « target » ou les deux : ajouter l’un des deux",
        )
    ],
    model.Correction: [
        _correction(
            {"corrected": True},
            {"original": True, "kind": True},
            "« corrected » demande « original » et « kind » : les ajouter",
        ),
        _correction(
            {"corrected": False},
            {"note": True},
            "sans « corrected », une correction n’a qu’une « note », sans « kind » : "
            "ajouter l’un ou l’autre",
        ),
        _correction(
            {"corrected": False, "note": True},
            {"kind": False},
            "sans « corrected », une correction n’a qu’une « note », sans « kind » : "
            "retirer « kind »",
        ),
    ],
    FollowUp: _QUOTED,
    MeasureToday: _QUOTED,
    model.Actor: [
        _hierarchy(
            {"family": False},
            {"parent": True},
            "« {.slug} » n’a ni « family » ni « parent » : donner l’un des deux",
        ),
        _hierarchy(
            {"family": True},
            {"parent": False},
            "« {.slug} » a « family » et « parent » : n’en garder qu’un",
        ),
    ],
    model.Source: [
        _source(
            {"access": [Access.LIVE]},
            {"url": True, "verified": True},
            "« access: live » demande « url » et « verified » : les donner, ou dire « paper », "
            "« copy » ou « catalogue »",
        ),
        _source(
            {"access": [Access.PAPER]},
            {"note": True},
            "« access: paper » demande « note » : y dire où se trouve le document (lieu, cote)",
        ),
        _source(
            {"verified": True},
            {"access": [Access.LIVE]},
            "« verified » est le jour d’une lecture en ligne : écrire « verified: null », ou "
            "« access: live »",
            at="verified",
        ),
    ],
}
