"""The plain Markdown twin of each measure: everything that its page says, as text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros.exports.measure_markdown import create_measure_markdown
from macros.site.build import Build
from tests.raw import Record, items, list_quotes, read_corrected, read_file, read_measures


@pytest.fixture(scope="module")
def twins(build: Build) -> dict[str, str]:
    return create_measure_markdown(build.catalogue, build.address)


def read_text(markdown: str) -> str:
    """Return the words that a reader of Markdown shows, with simple spaces."""
    inline = [token for token in MarkdownIt("commonmark").parse(markdown) if token.content]
    shown = " ".join("".join(child.content for child in token.children or []) for token in inline)
    return shown.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_measure_has_its_text(twins: dict[str, str]) -> None:
    assert sorted(twins) == sorted(f"api/v1/measures/{n}.md" for n in range(1, 51))


@pytest.mark.parametrize("measure", read_measures().values(), ids=lambda m: str(m["number"]))
def test_a_twin_says_everything_that_is_known(twins: dict[str, str], measure: Record) -> None:
    shown = read_text(twins[f"api/v1/measures/{measure['number']}.md"])
    actors = {actor["slug"]: actor["name"] for actor in read_file("actors")["actors"]}
    expected = [
        measure["title"],
        " ".join(measure["text"].split()),
        f"http://localhost:8000/mesures/{measure['number']}/",
        *(read_corrected(measure, quote) for _, quote in list_quotes(measure)),
        *(actors[part["actor"]] for part in items(measure, "actors")),
        *(part["reason"].rstrip(".") for part in items(measure, "actors") if part.get("reason")),
        *(deadline["scope"] for deadline in items(measure, "deadlines")),
        *(figure["unit"] for figure in items(measure, "figures")),
        *(step["summary"] for step in items(measure, "follow_up")),
        *(relation["reason"] for relation in items(measure, "related")),
    ]
    found = shown.casefold()
    assert [text for text in expected if " ".join(text.split()).casefold() not in found] == []


def test_a_twin_in_full(small: Build) -> None:
    text = create_measure_markdown(small.catalogue, small.address)["api/v1/measures/3.md"]
    assert (
        text.replace("\u00a0", " ").replace("\u202f", " ")
        == """\
# Mesure 3 : Suivre le plan

- [Axe 2 : Suivi du plan](<https://velo.example.org/axes/2/>)
- Force de l’engagement : poursuite (« Chaque année »)

## Ce que dit la mesure

> Chaque année, la mairie rend compte du plan de déplacements urbains.

## Le texte officiel, à la lettre

> Chaque année, la mairie rend compte du plan de déplacements urbains.

## Qui

- Aucun acteur nommé dans le texte de la mesure.

## Quand

- Sans échéance.
- Récurrent : compte rendu (« Chaque année »).

## Combien

Aucun objectif chiffré.

## Selon quel texte de droit

Aucun texte de droit cité.

## Ce qu’il en est advenu

Aucune suite documentée.

## Mesures liées

- [Mesure 1 : Doubler les pistes](<https://velo.example.org/mesures/1/>), même instance. La mairie suit les deux.
- [Mesure 2 : Poser des arceaux](<https://velo.example.org/mesures/2/>), se poursuit par. Le compte rendu fait suite.

## Citer, réutiliser

- Adresse, qui ne change pas : <https://velo.example.org/mesures/3/>
- Plan d’usage du vélo à Rivebourg 1998-2003 : document historique, site non officiel.
- Données du 30 juin 2005, Licence Ouverte 2.0 (Etalab).
"""
    )


def test_who_invites_and_who_obliges_are_told_apart(twins: dict[str, str]) -> None:
    shown = read_text(twins["api/v1/measures/26.md"])
    assert "Maire : pilote, sur invitation (écrit dans le texte" in shown


@settings(max_examples=50)
@given(st.text(min_size=1).filter(lambda text: text.strip()))  # the checks refuse blank ones
def test_no_data_becomes_markup(small: Build, text: str) -> None:
    view = small.catalogue.measures[3]
    wild = replace(
        view,
        measure=replace(view.measure, title=text, text=text),
        corrected=replace(view.corrected, text=text),
    )
    catalogue = replace(small.catalogue, measures={**small.catalogue.measures, 3: wild})
    sound = create_measure_markdown(small.catalogue, small.address)["api/v1/measures/3.md"]
    made = create_measure_markdown(catalogue, small.address)["api/v1/measures/3.md"]
    shape = [
        [token.type for token in MarkdownIt("commonmark").parse(each)] for each in (sound, made)
    ]
    assert shape[0] == shape[1]
