"""Two builds of the site, page by page: the content must be equal, the frame around it explained."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin

import lxml.html
from lxml.html import HtmlElement

SITE = "https://site.test/"
# By which our own build loads scripts and style sheets.
VERSION = re.compile(r'(?<=\.js|css)\?v=[0-9a-f]{8}(?=")')
ADDRESSES = {"href", "src", "action"}
# Where the content of a page is: around the anchor that the skip link aims at.
CONTENT = '//*[@id="contenu"]/..'
# What the themes bring of their own, and what is made of the bytes of all pages.
THEME_FILES = re.compile(
    r"SHA256SUMS|site-hors-ligne\.zip|assets/(stylesheets|images|javascripts)/|search\.json|sitemap\.xml|.*\.gz$"
)
# Of the frame around the content: docs/decisions/other-engines.md tells why each is there.
EXPLAINED = [
    re.compile(form)
    for form in (
        r'[+-] <input .*class="md-toggle"',
        r'[+-] <link href="[^"]*/assets/stylesheets/',
        r'[+-] <script(> __md_scope=| id="__config")',
        r'[+] <a class="md-skip"',
        r'[+-] <(label .*class="md-overlay"|div .*class="md-dialog")',
    )
]
# Files that are not the same from the plain pages.
FILES = {
    "_headers : contenu différent": "les scripts sont chargés par leur version dans MkDocs seul, et "
    "les en-têtes des hébergeurs le disent"
}


@dataclass(slots=True)
class Differences:
    """`content` lists what differs in pages and files; `frame` counts the pages by difference."""

    pages: int = 0
    files: int = 0
    content: list[str] = field(default_factory=list)
    frame: Counter[str] = field(default_factory=Counter)


def compare_sites(reference: Path, other: Path) -> Differences:
    """Compare a build with that of reference."""
    found = Differences()
    ours, theirs = _list_files(reference), _list_files(other)
    found.content += [f"{path} : absent" for path in sorted(ours.keys() - theirs.keys())]
    found.content += [f"{path} : en trop" for path in sorted(theirs.keys() - ours.keys())]
    for path in sorted(ours.keys() & theirs.keys()):
        if path.endswith(".html"):
            found.pages += 1
            _compare_page(path, ours[path], theirs[path], found)
        else:
            found.files += 1
            if ours[path].read_bytes() != theirs[path].read_bytes():
                found.content.append(f"{path} : contenu différent")
    return found


def _list_files(folder: Path) -> dict[str, Path]:
    listed = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {name: path for name, path in listed.items() if not THEME_FILES.match(name)}


def _compare_page(path: str, ours: Path, theirs: Path, found: Differences) -> None:
    if ours.read_bytes() == theirs.read_bytes():
        return
    address = SITE + path.removesuffix("index.html")
    facts, frame = _read_page(ours, address)
    other_facts, other_frame = _read_page(theirs, address)
    different = (name for name, value in facts.items() if value != other_facts[name])
    found.content += [f"{path} : {name}" for name in different]
    found.frame.update({f"- {line}" for line in frame - other_frame})
    found.frame.update({f"+ {line}" for line in other_frame - frame})


def _read_page(path: Path, address: str) -> tuple[dict[str, object], Counter[str]]:
    """Return the content as a reader, a link or a search engine finds it, and the frame around it."""
    # The versions of scripts and style sheets, which MkDocs alone has, lead to the same files.
    html = VERSION.sub("", path.read_text(encoding="utf-8"))
    root = lxml.html.document_fromstring(html)
    [content] = root.xpath(CONTENT) or [root]
    # Zensical's own skip link aims at an anchor that it puts first.
    for anchor in content.xpath('./a[@id="__skip"]'):
        anchor.drop_tree()
    headings = content.iter("h1", "h2", "h3", "h4", "h5", "h6")
    linking = content.iter("a", "img", "script", "iframe", "form")
    facts: dict[str, object] = {
        "title": _words(root.findtext(".//title") or ""),
        "headings": [(element.tag, _words(element.text_content())) for element in headings],
        "text": _words(content.text_content()),
        "links": [
            unquote(urljoin(address, element.get(name)))
            for element in linking
            for name in sorted(ADDRESSES & {*element.keys()})
        ],
        "anchors": [element.get("id") for element in content.iterfind(".//*[@id]")],
    }
    for child in list(content):
        content.remove(child)
    return facts, Counter(_describe_frame(root, address))


def _describe_frame(root: HtmlElement, address: str) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            attributes = "".join(
                f' {name}="{urljoin(address, value) if name in ADDRESSES else value}"'
                for name, value in sorted(element.attrib.items())
            )
            words = _words(element.text or "")
            yield f"<{element.tag}{attributes}> {words}".strip()


def _words(text: str) -> str:
    return " ".join(text.split())


def list_unexplained(frame: Counter[str]) -> list[tuple[str, int]]:
    """Return the differences of the frame that nothing explains, with how many pages have each."""
    return [
        (line, count)
        for line, count in frame.most_common()
        if not any(form.match(line) for form in EXPLAINED)
    ]
