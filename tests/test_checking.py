"""Every rule, on small broken plans: the complete lists of messages, word for word."""

import re
import shutil
import typing
from decimal import Decimal
from pathlib import Path

import pytest

from macros.data.checking import check_data
from macros.data.rules.amounts import numbers_in
from macros.data.yaml_reader import Rule
from tests.cases import cases

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"

# In the first the files cannot be read, or their values do not have the shape of the model; in the
# second the shape is right, the sense is not.
BROKEN = {
    name: (FIXTURES / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    for name in ("broken-shape", "broken-rules")
}

# One file of the sound plan is overwritten.
DAMAGED_FILES = [
    ("plan.yml", b"plan-velo.txt", b"plan-vello.txt", ["data/plan.yml:9:14: fichier « plan-vello.txt » absent de data/source ; vouliez-vous dire « plan-velo.txt » ? [source-file]"]),
    ("source/plan-velo.txt", b"ville", b"cit\xe9", ["data/source/plan-velo.txt:1:24: ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8 [yaml-encoding]"]),
    ("source/plan-velo.txt", "é".encode(), b"e\xcc\x81", ["data/source/plan-velo.txt:1:9: accents décomposés (lettre et accent à part) dès « vélo » : « make fix » les recompose [decomposed-accent]"]),
    ("measures/01.yml", "é".encode(), b"e\xcc\x81", ["data/measures/01.yml:7:58: accents décomposés (lettre et accent à part) dès « gardées. » : « make fix » les recompose [decomposed-accent]"]),
    ("plan.yml", b"Plan d", "Stratégie d".encode().decode("cp1252").encode(), ["data/plan.yml:1:13: « StratÃ©gie » a été lu dans un mauvais encodage : écrire « Stratégie » [misread-text]"]),
    ("help.yml", b"services:", b"#" * 1_000_000, ["data/help.yml:1:1: fichier trop gros (plus de 300000 octets) : en retirer ce qui n’est pas une donnée [yaml-size]"]),
]  # fmt: skip


def copy_small_plan(folder: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "small" / "data", folder / "data"))


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_of_a_broken_plan_is_reported_at_once(name: str) -> None:
    checked = check_data(FIXTURES / name / "data")
    assert [str(problem) for problem in checked.problems] == BROKEN[name]
    assert checked.dataset is None


@pytest.mark.parametrize(
    ("file", "old", "new", "messages"), DAMAGED_FILES, ids=[file for file, *_ in DAMAGED_FILES]
)
def test_a_damaged_file_is_reported_without_a_cascade(
    tmp_path: Path, file: str, old: bytes, new: bytes, messages: list[str]
) -> None:
    data = copy_small_plan(tmp_path)
    content = (data / file).read_bytes()
    assert old in content
    (data / file).write_bytes(content.replace(old, new))
    assert [str(problem) for problem in check_data(data).problems] == messages


def test_the_broken_plans_break_every_rule() -> None:
    messages = [m for found in BROKEN.values() for m in found] + [
        m for *_, found in DAMAGED_FILES for m in found
    ]
    broken = {match[1] for m in messages if (match := re.search(r"\[([a-z-]+)\]$", m))}
    # The others are broken in tests/test_project_files.py.
    assert broken == set(typing.get_args(Rule)) - {
        "page-name",
        "page-content",
        "special-file",
        "tracked-file",
    }


def test_a_sound_plan_has_no_problem() -> None:
    checked = check_data(FIXTURES / "small" / "data")
    assert checked.problems == ()
    assert checked.dataset is not None
    assert checked.dataset.plan.title == "Plan d’usage du vélo à Rivebourg 1998-2003"
    assert [measure.number for measure in checked.dataset.measures] == [1, 2, 3]
    assert [actor.slug for actor in checked.dataset.actors] == [
        "mairie",
        "service-des-routes",
        "cyclistes",
    ]


def test_what_is_nearly_right_gets_what_was_meant(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    path = data / "measures" / "15.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("actor: parquet", "actor: procureur"),
        ("actor: operateurs-de-transport", "actor: compagnies-aeriennes"),
        ("quote: d’ici à la fin de l’année 2010", "quote: d’ici la fin de l’année 2010"),
        ("title: Viser", "title: “Viser”"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    messages = [problem.message for problem in check_data(data).problems]
    for message in (
        "« procureur » n’existe pas dans actors.yml ; vouliez-vous dire « parquet » ?",
        "« compagnies-aeriennes » n’existe pas dans actors.yml : choisir un identifiant de ce fichier, ou l’y ajouter",
        "« d’ici la fin de l’année 2010 » ne figure pas dans le texte : recopier le passage à la lettre ; vouliez-vous dire « d’ici à la fin de l’année 2010 » ?",
        "écrire « … » au lieu de “V dans « title »",
    ):
        assert message in messages, messages


@cases("checking")
def test_a_copied_measure_is_told_where_its_name_is_wrong(
    tmp_path: Path, copied: str, over: str, messages: list[str]
) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    measures = data / "measures"
    shutil.copy(measures / f"{copied}.yml", measures / f"{over}.yml")
    assert sorted(map(str, check_data(data).problems)) == sorted(messages)


def test_a_file_that_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    (data / "help.yml").unlink()
    (data / "help.yml").mkdir()
    assert [str(problem) for problem in check_data(data).problems] == [
        "data/help.yml:1:1: ce fichier ne peut pas être lu : vérifier que c’est un fichier, et ses droits [file-missing]"
    ]


def test_hidden_files_and_those_read_elsewhere_are_no_problem(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    hidden = (".DS_Store", ".plan.yml.swp", "plan.yml~", "plan.yml.swp", ".#plan.yml")
    for name in (*hidden, *(f"measures/{name}" for name in (*hidden, ".04.yml"))):
        (data / name).write_text("a: [", encoding="utf-8")
    (data / "permalinks.yml").touch()
    (data / "schema").mkdir()
    (data / "schema" / "plan.schema.json").touch()
    assert check_data(data).problems == ()


@pytest.mark.parametrize("name", ["1.yml", "001.yml", "01.yaml", "01.YML", "1.yml.txt"])
def test_a_measure_under_a_wrong_name_gets_one_message(tmp_path: Path, name: str) -> None:
    data = copy_small_plan(tmp_path)
    (data / "measures" / "01.yml").rename(data / "measures" / name)
    messages = {
        "001.yml": "data/measures/001.yml:1:9: la mesure 1 va dans un fichier nommé 01.yml : renommer, ou corriger « number » [numbering]"
    }
    renamed = f"data/measures/{name}:1:1: nom inconnu, le contenu serait ignoré : le renommer « 01.yml » [unknown-file]"
    assert [str(problem) for problem in check_data(data).problems] == [messages.get(name, renamed)]


@cases("checking")
def test_an_unknown_folder_is_a_problem(tmp_path: Path, name: str, message: str) -> None:
    data = copy_small_plan(tmp_path)
    (data / name).mkdir()
    separator = " :" if name.startswith("measures/") else " ;"
    assert [str(problem) for problem in check_data(data).problems] == [
        f"data/{name}:1:1: nom inconnu, le contenu serait ignoré{separator} {message}"
    ]


def test_a_huge_announced_count_names_only_the_first_missing_measures(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    plan = (data / "plan.yml").read_text(encoding="utf-8")
    (data / "plan.yml").write_text(
        plan.replace("measure_count: 3", "measure_count: 999999999999999"), encoding="utf-8"
    )
    assert {str(problem) for problem in check_data(data).problems} == {
        f"data/plan.yml:8:16: la mesure {number} manque : ajouter son fichier, ou corriger ce nombre [numbering]"
        for number in range(4, 24)
    }


def edit_small_plan(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Copy the small plan with other words: each edit names a file, what it says and will say."""
    data = copy_small_plan(folder)
    for file, old, new in edits:
        text = (data / file).read_text(encoding="utf-8")
        assert old in text
        (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return data


def test_a_plan_has_a_measure(tmp_path: Path) -> None:
    data = edit_small_plan(tmp_path, ("plan.yml", "measure_count: 3", "measure_count: 0"))
    shutil.rmtree(data / "measures")
    (data / "measures").mkdir()
    (data / "measures" / ".gitkeep").touch()
    assert (
        "data/plan.yml:8:16: un plan a une mesure au moins : ajouter le fichier measures/01.yml [numbering]"
        in map(str, check_data(data).problems)
    )


@pytest.mark.parametrize(
    ("baseline", "factor", "wrong", "right"),
    [
        ("1500001", "2", "3000000", "3000002"),
        ("0.1", "3", "0.31", "0.3"),
        ("12", "2.5", "31", "30"),
    ],
)
def test_a_product_is_the_one_that_is_made_by_hand(
    tmp_path: Path, baseline: str, factor: str, wrong: str, right: str
) -> None:
    said = f"actuellement {baseline.replace('.', ',')} kilomètres"
    text = "Doubler les pistes (actuellement douze kilomètres)"
    target = f"{factor.replace('.', ',')} fois les pistes"
    edits = [
        ("measures/01.yml", text, f"{target} ({said})"),
        ("source/plan-velo.txt", text, f"{target} ({said})"),
        ("measures/01.yml", "quote: actuellement douze kilomètres", f"quote: {said}"),
        ("measures/01.yml", "quote: Doubler les pistes", f"quote: {target}"),
        ("measures/01.yml", "value: 12", f"value: {baseline}"),
        ("measures/01.yml", "factor: 2", f"factor: {factor}"),
    ]
    data = edit_small_plan(tmp_path, *edits, ("measures/01.yml", "value: 24", f"value: {wrong}"))
    assert [problem.message for problem in check_data(data).problems] == [
        f"« computed » demande value = baseline × factor : écrire « value: {right} »"
    ]
    shutil.rmtree(data)
    data = edit_small_plan(tmp_path, *edits, ("measures/01.yml", "value: 24", f"value: {right}"))
    assert check_data(data).problems == ()


@cases("checking")
def test_a_date_is_one_of_those_of_its_quotation(
    tmp_path: Path, day: str, messages: list[str]
) -> None:
    text, source = "le 1er juillet 1999", "le 1er juillet\n1999"
    said = "le 1er juillet 1999 et le 31 janvier 2000"
    data = edit_small_plan(
        tmp_path,
        ("measures/01.yml", text, said),
        ("measures/01.yml", f"quote: avant {text}", f"quote: avant {said}"),
        ("measures/01.yml", "date: 1999-07-01", f"date: {day}"),
        ("measures/01.yml", "year: 1999", f"year: {day[:4]}"),
        ("source/plan-velo.txt", source, said),
    )
    assert [problem.message for problem in check_data(data).problems] == messages


NUMBERS = """
en 2010 200 communes | 2010, 200
8 000 à 10 000 arceaux | 8000, 10000
1 234 567,5 euros | 1234567.5
12,5 millions, dont 3 milliers | 12500000, 3000
doubler les trois | 2, 3
en 2010 deux communes | 2010, 2
deux mille | 2000
vingt | 20
cent | 100
vingt et une places | 21
soixante et onze | 71
quatre-vingts | 80
quatre-vingt-dix-sept | 97
mille deux cent trente-quatre | 1234
quatre cent quatre-vingt mille | 480000
trois millions deux cent mille | 3200000
3 milliards d’euros | 3000000000
200 M€ et 1,5 Md€ | 200000000, 1500000000
de 50 à 200 millions | 50000000, 200000000
de deux à trois mille | 2000, 3000
entre 500 et mille | 500, 1000
trente et deux | 30, 2
des millions d’euros |
le centre unique |
"""


@pytest.mark.parametrize("line", NUMBERS.strip().split("\n"))
def test_the_numbers_of_a_passage_are_told_apart(line: str) -> None:
    text, _, numbers = line.partition("|")
    assert numbers_in(text.strip()) == {Decimal(n) for n in numbers.split(",") if n.strip()}


@cases("checking")
def test_a_figure_is_in_the_unit_of_its_text(
    quote: str, unit: str, target: str, *, right: bool, tmp_path: Path
) -> None:
    old = "8 000 à 10 000 arceaux"
    bounds = f"      range:\n        min: 8000\n        max: 10000\n      quote: {old}"
    data = edit_small_plan(
        tmp_path,
        ("measures/02.yml", old, quote),
        ("source/plan-velo.txt", old, quote),
        ("measures/02.yml", "unit: arceaux", f"unit: {unit}"),
        ("measures/02.yml", bounds, f"      {target}\n      quote: {quote}"),
    )
    assert {problem.rule for problem in check_data(data).problems} == (
        set() if right else {"figure"}
    )


def test_no_measure_is_lost_in_silence(tmp_path: Path) -> None:
    data = edit_small_plan(tmp_path, ("measures/01.yml", "number: 1\n", "number: 1\nint: 3\n"))
    [problem] = check_data(data).problems
    assert str(problem).startswith("data/measures/01.yml:2:1: champ « int » inconnu ; ")


def test_a_day_is_no_number_of_seconds(tmp_path: Path) -> None:
    data = edit_small_plan(
        tmp_path, ("sources.yml", "verified: 2005-06-30", 'verified: "1111536000"')
    )
    assert [str(problem) for problem in check_data(data).problems] == [
        "data/sources.yml:14:15: « 1111536000 » pour « verified » : il faut une date AAAA-MM-JJ (« 2010-12-31 ») [date-format]"
    ]


def test_the_mark_that_windows_puts_before_a_text_is_no_word_of_it(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    source = data / "source" / "plan-velo.txt"
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
    assert check_data(data).problems == ()


def test_a_number_in_superscript_is_no_number(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    for file in ("measures/01.yml", "source/plan-velo.txt"):
        text = (data / file).read_text(encoding="utf-8")
        text = text.replace("actuellement douze kilomètres", "actuellement 12² kilomètres")
        (data / file).write_text(text, encoding="utf-8")
    assert check_data(data).problems == ()
