"""The one reader of web addresses: what every field refuses, and what it proposes instead."""

from typing import get_type_hints
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from macros.data import model
from macros.data.field_types import (
    FolderAddress,
    WebAddress,
    find_address_faults,
    find_folder_faults,
)
from macros.data.help_model import HelpService
from tests.cases import cases

FOLDER = "une adresse sans « index.html », ni « ? », ni « # »"
PATH = "un chemin fait de lettres sans accent, de chiffres et de « - », « _ », « . » ou « ~ »"


@cases("web_addresses")
def test_an_address_that_is_none_is_explained(address: str, wanted: str) -> None:
    assert next(find_address_faults(address)) == wanted
    assert next(find_folder_faults(address), None) == wanted


@cases("web_addresses")
def test_a_right_address_has_no_fault(address: str) -> None:
    assert not any(find_address_faults(address))


@cases("web_addresses")
def test_a_site_or_a_repository_is_a_folder(address: str, wanted: str | None) -> None:
    assert next(find_folder_faults(address), None) == wanted


@given(st.text(st.sampled_from("a.-/:@?#[]{}%2eE é\\\n"), max_size=30))
def test_a_right_address_is_read_alike_by_others(rest: str) -> None:
    address = f"https://{rest}"
    if not any(find_address_faults(address)):
        read = urlsplit(address)
        assert (read.username, read.password) == (None, None)
        assert read.hostname
        assert read.port != 0
        assert read.geturl().isascii()


def test_every_field_that_holds_an_address_has_this_reader() -> None:
    hints = get_type_hints(model.Site, include_extras=True)
    assert hints["url"] == hints["repository"] == FolderAddress | None
    for record in (model.Law, model.Source, HelpService):
        assert get_type_hints(record, include_extras=True)["url"] == WebAddress | None
