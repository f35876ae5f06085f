"""axe on each family of pages; on every page, and in every state, in `make nightly`.

`make audit` runs the whole matrix: every page in every state.
"""

from pathlib import Path

import pytest

from macros.pages.editions import freeze_edition
from macros.site.build import Build
from macros.site.folder import write_files
from tests.browser.axe import ONCE, STATES, State, check_pages, list_violations
from tests.browser.families import choose_by_family, list_addresses
from tests.serving import serve_folder

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("every", "states"),
    [
        (False, ONCE),
        pytest.param(False, STATES, marks=pytest.mark.nightly),
        pytest.param(True, ONCE, marks=pytest.mark.nightly),
    ],
)
def test_pages_pass_axe(site: Path, server: str, every: bool, states: tuple[State, ...]) -> None:
    addresses = list_addresses(site)
    chosen = addresses if every else choose_by_family(addresses).values()
    in_use = ("mesures/?actor=maire&sort=-due", "comparer/?m=37,45,48")
    violations = check_pages(server, [*chosen, *in_use], states)
    assert not violations, list_violations(violations)


def test_a_frozen_page_passes_axe(build: Build, tmp_path: Path) -> None:
    write_files(tmp_path, freeze_edition("2026-12", build.catalogue))
    with serve_folder(tmp_path) as server:
        violations = check_pages(server, ["mesures/21/"], STATES)
    assert not violations, list_violations(violations)
