"""Reading of a French administrative text: encodings, lines, structure, passages to look at."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.commands.drafting.draft import find_acronyms, find_dates, find_laws
from macros.commands.drafting.structure import Outline, decode, read_outline, split_lines


def outline(text: str) -> Outline:
    return read_outline(split_lines(text)[0])


@pytest.mark.parametrize(
    ("raw", "text", "said"),
    [
        ("é\r\nà".encode(), "é\nà", []),
        ("\ufeffé".encode(), "é", []),
        ("a\né « 5 € »".encode("cp1252"), "a\né « 5 € »", ["le texte n’est pas en UTF-8 (ligne 2)"]),
        ("é".encode("utf-16"), "é", ["texte en UTF-16, converti en UTF-8"]),
        ("De\u0301cret".encode(), "Décret", []),
        ("d’\u200bici\x07".encode(), "d’ici", ["caractères invisibles retirés (2), le premier est ici"]),
    ],
)  # fmt: skip
def test_bytes_are_read_and_what_was_done_is_said(raw: bytes, text: str, said: list[str]) -> None:
    read, notes = decode(raw)
    assert (read, [note.message.partition(" : ")[0] for note in notes]) == (text, said)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Une coor-\ndination.\nLa coordination.", ["Une coordination.", "La coordination."]),
        ("Un après-\nmidi.\nL’après-midi.", ["Un après-midi.", "L’après-midi."]),
        ("Une coor\u00ad\ndination.", ["Une coordination."]),
        ("La coor\u00ad\nDination.", ["La coor", "Dination."]),
        ("Saint-\nDenis", ["Saint-", "Denis"]),
        ("un\n\f2\ndeux\n\f3\ntrois", ["un", "deux", "trois"]),
        ("un\n- 2 -\ndeux", ["un", "deux"]),
        ("un\n2\ndeux", ["un", "2", "deux"]),
        ("## Titre\n**gras** et [lien](https://x.org)\n---", ["Titre", "gras et lien"]),
    ],
)
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
        "« Proposition 3 » déjà lu ligne 3 : ce texte est laissé de côté",
    ]


DATES = """
Agir avant le 31 décembre 2010. | avant le 31 décembre 2010
Agir au 1er octobre 2009. | au 1er octobre 2009
d’ici à la fin de l’année 2011 | d’ici à la fin de l’année 2011
à partir de 2012, agir | à partir de 2012
au cours du second semestre 2010 | second semestre 2010
dès le premier trimestre 2013 | dès le premier trimestre 2013
en février 2012 et chaque année | en février 2012 | chaque année
avant le terme du contrat | avant le terme du contrat
à l’issue de l’enquête, agir | à l’issue de l’enquête
fixé par décret : il sera créé par décret | sera créé par décret
12 2010-2012 ; art. 1999-5 ; l’an dernier ; la loi du 5 mars 2007
lors de l’examen de la loi du 5 mars 2007, en 2009 | en 2009
"""
LAWS = """
prévues à l’article 14 de la loi du 5 mars 2007 lors | l’article 14 de la loi du 5 mars 2007
la loi n° 83-634 du 13 juillet 1983 | loi n° 83-634 du 13 juillet 1983
le décret n° 2006-665 | décret n° 2006-665
par arrêté préfectoral du 5 mars 2007 | arrêté préfectoral du 5 mars 2007
l’article L.2211-3 du Code général des collectivités. | l’article L.2211-3 du Code général des collectivités
le code de la route et les maires | code de la route
conformément à la loi | conformément à la loi
la loi et le règlement
"""
ACRONYMS = """
Le conseil local (C.L.S.M.) et l’ARS. | C.L.S.M. | ARS
TITRE EN CAPITALES. XXI
"""


@pytest.mark.parametrize(
    ("find", "table"), [(find_dates, DATES), (find_laws, LAWS), (find_acronyms, ACRONYMS)]
)
def test_passages_to_look_at(find: Callable[[str], list[str]], table: str) -> None:
    for line in table.strip().split("\n"):
        text, *passages = line.split(" | ")
        assert find(text) == passages, text


@given(st.text(st.sampled_from("LesmairdébucolAB0129 .,;:’'()«»°%-\n\f\u00ad"), max_size=120))
def test_every_remark_of_any_text_is_a_passage_of_it(text: str) -> None:
    for line in split_lines(decode(text.encode())[0])[0]:
        for find in (find_dates, find_laws, find_acronyms):
            assert all(passage in line.text for passage in find(line.text))
