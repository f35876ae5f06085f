"""Types of the fields of records, and the marks and descriptions that several records share."""

import dataclasses
import ipaddress
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar, cast, dataclass_transform
from urllib.parse import quote

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
    decorate = dataclass(frozen=True, slots=True, kw_only=True, config=config)
    return cast("Callable[[type[Record]], type[Record]]", decorate)


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
    if value is None:
        raise PydanticCustomError("date_moment", "no date")
    # A pattern alone would take 30 February.
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_moment", "no such day") from None
    return value


def _require_number(value: Any) -> Any:
    # One error for two types.
    if type(value) in (int, float):
        return value
    raise PydanticCustomError("number", "not a number")


def _require_real_period(value: Any) -> Any:
    parts = [_require_real_date(part) for part in str(value).split("/")]
    whole = [part for part in parts if re.fullmatch(_PARTIAL_DATE, part)]
    # Of « 2010/2010-06 » the first would not end before the second begins.
    if whole != parts or len(parts) > 2 or parts != sorted(set(parts)):
        raise PydanticCustomError("date_period", "no such period")
    return "/".join(parts)


def _allow_year(pattern: str) -> WithJsonSchema:
    """Describe a date as files hold it, a year as a number; once read it is a string."""
    year = {"type": "integer", "minimum": 1000, "maximum": 9999}
    forms = [{"type": "string", "pattern": pattern}, year]
    return WithJsonSchema({"anyOf": forms}, mode="validation")


def _require_form(find_faults: Callable[[str], Iterator[str]], value: str) -> str:
    for wanted in find_faults(value):
        raise PydanticCustomError("web_address", "no such address", {"wanted": wanted})
    return value


# -- Web addresses: every field that holds one goes through this one reader. It is stricter than
# browsers: what is accepted means the same to all who read it, in a page, a feed or a table.

# For editors, which cannot be told more.
_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$"
_FOLDER = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$"

_PARTS = re.compile(r"(https?://)([^/?#]*)([^?#]*)(.*)", re.DOTALL)
_ALLOWED = "._~:/?#@!$&'()*+,;=%-"
_FOREIGN = re.compile(rf"[^A-Za-z0-9{re.escape(_ALLOWED)}]")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)
_INDEX = re.compile(r"(?<=/)(?:index|default)\.\w+$", re.IGNORECASE)
_LONGEST = 200  # of what a message proposes


def find_address_faults(address: str) -> Iterator[str]:
    """Yield in French the forms that an address lacks, after « il faut »: nothing for a right one."""
    match = _PARTS.fullmatch(address)
    if not match:
        yield "une adresse complète commençant par https:// ou http://"
        return
    scheme, authority, path, rest = match.groups()
    if "@" in authority:
        yield "une adresse sans « @ » devant le nom du site (ni nom d’utilisateur, ni mot de passe)"
    host, colon, port = authority.partition(":")
    if not _is_host(host):
        yield f"un nom de site valable, sans accent, après « {scheme} », comme « www.exemple.fr »"
    if colon and not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 65_536):
        yield "un numéro de port de 1 à 65535 après « : », ou ni l’un ni l’autre"
    if foreign := _FOREIGN.search(path + rest):
        shown = "espace" if foreign[0].isspace() else f"« {foreign[0]} »"
        yield f"une adresse sans {shown}{_propose(quote(address, safe=_ALLOWED))}"
    if re.search("%(?![0-9A-Fa-f]{2})", path + rest):
        right = re.sub("%(?![0-9A-Fa-f]{2})", "%25", address)
        yield f"deux chiffres après « % »{_propose(right)}"
    if rest.count("#") > 1:
        before, _, fragment = address.partition("#")
        yield f"un seul « # »{_propose(before + '#' + fragment.replace('#', '%23'))}"
    if any(_DOTS.fullmatch(part) for part in path.split("/")):
        yield "une adresse sans « .. » ni « . » entre ses barres obliques"
    # An archive gives the address of what it holds: « /web/2010/http://… ».
    if re.search("(?<!http:)(?<!https:)//", path):
        right = f"{scheme}{authority}{re.sub('(?<!http:)(?<!https:)/{2,}', '/', path)}{rest}"
        yield f"une seule barre oblique à la fois après le nom du site{_propose(right)}"


def find_folder_faults(address: str) -> Iterator[str]:
    """Yield the same for the address of a site or of a repository: it only leads to a folder."""
    yield from find_address_faults(address)
    folder = _INDEX.sub("", re.split("[?#]", address)[0])
    if folder != address:
        yield f"une adresse sans « index.html », ni « ? », ni « # »{_propose(folder)}"
    if not re.fullmatch(_FOLDER, address):
        yield "un chemin fait de lettres sans accent, de chiffres et de « - », « _ », « . » ou « ~ »"


def _is_host(host: str) -> bool:
    labels = host.split(".")
    if not all(map(_LABEL.fullmatch, labels)) or len(host) > 253:
        return False
    if not labels[-1].isdigit():
        return True
    try:
        return bool(ipaddress.IPv4Address(host))
    except ValueError:
        return False


def _propose(right: str) -> str:
    fit = len(right) <= _LONGEST and not any(find_address_faults(right))
    return f" : écrire « {right} »" if fit else ""


# -- Types

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
Amount = Annotated[int | float, BeforeValidator(_require_number)]
Flag = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_require_iso_day), PlainSerializer(date.isoformat)]
_PARTIAL_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PartialDate = Annotated[
    str,
    StringConstraints(pattern=_PARTIAL_DATE),
    BeforeValidator(_require_real_date),
    _allow_year(_PARTIAL_DATE),
]
# A partial date, or two: an interval of ISO 8601.
_PERIOD = f"{_PARTIAL_DATE[:-1]}(/{_PARTIAL_DATE[1:-1]})?$"
Period = Annotated[
    str,
    BeforeValidator(_require_real_period),
    _allow_year(_PERIOD),
    WithJsonSchema({"type": "string", "pattern": _PERIOD}, mode="serialization"),
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
    AfterValidator(partial(_require_form, find_address_faults)),
    WithJsonSchema({"type": "string", "pattern": _ADDRESS}),
]
FolderAddress = Annotated[
    str,
    Verbatim(),
    AfterValidator(partial(_require_form, find_folder_faults)),
    WithJsonSchema({"type": "string", "pattern": _FOLDER}),
]
_MAILBOX = r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
Mailbox = Annotated[str, Verbatim(), StringConstraints(pattern=f"^{_MAILBOX}$")]
ActorSlug = Annotated[Slug, Reference("actors")]
SourceSlug = Annotated[Slug, Reference("sources")]
ThemeSlug = Annotated[Slug, Reference("themes")]
LawSlug = Annotated[Slug, Reference("laws")]
FamilySlug = Annotated[Slug, Reference("families")]
TermSlug = Annotated[Slug, Reference("terms")]
AxisNumber = Annotated[Number, Reference("axes")]
MeasureNumber = Annotated[Number, Reference("measures")]
Passage = Annotated[Text, Verbatim()]
Unit = Annotated[str, StringConstraints(pattern="^[a-zß-öø-ÿœ]+$")]
# How the official text writes what comes before a measure, and headings.
LabelForm = Annotated[str, Verbatim(), StringConstraints(pattern=r"\{number\}")]
HeadingForm = Annotated[str, Verbatim(), StringConstraints(pattern=r"\{heading\}")]

# The field that each kind of evidence demands.
EVIDENCE_FIELDS = {
    Evidence.QUOTE: "quote",
    Evidence.HEADING: "quote",
    Evidence.SOURCE: "source",
    Evidence.DEDUCED: "reason",
}

QUOTE = "Passage cité, recopié du texte officiel à la lettre (défauts compris)."
OCCURRENCE = "Rang du passage, s’il figure plusieurs fois dans le texte (1 pour le premier)."
REASON = "Raison, en une phrase."
SOURCE = "Source, par son identifiant dans sources.yml."
