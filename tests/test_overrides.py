"""Files of `overrides/`: the theme's file that each replaces is the one that was read for it.

When the theme changes a file that ours replaces, compare the two, carry over what matters, then
write its new hash here.
"""

import hashlib
import re
from importlib import metadata, resources
from pathlib import Path

import pytest

from macros.exports.hosting import Versioned
from macros.site.build import Build
from macros.site.folder import SiteFolder

OVERRIDES = Path(__file__).parent.parent / "overrides"
# Where the engine looks for a template that `overrides/` has not, in its order.
UPSTREAM = {"mkdocs-material": "material/templates", "mkdocs": "mkdocs/templates"}
READ_IN = {"mkdocs-material": "9.8.2", "mkdocs": "1.6.1"}
# The file of the theme that each of ours replaces.
REPLACED: dict[str, str] = {
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "main.html": "9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0",
    "partials/copyright.html": "bc86bca3bf75070fe5d72e2a3463bdddf87c10f4d6459c945fe81c5d384e35ea",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
    "partials/nav.html": "af33f6e032f632eb055c365eb5f1a975bf8456152fa768e69a1aad6d470b843f",
    "partials/search.html": "bfd556535abcddb99396ab2a7e3acc2ebcd3f36756007d3969396caa4126be30",
}
# Extended or mended rather than replaced: our blocks and hooks count on what it holds.
BASE = ("base.html", "a919e32d2225e09ecbdeb8076ca6ce9ca0836329760bf7871a04172569b77842")
_BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")


def find_upstream(name: str) -> tuple[str, Path] | None:
    """Return the package and the file that a template's name leads to without ours."""
    for package, folder in UPSTREAM.items():
        module, _, inside = folder.partition("/")
        path = Path(str(resources.files(module).joinpath(inside, name)))
        if path.is_file():
            return package, path
    return None


def read_upstream(name: str) -> str:
    found = find_upstream(name)
    assert found is not None, f"{name}: no such template upstream any more"
    return found[1].read_text(encoding="utf-8")


def test_every_override_is_listed() -> None:
    files = (path for path in OVERRIDES.rglob("*") if path.is_file())
    assert {path.relative_to(OVERRIDES).as_posix() for path in files} == set(REPLACED)


@pytest.mark.parametrize(("name", "read"), [*REPLACED.items(), BASE], ids=[*REPLACED, BASE[0]])
def test_the_file_of_the_theme_is_the_one_that_was_read(name: str, read: str) -> None:
    found = find_upstream(name)
    assert found is not None, f"{name} replaces nothing any more: the theme dropped or renamed it"
    package, path = found
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    assert new == read, (
        f"{package} {metadata.version(package)} has another {name} than {READ_IN[package]}: compare the "
        f"two, carry over what matters into overrides/{name}, then write its new hash here"
    )


def test_every_block_that_ours_fill_exists_in_the_theme() -> None:
    offered = set(_BLOCK.findall(read_upstream("base.html")))
    for name in ("main.html", "404.html"):
        filled = set(_BLOCK.findall((OVERRIDES / name).read_text(encoding="utf-8")))
        assert filled <= offered, f"{name}: {filled - offered}"


def test_the_checkboxes_that_the_hooks_mend_are_still_there(build: Build) -> None:
    base = read_upstream("base.html")
    toggles = re.findall(r"<input class=\"md-toggle\"[^>]*>", base)
    assert [re.findall(r'id="(\w+)"', toggle) for toggle in toggles] == [["__drawer"], ["__search"]]
    assert all('autocomplete="off"' in toggle for toggle in toggles)
    assert base.count('autocomplete="off"') == len(toggles)
    mended = SiteFolder(build, Path(), Versioned({})).mend(base)
    assert mended == base.replace(' autocomplete="off"', "")
