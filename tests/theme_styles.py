"""What the site uses of the theme's style sheets: `docs/assets/theme.css`, a fifth of their weight.

`python -m tests.theme_styles` makes it anew from a built site (SITE_DIR=… one already built): after
an upgrade of the theme, or when a page uses a class or an element that the theme dresses.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import material  # type: ignore[import-untyped]

from tests.projects import ROOT, open_site

ASSETS = ROOT / "docs" / "assets"
TRIMMED = ASSETS / "theme.css"
UPSTREAM = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
SHEETS = ("main.*.min.css", "palette.*.min.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_PLAIN = rf"[^()\"'\\]|\\.|{_QUOTED}"
_INNER = rf"\((?:{_PLAIN})*\)"
_WITHIN = re.compile(rf"{_QUOTED}|\\.|\[[^\]]*\]|\((?:{_PLAIN}|\((?:{_PLAIN}|{_INNER})*\))*\)")
_NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_PSEUDO = re.compile(r"::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")
_ATTRIBUTE = re.compile(r"\[([\w-]+)(?:[~|^$*]?=\"?([^\]\"]*)\"?)?\]")
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_TAG = re.compile(r"(?:^|[\s>+~])([a-zA-Z][\w-]*)")
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_SCHEMES = {"default", "slate", "custom"}
_STATES = {"hidden", "open", "dir", "checked", "disabled"}


class Used(NamedTuple):
    """What the pages and the scripts of a site name, which a selector may look for."""

    classes: frozenset[str]
    tags: frozenset[str]
    attributes: frozenset[str]

    def may_match(self, selector: str) -> bool:
        """Whether a selector may match something: what it says beyond names is not read."""
        plain = _PSEUDO.sub("", _NOT.sub("", selector))
        for name, value in _ATTRIBUTE.findall(plain):
            if name not in self.attributes | _STATES:
                return False
            if name.startswith("data-md-color-") and value not in _SCHEMES:
                return False
        plain = _ATTRIBUTE.sub("", plain)
        tags = {tag.lower() for tag in _TAG.findall(plain)}
        return tags <= self.tags and set(_CLASS.findall(plain)) <= self.classes


def read_used(site: Path) -> Used:
    pages = "".join(page.read_text(encoding="utf-8") for page in sorted(site.rglob("*.html")))
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.rglob("*.js")))
    classes = {
        name for value in re.findall(r"\sclass=\"([^\"]*)\"", pages) for name in value.split()
    }
    return Used(
        # Scripts add some: any of their words may be one.
        frozenset(classes | set(re.findall(r"[\w-]+", scripts))),
        frozenset({tag.lower() for tag in re.findall(r"<([a-zA-Z][\w-]*)", pages)}),
        frozenset(re.findall(r"\s([a-z][\w-]*)(?==\")", pages)),
    )


def read_upstream() -> tuple[str, list[str]]:
    """Return the theme's style sheets, and their names, which change with what they hold."""
    paths = [path for pattern in SHEETS for path in UPSTREAM.glob(pattern)]
    assert len(paths) == len(SHEETS), paths
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    return _COMMENT.sub("", text), [path.name for path in paths]


def trim(css: str, used: Used, ours: str) -> str:
    """Return the rules that may match, without the variables that neither they nor ours read."""

    def choose(head: str, body: str) -> tuple[str, str]:
        return ",".join(one for one in split(head, ",") if used.may_match(one)), body

    def drop(head: str, body: str) -> tuple[str, str]:
        declared = (part for part in split(body, ";") if part.strip())
        read = set(_VARIABLE.findall(kept + ours))
        return head, ";".join(
            part for part in declared if part[:2] != "--" or part.partition(":")[0] in read
        )

    kept = _rewrite(css, choose)
    played = set(re.findall(r"[\w-]+", " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", kept))))
    kept = "".join(
        f"{head}{{{body}}}"
        for head, body in list_rules(kept)
        if not head.startswith("@keyframes") or head.split()[1] in played
    )
    while (fewer := _rewrite(kept, drop)) != kept:
        kept = fewer
    return kept


def write(site: Path) -> str:
    css, names = read_upstream()
    ours = (ASSETS / "site.css").read_text(encoding="utf-8")
    head = (
        "/* What the site uses of Material for MkDocs (MIT, Copyright Martin Donath): licences.txt.\n"
        f"   From {' and '.join(names)}, by « python -m tests.theme_styles ». */\n"
    )
    rules = trim(css, read_used(site), ours)
    return head + "".join(f"{rule}{{{body}}}\n" for rule, body in list_rules(rules))


def list_rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule of a style sheet: its selectors or its condition, and what its braces hold."""
    start = opened = depth = 0
    for sign in re.finditer("[{};]", _mask(css)):
        depth += {"{": 1, "}": -1, ";": 0}[sign[0]]
        if sign[0] == "{" and depth == 1:
            opened = sign.start()
        elif not depth:
            if sign[0] == "}":  # else @charset and the like
                yield css[start:opened].strip(), css[opened + 1 : sign.start()]
            start = sign.end()


def split(text: str, sign: str) -> list[str]:
    """Split at a sign that stands outside quotes and parentheses."""
    ends = [place for place, other in enumerate(_mask(text)) if other == sign]
    return [text[start + 1 : end] for start, end in pairwise([-1, *ends, len(text)])]


def _mask(css: str) -> str:
    """Return as long a text without what stands in quotes, in parentheses or after a backslash."""
    return _WITHIN.sub(lambda match: "_" * len(match[0]), css)


def _rewrite(css: str, change: Callable[[str, str], tuple[str, str]]) -> str:
    """Return a style sheet with each of its rules changed, without those that are left empty."""
    kept = []
    for head, body in list_rules(css):
        if head.startswith(("@media", "@supports", "@layer")):
            rule = head, _rewrite(body, change)
        else:
            rule = (head, body) if head.startswith("@") else change(head, body)
        if all(rule):
            kept.append(f"{rule[0]}{{{rule[1]}}}")
    return "".join(kept)


if __name__ == "__main__":
    with open_site() as built:
        TRIMMED.write_text(write(built), encoding="utf-8")
