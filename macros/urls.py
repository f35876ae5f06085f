"""Every public address and anchor, relative to the root of the site. A contract: never renamed."""

import posixpath
import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from macros.french import fold

# Used until a publisher fills data/site.yml: links then work on one's own machine.
LOCAL_ADDRESS = "http://localhost:8000/"

HOME = ""
MEASURES = "mesures/"
AXES = "axes/"
THEMES = "themes/"
ACTORS = "acteurs/"
DEADLINES = "echeances/"
NO_DEADLINE = "echeances/sans-echeance/"
TIMELINE = "chronologie/"
OUTCOMES = "bilan/"
CRITERIA = "bilan/criteres/"
FILIATION = "filiation/"
FIGURES = "chiffres/"
LAWS = "textes/"
PLAN = "plan/"
FULL_TEXT = "texte/"
COMPARE = "comparer/"
GLOSSARY = "glossaire/"
SOURCES = "sources/"
NEWS = "nouveautes/"
DATA = "donnees/"
DATA_FIELDS = "donnees/champs/"
DATA_SET = "donnees/#telecharger"
DATA_CATALOGUE = "donnees/#donnees-liees"
CITE = "citer/"
CONTRIBUTE = "contribuer/"
RULES = "contribuer/regles/"
QUALITY = "qualite/"
REPORT = "signaler/"  # with `?measure=13`
SEARCH = "recherche/"
SEARCH_INDEX = "search/index.js"
HELP = "a-propos/#aide"
LEGAL = "mentions-legales/"
API = "api/v1/"
MEASURES_JSON = "api/v1/measures.json"
LINKED_DATA = "api/v1/plan.jsonld"
CALENDAR = "api/v1/calendar.ics"
CALENDARS_HELP = "donnees/#calendriers"
FORMER = "anciennes-adresses/"
MOVED_SCRIPT = "assets/moved.js"
EMBEDS = "embed/"
EDITIONS = "editions/"
VERSION = "version"  # in the query of a measure's address: the version that was cited
CHANGES_FEED = "api/v1/changes.atom"
PLAN_SHEET = "fiches/plan.pdf"
BOOK = "fiches/plan.epub"
VERSION_FILE = "version.json"
LICENCES = "licences.txt"  # a file of docs/
# Made of the whole site, once it is built (macros/publishing/).
CHECKSUMS = "SHA256SUMS"
OFFLINE_COPY = "site-hors-ligne.zip"
# Where programs that read for others begin, and all in one text.
LLMS, LLMS_FULL = "llms.txt", "llms-full.txt"
PUBLISHED = (BOOK, CHECKSUMS, LICENCES, LLMS, LLMS_FULL, OFFLINE_COPY, VERSION_FILE)


# Forges whose names do not say what they run.
_FORGES = {
    "framagit.org": "gitlab",
    "forge.apps.education.fr": "gitlab",
    "codeberg.org": "forgejo",
    "gitea.com": "forgejo",
}


def _address(pattern: str) -> Callable[[int | str | date], str]:
    """Return the function that gives the address of a record by its number, slug or day."""
    return lambda key: pattern.format(key)


measure_url = _address(MEASURES + "{}/")
axis_url = _address(AXES + "{}/")
theme_url = _address(THEMES + "{}/")
actor_url = _address(ACTORS + "{}/")
deadline_url = _address(DEADLINES + "{}/")
term_url = _address(GLOSSARY + "#{}")
source_url = _address(SOURCES + "#{}")
rule_url = _address(RULES + "#{}")
record_url = _address(DATA_FIELDS + "#{}")  # where a kind of record is explained
# Of an actor, printable.
sheet_url = _address("fiches/{}.pdf")
# The card that others frame in place of the page at an address.
embed_url = _address(EMBEDS + "{}")
# A machine output, by its path.
api_url = _address(API + "{}")
actor_calendar_url = _address(API + "actors/{}.ics")
axis_calendar_url = _address(API + "axes/{}.ics")


def site_address(published: str | None) -> str:
    """Return the address of the site, with a final slash."""
    return (published or LOCAL_ADDRESS).rstrip("/") + "/"


def follow_up_url(number: int, slug: str) -> str:
    """Return the place of a follow-up on the page of its measure."""
    return f"{measure_url(number)}#suivi-{slug}"


def edition_url(name: str, number: int | None = None) -> str:
    """Return the page of an edition, or that of a measure in it, which never changes."""
    return f"{EDITIONS}{name}/{measure_url(number) if number else ''}"


def law_url(slug: str, article: str | None = None) -> str:
    return f"{LAWS}{slug}/" + (f"#{article_anchor(article)}" if article else "")


def article_anchor(number: str) -> str:
    """Return `article-14` for an act's article, `l2211-3` for a code's."""
    anchor = re.sub(r"[^a-z0-9-]+", "", fold(number))
    return f"article-{anchor}" if anchor[:1].isdigit() else anchor


def compare_url(first: int, second: int) -> str:
    """The page of one pair of measures; any others are compared at `COMPARE`, with `?m=37,45`."""
    return f"{COMPARE}{first}-{second}/"


def guess_forge(repository: str) -> str | None:
    """Return what a host runs, if it is known or its name says so; that of a project may be anything."""
    host = urlsplit(repository).hostname or ""
    said = (name for name in ("github", "gitlab", "forgejo", "bitbucket") if name in host)
    return _FORGES.get(host) or next(said, None)


def is_file(address: str) -> bool:
    """Whether an address is a file to download, neither a page nor a place in a page."""
    return bool(address) and not address.endswith("/") and "#" not in address


def page_of(address: str) -> str:
    """Return the address of the page that holds an anchor."""
    return address.partition("#")[0]


def measure_output_url(number: int, form: str) -> str:
    """Return the address of a measure in another form: `json`, `md`…"""
    return api_url(f"measures/{number}.{form}")


def vocabulary_url(name: str, value: str = "") -> str:
    """Return where a closed list of the data is explained, or one of its values."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    return f"{DATA_FIELDS}#{words}" + (f"-{value}" if value else "")


def relative_url(target: str, page: str) -> str:
    """Return the link to `target` from the page at `page`, both relative to the root."""
    path, mark, anchor = target.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], path.split("/")
    shared = len(posixpath.commonprefix([here, there[:-1]]))
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{mark}{anchor}"
