from macros.catalogue.summaries import say_role
from macros.data.model import Actor, Participation
from macros.data.vocabulary import Evidence, Mode, Role
from tests.cases import cases


@cases("summaries")
def test_a_role_agrees_with_its_actor(
    definite: str, role: str, mode: str | None, words: str
) -> None:
    actor = Actor(slug="acteur", name=definite, definite=definite)
    asked = Mode[mode] if mode else None
    part = Participation(actor="acteur", role=Role[role], mode=asked, evidence=Evidence.QUOTE)
    assert say_role(part, actor) == words
