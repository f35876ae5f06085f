"""The one reader of web addresses: every field that holds one goes through here.

Stricter than browsers: what is accepted means the same to all who read it, in a page, a feed or a table.
"""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import quote

# For editors, which cannot be told more.
PATTERN = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$"
FOLDER_PATTERN = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$"

_PARTS = re.compile(r"(https?://)([^/?#]*)([^?#]*)(.*)", re.DOTALL)
_ALLOWED = "._~:/?#@!$&'()*+,;=%-"
_FOREIGN = re.compile(rf"[^A-Za-z0-9{re.escape(_ALLOWED)}]")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)
_INDEX = re.compile(r"(?<=/)(?:index|default)\.\w+$", re.IGNORECASE)
_LONGEST = 200  # of what a message proposes


def find_fault(address: str) -> str | None:
    """Return in French the form that an address lacks, after « il faut »; None for a right one."""
    return next(_find_faults(address), None)


def find_folder_fault(address: str) -> str | None:
    """The same for the address of a site or of a repository: it only leads to a folder."""
    return next(_find_folder_faults(address), None)


def _find_faults(address: str) -> Iterator[str]:
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


def _find_folder_faults(address: str) -> Iterator[str]:
    yield from _find_faults(address)
    folder = _INDEX.sub("", re.split("[?#]", address)[0])
    if folder != address:
        yield f"une adresse sans « index.html », ni « ? », ni « # »{_propose(folder)}"
    if not re.fullmatch(FOLDER_PATTERN, address):
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
    fit = len(right) <= _LONGEST and find_fault(right) is None
    return f" : écrire « {right} »" if fit else ""
