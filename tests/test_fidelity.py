"""The official document and the data say the same words, and any damaged word is caught."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from macros.data.loading import MEASURES, Entry, Loaded, load_data
from macros.data.rules.texts import check_fidelity, iter_document_words
from tests.cases import cases
from tests.projects import ROOT, SMALL

DATA = ROOT / "data"
# A mark that the document does not contain.
DAMAGE = "§"


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load_data(DATA)


@pytest.fixture(scope="module")
def little() -> Loaded:
    return load_data(SMALL)


def replace_entry(loaded: Loaded, name: str, index: int, **changes: Any) -> Loaded:
    """Return the same data with one record changed."""
    entries = list(loaded.entries[name])
    record = dataclasses.replace(entries[index].record, **changes)
    entries[index] = dataclasses.replace(entries[index], record=record)
    return dataclasses.replace(loaded, entries={**loaded.entries, name: tuple(entries)})


def find_problems(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in check_fidelity(loaded)]


def iter_texts(loaded: Loaded) -> Iterator[tuple[str, int, Entry[Any], str]]:
    """Yield (list, index, entry, field) for each piece of official text."""
    for name, field in (("axes", "heading"), ("themes", "heading"), (MEASURES, "text")):
        for index, entry in enumerate(loaded.get(name)):
            yield name, index, entry, field


def test_the_source_document_is_regenerated_word_for_word(real: Loaded) -> None:
    words = [word for word, _, _ in iter_document_words(real)]
    source = (DATA / "source" / "plan-50-mesures.txt").read_text(encoding="utf-8")
    assert words == source.split()


def test_each_damaged_word_is_caught(real: Loaded) -> None:
    damaged = 0
    for name, index, entry, field in iter_texts(real):
        words = getattr(entry.record, field).split()
        for rank, word in enumerate(words):
            text = " ".join([*words[:rank], DAMAGE, *words[rank + 1 :]])
            problems = list(check_fidelity(replace_entry(real, name, index, **{field: text})))
            assert [problem.place for problem in problems] == [entry.at(field)]
            said = f"le document officiel dit « {word} » au lieu de « {DAMAGE} »"
            assert problems[0].message.startswith(said)
            damaged += 1
    # The rest is numbers, counts and punctuation: « Mesure 1 : », « 1 - … : 20 », « … : 4 ».
    rest = 3 * len(real.get(MEASURES)) + 4 * len(real.get("axes")) + 2 * len(real.get("themes"))
    assert damaged + rest == len(list(iter_document_words(real)))


def test_each_damaged_count_or_number_is_caught(real: Loaded) -> None:
    for name, field in (
        ("axes", "measure_count"),
        ("themes", "measure_count"),
        (MEASURES, "number"),
    ):
        for index, entry in enumerate(real.get(name)):
            value = getattr(entry.record, field)
            problems = find_problems(replace_entry(real, name, index, **{field: value + 100}))
            assert problems
            if field == "measure_count":
                said = f"le document officiel dit « {value} » au lieu de « {value + 100} »"
                assert said in problems[0]


def test_each_missing_last_word_is_caught_in_its_file(real: Loaded) -> None:
    for name, index, entry, field in iter_texts(real):
        words = getattr(entry.record, field).split()[:-1]
        damaged = replace_entry(real, name, index, **{field: " ".join(words)})
        assert {problem.place for problem in check_fidelity(damaged)} == {entry.at(field)}


@cases("fidelity")
def test_a_difference_is_told_in_words(little: Loaded, text: str, messages: list[str]) -> None:
    assert find_problems(replace_entry(little, MEASURES, 1, text=text)) == messages


def test_a_word_without_end_is_cut_in_the_message(little: Loaded) -> None:
    text = (
        "La mairie vise 8 000 à 10 000 arceaux : au moins un dans chaque rue, dès l’an "
        + "[" * 5_000
    )
    [problem] = find_problems(replace_entry(little, MEASURES, 1, text=text))
    assert problem == (
        "data/measures/02.yml:5:7: le document officiel dit « 2000. » au lieu de « "
        f"{'[' * 200}… » (après « rue, dès l’an ») [fidelity]"
    )


def test_without_its_document_or_its_data_nothing_is_said(little: Loaded) -> None:
    damaged = replace_entry(little, MEASURES, 0, text="Autre.")
    assert find_problems(damaged)
    assert find_problems(dataclasses.replace(damaged, source_text=None)) == []
    assert find_problems(dataclasses.replace(damaged, broken=frozenset({MEASURES}))) == []


def test_a_plan_without_any_axis_points_at_its_document(little: Loaded) -> None:
    emptied = dataclasses.replace(little, entries={**little.entries, "axes": ()})
    assert find_problems(emptied) == [
        "data/plan.yml:9:14: mots manquants : le document officiel dit « 1 - Le vélo dans la ville : 2 Les pistes : … » [fidelity]"
    ]
