"""YAML's traps: each reads right, or gets a located message that explains it."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.data.characters import find_faults
from macros.data.yaml_reader import Place, read_document

FLOW = (
    "une fiche ne s’écrit pas entre accolades : une virgule y couperait le texte ; écrire un champ "
    "par ligne [yaml-flow]"
)
ALIAS = (
    "les alias YAML (« * ») sont refusés : recopier la valeur, ou la mettre entre guillemets droits "
    "[yaml-alias]"
)
COLON = (
    "YAML illisible : un « : » suivi d’une espace coupe la valeur : la mettre entre guillemets droits "
    '("…"), ou passer à la ligne après « >- » [yaml-syntax]'
)
TAB = "YAML illisible : remplacer la tabulation par des espaces [yaml-syntax]"
SIGN = (
    "YAML illisible : mettre entre guillemets droits une valeur qui commence par « {} » "
    "[yaml-syntax]"
)
ALIGNMENT = (
    "YAML illisible : l’alignement est rompu ou un guillemet est resté ouvert : vérifier les "
    "espaces en début de ligne [yaml-syntax]"
)
COMMENT = (
    "« # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits "
    "[yaml-comment]"
)
OPEN_QUOTE = "YAML illisible : un guillemet ouvert n’est pas refermé [yaml-syntax]"
SECOND_DOCUMENT = (
    "YAML illisible : « --- » ouvre un second document : un fichier n’en contient qu’un "
    "[yaml-syntax]"
)
DEPTH = (
    "structure trop profonde (plus de 20 niveaux) : vérifier les espaces en début de ligne "
    "[yaml-depth]"
)
ENCODING = "ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8 [yaml-encoding]"
OTHER = (
    "YAML illisible : vérifier l’alignement, les guillemets et les deux-points autour de cette "
    "ligne [yaml-syntax]"
)


def read(folder: Path, content: str | bytes) -> tuple[Any, list[str]]:
    path = folder / "x.yml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document, problems = read_document(path, "x.yml")
    return document.value, [str(problem) for problem in problems]


TEXTS = (
    "no", "yes", "on", "off", "y", "True", "NULL", "9999999999999999", "012", "00", "+5",
    "1_000", "1 000", "1,5", ".5", "1.", "1:30", "0x1f", "0o17", "1e3", ".inf", ".nan", "٣",
    "2010-12-31", "2010-12-31 10:00:00", "=", "<<", "-x", "l'eau", "http://x.fr/#a", "x#y",
    "C.L.S.", "😀",
)  # fmt: skip
VALUES: tuple[tuple[str, Any], ...] = (
    ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("12", 12),
    ("-5", -5), ("0", 0), ("2.5", 2.5), ("999999999999999", 999_999_999_999_999), ("'12'", "12"),
    ('"no"', "no"), ('"a: b"', "a: b"), ("'a # b'", "a # b"), ('"\\x41"', "A"), ("[]", []),
    ("[1, no]", [1, "no"]), ("{}", {}),
)  # fmt: skip


@pytest.mark.parametrize(("plain", "value"), [*((text, text) for text in TEXTS), *VALUES])
def test_a_plain_scalar_keeps_its_meaning(tmp_path: Path, plain: str, value: object) -> None:
    read_value, problems = read(tmp_path, f"a: {plain}")
    assert (read_value, problems) == ({"a": value}, [])
    assert type(read_value["a"]) is type(value)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("", None),
        ("  \n", None),
        ("# rien\n", None),
        ("---\n", None),
        ("- a\n- b", ["a", "b"]),
        ("no: 1\n012: 2\ntrue: 3", {"no": 1, "012": 2, "true": 3}),
        ("1: a\n1.0: b", {"1": "a", "1.0": "b"}),
        ("---\na: 1\n...\n", {"a": 1}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("a: 1\rb: 2", {"a": 1, "b": 2}),
        ("a: >-\r\n  un\r\n  deux\r\n", {"a": "un deux"}),
        ("a: >-\n  un : deux\n  # trois\n", {"a": "un : deux # trois"}),
        ("a: |\n  un\n  deux\n", {"a": "un\ndeux\n"}),
        ("a: un\n  deux", {"a": "un deux"}),
        ("a:\tb", {"a": "b"}),
        ('a: "un\n\tdeux"', {"a": "un deux"}),
        ("a: &nom un", {"a": "un"}),
        ("<<:\n  a: 1", {"<<": {"a": 1}}),
        ("a: x # remarque", {"a": "x"}),
        ("a: x #", {"a": "x"}),
        ("a: x #\n  # y", {"a": "x"}),
        ("a: x\n#y\n  #z\nb: 1", {"a": "x", "b": 1}),
        ("a: #x\n  - b", {"a": ["b"]}),
        ("a: >- #x\n  b #c", {"a": "b #c"}),
        ("a: 'b #c' #d\ne: [] #f", {"a": "b #c", "e": []}),
    ],
)
def test_a_document_reads_right(tmp_path: Path, content: str, value: object) -> None:
    assert read(tmp_path, content) == (value, [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: b: c", f"x.yml:1:5: {COLON}"),
        ("a: Le plan : suivre", f"x.yml:1:12: {COLON}"),
        ("a: x\n b: y", f"x.yml:2:3: {COLON}"),
        ("\ta: 1", f"x.yml:1:1: {TAB}"),
        ("a:\n\tb: 1", f"x.yml:2:1: {TAB}"),
        ("a:\n  - b\n\t- c", f"x.yml:3:1: {TAB}"),
        ("a: @b", f"x.yml:1:4: {SIGN.format('@')}"),
        ("a: `b`", f"x.yml:1:4: {SIGN.format('`')}"),
        ("a: %b", f"x.yml:1:4: {SIGN.format('%')}"),
        ("a: 'l'eau'", "x.yml:1:6: YAML illisible : l’apostrophe droite referme le guillemet : écrire ’ [yaml-syntax]"),
        ("a:\n  - b\n - c", "x.yml:3:2: YAML illisible : ce tiret n’est pas aligné sur ceux de sa liste : corriger ses espaces [yaml-syntax]"),
        ("a: 'b", f"x.yml:1:4: {OPEN_QUOTE}"),
        ('a: "b\nc: d', f"x.yml:1:4: {OPEN_QUOTE}"),
        ("- a\nb: c", "x.yml:2:1: YAML illisible : « b » n’est pas aligné sur les champs de sa fiche : lui rendre ses espaces [yaml-syntax]"),
        ("a: 1\nb\n", "x.yml:2:1: YAML illisible : ni un champ, ni la suite de la ligne d’avant : ajouter « : » après le nom du champ, ou des espaces au début de la ligne [yaml-syntax]"),
        ("a: - b", "x.yml:1:4: YAML illisible : une liste commence à la ligne sous le nom du champ [yaml-syntax]"),
        ("a: [1, 2", "x.yml:1:4: YAML illisible : un crochet ouvert n’est pas refermé, ou il manque une virgule [yaml-syntax]"),
        ("a: {b: 1", "x.yml:1:4: YAML illisible : une accolade ouverte n’est pas refermée [yaml-syntax]"),
        ("a: * b", "x.yml:1:5: YAML illisible : mettre entre guillemets une valeur qui commence par « * » ou « & » [yaml-syntax]"),
        ("a: > 5 ans", "x.yml:1:6: YAML illisible : mettre entre guillemets une valeur qui commence par « > » ou « | » [yaml-syntax]"),
        ("a: ? b", "x.yml:1:4: YAML illisible : mettre entre guillemets une valeur qui commence par « ? » [yaml-syntax]"),
        ('a: "b\\q"', "x.yml:1:6: YAML illisible : entre guillemets droits doubles, une barre oblique inverse s’écrit deux fois (« \\\\ ») [yaml-syntax]"),
        ("%YAML 2.0\n---\na: 1", f"x.yml:1:1: {OTHER}"),
        ("a: le lot #3\n  suite", f"x.yml:1:11: {COMMENT}"),
        ("a: le lot\n  nº 2\n  et #3\n  suite : b", f"x.yml:3:6: {COMMENT}"),
        ("a: b # c\n  suite", f"x.yml:2:3: {ALIGNMENT}"),
        ("a: b #c\nd: 'x", f"x.yml:2:4: {OPEN_QUOTE}"),
        ("a: 1\n---\nb: 2", f"x.yml:2:1: {SECOND_DOCUMENT}"),
        ("---\na: 1\n---\n", f"x.yml:3:1: {SECOND_DOCUMENT}"),
        ("a: un\nb: *a", f"x.yml:2:4: {ALIAS}"),
        ("a: &a [*a]", f"x.yml:1:8: {ALIAS}"),
        ("a: &a\n  b: *a", f"x.yml:2:6: {ALIAS}"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", f"x.yml:2:8: {ALIAS}"),
        ("[" * 100_000, f"x.yml:1:21: {DEPTH}"),
        ("{" * 100_000, f"x.yml:1:21: {DEPTH}"),
        ("- " * 100_000, f"x.yml:1:41: {DEPTH}"),
        ("? " * 100_000, f"x.yml:1:41: {DEPTH}"),
        (b"a: 1\nb: caf\xe9", f"x.yml:2:7: {ENCODING}"),
        ("a: 1\nb: é à ".encode() + b"\xe9", f"x.yml:2:8: {ENCODING}"),
        ("a: é".encode("utf-16"), f"x.yml:1:1: {ENCODING}"),
        (b"a: \xed\xa0\x80", f"x.yml:1:4: {ENCODING}"),
        ("#" * 300_001, "x.yml:1:1: fichier trop gros (plus de 300000 octets) : en retirer ce qui n’est pas une donnée [yaml-size]"),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_an_unreadable_document_gets_one_message(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    assert read(tmp_path, content) == (None, [message])


@pytest.mark.parametrize(
    ("content", "value", "message"),
    [
        ("a: 1\na: 2", {"a": 1}, "x.yml:2:1: champ « a » écrit deux fois (déjà ligne 1) : n’en garder qu’un [duplicate-key]"),
        ("a: 1\n'a': 2", {"a": 1}, "x.yml:2:1: champ « a » écrit deux fois (déjà ligne 1) : n’en garder qu’un [duplicate-key]"),
        ("a: {b: 1}", {"a": {"b": 1}}, f"x.yml:1:4: {FLOW}"),
        ("a: {b, c}", {"a": {"b": None, "c": None}}, f"x.yml:1:4: {FLOW}"),
        ("- {reason: Oui, mais}", [{"reason": "Oui", "mais": None}], f"x.yml:1:3: {FLOW}"),
        ("a: !!int 3", {"a": 3}, "x.yml:1:4: étiquette YAML « tag:yaml.org,2002:int » refusée : la retirer [yaml-tag]"),
        ("a: !!python/name:os.system x", {"a": "x"}, "x.yml:1:4: étiquette YAML « tag:yaml.org,2002:python/name:os.system » refusée : la retirer [yaml-tag]"),
        ("a: !attention x", {"a": "x"}, "x.yml:1:4: étiquette YAML « !attention » refusée : la retirer [yaml-tag]"),
        ("a: !!map [b]", {"a": ["b"]}, "x.yml:1:4: étiquette YAML « tag:yaml.org,2002:map » refusée : la retirer [yaml-tag]"),
        ("? [a]\n: b", {}, "x.yml:1:3: le nom d’un champ est un simple mot : l’écrire avant « : » [yaml-key]"),
        ("? {a: 1}\n: b", {}, "x.yml:1:3: le nom d’un champ est un simple mot : l’écrire avant « : » [yaml-key]"),
        ("a: x\u202ey", {"a": "xy"}, "x.yml:1:5: caractère invisible U+202E (écriture de droite à gauche) : le supprimer [invisible-character]"),
        ("a: x\u2066y", {"a": "xy"}, "x.yml:1:5: caractère invisible U+2066 : le supprimer [invisible-character]"),
        ("a: x\u200by", {"a": "xy"}, "x.yml:1:5: caractère invisible U+200B (espace sans largeur) : le supprimer [invisible-character]"),
        ("a: x\u00ady", {"a": "xy"}, "x.yml:1:5: caractère invisible U+00AD (trait d’union conditionnel) : le supprimer [invisible-character]"),
        ("a: x\ufeffy", {"a": "xy"}, "x.yml:1:5: caractère invisible U+FEFF (marque d’ordre des octets) : le supprimer [invisible-character]"),
        ("a: >-\r\n  un\r\n  é😀x\u200by\r\nb: 1", {"a": "un é😀xy", "b": 1}, "x.yml:3:6: caractère invisible U+200B (espace sans largeur) : le supprimer [invisible-character]"),
        ("a: x\x00y", {"a": "xy"}, "x.yml:1:5: caractère invisible U+0000 : le supprimer [invisible-character]"),
        ("a: é\nb: éé\x1b[0m", {"a": "é", "b": "éé[0m"}, "x.yml:2:6: caractère invisible U+001B : le supprimer [invisible-character]"),
        ("a: un\x0bdeux", {"a": "un deux"}, "x.yml:1:6: caractère de fin de ligne U+000B : le remplacer par une espace [invisible-character]"),
        ("a: un\u2028deux", {"a": "un deux"}, "x.yml:1:6: caractère de fin de ligne U+2028 : le remplacer par une espace [invisible-character]"),
        ("a: \uf0b7 un", {"a": "un"}, "x.yml:1:4: caractère propre à une police U+F0B7 : le supprimer, ou taper celui qu’il montrait [invisible-character]"),
        ("a: pr\ufffdfet", {"a": "prfet"}, "x.yml:1:6: caractère perdu U+FFFD : retaper la lettre d’origine [invisible-character]"),
        ("a: x\ufdd0", {"a": "x"}, "x.yml:1:5: caractère inconnu d’Unicode U+FDD0 : le supprimer [invisible-character]"),
        ("a: x\U000e0041", {"a": "x"}, "x.yml:1:5: caractère invisible U+E0041 : le supprimer [invisible-character]"),
        ("a: x\ufe0f", {"a": "x"}, "x.yml:1:5: caractère invisible U+FE0F : le supprimer [invisible-character]"),
        ("a: 1\n\u200b\nb: 2", {"a": 1, "b": 2}, "x.yml:2:1: caractère invisible U+200B (espace sans largeur) : le supprimer [invisible-character]"),
        ("a:\n-\u200b 1", {"a": [1]}, "x.yml:2:2: caractère invisible U+200B (espace sans largeur) : le supprimer [invisible-character]"),
        ("a: l’e\u0301te\u0301", {"a": "l’été"}, "x.yml:1:6: accents décomposés (lettre et accent à part) dès « l’été » : « make fix » les recompose [decomposed-accent]"),
        ("a: des stratÃ©gies", {"a": "des stratÃ©gies"}, "x.yml:1:13: « stratÃ©gies » a été lu dans un mauvais encodage : écrire « stratégies » [misread-text]"),
        ("a: lâ€™accueil", {"a": "lâ€™accueil"}, "x.yml:1:5: « lâ€™accueil » a été lu dans un mauvais encodage : écrire « l’accueil » [misread-text]"),
        ("a: ÃƒÂ©tÃƒÂ©", {"a": "ÃƒÂ©tÃƒÂ©"}, "x.yml:1:4: « ÃƒÂ©tÃƒÂ© » a été lu dans un mauvais encodage : écrire « été » [misread-text]"),
        ('a: "x\\0y"', {"a": "xy"}, "x.yml:1:4: caractère invisible U+0000 : le supprimer [invisible-character]"),
        ("a: le lot #3", {"a": "le lot"}, f"x.yml:1:11: {COMMENT}"),
        ("a: été 😀\t#3 # b", {"a": "été 😀"}, f"x.yml:1:10: {COMMENT}"),
        ("a: un\r\n  deux  #3\r\nb: 1", {"a": "un deux", "b": 1}, f"x.yml:2:9: {COMMENT}"),
        ("a: #3\nb: 1", {"a": None, "b": 1}, f"x.yml:1:4: {COMMENT}"),
        ("a #b: c", "a", f"x.yml:1:3: {COMMENT}"),
        ("- un #2", ["un"], f"x.yml:1:6: {COMMENT}"),
        ("a: [un #2\n  , deux]", {"a": ["un", "deux"]}, f"x.yml:1:8: {COMMENT}"),
        ("a\u202e: x", {"a": "x"}, "x.yml:1:2: caractère invisible U+202E (écriture de droite à gauche) : le supprimer [invisible-character]"),
    ],
)  # fmt: skip
def test_a_trap_is_read_and_reported(
    tmp_path: Path, content: str, value: object, message: str
) -> None:
    assert read(tmp_path, content) == (value, [message])


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    document, problems = read_document(tmp_path / "x.yml", "x.yml")
    assert document.value is None
    assert [str(problem) for problem in problems] == [
        "x.yml:1:1: ce fichier manque : le remettre à sa place, ou lui rendre son nom [file-missing]"
    ]


def test_problems_of_a_readable_document_are_all_reported(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: {b: 1}\na: 2\nc: !d e\n")
    assert problems == [
        f"x.yml:1:4: {FLOW}",
        "x.yml:2:1: champ « a » écrit deux fois (déjà ligne 1) : n’en garder qu’un [duplicate-key]",
        "x.yml:3:4: étiquette YAML « !d » refusée : la retirer [yaml-tag]",
    ]


def test_values_and_keys_remember_their_places(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("\ufeff# é\na: 1\nb:\n  - c: >-\n      été\n    d: 2\n  - []\ne:\n", "utf-8")
    document, problems = read_document(path, "data/x.yml")
    assert problems == []
    assert document.value == {"a": 1, "b": [{"c": "été", "d": 2}, []], "e": None}
    values: dict[tuple[str | int, ...], str] = {
        (): "data/x.yml:2:1",
        ("a",): "data/x.yml:2:4",
        ("b",): "data/x.yml:4:3",
        ("b", 0): "data/x.yml:4:5",
        ("b", 0, "c"): "data/x.yml:4:8",
        ("b", 0, "d"): "data/x.yml:6:8",
        ("b", 1): "data/x.yml:7:5",
        ("e",): "data/x.yml:8:3",
    }
    assert {path: str(document.at(*path)) for path in values} == values
    keys: dict[tuple[str | int, ...], str] = {
        ("a",): "data/x.yml:2:1",
        ("b",): "data/x.yml:3:1",
        ("b", 0, "c"): "data/x.yml:4:5",
        ("b", 0, "d"): "data/x.yml:6:5",
        ("e",): "data/x.yml:8:1",
    }
    assert {path: str(document.at_key(*path)) for path in keys} == keys


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a", 1, "b"), Place("x.yml", 3, 8)),
        (("a", 1, "absent", "b"), Place("x.yml", 3, 5)),
        (("a", 7), Place("x.yml", 2, 3)),
        ((), Place("x.yml", 1, 1)),
    ],
)
def test_what_is_absent_stands_where_it_would_be(
    tmp_path: Path, path: tuple[str | int, ...], place: Place
) -> None:
    (tmp_path / "x.yml").write_text("a:\n  - 1\n  - b: 2\n", encoding="utf-8")
    document, _ = read_document(tmp_path / "x.yml", "x.yml")
    assert document.at(*path) == place


def test_an_empty_document_stands_at_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "x.yml").touch()
    document, _ = read_document(tmp_path / "x.yml", "x.yml")
    assert document.at("a", 0) == Place("x.yml", 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 299_999,
        "- x\n" * 74_999,
        "[" + "[]," * 99_000,
        "a: " + "x " * 140_000,
        "&a " * 99_000,
    ],
)
def test_a_large_odd_file_is_read_to_its_end(tmp_path: Path, content: str) -> None:
    value, problems = read(tmp_path, content)
    assert problems or value is not None


FRAGMENTS = st.lists(
    st.sampled_from([*"\n\n\t :-?[]{},#&*!|>'\"%@`ab1é\0\ufeff\u202e", "---", "...", "\r\n", "<<"])
).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), FRAGMENTS.map(str.encode)))
def test_any_bytes_give_a_document_and_problems(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    value, problems = read(tmp_path_factory.getbasetemp(), content)
    assert all(problem.startswith("x.yml:") for problem in problems)
    assert value is None or isinstance(value, (dict, list, str, int, float))


TEXT = st.text(max_size=200).filter(
    lambda text: "\n" not in text and "\r" not in text and not [*find_faults(text)]
)


@given(TEXT)
def test_any_visible_text_between_double_quotes_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert read(tmp_path_factory.getbasetemp(), f'a: "{quoted}"\n') == ({"a": text}, [])


@pytest.mark.parametrize(
    "text",
    [
        "« L’ŒUVRE » : 50 € …",
        "CAFÉ», CITÉ» et Ä…",
        "1\u202f000\u00a0km",
        "⚠\ufe0f 😀 ½ №",
        "e\u0331",
    ],
)
def test_what_shows_is_no_fault(text: str) -> None:
    assert [*find_faults(text)] == []


@pytest.mark.parametrize("code", [0x34F, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFA0, 0xE0100])
def test_letters_and_marks_that_show_nothing_are_faults(code: int) -> None:
    assert [fault.rule for fault in find_faults(f"a{chr(code)}b")] == ["invisible-character"]


def test_a_pipe_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yml")
    [problem] = read_document(tmp_path / "x.yml", "x.yml")[1]
    assert problem.message.startswith("ce fichier ne peut pas être lu")
