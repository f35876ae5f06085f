"""`new`: a record in the right place, with what is known and what is left to fill."""

from pathlib import Path

from macros.commands.cli import main
from macros.data.checking import check_data
from macros.data.layout import format_text
from tests.cases import cases, read_cases
from tests.conftest import Capture
from tests.projects import SMALL, fingerprint


def new(data: Path, *words: str) -> int:
    return main(["--data", str(data), "new", *words])


def added_lines(data: Path, name: str) -> list[str]:
    """Return the lines added to a file; no other line may have changed."""
    before = (SMALL / name).read_text("utf-8").split("\n") if (SMALL / name).exists() else [""]
    after = (data / name).read_text(encoding="utf-8").split("\n")
    count = len(after) - len(before)
    start = next((i for i, line in enumerate(before) if after[i] != line), len(before) - 1)
    # A repeated first line may belong to the record after.
    while after[:start] + after[start + count :] != before:
        start -= 1
    return after[start : start + count]


def test_a_measure_takes_the_next_number_and_says_what_is_left(data: Path, capsys: Capture) -> None:
    assert new(data, "measure", "Pre\u0301venir  l'oubli") == 0
    text = (data / "measures" / "04.yml").read_text(encoding="utf-8")
    assert text.startswith(read_cases("new")["measure"])
    assert format_text(text) == text
    out = capsys.readouterr().out
    assert out.startswith("Ajouté : data/measures/04.yml:1\n")
    assert "  data/measures/04.yml:7:7: valeur vide pour « text »" in out
    left = [(str(p.place), p.rule) for p in check_data(data).problems]
    assert left == [
        ("data/measures/04.yml:3:7", "type"),
        ("data/measures/04.yml:7:7", "type"),
        ("data/measures/04.yml:9:13", "value-unknown"),
    ]


def test_a_measure_that_is_missing_is_the_next_one(data: Path) -> None:
    (data / "measures" / "02.yml").unlink()
    assert new(data, "measure") == 0
    lines = (data / "measures" / "02.yml").read_text(encoding="utf-8").split("\n")
    assert (lines[1], lines[4]) == (
        "number: 2",
        "title: null  # à remplir : Titre : éditorial, court, neutre, fidèle",
    )


@cases("new")
def test_a_record_is_added_and_nothing_else_changes(
    data: Path, words: list[str], name: str, first: list[str]
) -> None:
    assert new(data, *words) == 0
    assert added_lines(data, name)[: len(first)] == first
    text = (data / name).read_text(encoding="utf-8")
    assert format_text(text) == text
    rules = {p.rule for p in check_data(data).problems if p.place.file == f"data/{name}"}
    assert rules <= {"type", "value-unknown", "date-format"}


def test_a_record_goes_where_the_order_of_the_list_puts_it(data: Path) -> None:
    new(data, "term", "PEL")
    lines = (data / "glossary.yml").read_text(encoding="utf-8").split("\n")
    slugs = [line.removeprefix("  - slug: ") for line in lines if line.startswith("  - slug: ")]
    assert slugs == ["pdu", "pel", "piste"]


@cases("new")
def test_the_text_around_stays_as_it_is(data: Path, before: str, after: str) -> None:
    path = data / "sources.yml"
    path.write_text(before, encoding="utf-8")
    assert new(data, "source", "B") == 0
    text = path.read_text(encoding="utf-8")
    assert after in text
    for line in before.split("\n"):
        assert line.replace(" []", "") in text.split("\n")


def test_what_cannot_be_added_is_explained_and_nothing_is_written(
    data: Path, capsys: Capture
) -> None:
    before = fingerprint(data)
    for words, code, said in (
        (("actor", "Mairie"), 1, "« mairie » existe déjà (data/actors.yml:"),
        (("actor", "a\x07b"), 2, "« a⟨U+0007⟩b » : un caractère est invisible"),
        (("measure", "Doubl\udce9"), 2, "« Doubl⟨U+DCE9⟩ » : un caractère"),
    ):
        assert new(data, *words) == code
        assert said in capsys.readouterr().err
    assert fingerprint(data) == before


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, capsys: Capture) -> None:
    assert new(tmp_path / "donnees", "measure", "Un titre") == 1
    assert "donnees:1:1: ce dossier manque" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@cases("new")
def test_a_file_out_of_form_is_left_alone(
    data: Path, text: str, said: str, capsys: Capture
) -> None:
    (data / "actors.yml").write_text(text, encoding="utf-8")
    assert new(data, "actor", "préfecture") == 1
    assert said in capsys.readouterr().err
    assert (data / "actors.yml").read_text(encoding="utf-8") == text
