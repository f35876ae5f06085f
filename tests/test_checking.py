"""Every rule, on small broken plans: the complete lists of messages, word for word."""

import re
import shutil
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros.data.checking import check_data
from macros.data.rules.amounts import numbers_in
from macros.data.yaml_reader import Rule
from tests.cases import cases, read_cases
from tests.projects import FIXTURES, ROOT, edit

MEASURE = "measures/01.yml"
TEST_OF_WRONG_EDITS = "test_a_wrong_edit_is_told_where_it_is_with_its_remedy"
TEST_OF_EDITS = "test_what_an_edit_breaks_is_told"

# In the first the files cannot be read, or their values do not have the shape of the model; in the
# second the shape is right, the sense is not.
BROKEN = {
    name: (FIXTURES / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    for name in ("broken-shape", "broken-rules")
}


def edit_plan(data: Path, *edits: tuple[str, str, str]) -> None:
    """Change words of a plan: each edit names a file, what it says and will say."""
    for file, old, new in edits:
        edit(data / file, old, new)


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_of_a_broken_plan_is_reported_at_once(name: str) -> None:
    checked = check_data(FIXTURES / name / "data")
    assert [str(problem) for problem in checked.problems] == BROKEN[name]
    assert checked.dataset is None


def test_the_broken_plans_break_every_rule() -> None:
    edited = [m for case in read_cases("checking")[TEST_OF_EDITS] for m in case["messages"]]
    edited += [case["message"] for case in read_cases("wrong_edits")[TEST_OF_WRONG_EDITS]]
    messages = [*edited, *(message for found in BROKEN.values() for message in found)]
    broken = {match[1] for m in messages if (match := re.search(r"\[([a-z-]+)\]$", m))}
    # The others are broken in tests/test_yaml_reader.py, test_editions.py and test_project_files.py.
    elsewhere = {"yaml-size", "edition", "page-name", "special-file", "tracked-file"}
    assert broken == set(typing.get_args(Rule)) - elsewhere


@cases("checking")
def test_what_an_edit_breaks_is_told(
    data: Path,
    edits: list[tuple[str, str, str]] | None,
    rename: list[str] | None,
    messages: list[str],
) -> None:
    """`edits` change words of the small plan, `rename` an identifier in all its files."""
    edit_plan(data, *(edits or ()))
    for path in data.rglob("*.yml") if rename else ():
        old, new = rename or ("", "")
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf"(?<=[:-] ){old}$", new, text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_data(data).problems] == messages


def test_a_long_list_of_identifiers_is_not_proposed(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    path = data / "measures" / "01.yml"
    text = re.sub("(?<=- actor: ).+", "compagnies-aeriennes", path.read_text("utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    message = "« compagnies-aeriennes » n’existe pas dans actors.yml : choisir un identifiant de ce fichier, ou l’y ajouter"
    assert message in [problem.message for problem in check_data(data).problems]


@cases("checking")
def test_a_copied_measure_is_told_where_its_name_is_wrong(
    tmp_path: Path, copied: str, over: str, messages: list[str]
) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    measures = data / "measures"
    shutil.copy(measures / f"{copied}.yml", measures / f"{over}.yml")
    assert sorted(map(str, check_data(data).problems)) == sorted(messages)


def test_hidden_files_and_those_read_elsewhere_are_no_problem(data: Path) -> None:
    hidden = (".DS_Store", ".plan.yml.swp", "plan.yml~", "plan.yml.swp", ".#plan.yml")
    for name in (*hidden, *(f"measures/{name}" for name in (*hidden, ".04.yml"))):
        (data / name).write_text("a: [", encoding="utf-8")
    (data / "permalinks.yml").touch()
    (data / "schema").mkdir()
    (data / "schema" / "plan.schema.json").touch()
    assert check_data(data).problems == ()


@cases("checking")
def test_a_measure_under_a_wrong_name_gets_one_message(data: Path, name: str, message: str) -> None:
    (data / "measures" / "01.yml").rename(data / "measures" / name)
    assert [*map(str, check_data(data).problems)] == [f"data/measures/{name}:{message}"]


def test_a_fact_under_a_wrong_name_gets_one_message(data: Path) -> None:
    fact = data / "follow_up/01-vingt-kilometres.yml"
    source = "source:\n  title: Bulletin\n  publisher: Ville\n  date: 2005\n  kind: administration\n  access: copy\n  verified: null"
    edit(fact, "source: bulletin", source)
    edit(data / "help.yml", "source: bulletin", "source: vingt-kilometres")
    fact.rename(fact.with_suffix(".yaml"))
    [problem] = map(str, check_data(data).problems)
    assert "le renommer « 01-vingt-kilometres.yml »" in problem


@cases("checking")
def test_an_unknown_folder_is_a_problem(data: Path, name: str, message: str) -> None:
    (data / name).mkdir()
    separator = " :" if "/" in name else " ;"
    assert [str(problem) for problem in check_data(data).problems] == [
        f"data/{name}:1:1: nom inconnu, le contenu serait ignoré{separator} {message}"
    ]


def test_a_huge_announced_count_names_only_the_first_missing_measures(data: Path) -> None:
    edit(data / "plan.yml", "measure_count: 3", "measure_count: 999999999999999")
    assert {str(problem) for problem in check_data(data).problems} == {
        f"data/plan.yml:8:16: la mesure {number} manque : ajouter son fichier, ou corriger ce nombre [numbering]"
        for number in range(4, 24)
    }


def test_what_was_seen_since_moves_the_day_of_the_data(data: Path) -> None:
    edit(data / "sources.yml", "verified: 2005-06-30", "verified: 2006-02-28")
    dataset = check_data(data).dataset
    assert dataset is not None
    assert dataset.site.updated == date(2006, 2, 28)


def test_a_plan_has_a_measure(data: Path) -> None:
    edit(data / "plan.yml", "measure_count: 3", "measure_count: 0")
    shutil.rmtree(data / "measures")
    (data / "measures").mkdir()
    (data / "measures" / ".gitkeep").touch()
    assert (
        "data/plan.yml:8:16: un plan a une mesure au moins : ajouter le fichier measures/01.yml [numbering]"
        in map(str, check_data(data).problems)
    )


@cases("checking")
def test_a_product_is_the_one_that_is_made_by_hand(
    data: Path, baseline: str, factor: str, value: str, right: str
) -> None:
    quote = f"actuellement {baseline.replace('.', ',')} kilomètres"
    text = "Doubler les pistes (actuellement douze kilomètres)"
    target = f"{factor.replace('.', ',')} fois les pistes"
    edit_plan(
        data,
        (MEASURE, text, f"{target} ({quote})"),
        ("source/plan-velo.txt", text, f"{target} ({quote})"),
        (MEASURE, "quote: actuellement douze kilomètres", f"quote: {quote}"),
        (MEASURE, "quote: Doubler les pistes", f"quote: {target}"),
        (MEASURE, "value: 12", f"value: {baseline}"),
        (MEASURE, "factor: 2", f"factor: {factor}"),
        (MEASURE, "value: 24", f"value: {value}"),
    )
    message = f"« computed » demande value = baseline × factor : écrire « value: {right} »"
    found = [problem.message for problem in check_data(data).problems]
    assert found == ([] if value == right else [message])


@cases("checking")
def test_a_date_is_one_of_its_quotation(
    data: Path, said: str, day: str, precision: str | None, messages: list[str]
) -> None:
    text, source = "le 1er juillet 1999", "le 1er juillet\n1999"
    edit_plan(
        data,
        (MEASURE, text, said),
        (MEASURE, f"quote: avant {text}", f"quote: avant {said}"),
        (MEASURE, "date: 1999-07-01", f"date: {day}"),
        (MEASURE, "precision: day", f"precision: {precision or 'day'}"),
        (MEASURE, "year: 1999", f"year: {day[:4]}"),
        ("source/plan-velo.txt", source, said),
    )
    assert [problem.message for problem in check_data(data).problems] == messages


@cases("checking")
def test_the_numbers_of_a_passage_are_told_apart(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == set(map(Decimal, numbers))


@cases("checking")
def test_a_figure_is_in_the_unit_of_its_text(
    quote: str, unit: str, target: str, *, right: bool, data: Path
) -> None:
    old = "8 000 à 10 000 arceaux"
    bounds = f"      range:\n        min: 8000\n        max: 10000\n      quote: {old}"
    edit_plan(
        data,
        ("measures/02.yml", old, quote),
        ("source/plan-velo.txt", old, quote),
        ("measures/02.yml", "unit: arceaux", f"unit: {unit}"),
        ("measures/02.yml", bounds, f"      {target}\n      quote: {quote}"),
    )
    assert {problem.rule for problem in check_data(data).problems} == (
        set() if right else {"figure"}
    )


@cases("checking")
def test_an_amount_of_the_plan_is_in_its_quote(quote: str, right: bool, data: Path) -> None:
    plan = data / "plan.yml"
    source = re.search(r"^title_source: (.+)$", plan.read_text(encoding="utf-8"), re.MULTILINE)
    assert source
    amount = (
        "amounts:\n  - about: 2000/2002\n    subject: arceaux\n    value: 1.5\n"
        "    unit: millions d’euros\n    kind: planned\n    speaker: press\n"
        f"    quote: {quote}\n    source: {source[1]}\n"
    )
    plan.write_text(plan.read_text(encoding="utf-8") + amount, encoding="utf-8")
    assert [problem.rule for problem in check_data(data).problems] == ([] if right else ["figure"])


def test_the_mark_that_windows_puts_before_a_text_is_no_word_of_it(data: Path) -> None:
    source = data / "source" / "plan-velo.txt"
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
    assert check_data(data).problems == ()
