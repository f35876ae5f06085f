"""The no-break spaces of the words that the templates write themselves; those of the data have a filter."""

import re
from collections.abc import Iterable

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from macros.french import NARROW, NO_BREAK

# Before a sign that ends there, so that no attribute nor drawing is touched; after an opening quote.
_SPACE = re.compile(r"(?P<colon> (?=:(?:\s|$|<)))| (?=[;?!»](?:[\s.,;)]|$|<))|(?<=«) ")


def set_spaces(words: str) -> str:
    """Make no-break the spaces of punctuation in what a template writes, markup included."""
    return _SPACE.sub(lambda match: NO_BREAK if match.lastgroup else NARROW, words)


class FrenchSpaces(Extension):
    """Sets the spaces when a template is compiled: nothing is left to do for each page."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            if token.type in ("data", "string"):  # the words between marks, and those within
                yield Token(token.lineno, token.type, set_spaces(token.value))
            else:
                yield token
