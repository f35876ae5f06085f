"""Reading of a French administrative text: encodings, lines, structure."""

from macros.commands.drafting.structure import Outline, decode, read_outline, split_lines
from tests.cases import cases


def outline(text: str) -> Outline:
    return read_outline(split_lines(text)[0])


@cases("drafting")
def test_bytes_are_read_and_what_was_done_is_said(
    encoding: str, written: str, text: str, said: list[str]
) -> None:
    read, notes = decode(written.encode(encoding))
    assert (read, [note.message.partition(" : ")[0] for note in notes]) == (text, said)


@cases("drafting")
def test_lines_lose_what_the_page_adds(text: str, lines: list[str]) -> None:
    assert [line.text for line in split_lines(text)[0]] == lines


def test_a_heading_that_a_page_break_glued_to_a_measure_is_cut_off() -> None:
    text = "1 - Agir : 2\nLe début : 1\nMesure 1 : Agir\npour : 2.\n La suite\nà lire : 1\nMesure 2 : B"
    read = outline(text)
    assert [(axis.axis, axis.text, axis.count) for axis in read.axes] == [(1, "Agir", 2)]
    themes = [(theme.text, theme.count) for theme in read.themes]
    assert themes == [("Le début", 1), ("La suite à lire", 1)]
    assert [measure.text for measure in read.measures] == ["Agir pour : 2.", "B"]
    assert read.notes == []


def test_themes_of_one_title_have_identifiers_of_their_own() -> None:
    text = "1 - Agir : 3\nÉcole\u00a0: 1\nMesure 1 : A.\nÉcole : 1\nMesure 2 : B.\nÉcole : 1"
    assert [theme.slug for theme in outline(text).themes] == ["ecole", "ecole-2", "ecole-3"]


def test_numbers_by_levels_become_ranks_and_no_text_is_lost() -> None:
    read = outline("1 - Agir : 3\nMesure 1.1.1 : A.\nMesure 1.1.2 – B.\nMesure 12.1 C.")
    texts = {measure.number: measure.text for measure in read.measures}
    assert texts == {1: "A.", 2: "B.", 3: "C."}
    assert [note.message for note in read.notes] == [
        "numéros à plusieurs niveaux (« Mesure 1.1.1 ») : remplacés par le rang"
    ]


def test_the_words_of_the_text_name_its_measures() -> None:
    read = outline("1 - Agir : 3\nProposition n° 1 : A.\nProposition n° 3 : C.\nProposition 3 : D.")
    assert [measure.text for measure in read.measures] == ["A.", "C."]
    assert sorted(note.message for note in read.notes) == [
        "l’axe « Agir » annonce 3\u00a0propositions, on en lit 2",
        "proposition 2 introuvable avant « Proposition n° 3 »",
        "« Proposition 3 » déjà lu ligne 3 : laissé de côté",
    ]
