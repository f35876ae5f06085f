"""Every public address and anchor, relative to the root of the site. A contract: never renamed."""

import posixpath
import re
from datetime import date

from macros.french import fold

HOME = ""
MEASURES = "mesures/"
AXES = "axes/"
THEMES = "themes/"
ACTORS = "acteurs/"
DEADLINES = "echeances/"
NO_DEADLINE = "echeances/sans-echeance/"
TIMELINE = "chronologie/"
FIGURES = "chiffres/"
LAWS = "textes/"
PLAN = "plan/"
FULL_TEXT = "texte/"
GLOSSARY = "glossaire/"
SOURCES = "sources/"
DATA = "donnees/"
CONTRIBUTE = "contribuer/"
QUALITY = "qualite/"
SITE_MAP = "plan-du-site/"
ABOUT = "a-propos/"
HELP = "a-propos/#aide"
ACCESSIBILITY = "accessibilite/"
LEGAL = "mentions-legales/"
MEASURES_JSON = "api/v1/measures.json"


def measure_url(number: int) -> str:
    return f"{MEASURES}{number}/"


def axis_url(number: int) -> str:
    return f"{AXES}{number}/"


def theme_url(slug: str) -> str:
    return f"{THEMES}{slug}/"


def actor_url(slug: str) -> str:
    return f"{ACTORS}{slug}/"


def deadline_url(day: date) -> str:
    return f"{DEADLINES}{day.isoformat()}/"


def law_url(slug: str, article: str | None = None) -> str:
    return f"{LAWS}{slug}/" + (f"#{article_anchor(article)}" if article else "")


def article_anchor(number: str) -> str:
    """Return `article-14` for an act's article, `l2211-3` for a code's."""
    anchor = re.sub(r"[^a-z0-9-]+", "", fold(number))
    return f"article-{anchor}" if anchor[:1].isdigit() else anchor


def term_url(slug: str) -> str:
    return f"{GLOSSARY}#{slug}"


def source_url(slug: str) -> str:
    return f"{SOURCES}#{slug}"


def relative_url(target: str, page: str) -> str:
    """Return the link to `target` from the page at `page`, both relative to the root."""
    path, mark, anchor = target.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    here = page if page.endswith("/") or not page else posixpath.dirname(page)
    link = posixpath.relpath(path or ".", here or ".")
    if not path or path.endswith("/"):
        link += "/"
    return f"{link}{mark}{anchor}"
