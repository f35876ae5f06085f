"""Pages written by hand: whoever may write one may not run code, nor read the builder's machine."""

from pathlib import Path

import pytest

from macros.site.build import Build
from macros.site.handwritten import PageError, call_macros, read_handwritten, render_handwritten
from macros.site.page_macros import Authoring
from tests.cases import cases


@cases("handwritten")
def test_a_page_reaches_nothing_but_the_macros(build: Build, call: str) -> None:
    macros = Authoring(build, lambda: "").macros()
    with pytest.raises(PageError, match=r"^docs/x\.md:\d+:1: .+ \[page-content\]$"):
        call_macros("docs/x.md", f"# Page\n\n{call}\n", macros)


def test_a_call_that_is_too_deep_is_no_call(build: Build) -> None:
    for call in ("{{ " + "(" * 3000 + " }}", "{% if 1 %}" * 300):
        test_a_page_reaches_nothing_but_the_macros(build, call)


def test_macros_and_plain_conditions_are_called(build: Build) -> None:
    macros = Authoring(build, lambda: "").macros()
    text = '{% if plan("over") %}{{ measure(3) }}{% endif %} {{ "{{ 7*7 }}" }}'
    said = call_macros("docs/x.md", text, macros)
    assert said == '<a href="mesures/3/">mesure 3</a> {{ 7*7 }}'


@cases("handwritten")
def test_a_wrong_call_names_the_page_and_what_is_wrong(build: Build, call: str, words: str) -> None:
    with pytest.raises(PageError) as raised:
        call_macros("docs/x.md", call, Authoring(build, lambda: "").macros())
    assert str(raised.value).startswith(f"docs/x.md:{words}")


def test_pages_are_read_in_folders_and_link_from_their_own(build: Build, tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "0001.md").write_text("# Pour nous\n", encoding="utf-8")
    page = "---\ntitle: Un\nrobots: noindex\n---\n[Deux](../deux.md#a) [Trois](trois.md)\n"
    (tmp_path / "guide" / "un.md").write_text(page, encoding="utf-8")
    (tmp_path / "guide" / "index.md").write_text("Avant.\n\n# Guide { #g }\n", encoding="utf-8")
    (tmp_path / "vide.md").write_text("Rien.\n", encoding="utf-8")
    pages = read_handwritten(tmp_path)
    assert [(url, page.title, page.listed) for url, page in pages.items()] == [
        ("guide/", "Guide", True),
        ("guide/un/", "Un", False),
        ("vide/", "vide", True),
    ]
    html = render_handwritten(pages["guide/un/"], Authoring(build, lambda: "guide/un/").macros())
    assert html == '<p><a href="../../deux/#a">Deux</a> <a href="../trois/">Trois</a></p>'


def test_words_of_a_call_stay_on_the_line_of_their_message(build: Build) -> None:
    macros = Authoring(build, lambda: "").macros()
    call = '\n\n{{ actor("x\\n::error file=a::forge\\n\\x1b[2J") }}'
    with pytest.raises(PageError) as raised:
        call_macros("docs/x.md", call, macros)
    assert str(raised.value).startswith("docs/x.md:3:1: « x⟨U+000A⟩::error file=a::forge")
    assert "\n" not in str(raised.value)
