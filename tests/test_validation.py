"""Values → records: every refusal is explained in French, at the right place."""

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.data.field_types import Reference, Verbatim
from macros.data.ledger_model import Published
from macros.data.loading import LIST_FILES, RECORD_FILES
from macros.data.measure_model import (
    Baseline,
    Correction,
    Deadline,
    FollowUp,
    Measure,
    Participation,
    Range,
    Target,
)
from macros.data.model import Actor, Axis, Fact, Site
from macros.data.validation import build_record, find_mark, suggest, walk_fields
from macros.data.yaml_reader import read_document

FIXTURES = Path(__file__).parent / "fixtures"
SMALL = FIXTURES / "small" / "data"
DAY = "il faut une date AAAA-MM-JJ (« 2010-12-31 »)"
MOMENT = "il faut une date AAAA, AAAA-MM ou AAAA-MM-JJ"
INTEGER = "il faut un nombre entier, sans guillemets, ni espace, ni zéro devant"
NUMBER = "il faut un nombre, sans guillemets ni espace, avec un point pour les décimales"
ADDRESS = "il faut une adresse complète commençant par https:// ou http://"


def shape(folder: Path, cls: type, content: str) -> list[str]:
    path = folder / "x.yml"
    path.write_text(content, encoding="utf-8")
    document, problems = read_document(path, "x.yml")
    record, found = build_record(document, cls, (), document.value)
    assert (record is None) == bool(found)
    return [str(problem) for problem in (*problems, *found)]


def iter_record_classes(cls: Any) -> Iterator[Any]:
    """Yield a record class and all those inside it."""
    if dataclasses.is_dataclass(cls):
        yield cls
        for hint in typing.get_type_hints(cls).values():
            yield from iter_record_classes(hint)
    for part in typing.get_args(cls):
        yield from iter_record_classes(part)


RECORD_CLASSES = sorted(
    {
        found
        for cls in (Measure, *RECORD_FILES.values(), *LIST_FILES.values())
        for found in iter_record_classes(cls)
    },
    key=lambda cls: str(cls.__name__),
)
FIELDS = [(cls, field.name) for cls in RECORD_CLASSES for field in dataclasses.fields(cls)]
WRONG_VALUES: list[Any] = [
    None, True, 0, -1, 5, 2.5, "", " ", "x", "É", "a" * 100, "2010-13-01", "2010-02-30", "no",
    [], [None], ["x"], [["x"]], [{}], {}, {"x": 1},
]  # fmt: skip


def test_the_walk_of_the_model_finds_its_records() -> None:
    assert len(RECORD_CLASSES) == 40
    assert {Measure, Target, Range, FollowUp, Fact, Site} <= set(RECORD_CLASSES)


@pytest.mark.parametrize(
    ("cls", "field"), FIELDS, ids=[f"{cls.__name__}.{field}" for cls, field in FIELDS]
)
def test_every_refusal_of_every_field_has_words_of_its_own(
    tmp_path: Path, cls: type, field: str
) -> None:
    document, _ = read_document(tmp_path / "absent.yml", "x.yml")
    messages = [
        problem.message
        for value in WRONG_VALUES
        for problem in build_record(document, cls, (), {field: value})[1]
    ]
    assert messages
    assert [message for message in messages if "une valeur de la forme attendue" in message] == []


@pytest.mark.parametrize(
    ("cls", "content", "messages"),
    [
        (Baseline, "", ["1:1: valeur vide : il faut une fiche (un champ par ligne) [type]"]),
        (Baseline, "5", ["1:1: « 5 » : il faut une fiche (un champ par ligne) [type]"]),
        (Baseline, "- 5", ["1:1: une liste : il faut une fiche (un champ par ligne) [type]"]),
        (
            Baseline,
            "value: 30",
            ["1:1: le champ « quote » manque : l’ajouter [field-missing]"],
        ),
        (Baseline, "value: 30\nquote: nombre de 30\noccurrence: 1", []),
        (Baseline, "value: 2.5\nquote: deux", []),
        (Baseline, "value: trente\nquote: a", [f"1:8: « trente » pour « value » : {NUMBER} [type]"]),
        (Baseline, "value: 1 000\nquote: a", [f"1:8: « 1 000 » pour « value » : {NUMBER} [type]"]),
        (Baseline, "value: 1,5\nquote: a", [f"1:8: « 1,5 » pour « value » : {NUMBER} [type]"]),
        (Baseline, "value: true\nquote: a", [f"1:8: « true » pour « value » : {NUMBER} [type]"]),
        (Baseline, "value:\nquote: a", [f"1:7: valeur vide pour « value » : {NUMBER} [type]"]),
        (Range, "min: 1\nmax: [2]", [f"2:6: une liste pour « max » : {NUMBER} [type]"]),
        (
            Correction,
            "original: ''\noccurence: 2\nkind: errors\noccurrence: 0",
            [
                "1:11: «  » pour « original » : il faut un texte qui ne soit pas vide [text-format]",
                "2:1: champ « occurence » inconnu ; vouliez-vous dire « occurrence » ? [field-unknown]",
                "3:7: « errors » n’est pas admis pour « kind » ; vouliez-vous dire « error » ? [value-unknown]",
                "4:13: « 0 » pour « occurrence » : il faut un nombre d’au moins 1 [number-range]",
            ],
        ),
        (
            Correction,
            "kind: [error]\nnote:\n  a: 1",
            [
                "1:7: une liste n’est pas admise pour « kind » ; vouliez-vous dire « error » ? [value-unknown]",
                "3:3: une fiche pour « note » : il faut un texte [type]",
            ],
        ),
        (
            Axis,
            "number: 01\nheading: 5\nmeasure_count: -1\ntitle: t\nfor_victims: yes",
            [
                f"1:9: « 01 » pour « number » : {INTEGER} [type]",
                "2:10: « 5 » pour « heading » : il faut un texte [type]",
                "3:16: « -1 » pour « measure_count » : il faut un nombre d’au moins 0 [number-range]",
                "5:14: « yes » pour « for_victims » : il faut true ou false [type]",
            ],
        ),
        (
            Axis,
            "number: 2.5\nheading: h\nmeasure_count: '3'\ntitle: t\ncorrections: non",
            [
                f"1:9: « 2.5 » pour « number » : {INTEGER} [type]",
                f"3:16: « 3 » pour « measure_count » : {INTEGER} [type]",
                "5:14: « non » pour « corrections » : il faut une liste (un tiret par élément) [type]",
            ],
        ),
        (
            Fact,
            "topic: origines\nstatement: x\nsources: []",
            [
                "1:8: « origines » n’est pas admis pour « topic » ; vouliez-vous dire « origin » ? [value-unknown]",
                "3:10: une liste pour « sources » : il faut au moins un élément [list-empty]",
            ],
        ),
        (
            Fact,
            "topic: origin\nstatement: x\nsources: [Été, 5, null, a--b]",
            [
                "3:11: « Été » : il faut un identifiant en minuscules sans accent, mots liés par des tirets (« ete ») [text-format]",
                "3:16: « 5 » : il faut un texte [type]",
                "3:19: valeur vide : il faut un texte [type]",
                "3:25: « a--b » : il faut un identifiant en minuscules sans accent, mots liés par des tirets (« a-b ») [text-format]",
            ],
        ),
        (
            Fact,
            f"topic: origin\nstatement: x\nsources:\n  - {'a' * 61}",
            [f"4:5: « {'a' * 60}… » : il faut au plus 60 caractères [text-format]"],
        ),
        (
            Site,
            "updated: 2020-01-01\nurl: example.org\nrepository: https://a b",
            [
                f"2:6: « example.org » pour « url » : {ADDRESS} [text-format]",
                "3:13: « https://a b » pour « repository » : il faut un nom de site valable, sans accent, après « https:// », comme « www.exemple.fr » [text-format]",
            ],
        ),
        (Site, "updated: 2010", [f"1:10: « 2010 » pour « updated » : {DAY} [date-format]"]),
        (Site, "updated: 2010-1-1", [f"1:10: « 2010-1-1 » pour « updated » : {DAY} [date-format]"]),
        (Site, "updated: 31/12/2010", [f"1:10: « 31/12/2010 » pour « updated » : {DAY} [date-format]"]),
        (Site, "updated: 2010-02-30", ["1:10: « 2010-02-30 » pour « updated » : il faut une date AAAA-MM-JJ qui existe [date-format]"]),
        (Site, "updated: 0000-01-01", ["1:10: « 0000-01-01 » pour « updated » : il faut une date AAAA-MM-JJ qui existe [date-format]"]),
        (
            Site,
            "updated: 2010-12-31T10:00",
            [f"1:10: « 2010-12-31T10:00 » pour « updated » : {DAY} [date-format]"],
        ),
        (Site, "updated: '1234567890'", [f"1:10: « 1234567890 » pour « updated » : {DAY} [date-format]"]),
        (Site, "updated: [a]", [f"1:10: une liste pour « updated » : {DAY} [date-format]"]),
        (FollowUp, "date: 2010\nsummary: s\nsource: s", []),
        (FollowUp, "date: 2010-12\nsummary: s\nsource: s", []),
        (FollowUp, "date: 2012-02-29\nsummary: s\nsource: s", []),
        (FollowUp, "date: 201\nsummary: s\nsource: s", [f"1:7: « 201 » pour « date » : {MOMENT} [text-format]"]),
        (FollowUp, "date: 2010-13\nsummary: s\nsource: s", [f"1:7: « 2010-13 » pour « date » : {MOMENT} [text-format]"]),
        (
            FollowUp,
            "date: 2010-02-29\nsummary: s\nsource: s",
            [f"1:7: « 2010-02-29 » pour « date » : {MOMENT} qui existe [date-format]"],
        ),
        (FollowUp, "date: ٢٠١٠\nsummary: s\nsource: s", [f"1:7: « ٢٠١٠ » pour « date » : {MOMENT} [text-format]"]),
        (FollowUp, "date: true\nsummary: s\nsource: s", ["1:7: « true » pour « date » : il faut un texte [type]"]),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_explained_where_it_stands(
    tmp_path: Path, cls: type, content: str, messages: list[str]
) -> None:
    assert shape(tmp_path, cls, content) == [f"x.yml:{message}" for message in messages]


def test_problems_deep_inside_a_record_stand_at_their_places(tmp_path: Path) -> None:
    content = (FIXTURES / "measure-15.yml").read_text(encoding="utf-8")
    assert shape(tmp_path, Measure, content) == []
    for old, new in (
        ("factor: 2", "factors: 2"),
        ("kind: horizon", "kind: horison"),
        ("measure: 25", "measure: 0"),
        ("- actor: prefet", "- acteur: prefet"),
    ):
        content = content.replace(old, new)
    assert shape(tmp_path, Measure, content) == [
        "x.yml:14:5: le champ « actor » manque : l’ajouter [field-missing]",
        "x.yml:14:5: champ « acteur » inconnu ; vouliez-vous dire « actor » ? [field-unknown]",
        "x.yml:26:11: « horison » n’est pas admis pour « kind » ; vouliez-vous dire « horizon » ? [value-unknown]",
        "x.yml:39:7: champ « factors » inconnu ; vouliez-vous dire « factor » ? [field-unknown]",
        "x.yml:46:14: « 0 » pour « measure » : il faut un nombre d’au moins 1 [number-range]",
    ]


@pytest.mark.parametrize(
    ("value", "valid", "words"),
    [
        ("prefets", ["maire", "prefet"], " ; vouliez-vous dire « prefet » ?"),
        (12, [1, 2, 120], " ; vouliez-vous dire « 120 » ?"),
        ("z", ["maire", "prefet"], " ; valeurs possibles : maire, prefet"),
        ("z", [], ""),
        (
            "z",
            range(1, 14),
            " ; valeurs possibles : 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12…",
        ),
    ],
)
def test_a_wrong_value_gets_the_nearest_valid_one(
    value: object, valid: list[object], words: str
) -> None:
    assert suggest(value, valid) == words


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("kind: due", "kind: échéance"),
            "« échéance » n’est pas admis pour « kind » ; vouliez-vous dire « due » ? [value-unknown]",
        ),
        (
            ("kind: due", "kind: zzz"),
            (
                "« zzz » n’est pas admis pour « kind » ; valeurs possibles : due (échéance), start (début), "
                "effect (effet attendu), horizon, event (lié à un événement), recurring (récurrent) [value-unknown]"
            ),
        ),
        (
            ("    scope:", "    remarque: x\n    scope:"),
            "champ « remarque » inconnu ; vouliez-vous dire « note » ? [field-unknown]",
        ),
        (
            ("    scope:", "    \u00a0note: x\n    scope:"),
            "espace insécable devant « note » : la remplacer par une espace simple [field-unknown]",
        ),
        (
            ("date: 2010-12-31", "date: 31 décembre 2010"),
            "« 31 décembre 2010 » pour « date » : il faut une date AAAA-MM-JJ (« 2010-12-31 ») [date-format]",
        ),
        (
            ("date: 2010-12-31", "date: 1er/06/2010"),
            "« 1er/06/2010 » pour « date » : il faut une date AAAA-MM-JJ (« 2010-06-01 ») [date-format]",
        ),
        (
            ("actor: prefet", "actor: Préfet"),
            (
                "« Préfet » pour « actor » : il faut un identifiant en minuscules sans accent, mots liés "
                "par des tirets (« prefet ») [text-format]"
            ),
        ),
    ],
)
def test_what_is_written_in_french_gets_its_own_word(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    example = (FIXTURES / "measure-15.yml").read_text(encoding="utf-8")
    content = example.replace(*change, 1)
    assert content != example
    [said] = shape(tmp_path, Measure, content)
    assert said.endswith(f": {message}")


@pytest.mark.parametrize("key", ["int", "float", "[key]"])
def test_a_field_may_have_any_name_and_is_still_unknown(tmp_path: Path, key: str) -> None:
    # By these names pydantic tells what an error is about.
    [said] = shape(tmp_path, Site, f"updated: 2026-11-22\n'{key}': 3\n")
    assert said.startswith(f"x.yml:2:1: champ « {key} » inconnu ; ")
    [said] = shape(tmp_path, Published, f"addresses:\n  '{key}': 2026-11-22\n")
    assert said.startswith(f"x.yml:2:3: « {key} » : il faut une adresse du site")


def test_marks_tell_references_and_official_words() -> None:
    part = Participation(actor="maire", role="lead", evidence="quote", quote="le maire")  # type: ignore[arg-type]
    assert [find_mark(part, "role", kind) for kind in (Reference, Verbatim)] == [None, None]
    assert find_mark(part, "actor", Reference) == Reference("actors")
    assert find_mark(part, "quote", Verbatim) == Verbatim()
    assert find_mark(part, "quote", Reference) is None
    deadline = Deadline(
        kind="due",  # type: ignore[arg-type]
        precision="none",  # type: ignore[arg-type]
        quote="sous peu",
        scope="tout",
        bears_on=("maire",),
    )
    assert find_mark(deadline, "bears_on", Reference) == Reference("actors")


def test_fields_are_walked_without_the_unset_ones() -> None:
    actor = Actor(slug="a", name="n", definite="le n", family="f", aliases=("x", "y"))
    fact = Fact(topic="origin", statement="s", sources=("b",))  # type: ignore[arg-type]
    assert [(field, value, path) for _, field, value, path in walk_fields(actor)] == [
        ("slug", "a", ("slug",)),
        ("name", "n", ("name",)),
        ("definite", "le n", ("definite",)),
        ("family", "f", ("family",)),
        ("aliases", "x", ("aliases", 0)),
        ("aliases", "y", ("aliases", 1)),
    ]
    assert [path for *_, path in walk_fields(fact)] == [
        ("topic",),
        ("statement",),
        ("sources", 0),
    ]
