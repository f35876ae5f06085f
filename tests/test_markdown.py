"""Texts become Markdown once, and come back as they were: read by another library."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros.exports.measure_markdown import Markdown, escape, link, write

READERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like", {"linkify": False}),
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
]
PLACES = ["{}", "- {}", "> {}", "# {}", "Avant {} après"]
SIGNS = st.text(st.sampled_from("\\`*_[]()<>~|$^&!#+-=:;.,/0123aé \n\t«»’"), max_size=40)


def fold(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ").replace("\0", "\ufffd")


def read(reader: MarkdownIt, source: str) -> str:
    """Return the only text of a document, after checking that nothing in it is markup."""
    inline = [token for token in reader.parse(source) if token.type == "inline"]
    if not inline:
        return ""
    [token] = inline
    kinds = {child.type for child in token.children or []}
    assert kinds <= {"text", "text_special"}, kinds
    return "".join(child.content for child in token.children or [])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=40)
@given(text=st.one_of(st.text(max_size=40), SIGNS))
@example(text="<script>alert(1)</script>")
@example(text="&amp; &#60; https://a.example www.a.example")
@example(text="1. un\n2) deux")
@example(text="[lien](javascript:alert) ![image](x) [^1]: note")
@example(text="a\\")
@example(text="fin #")
def test_a_text_comes_back(reader: MarkdownIt, place: str, text: str) -> None:
    source = place.format(escape(text))
    shown = place.removeprefix("- ").removeprefix("> ").removeprefix("# ")
    # The reader trims every white space there is, not only what CommonMark calls so.
    assert fold(read(reader, source)).strip() == fold(shown.format(fold(text))).strip()


@given(st.one_of(st.text(min_size=1, max_size=20), SIGNS))
def test_a_link_keeps_its_words_and_leads_where_it_says(text: str) -> None:
    rendered = READERS[0].render(link(text, "https://a.example/x?y=1&z=%3C%C3%A9%3E#b"))
    address = "https://a.example/x?y=1&amp;z=%3C%C3%A9%3E#b"
    expected = html.escape(fold(text), quote=False).replace('"', "&quot;")
    assert rendered == f'<p><a href="{address}">{expected}</a></p>\n'


def test_what_is_markdown_already_is_left_alone() -> None:
    assert write("{} et {}", "*a*", Markdown("*b*")) == r"\*a\* et *b*"
    assert write("# {} : {}", 21, "a") == "# 21\u00a0: a"
