"""`new`: a record in the right place, what can be derived, and what is left to fill."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.checking import check_data
from macros.cli import main
from macros.formatting import format_text

ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The real data, to add to."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


def new(data: Path, *words: str) -> int:
    return main(["--data", str(data), "new", *words, "--no-input"])


def added_lines(data: Path, name: str) -> list[str]:
    """Return the lines added to a file; no other line may have changed."""
    before = (ROOT / "data" / name).read_text(encoding="utf-8").split("\n")
    after = (data / name).read_text(encoding="utf-8").split("\n")
    count = len(after) - len(before)
    start = next((i for i, line in enumerate(before) if after[i] != line), len(before) - 1)
    # A repeated first line may belong to the record after.
    while after[:start] + after[start + count :] != before:
        start -= 1
    return after[start : start + count]


def test_a_measure_takes_the_next_number_and_the_axis_of_its_theme(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(data, "mesure", "Ouvrir l'accueil", "--theme", "clspd") == 0
    text = (data / "measures" / "51.yml").read_text(encoding="utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../schema/measure.schema.json\n"
        "number: 51\n"
        "axis: 2\n"
        "theme: clspd\n"
        "title: Ouvrir l’accueil\n"
        "text: null  # à remplir : texte officiel, à la lettre, défauts compris\n"
    )
    out = capsys.readouterr().out
    assert out.startswith("Ajouté : data/measures/51.yml (mesure 51)\n")
    assert "  data/measures/51.yml:6:7: valeur vide pour « text »" in out
    assert "measure_count" in out
    left = [(str(p.place), p.rule) for p in check_data(data).problems]
    assert left == [
        ("data/measures/51.yml:6:7", "type"),
        ("data/measures/51.yml:8:13", "value-unknown"),
    ]


def test_a_title_may_follow_the_options(data: Path) -> None:
    assert main(["--data", str(data), "new", "measure", "--theme", "clspd", "--no-input", "Un titre"]) == 0  # fmt: skip
    text = (data / "measures" / "51.yml").read_text(encoding="utf-8")
    assert "theme: clspd\ntitle: Un titre\n" in text


def test_accents_typed_apart_are_composed(data: Path) -> None:
    assert new(data, "measure", "Pre\u0301venir") == 0
    assert "title: Prévenir\n" in (data / "measures" / "51.yml").read_text(encoding="utf-8")


def test_a_measure_that_is_missing_is_the_next_one(data: Path) -> None:
    (data / "measures" / "07.yml").unlink()
    assert new(data, "measure") == 0
    lines = (data / "measures" / "07.yml").read_text(encoding="utf-8").split("\n")
    assert lines[1] == "number: 7"
    assert lines[2] == "axis: null  # à remplir : numéro de l’axe (1, 2, 3, 4, 5)"
    assert lines[3].startswith("theme: null  # à remplir : identifiant du thème (etudes-de-")
    assert new(data, "measure", "--axis", "5") == 0
    assert "theme: null  # cet axe n’a pas de thème\n" in (data / "measures" / "51.yml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "name", "lines"),
    [
        (
            ["acteur", "conseil de quartier", "--parent", "maire"],
            "actors.yml",
            [
                "  - slug: conseil-de-quartier",
                "    name: conseil de quartier",
                "    definite: le conseil de quartier",
                "    parent: maire",
                "    aliases: []  # autres noms que l’on tape",
                "    description: null  # ce qu’il est, en une phrase, avec « source »",
            ],
        ),
        (
            ["theme", "Les gares  d'été : 2", "--axis", "1"],
            "themes.yml",
            [
                "  - slug: les-gares-d-ete",
                "    axis: 1",
                "    heading: Les gares d'été",
                "    measure_count: 2",
                "    title: Les gares d’été  # à raccourcir",
                "    corrections: []",
                "    keywords: []  # autres mots que l’on tape",
            ],
        ),
        (
            ["loi", "Loi n° 2002-276 du 27 février 2002 relative à la démocratie de proximité"],
            "laws.yml",
            [
                "  - slug: loi-2002-276",
                "    kind: act",
                "    title: Loi n° 2002-276 du 27 février 2002 relative à la démocratie de proximité",
                "    short_title: loi n° 2002-276",
                "    date: 2002-02-27",
                "    url: null  # adresse complète sur Légifrance",
                "    source: null  # identifiant de sources.yml",
                "    articles: []  # articles cités : number, subject",
            ],
        ),
        (
            ["source", "Rapport : l'année", "--publisher", "Ville", "--date", "2011"],
            "sources.yml",
            [
                "  - slug: rapport-l-annee",
                '    title: "Rapport : l’année"',
                "    publisher: Ville",
                "    date: 2011",
                "    url: null  # adresse complète, s’il y en a une",
                "    access: null  # à remplir : live (consultée en ligne), copy (lue dans une copie), catalogue (connue par un catalogue)",
                "    verified: null  # jour de la dernière vérification en ligne, AAAA-MM-JJ",
            ],
        ),
        (
            ["terme", "ARS", "--expansion", "agence régionale de santé"],
            "glossary.yml",
            [
                "  - slug: ars",
                "    term: ARS",
                "    forms:",
                "      - ARS",
                "    expansion: agence régionale de santé",
                "    definition: null  # à remplir : ce que c’est, en une ou deux phrases",
                "    evidence: null  # à remplir : quote (écrit dans le texte), heading (écrit dans le titre), source (source extérieure), deduced (déduit) ; puis quote et measure, source ou reason",
            ],
        ),
    ],
)
def test_a_record_is_added_and_nothing_else_changes(
    data: Path, words: list[str], name: str, lines: list[str]
) -> None:
    assert new(data, *words) == 0
    assert added_lines(data, name) == lines
    text = (data / name).read_text(encoding="utf-8")
    assert format_text(text) == text


def test_a_record_goes_near_those_like_it(data: Path) -> None:
    new(data, "actor", "conseil de quartier", "--parent", "maire")
    new(data, "theme", "Les gares", "--axis", "2")
    actors = [actor["slug"] for actor in read(data / "actors.yml")["actors"]]
    assert actors.index("conseil-de-quartier") > actors.index("maire")
    axes = [theme["axis"] for theme in read(data / "themes.yml")["themes"]]
    assert axes == sorted(axes)


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    value: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sources: []\n", "sources:\n  - slug: b\n"),
        ("sources: []  # rien encore\n", "sources:  # rien encore\n  - slug: b\n"),
        ("sources:\n- slug: z\n  title: Z\n\n# La fin.\n", "- slug: z\n  title: Z\n- slug: b\n"),
        (
            "sources:\n  - slug: z\n    title: >-\n      Deux\n      lignes\n  # La fin.\n",
            "      lignes\n  - slug: b\n",
        ),
    ],
)
def test_the_text_around_stays_as_it_is(data: Path, before: str, after: str) -> None:
    path = data / "sources.yml"
    path.write_text(before, encoding="utf-8")
    assert new(data, "source", "B") == 0
    text = path.read_text(encoding="utf-8")
    assert after in text
    for line in before.split("\n"):
        assert line.replace(" []", "") in text.split("\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["actor", "Maire"], 1, "« maire » existe déjà (data/actors.yml:"),
        (["measure", "--number", "7"], 1, "la mesure 7 existe déjà (data/measures/07.yml:"),
        (
            ["measure", "--theme", "clpsd"],
            1,
            "--theme : « clpsd » n’existe pas ; vouliez-vous dire « clspd » ?",
        ),
        (
            ["measure", "--theme", "clspd", "--axis", "1"],
            1,
            "le thème « clspd » est dans l’axe 2, pas 1",
        ),
        (
            ["actor", "x", "--family", "etat", "--parent", "maire"],
            1,
            "soit --family, soit --parent",
        ),
        (["actor", "x", "--slug", "Le Maire"], 1, "écrire « le-maire »"),
        (["actor", "…"], 1, "ce nom ne donne pas d’identifiant : ajouter --slug"),
        (["actor"], 2, "Il manque TITRE : nom, sans article"),
        (["actor", "a\x07b"], 2, "« a⟨U+0007⟩b » : un caractère est invisible"),
        (["measure", "--text", "Doubl\udce9"], 2, "« Doubl⟨U+DCE9⟩ » : un caractère"),
        (["actor", "x", "--url", "https://example.org"], 2, "--url : sans objet pour « actor »"),
    ],
)
def test_what_cannot_be_added_is_explained_and_nothing_is_written(
    data: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*.yml")}
    assert new(data, *words) == code
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.rglob("*.yml")} == before


def test_a_folder_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "donnees", "measure", "Un titre") == 2
    assert "n’est pas un dossier de données" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_left_alone(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "actors.yml").write_text("actors:\n\t- x\n", encoding="utf-8")
    assert new(data, "actor", "préfecture") == 1
    assert "data/actors.yml:2:1: YAML illisible" in capsys.readouterr().err
    (data / "actors.yml").write_text("families: []\n", encoding="utf-8")
    assert new(data, "actor", "préfecture") == 1
    assert "n’a pas de liste « actors »" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_only_what_cannot_be_derived_is_asked(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Un titre\nclspd\n"))
    assert main(["--data", str(data), "new", "measure"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Mesure : titre ? Identifiant du thème (vide si inconnu) ? Ajouté : ")
    text = (data / "measures" / "51.yml").read_text(encoding="utf-8")
    assert "axis: 2\ntheme: clspd\ntitle: Un titre\n" in text
