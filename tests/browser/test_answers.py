"""Questions typed into the search: a sentence or none, a number to call or none (search_questions.yml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from macros.catalogue.search import write_index
from macros.site.build import Build

TESTS = Path(__file__).parent.parent
SCRIPTS = TESTS.parent / "docs" / "assets" / "search"
QUESTIONS: dict[str, Any] = yaml.safe_load(
    (TESTS / "search_questions.yml").read_text(encoding="utf-8")
)
ASK = Path(__file__).with_name("ask.js").read_text("utf-8")


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def ask(page: Page, build: Build, folder: Path, questions: list[str]) -> list[list[Any]]:
    """Return what the search of a plan answers, and whom it says to call first."""
    write_index(build.list_documents(), build.catalogue, folder)
    for name in ("french", "vocabulary", "engine", "answers"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    page.add_script_tag(path=folder / "search" / "index.js")
    answers: list[list[Any]] = page.evaluate(ASK, [questions])
    return answers


def test_a_question_has_its_sentence_and_its_proof(
    page: Page, small: Build, tmp_path: Path
) -> None:
    expected: dict[str, list[str]] = QUESTIONS["answers"]
    assert len(expected) >= 40
    given = ask(page, small, tmp_path, [*expected])
    for (question, answer), (found, _) in zip(expected.items(), given, strict=True):
        assert found is not None, question
        found[0] = found[0].replace("\u00a0", " ").replace("\u202f", " ")
        assert found == answer, question


def test_other_questions_have_no_sentence(page: Page, build: Build, tmp_path: Path) -> None:
    questions: list[str] = QUESTIONS["none"]
    answers = ask(page, build, tmp_path, questions)
    wrong = [pair for pair in zip(questions, answers, strict=True) if pair[1][0]]
    assert wrong == []


def test_somebody_in_danger_alone_is_told_whom_to_call(
    page: Page, build: Build, tmp_path: Path
) -> None:
    distress, ordinary = QUESTIONS["distress"], QUESTIONS["ordinary"]
    answers = ask(page, build, tmp_path, [*distress, *ordinary])
    calls = [number for _, number in answers]
    urgent = build.catalogue.data.services[0].number
    assert dict(zip(distress, calls, strict=False)) == dict.fromkeys(distress, urgent)
    assert calls[len(distress) :] == [None] * len(ordinary)
