"""The explanation of each rule (aim, reason, remedy), for `explain` and the site."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

import yaml

from macros.data.yaml_reader import show_line

EXPLANATIONS = Path(__file__).parent / "explanations.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule explained. `bad` breaks it, `good` does not.

    The examples are lines of `file`; without a file they are told in words. They stand in place of
    `base`, or of `good` itself, in the small plan of the tests, which tries every one.
    """

    rule: str
    title: str
    what: str
    why: str
    mend: str
    bad: str
    good: str
    file: str = ""
    base: str = ""

    @property
    def shown_bad(self) -> str:
        return _show(self.bad)

    @property
    def shown_good(self) -> str:
        return _show(self.good)


@cache
def read_explanations() -> dict[str, Explanation]:
    """Return every explanation by the name of its rule, in the order of the checks."""
    content = yaml.load(EXPLANATIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {rule: Explanation(rule=rule, **texts) for rule, texts in content.items()}


def _show(example: str) -> str:
    return "\n".join(map(show_line, dedent(example).split("\n")))
