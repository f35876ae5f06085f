"""axe on each family of pages; on every page, and in every state, in `make nightly`.

`make audit` runs the whole matrix: every page in every state.
"""

from pathlib import Path

import pytest

from tests.browser.axe import ONCE, STATES, check_pages, list_violations
from tests.browser.families import choose_by_family, list_addresses

pytestmark = pytest.mark.browser


def test_each_family_of_pages_passes_axe(site: Path, server: str) -> None:
    families = choose_by_family(list_addresses(site)).values()
    violations = check_pages(server, families, ONCE)
    assert not violations, list_violations(violations)


@pytest.mark.nightly
def test_each_family_of_pages_passes_axe_in_every_state(site: Path, server: str) -> None:
    families = choose_by_family(list_addresses(site)).values()
    violations = check_pages(server, families, STATES)
    assert not violations, list_violations(violations)


@pytest.mark.nightly
def test_every_page_passes_axe(site: Path, server: str) -> None:
    violations = check_pages(server, list_addresses(site), ONCE)
    assert not violations, list_violations(violations)
