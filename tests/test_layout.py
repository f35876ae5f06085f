"""The layout of data files: nothing is lost, nothing changes meaning, once is enough."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from macros.data.layout import find_comments, format_text, spell_value
from tests.cases import cases

DATA = Path(__file__).parent.parent / "data"
FIXTURES = Path(__file__).parent / "fixtures" / "layout"
# The ledger is long; one file of each other kind and ten measures say as much.
NAMES = [
    *("site.yml", "axes.yml", "themes.yml", "help.yml", "plan.yml"),
    *(f"measures/{number:02}.yml" for number in (1, 5, 7, 15, 17, 24, 30, 32, 39, 49)),
]
TEXTS = {name: (DATA / name).read_text(encoding="utf-8") for name in NAMES}
KEY = re.compile(r"( *)(- )?[a-z_]+:( |$)")


def read(text: str) -> Any:
    """Return the values as text, white space folded: by PyYAML alone."""
    return fold(yaml.load(text, yaml.CBaseLoader))  # noqa: S506 (a safe loader, of text only)


def fold(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: fold(item) for key, item in value.items()}
    if isinstance(value, list):
        return [fold(item) for item in value]
    return " ".join(str(value).split())


def test_a_file_is_laid_out_with_its_comments() -> None:
    expected = (FIXTURES / "laid_out.yml").read_text(encoding="utf-8")
    for name in ("written.yml", "laid_out.yml"):
        assert format_text((FIXTURES / name).read_text(encoding="utf-8")) == expected


@cases("layout")
def test_each_way_of_writing_has_one_layout(written: str, expected: str) -> None:
    assert format_text(written) == expected


def double_margins(text: str) -> str:
    margins = re.compile(r"^ +(- )?", re.MULTILINE)
    return margins.sub(lambda match: match[0].replace(" ", "  ").replace("-  ", "-   "), text)


# In the order in which they can come together.
DAMAGES: list[Callable[[str], str]] = [
    double_margins,
    lambda text: text.replace("\n", "  \n"),
    lambda text: f"{text}\n\n \n",
    str.rstrip,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: f"\ufeff{text}",
]


@given(st.sampled_from(NAMES), st.sets(st.integers(0, len(DAMAGES) - 1)))
def test_damaged_layout_is_mended_to_the_byte(name: str, ranks: set[int]) -> None:
    damaged = TEXTS[name]
    for rank in sorted(ranks):
        damaged = DAMAGES[rank](damaged)
    assert format_text(damaged) == TEXTS[name]


@given(st.sampled_from(NAMES), st.data())
def test_comments_stay_whatever_their_place(name: str, data: st.DataObject) -> None:
    lines = TEXTS[name].split("\n")
    keys = [index for index, line in enumerate(lines) if KEY.match(line)]
    chosen = data.draw(st.sets(st.sampled_from(keys), max_size=6))
    for rank, index in enumerate(sorted(chosen, reverse=True)):
        match = KEY.match(lines[index])
        assert match is not None
        kind = data.draw(st.sampled_from(["above", "above, in the margin", "beside", "blank"]))
        # A value that goes on below takes no comment beside its first line.
        below = lines[index + 1]
        whole = lines[index].endswith(">-") or KEY.match(below) or below.lstrip()[:2] in ("", "- ")
        if kind == "beside" and whole:
            lines[index] += f" # remarque {rank}"
        elif kind == "blank":
            lines[index:index] = ["", f"{match[1]}# remarque {rank}", ""]
        else:
            margin = match[1] if kind == "above" else ""
            lines.insert(index, f"{margin}# remarque {rank}")
    text = "\n".join(lines)
    once = format_text(text)
    assert read(once) == read(text)
    for rank in range(len(chosen)):
        assert once.count(f"# remarque {rank}") == 1
    assert format_text(once) == once
    assert find_comments(once) == find_comments(text)


texts = st.text(
    st.sampled_from("ab é’'\"#:-,[]{}&*!|>%@`?\\~0.»\u00a0\u202f\t\n"), max_size=30
) | st.sampled_from(["no", "on", "012", "null", "2010-12-31", "1e3", "a " * 80, "b: c " * 40])
values = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc_", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.text("abc_", min_size=1, max_size=5), values),
    st.integers(10, 120),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
)
@example({"a": "x # y"}, 80, None, False)
def test_any_value_means_the_same_once_laid_out(
    value: dict[str, Any], width: int, style: str | None, unicode: bool
) -> None:
    text = yaml.safe_dump(
        value, default_style=style, default_flow_style=False, width=width, allow_unicode=unicode
    )
    once = format_text(text)
    assert read(once) == read(text)
    assert format_text(once) == once


@given(texts)
def test_a_text_is_spelt_so_that_it_reads_back(text: str) -> None:
    folded = " ".join(text.split())
    assert read(f"- a: {spell_value(folded)}\n") == [{"a": folded}]
