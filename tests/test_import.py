"""`import`: the official text read back as the committed data, and other layouts as far as they go."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.checking import check_data
from macros.cli import main
from macros.drafting.decoding import decode
from macros.drafting.draft import Draft, draft_plan
from macros.drafting.measures import Candidates
from macros.loading import MEASURES
from macros.model import Dataset
from macros.passages import Span, find_passage
from macros.vocabulary import Evidence

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "data" / "source" / "plan-50-mesures.txt"
LAYOUTS = ROOT / "tests" / "fixtures" / "import"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_plan(decode(SOURCE.read_bytes()), SOURCE.name, TODAY)


@pytest.fixture(scope="module")
def plan() -> Dataset:
    """The committed data."""
    dataset = check_data(ROOT / "data").dataset
    assert dataset is not None
    return dataset


def write(draft: Draft, folder: Path) -> Path:
    for name, text in draft.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def test_the_structure_is_the_committed_one(draft: Draft, plan: Dataset) -> None:
    axes = draft.outline.axes
    assert [(axis.number, axis.text, axis.count) for axis in axes] == [
        (axis.number, axis.heading, axis.measure_count) for axis in plan.axes
    ]
    themes = [(axis.number, theme.text, theme.count) for axis in axes for theme in axis.themes]
    assert themes == [(theme.axis, theme.heading, theme.measure_count) for theme in plan.themes]
    assert draft.notes == ()


def test_the_measures_are_the_committed_ones(draft: Draft, plan: Dataset, tmp_path: Path) -> None:
    loaded = check_data(write(draft, tmp_path / "data")).loaded
    headings = {entry.record.slug: entry.record.heading for entry in loaded.get("themes")}
    committed = {theme.slug: theme.heading for theme in plan.themes}
    read = [entry.record for entry in loaded.get(MEASURES)]
    assert [(m.number, m.axis, headings.get(m.theme or ""), m.text) for m in read] == [
        (m.number, m.axis, committed.get(m.theme or ""), m.text) for m in plan.measures
    ]
    assert draft.files["source/plan-50-mesures.txt"].encode() == SOURCE.read_bytes()


@dataclass
class Score:
    """`expected` of the data, `found` among them, `proposed` by the import, `right` among those."""

    expected: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0

    def add(self, text: str, wanted: list[Any], candidates: list[Any], agree: Any) -> None:
        spans = [find_passage(text, each.quote, each.occurrence) for each in wanted]
        pairs = [
            (w, c)
            for w, span in enumerate(spans)
            for c, candidate in enumerate(candidates)
            if span and overlap(span, candidate.span) and agree(wanted[w], candidate)
        ]
        self.expected += len(wanted)
        self.found += len({w for w, _ in pairs})
        self.proposed += len(candidates)
        self.right += len({c for _, c in pairs})


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def agree_on_date(deadline: Any, found: Any) -> bool:
    """The same date; one that the text does not give (`source`) cannot be found in it."""
    return bool(deadline.source or deadline.date == found.day)


def agree_on_amount(part: Any, found: Any) -> bool:
    """The same number, factor, range or coverage."""
    if getattr(part, "coverage", None):
        return bool(found.coverage)
    if getattr(part, "range", None):
        return bool((part.range.min, part.range.max) == (found.low, found.high))
    if getattr(part, "factor", None):
        return bool(part.factor == found.factor)
    return bool(part.value == found.value)


def agree_on_law(law: Any, found: Any) -> bool:
    return bool(law.article == found.article)


def score(draft: Draft, plan: Dataset) -> dict[str, Score]:
    """Compare the candidates with what the data cite from the texts of the measures."""
    scores = {name: Score() for name in ("dates", "figures", "laws", "actors", "acronyms")}
    everywhere: set[str] = set()
    texts = []
    measures = {m.number: m for m in plan.measures}
    for read, found in zip(draft.outline.all_measures(), draft.found, strict=True):
        measure, text = measures[read.number], read.text
        parts = [part for f in measure.figures for part in (f.baseline, f.target) if part]
        quoted = [a for a in measure.actors if a.evidence is Evidence.QUOTE]
        laws = [law for law in measure.laws if law.evidence is Evidence.QUOTE]
        scores["dates"].add(text, [*measure.deadlines], [*found.dates], agree_on_date)
        scores["figures"].add(text, parts, [*found.amounts], agree_on_amount)
        scores["laws"].add(text, laws, [*found.laws], agree_on_law)
        scores["actors"].add(text, quoted, [*found.actors], lambda *_: True)
        texts.append(text)
    headings = [
        h for axis in draft.outline.axes for h in (axis.text, *(t.text for t in axis.themes))
    ]
    said = "\n".join([*texts, *headings])
    for term in plan.terms:
        forms = [f for f in (term.term, *term.forms) if re.fullmatch(r"([A-Z]\.?){2,}", f)]
        if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", said) for form in forms):
            everywhere.add(next(form for form in forms).replace(".", ""))
    proposed = set(re.findall(r"^    term: (\w+)$", draft.files["glossary.yml"], re.MULTILINE))
    right = len(everywhere & proposed)
    scores["acronyms"] = Score(len(everywhere), right, len(proposed), right)
    return scores


def test_what_the_data_cite_is_found(draft: Draft, plan: Dataset) -> None:
    scores = score(draft, plan)
    recall = {name: s.found / s.expected for name, s in scores.items()}
    assert {name: share for name, share in recall.items() if share < 0.9} == {
        "actors": pytest.approx(0.86, abs=0.05)
    }
    # What is proposed in excess is as much work for who reads the draft.
    precision = {name: s.right / s.proposed for name, s in scores.items()}
    assert precision["dates"] >= 0.9
    assert precision["laws"] >= 0.9
    assert precision["acronyms"] >= 0.9
    assert precision["figures"] >= 0.6
    assert precision["actors"] >= 0.7


def test_the_draft_says_exactly_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "brouillon" / "data"
    assert main(["import", str(SOURCE), "--to", str(target)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith(
        f"Brouillon écrit dans {target} : 5\u00a0axes, 24\u00a0thèmes, 50\u00a0mesures.\n"
    )
    left = [(str(p.place), p.rule) for p in check_data(target).problems]
    assert [problem for problem in left if not problem[0].startswith("data/laws.yml")] == [
        ("data/measures/15.yml:17:5", "dates"),
        ("data/measures/37.yml:23:5", "dates"),
        ("data/plan.yml:3:8", "type"),
        ("data/plan.yml:4:14", "type"),
        ("data/plan.yml:5:11", "type"),
        ("data/plan.yml:6:7", "type"),
        ("data/plan.yml:8:8", "date-format"),
        ("data/plan.yml:9:6", "date-format"),
        ("data/plan.yml:11:14", "type"),
        ("data/sources.yml:5:12", "type"),
        ("data/sources.yml:6:16", "type"),
    ]
    assert sorted(path.name for path in tmp_path.rglob(".*")) == []


def test_a_draft_once_filled_has_no_problem(draft: Draft, tmp_path: Path) -> None:
    folder = write(draft, tmp_path / "data")
    fill = {
        "plan.yml": {
            "title": "Plan", "short_title": "Plan", "definite": "le plan", "slug": "plan",
            "start": "2010-01-01", "end": "2012-12-31", "period_note": "Calcul.",
        },
        "sources.yml": {"title": "Plan", "publisher": "État"},
        "laws.yml": {"subject": "Objet"},
        "measures/15.yml": {"date": "2012-12-31\n    bound: by\n    source: document-importe"},
        "measures/37.yml": {"date": "2012-12-31\n    bound: by\n    source: document-importe"},
    }  # fmt: skip
    for name, values in fill.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for key, value in values.items():
            text = re.sub(rf"\b{key}: null .*", f"{key}: {value}", text)
        if name.startswith("measures"):
            text = text.replace("horizon  # à vérifier", "horizon")
            text = text.replace(
                "precision: none\n    quote: avant le terme",
                "precision: year\n    quote: avant le terme",
            )
            text = text.replace(
                "precision: none\n    quote: pendant", "precision: year\n    quote: pendant"
            )
        path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_data(folder).problems] == []


@pytest.mark.parametrize("name", ["pdf.txt", "word.txt", "markdown.md"])
def test_other_layouts_say_what_was_not_understood(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "data"
    assert main(["import", str(LAYOUTS / name), "--to", str(target)]) == 0
    captured = capsys.readouterr()
    said = captured.err.replace(f"{LAYOUTS / name}:", "")
    expected = (LAYOUTS / f"{name}.expected").read_text(encoding="utf-8")
    assert f"{said}\n{captured.out.partition(' : ')[2].partition('Ensuite')[0]}" == expected
    problems = check_data(target).problems
    assert {problem.rule for problem in problems} <= {"type", "date-format", "count"}
    assert [e.record.number for e in check_data(target).loaded.get(MEASURES)] in (
        [1, 2, 3, 4],
        [1, 2, 3, 4, 6],
    )


def test_pages_are_removed_from_the_text_of_a_measure() -> None:
    found = draft_plan(decode((LAYOUTS / "pdf.txt").read_bytes()), "pdf.txt", TODAY)
    texts = {measure.number: measure.text for measure in found.outline.all_measures()}
    assert texts[3] == (
        "Réduire de 15 % la consommation des écoles. Les élèves y sont associés chaque année, avec "
        "leurs enseignants et les gestionnaires."
    )
    assert texts[1].endswith("avec l’appui de la Compagnie des eaux.")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "le fichier est vide"),
        (b"%PDF-1.7 ...", "ce n’est pas du texte, mais un PDF"),
        (b"PK\x03\x04...", "ce n’est pas du texte, mais un fichier de traitement de texte"),
        (b"a\0b", "ce n’est pas du texte"),
        ("Un poème.\n".encode(), "aucune mesure reconnue"),
    ],
)
def test_what_is_no_plan_is_refused(
    raw: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "texte.txt"
    given.write_bytes(raw)
    assert main(["import", str(given), "--to", str(tmp_path / "data")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_nothing_is_ever_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "fixtures" / "small" / "data", data)
    for target in (data, data / "measures" / "new", tmp_path):
        assert main(["--data", str(data), "import", str(SOURCE), "--to", str(target)]) == 2
    assert main(["--data", str(data), "import", "absent.txt", "--to", str(tmp_path / "x")]) == 2
    said = "absent.txt ne peut pas être lu : rien n’existe à cet endroit"
    assert capsys.readouterr().err.splitlines()[-1] == said
    assert not (data / "measures" / "new").exists()


def test_make_takes_a_name_with_spaces_and_an_apostrophe() -> None:
    asked = ["import", "FILE=Plan d'action été.txt", "TO=mon brouillon/data", "RUN=echo", "ARGS="]
    # The environment is taken for up to date: this is not about it. The make that runs the tests
    # would hand its own options on.
    made = subprocess.run(
        ["make", "-o", ".venv/.build", *asked],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        capture_output=True,
        text=True,
        check=True,
    )
    said = made.stdout
    assert said.strip() == "macros import Plan d'action été.txt --to mon brouillon/data"


def test_a_text_too_long_to_be_searched_is_said() -> None:
    text = "Le préfet agit avant 2010. " * 1000
    draft = draft_plan(decode(f"1 - Axe : 1\nMesure 1 : {text}".encode()), "x.txt", TODAY)
    assert draft.found == (Candidates((), (), (), (), ()),)
    said = "ligne 2 : mesure 1 : texte trop long (26999 caractères) : rien n’y est cherché"
    assert said in [str(note) for note in draft.notes]


def test_candidates_of_a_measure_without_any() -> None:
    text = "Mesure 1 : Agir."
    found = draft_plan(decode(f"1 - Axe : 1\n{text}".encode()), "x.txt", TODAY).found
    assert found == (Candidates((), (), (), (), ()),)
