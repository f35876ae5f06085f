"""Each record has an address of its own, which any machine can write."""

import re
from pathlib import Path

import pytest

from macros.data.checking import check_data
from tests.cases import cases
from tests.test_checking import copy_small_plan, edit_small_plan

ARTICLE = '      - number: "20"\n        subject: Itinéraires cyclables\n'


@cases("addresses")
def test_two_articles_of_a_law_have_two_anchors(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    data = edit_small_plan(tmp_path, ("laws.yml", old, new))
    assert message in map(str, check_data(data).problems)


@pytest.mark.parametrize(
    ("file", "old", "slug", "line"),
    [
        ("themes.yml", "slug: pistes", "mesure-2", 2),
        ("glossary.yml", "slug: pdu", "menu", 2),
        ("sources.yml", "slug: arrete", "contenu", 2),
        ("actors.yml", "slug: ville", "menu", 2),
    ],
)
def test_a_place_of_a_page_has_an_anchor_of_its_own(
    tmp_path: Path, file: str, old: str, slug: str, line: int
) -> None:
    data = edit_small_plan(tmp_path, (file, old, f"slug: {slug}"))
    assert (
        f"data/{file}:{line}:11: « {slug} » est déjà une ancre des pages : en choisir un autre [duplicate-id]"
        in map(str, check_data(data).problems)
    )


@cases("addresses")
def test_an_actor_has_a_page_and_a_sheet_of_its_own(
    tmp_path: Path, slug: str, message: str | None
) -> None:
    data = copy_small_plan(tmp_path)
    for path in data.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"(?<=\s)service-des-routes$", slug, text, flags=re.MULTILINE), "utf-8"
        )
    expected = [f"data/actors.yml:13:11: {message}"] if message else []
    assert [str(problem) for problem in check_data(data).problems] == expected
