"""Types of the fields of records, and the marks and descriptions that several records share."""

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
from macros.data.vocabulary import Evidence

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


def optional(description: str) -> Any:
    """Describe a field that may be left out, or null."""
    return Field(default=None, description=description)


def several(description: str) -> Any:
    """Describe a list that may be left out."""
    return Field(default=(), description=description)


def flag(description: str) -> Any:
    """Describe a field that is false when left out."""
    return Field(default=False, description=description)


def _require_iso_day(value: Any) -> Any:
    # Pydantic alone would also take timestamps and date-times.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_day", "not a date")


def _require_real_date(value: Any) -> Any:
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
_PARTIAL_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PartialDate = Annotated[
    str,
    StringConstraints(pattern=_PARTIAL_DATE),
    BeforeValidator(_require_real_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": _PARTIAL_DATE},
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
