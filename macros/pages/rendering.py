"""Templates → HTML. The one border where data becomes markup: Jinja escapes everything here."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

from macros import french, urls
from macros.cache import find_folder
from macros.catalogue import citations, outcomes, presentation, summaries, timeline
from macros.catalogue.views import Catalogue, count_measures, first_due, read_quote, split_reading
from macros.data import field_names, vocabulary
from macros.data.passages import fill_form
from macros.exports import policy, references
from macros.exports.interface import VERSIONS
from macros.exports.linked_data import link_breadcrumb
from macros.exports.typesetting import draw_qr_code
from macros.history.record_changes import ChangeKind
from macros.history.revisions import Nature, summarize_measure, summarize_revisions
from macros.pages import feedback, guides, quality
from macros.pages.margin import has_room

TEMPLATES = Path(__file__).parent / "templates"
# Before a sign that ends there, so that no attribute nor drawing is touched; after an opening quote.
_SPACE = re.compile(r" (?=:(?:\s|$|<))| (?=[;?!»](?:[\s.,;)]|$|<))|(?<=«) ")
_HEADING = re.compile(r'(<h([23])\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\2>)', re.DOTALL)
_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"<[^>]*>")
# What templates call by its own name, besides the versions of the interface.
_GLOBALS: tuple[Any, ...] = (
    *(citations, feedback, guides, outcomes, policy, presentation, quality, references, summaries),
    *(timeline, field_names, urls, vocabulary, ChangeKind, Nature, count_measures, draw_qr_code),
    *(fill_form, first_due, has_room, link_breadcrumb, read_quote, split_reading),
    *(summarize_measure, summarize_revisions),
)


def set_spaces(words: str) -> str:
    """Make no-break the spaces of punctuation in what a template writes, markup included."""
    return _SPACE.sub(french.NO_BREAK, words)


class FrenchSpaces(Extension):
    """Sets the spaces when a template is compiled; those of the data have a filter."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            has_words = token.type in ("data", "string")  # between marks, or within
            value = set_spaces(token.value) if has_words else token.value
            yield Token(token.lineno, token.type, value)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates; our code is in them too: spaces are set, what is constant is worked out."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(source) + _hash_package()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a folder that is full, or cannot be written
            super().dump_bytecode(bucket)


@cache
def _hash_package() -> str:
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def find_bytecode_cache() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are cached, if there is a place that only the user can write."""
    if folder := find_folder():
        with suppress(OSError):
            (folder / "templates").mkdir(parents=True, exist_ok=True)
            return _Compiled(str(folder / "templates"))
    return None


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        bytecode_cache=find_bytecode_cache(),
        autoescape=True,
        extensions=[FrenchSpaces],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "article": french.format_article,
        "axis_class": presentation.colour_axis,
        "capitalize_first": french.capitalize,
        "lower_first": lambda text: text if text[1:2].isupper() else text[:1].lower() + text[1:],
        "count": french.format_count,
        "day": french.format_day,
        "iso": lambda day: day.isoformat(),
        "join_words": french.join_words,
        # For what stands in a `pre`: its lines and their indents stay.
        "keep_lines": lambda text: Markup("&#10;").join(text.splitlines()),
        "linked": _link_numbers,
        "partial_date": french.format_partial_date,
        "number": french.format_number,
        "quoted": french.quote_within,
        "since": french.format_since,
        "typeset": french.typeset,
        "with": lambda definite, preposition: french.with_preposition(preposition, definite),
    }
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals |= {thing.__name__.rpartition(".")[2]: thing for thing in _GLOBALS}
    environment.globals |= {"versions": VERSIONS}
    return environment


def render(template: str, page: str, catalogue: Catalogue, **context: object) -> str:
    """Render a template for the page at the address `page`, relative to the root of the site.

    The result is one HTML block: Markdown processors pass it through untouched.
    """
    shared = {"catalogue": catalogue, "page": page, "href": partial(urls.relative_url, page=page)}
    shared["unit"] = catalogue.data.plan.unit
    html = _environment().get_template(template).render(shared | context)
    # A blank line would end an HTML block in Markdown.
    return "\n".join(line.strip() for line in html.split("\n") if line.strip())


def link_headings(html: str) -> str:
    """Put beside each heading that has an anchor a link to it; not within, where lists would show it.

    Its sign comes from the style sheet. Without JavaScript the browser shows the address; with it,
    assets/citing.js copies it.
    """
    return _HEADING.sub(_link_heading, html)


def _link_heading(match: re.Match[str]) -> str:
    heading, _, anchor, inside = match.groups()
    # The words are HTML already; only a quotation mark would end the attribute.
    words = " ".join(_TAG.sub("", inside).split()).replace('"', "&quot;")
    label = f"Lien vers la section « {words} »"
    return f'{heading}<a class="anchor" href="#{anchor}" aria-label="{label}"></a>'


@jinja2.pass_context
def _link_numbers(context: Context, text: str) -> Markup:
    """Set a sentence of ours; each number of « les mesures 2, 5 et 15 » of ours leads to its page."""
    words, parts, end = french.typeset(text), list[str](), 0
    elsewhere = rf"(?!\s(?:{'|'.join(french.MONTHS)})\b|[\d,\set à]*\sde la stratégie)"
    named = re.compile(rf"\b{re.escape(context['unit'])}s? \d+(?:(?:, | et | à )\d+)*\b{elsewhere}")
    for numbers in named.finditer(words):
        for number in _NUMBER.finditer(words, *numbers.span()):
            url = urls.measure_url(int(number[0]))
            if int(number[0]) in context["catalogue"].measures and url != context["page"]:
                link = Markup('<a href="{}">{}</a>').format(context["href"](url), number[0])
                parts += [words[end : number.start()], link]
                end = number.end()
    return Markup().join([*parts, words[end:]])
