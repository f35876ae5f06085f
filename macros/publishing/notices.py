"""`licences.txt`: what the site ships of others, and their licences in full, as they ask."""

from collections.abc import Iterable

from macros.publishing.components import Component

_HEAD = """Les pages et les données de ce site ont leurs propres licences : voir la page « Mentions légales ».
Ce fichier donne celles de ce que d’autres ont écrit et que le site contient.
"""
_RULE = "=" * 72


def describe_licences(components: Iterable[Component]) -> str:
    """Return the text; a licence that several share is there once."""
    texts: dict[str, list[str]] = {}
    for one in components:
        if one.shipped:
            text = one.text.read_text(encoding="utf-8").strip() if one.text else one.home or ""
            title = " ".join(filter(None, (one.name, one.version, f"({one.licence})")))
            texts.setdefault(text, []).append(title)
    parts = ["\n".join([_RULE, *names, _RULE, "", text, ""]) for text, names in texts.items()]
    return "\n".join([_HEAD, *parts])
