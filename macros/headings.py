"""A link to its own section after each heading that has an anchor."""

import re

_HEADING = re.compile(r'(<h([23])\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\2>)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def link_headings(html: str) -> str:
    """Put the link beside the heading, not in it: headings read as they are, in lists of them too.

    Its sign comes from the style sheet: the text of the page stays what it was.
    Without JavaScript the browser shows the address; with it, assets/citing.js copies it.
    """
    return _HEADING.sub(_link, html)


def _link(match: re.Match[str]) -> str:
    heading, _, anchor, inside = match.groups()
    # The words are HTML already; only a quotation mark would end the attribute.
    words = " ".join(_TAG.sub("", inside).split()).replace('"', "&quot;")
    label = f"Lien vers la section « {words} »"
    return f'{heading}<a class="anchor" href="#{anchor}" aria-label="{label}"></a>'
