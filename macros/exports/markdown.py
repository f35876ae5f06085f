"""Data → Markdown. The one border where a text becomes Markdown: everything is escaped here."""

import re
from string import Formatter
from typing import Any

from macros.french import typeset

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# Signs that can open markup anywhere: CommonMark's, and those of its usual extensions.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>~|$^#]|&(?=#?\w+;)|(?<=:)(?=//)")
# What makes a block of the line that it starts.
_START = re.compile(r"^(?=[+=:!-])|^(\d+)(?=[.)])")


class Markdown(str):
    """A text that is Markdown already."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Return one line of Markdown that reads as the text, and nothing else."""
    line = _SPACE.sub(" ", text).strip(" ")
    line = _ANYWHERE.sub(lambda found: f"\\{found[0]}" if found[0] else "", line)
    return Markdown(_START.sub(lambda found: f"{found[1] or ''}\\", line))


class _Escaping(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return value if isinstance(value, Markdown) else escape(format(value, format_spec))


def write(template: str, *values: object, **named: object) -> Markdown:
    """Fill a template as `str.format` does, each value escaped, the spaces set as in French."""
    return Markdown(typeset(_Escaping().vformat(template, values, named)))


def link(text: str, address: str) -> Markdown:
    # Between angle brackets, no sign of an address means anything.
    return Markdown(f"[{escape(text)}](<{address}>)")
