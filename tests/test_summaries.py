import pytest

from macros.catalogue.summaries import say_role
from macros.data.model import Actor, Participation
from macros.data.vocabulary import Evidence, Mode, Role


@pytest.mark.parametrize(
    ("definite", "role", "mode", "words"),
    [
        ("le maire", Role.LEAD, Mode.MAY, "conduit la mesure, s’il le souhaite"),
        ("les bailleurs", Role.CONTRIBUTOR, Mode.AS_NEEDED, "participent, si besoin"),
        ("la police et la gendarmerie", Role.CONTRIBUTOR, None, "participent"),
        ("le conseil de sécurité et de prévention", Role.LEAD, None, "conduit la mesure"),
    ],
)
def test_a_role_agrees_with_its_actor(
    definite: str, role: Role, mode: Mode | None, words: str
) -> None:
    actor = Actor(slug="acteur", name=definite, definite=definite)
    part = Participation(actor="acteur", role=role, mode=mode, evidence=Evidence.QUOTE)
    assert say_role(part, actor) == words
