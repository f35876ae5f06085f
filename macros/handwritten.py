"""The pages of `docs/`, before any engine reads them: their addresses and their anchors.

The engine renders them again, in its own time, which is after it has emptied the folder of the site.
"""

import re
from collections.abc import Callable
from pathlib import Path

import markdown
from jinja2 import Environment, StrictUndefined

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# Those of mkdocs.yml, and those that MkDocs always has.
_EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list")


def list_handwritten(docs: Path) -> dict[str, Path]:
    """Return the pages written by hand, by address."""
    return {
        "" if path.stem == "index" else f"{path.stem}/": path for path in sorted(docs.glob("*.md"))
    }


def render_handwritten(path: Path, macros: dict[str, Callable[..., str]]) -> str:
    """Return what a page holds, with the anchors that the engine will give it.

    The blocks that macros make come after the words: Markdown leaves them as they are, at length.
    """
    blocks: list[str] = []

    def put_aside(macro: Callable[..., str]) -> Callable[..., str]:
        def call(*arguments: object, **options: object) -> str:
            made = macro(*arguments, **options)
            if "\n" not in made:
                return made
            blocks.append(made)
            return ""

        return call

    environment = Environment(undefined=StrictUndefined)  # noqa: S701 (the macros give markup)
    text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    source = environment.from_string(text).render(
        {name: put_aside(macro) for name, macro in macros.items()}
    )
    return "\n".join([markdown.markdown(source, extensions=_EXTENSIONS), *blocks])
