"""Pages as a browser reads them: small helpers over html5lib's trees."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

SITE = "https://site.test/"
MEASURE = re.compile(r"mesures/(\d+)/")


def read_tree(html: str) -> Element:
    """Return the tree that a browser makes of a page; drawings without their namespace."""
    tree: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


def read_site(folder: Path) -> dict[str, Element]:
    """Return every page of a built site, by its address (`mesures/21/`)."""
    return {
        path.relative_to(folder).as_posix().removesuffix("index.html"): read_tree(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(folder.rglob("*.html"))
    }


def read_search(folder: Path) -> list[dict[str, Any]]:
    """Return the documents that the search of a built site finds."""
    script = (folder / "search/index.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("const searchIndex = ").removesuffix(";\n"))
    documents: list[dict[str, Any]] = index["documents"]
    return documents


def text_of(element: Element) -> str:
    """Return the words under an element, with plain single spaces."""
    return " ".join("".join(element.itertext()).split())


def read_words(root: Element) -> str:
    """Return the words under an element, without those that are there to be copied as they are."""
    kept = deepcopy(root)
    for copied in list(find_all(kept, "pre")):
        tail = copied.tail
        copied.clear()
        copied.tail = tail
    return text_of(kept)


def find_one(root: Element, tag: str, **attributes: str) -> Element:
    """Return the only element of this kind."""
    found = list(find_all(root, tag, **attributes))
    assert len(found) == 1, f"{len(found)} <{tag}> {attributes}"
    return found[0]


def find_all(root: Element, tag: str, **attributes: str) -> Iterator[Element]:
    """Yield elements by tag and attributes (`class_` holds one class among others)."""
    wanted = attributes.pop("class_", None)
    for element in root.iter(tag):
        if (wanted is None or wanted in element.get("class", "").split()) and all(
            element.get(name) == value for name, value in attributes.items()
        ):
            yield element


def find_id(root: Element, identifier: str) -> Element:
    found = [element for element in root.iter() if element.get("id") == identifier]
    assert len(found) == 1, f"{len(found)} elements with id={identifier}"
    return found[0]


def list_ids(root: Element) -> list[str]:
    return [element.attrib["id"] for element in root.iter() if "id" in element.attrib]


def find_section(root: Element, identifier: str) -> Element:
    """Return the section that an anchor heads, the innermost of those around it."""
    *_, found = [
        section
        for section in root.iter("section")
        if any(inside.get("id") == identifier for inside in section.iter())
    ]
    return found


def resolve(link: str, page: str) -> str | None:
    """Return the address inside the site, fragment included, that a link of a page leads to."""
    url = urljoin(SITE + page, link)
    return url.removeprefix(SITE) if url.startswith(SITE) else None


def list_links(root: Element, page: str) -> list[str]:
    """Return the addresses inside the site that the links under an element lead to."""
    found = (resolve(a.attrib["href"], page) for a in root.iter("a") if "href" in a.attrib)
    return [link for link in found if link is not None]


def list_measures(root: Element, page: str) -> set[int]:
    """Return the measures that the links under an element lead to, from another page."""
    addresses = {link.partition("#")[0] for link in list_links(root, page)} - {page}
    return {int(match[1]) for match in map(MEASURE.fullmatch, addresses) if match}


# Links that say something of a page, and that no browser follows by itself.
UNFETCHED = {"canonical", "alternate", "prev", "next", "schema.DC"}


def list_resources(root: Element) -> Iterator[str]:
    """Yield the addresses that a browser fetches by itself for a page."""
    for element in root.iter():
        rel = element.get("rel", "").split()
        if element.tag == "link" and not UNFETCHED & {*rel}:
            yield element.attrib["href"]
        if element.tag in ("script", "img", "iframe", "audio", "video", "source", "embed", "input"):
            yield from filter(None, (element.get("src"),))
        if element.tag == "object":
            yield element.attrib["data"]
        for candidate in element.get("srcset", "").split(","):
            yield from candidate.split()[:1]
        yield from re.findall(r"url\(['\"]?([^'\")]+)", element.get("style", ""))


def is_elsewhere(link: str) -> bool:
    """Whether a browser would leave the site for it."""
    parts = urlsplit(link)
    return bool(parts.netloc) or parts.scheme not in ("", "data")
