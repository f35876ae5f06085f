"""What the site is made of that others wrote: shipped in its files, or used to make them."""

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from macros.publishing.licences import read_licence

ROOT = Path(__file__).resolve().parent.parent.parent
ASSETS = ROOT / "docs" / "assets"
FONTS = "5.3.1"  # of Fontsource, as docs/assets/fonts/LICENSE.txt says

_PINNED = re.compile(r"^[a-z0-9][^\\\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Component:
    """`purl` names it in its registry, and what it `requires`; `text` is its licence, in full.

    `files` are patterns of the files of the site that hold something of it.
    """

    name: str
    version: str | None
    licence: str | None
    purl: str | None = None
    holder: str | None = None
    home: str | None = None
    text: Path | None = None
    files: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()

    @property
    def shipped(self) -> bool:
        return bool(self.files)


@cache  # a preview asks at each edit
def list_shipped() -> tuple[Component, ...]:
    """Return what readers receive; the files of the site that match no pattern are the project's."""
    [engine] = (ASSETS / "vendor" / "minisearch").glob("minisearch-*.js")
    searching = engine.stem.removeprefix("minisearch-")
    theme = distribution("mkdocs-material")
    # Of the ten thousand files that the package lists, the few lines that matter.
    lines = (theme.read_text("RECORD") or "").splitlines()
    files = (line.partition(",")[0] for line in lines if "/LICENSE," in line)
    licences = [Path(str(theme.locate_file(file))) for file in files]
    icons = [path for path in licences if path.parts[-3:-1] == (".icons", "material")]
    own = [path for path in licences if ".icons" not in path.parts]
    return (
        Component(
            "Material for MkDocs",
            theme.version,
            "MIT",
            f"pkg:pypi/mkdocs-material@{theme.version}",
            "Martin Donath",
            "https://squidfunk.github.io/mkdocs-material/",
            own[0],
            ("*.html", "assets/stylesheets/*", "assets/images/*"),
        ),
        Component(
            "Material Design Icons",
            None,
            "Apache-2.0",
            None,
            "Pictogrammers",
            "https://pictogrammers.com/library/mdi/",
            icons[0],
            ("*.html",),
        ),
        Component(
            "MiniSearch",
            searching,
            "MIT",
            f"pkg:npm/minisearch@{searching}",
            "Luca Ongaro",
            "https://github.com/lucaong/minisearch",
            engine.with_name("LICENSE.txt"),
            ("assets/vendor/minisearch/*",),
        ),
        *(
            Component(
                name,
                FONTS,
                "OFL-1.1",
                f"pkg:npm/%40fontsource/{slug}@{FONTS}",
                "Adobe",
                home,
                ASSETS / "fonts" / "LICENSE.txt",
                (
                    f"assets/fonts/{slug}-*",
                    "assets/fonts/LICENSE.txt",
                    "fiches/*.pdf",
                    "assets/cards/*.png",
                ),
            )
            for name, slug, home in (
                (
                    "Source Sans 3",
                    "source-sans-3",
                    "https://github.com/adobe-fonts/source-sans",
                ),
                (
                    "Source Serif 4",
                    "source-serif-4",
                    "https://github.com/adobe-fonts/source-serif",
                ),
            )
        ),
    )


def list_components(lock: Path) -> tuple[Component, ...]:
    """Return what a site ships, then the packages that only made it."""
    tools = {tool.purl: tool for tool in list_tools(lock)}
    return (
        *(
            replace(one, requires=tools.pop(one.purl).requires) if one.purl in tools else one
            for one in list_shipped()
        ),
        *tools.values(),
    )


def list_tools(lock: Path) -> tuple[Component, ...]:
    """Return the Python packages that the file of exact versions names and that are installed here.

    Those that it names for other systems only are left out.
    """
    pinned = [Requirement(line) for line in _PINNED.findall(lock.read_text(encoding="utf-8"))]
    names = {
        canonicalize_name(one.name) for one in pinned if not one.marker or one.marker.evaluate()
    }
    packages = {name: package for name in sorted(names) if (package := _find(name))}
    return tuple(
        Component(
            name,
            package.version,
            read_licence(package),
            _name(name, package),
            requires=tuple(
                sorted(_name(one, packages[one]) for one in _list_required(package) & set(packages))
            ),
        )
        for name, package in packages.items()
    )


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _name(name: str, package: Distribution) -> str:
    return f"pkg:pypi/{name}@{package.version}"


def _list_required(package: Distribution) -> set[NormalizedName]:
    required = [Requirement(line) for line in package.requires or []]
    return {
        canonicalize_name(one.name)
        for one in required
        if not one.marker or one.marker.evaluate({"extra": ""})
    }
