"""The plain Markdown of each measure: everything that its page says, each text escaped once."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros.catalogue.views import derive_catalogue
from macros.data.vocabulary import Mode
from macros.exports.measure_markdown import Markdown, create_measure_markdown, escape, link, write
from macros.site.build import Build
from tests import raw
from tests.projects import FIXTURES

GOLDEN = FIXTURES / "measure-3.md"
MODES = {mode.value: mode.label for mode in Mode}
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


@pytest.fixture(scope="module")
def texts(build: Build) -> dict[str, str]:
    return create_measure_markdown(build.catalogue, build.address)


def read_text(markdown: str) -> str:
    """Return the words that a reader of Markdown shows, with simple spaces."""
    inline = [token for token in READERS[0].parse(markdown) if token.content]
    shown = " ".join("".join(child.content for child in token.children or []) for token in inline)
    return shown.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("measure", raw.read_measures().values(), ids=lambda m: str(m["number"]))
def test_a_text_says_everything_that_is_known(texts: dict[str, str], measure: raw.Record) -> None:
    shown = read_text(texts[f"api/v1/measures/{measure['number']}.md"])
    actors = {actor["slug"]: actor["name"] for actor in raw.read_file("actors")["actors"]}
    expected = [
        measure["title"],
        " ".join(measure["text"].split()),
        f"{raw.HERE}mesures/{measure['number']}/",
        *(raw.read_corrected(measure, quote) for _, quote in raw.list_quotes(measure)),
        *(actors[part["actor"]] for part in raw.items(measure, "actors")),
        *(
            part["reason"].rstrip(".")
            for part in raw.items(measure, "actors")
            if part.get("reason")
        ),
        *(MODES[part["mode"]] for part in raw.items(measure, "actors") if part.get("mode")),
        *(deadline["scope"] for deadline in raw.items(measure, "deadlines")),
        *(figure["unit"] for figure in raw.items(measure, "figures")),
        *(fact["summary"] for fact in raw.follow_up_of(measure["number"])),
        *(relation["reason"] for relation in raw.items(measure, "related")),
    ]
    found = shown.casefold()
    assert [text for text in expected if " ".join(text.split()).casefold() not in found] == []


def test_each_fact_says_how_it_is_known(texts: dict[str, str]) -> None:
    grades = {"quote": "écrit", "heading": "titre", "source": "source", "deduced": "déduit"}
    absent = r"- (?:Aucun|Sans échéance|Nous n’avons|Hors du plan)"
    for number, measure in raw.read_measures().items():
        text = texts[f"api/v1/measures/{number}.md"]
        who, *others = text.partition("## Qui")[2].partition("## Citer")[0].split("\n## ")
        found = re.findall(r"^- \*\*(\w+)\*\* · ", who, re.MULTILINE)
        assert sorted(found) == sorted(
            grades[part["evidence"]] for part in raw.items(measure, "actors")
        )
        for line in re.findall("^- .*", "\n".join(others), re.MULTILINE):
            assert re.match(rf"- \*\*({'|'.join(grades.values())})\*\* · |{absent}", line), line
        assert "Ne présentez pas ce qui est déduit comme écrit dans le plan." in text


def test_assistants_find_every_measure_and_the_rule(build: Build, texts: dict[str, str]) -> None:
    index, whole = texts["llms.txt"], texts["llms-full.txt"]
    title, summary, rule = index.split("\n\n")[:3]
    assert title == "# Les 50 mesures du plan de prévention de la délinquance 2010-2012"
    assert summary.startswith("> Document historique (plan 2010-2012), site non officiel")
    assert rule.endswith("Ne présentez pas ce qui est déduit comme écrit dans le plan.")
    for number in range(1, 51):
        path = f"api/v1/measures/{number}.md"
        assert f"]({build.address}{path}): " in index  # as llmstxt.org has it
        assert texts[path].replace(f"{rule}\n\n", "").rstrip("\n") in whole
    assert whole.count(rule) == 1
    assert whole.startswith(f"{title}\n\n{summary}\n\n{rule}\n\n# Mesure 1")


def test_a_text_in_full(small: Build) -> None:
    catalogue = derive_catalogue(small.catalogue.data)  # of no day that git tells
    texts = create_measure_markdown(catalogue, small.address)
    assert [*texts][:3] == [f"api/v1/measures/{number}.md" for number in (1, 2, 3)]
    text = texts["api/v1/measures/3.md"].replace("\u00a0", " ").replace("\u202f", " ")
    assert text == GOLDEN.read_text(encoding="utf-8")


# -- Escaping


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
