"""Public addresses: a contract with those who link to them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from macros import urls
from tests.cases import cases


@cases("urls")
def test_addresses_are_those_of_the_contract(function: str, given: list[Any], address: str) -> None:
    write: Callable[..., str] = getattr(urls, function)
    assert write(*given) == address


@cases("urls")
def test_links_are_relative_to_their_page(target: str, page: str, link: str) -> None:
    assert urls.relative_url(target, page) == link


SEGMENT = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8)
FOLDER = st.lists(st.one_of(st.sampled_from(["a", "b", "c"]), SEGMENT), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)
ADDRESS = st.one_of(FOLDER, st.tuples(FOLDER, SEGMENT).map(lambda pair: f"{pair[0]}{pair[1]}.html"))
ANCHOR = st.one_of(st.just(""), SEGMENT.map(lambda name: f"#{name}"))


@given(path=ADDRESS, anchor=ANCHOR, page=ADDRESS, root=st.sampled_from(["", "plan/", "a/b/"]))
def test_a_relative_link_leads_to_its_target(path: str, anchor: str, page: str, root: str) -> None:
    site = f"https://site.example/{root}"
    link = urls.relative_url(path + anchor, page)
    assert urljoin(site + page, link) == site + path + anchor
    assert not link.startswith("/")
