"""`import`: the official text read back as the committed data, and other layouts as far as they go."""

import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.commands.drafting.draft import draft_plan
from macros.data.checking import check_data
from macros.data.model import Dataset
from tests.cases import cases, read_cases
from tests.conftest import Capture
from tests.projects import FIXTURES, ROOT

SOURCE = ROOT / "data" / "source" / "plan-50-mesures.txt"
LAYOUTS = FIXTURES / "import"
TODAY = date(2026, 11, 26)
SOURCE_FIELDS = ("title", "publisher", "kind")
PLAN_FIELDS = {
    "title": "Plan", "short_title": "Plan", "definite": "le plan", "slug": "plan",
    "start": "2010-01-01", "end": "2012-12-31", "period_note": "Calcul.",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Dataset:
    """The committed data."""
    dataset = check_data(ROOT / "data").dataset
    assert dataset is not None
    return dataset


def test_the_text_is_read_as_the_committed_data_have_it(plan: Dataset) -> None:
    draft = draft_plan(SOURCE.read_bytes(), SOURCE.name, TODAY)
    read, themes = draft.outline, {theme.slug: theme for theme in plan.themes}
    headings = {theme.slug: theme.text for theme in read.themes}
    axes = [(axis.number, axis.heading, axis.measure_count) for axis in plan.axes]
    assert [(axis.axis, axis.text, axis.count) for axis in read.axes] == axes
    announced = [(theme.axis, theme.heading, theme.measure_count) for theme in plan.themes]
    assert [(theme.axis, theme.text, theme.count) for theme in read.themes] == announced
    for measure, committed in zip(read.measures, plan.measures, strict=True):
        assert (measure.number, measure.axis) == (committed.number, committed.axis)
        assert measure.text == committed.text
        theme = committed.theme and themes[committed.theme].heading
        assert headings.get(measure.theme or "") == theme
    assert draft.notes == ()
    assert draft.files["source/plan-50-mesures.txt"].encode() == SOURCE.read_bytes()


def test_the_draft_says_exactly_what_is_left(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "brouillon" / "data"
    assert main(["import", str(SOURCE), "--to", str(target)]) == 0
    said = f"Brouillon écrit dans {target} : 5\u00a0axes, 24\u00a0thèmes, 50\u00a0mesures.\n"
    captured = capsys.readouterr()
    assert (captured.err, captured.out[: len(said)]) == ("", said)
    written = (target / "measures" / "09.yml").read_text(encoding="utf-8")
    assert written.endswith(read_cases("import")["left"])
    left = [str(problem) for problem in check_data(target).problems]
    fields = [re.findall(r"pour « (\w+) »", problem) for problem in left]
    demanded = [name for name in PLAN_FIELDS if name != "end"]  # a plan may have none
    assert fields == [[name] for name in [*["commitment"] * 50, *demanded, *SOURCE_FIELDS]]
    assert sorted(path.name for path in tmp_path.rglob(".*")) == []
    # Once filled it has no problem left: the text is regenerated word for word.
    fill = PLAN_FIELDS | {"publisher": "État", "kind": "administration", "commitment": "commitment"}
    for path in target.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for key, value in fill.items():
            text = re.sub(rf"\b{key}: null .*", f"{key}: {value}", text)
        path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_data(target).problems] == []


@pytest.mark.parametrize("name", ["pdf.txt", "word.txt", "markdown.md"])
def test_other_layouts_say_what_is_not_read(name: str, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "data"
    assert main(["import", str(LAYOUTS / name), "--to", str(target)]) == 0
    captured = capsys.readouterr()
    said = captured.err.replace(f"{LAYOUTS / name}:", "")
    expected = (LAYOUTS / f"{name}.expected").read_text(encoding="utf-8")
    assert f"{said}\n{captured.out.partition(' : ')[2].partition('Ensuite')[0]}" == expected
    rules = {problem.rule for problem in check_data(target).problems}
    assert rules <= {"type", "date-format", "count", "value-unknown"}


def test_pages_are_removed_from_the_text_of_a_measure() -> None:
    found = draft_plan((LAYOUTS / "pdf.txt").read_bytes(), "pdf.txt", TODAY)
    texts = {measure.number: measure.text for measure in found.outline.measures}
    assert texts[1].endswith("avec l’appui de la Compagnie des eaux.")
    assert texts[3].endswith("associés chaque année, avec leurs enseignants et les gestionnaires.")


@cases("import")
def test_what_is_no_plan_is_refused(raw: str, said: str, tmp_path: Path, capsys: Capture) -> None:
    given = tmp_path / "texte.txt"
    given.write_text(raw, encoding="utf-8")
    assert main(["import", str(given), "--to", str(tmp_path / "data")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_nothing_is_ever_overwritten(data: Path, tmp_path: Path, capsys: Capture) -> None:
    for target in (data, data / "measures" / "new", tmp_path):
        assert main(["--data", str(data), "import", str(SOURCE), "--to", str(target)]) == 2
    assert main(["--data", str(data), "import", "absent.txt", "--to", str(tmp_path / "x")]) == 2
    said = "absent.txt ne peut pas être lu : rien n’existe à cet endroit"
    assert capsys.readouterr().err.splitlines()[-1] == said
    assert not (data / "measures" / "new").exists()


def test_make_takes_a_name_with_spaces_and_an_apostrophe() -> None:
    asked = ["import", "FILE=Plan d'action été.txt", "TO=mon brouillon/data", "RUN=echo", "ARGS="]
    # The make that runs the tests would hand its own options on; the environment is up to date.
    options = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = ["make", "-o", ".venv/.build", *asked]
    said = subprocess.check_output(made, cwd=ROOT, env=options, text=True)
    assert said.strip() == "macros import Plan d'action été.txt --to mon brouillon/data"
