"""One build: the checked data, what follows from them, the pages and the machine outputs."""

from dataclasses import dataclass
from pathlib import Path

from macros.checking import check_data
from macros.deriving import Catalogue, derive_catalogue
from macros.exports.measures import create_measures_json
from macros.pages import Page, list_pages
from macros.reading import Problem
from macros.urls import MEASURES_JSON

# Used until a publisher fills data/site.yml: links then work on one's own machine.
LOCAL_ADDRESS = "http://localhost:8000/"


@dataclass(frozen=True, slots=True)
class Build:
    """Everything an engine needs to write the site; knows no engine."""

    catalogue: Catalogue
    pages: dict[str, Page]

    @property
    def address(self) -> str:
        """The address of the site, with a final slash."""
        return (self.catalogue.data.site.url or LOCAL_ADDRESS).rstrip("/") + "/"

    def outputs(self) -> dict[str, str]:
        """Return the machine outputs, by path."""
        return {MEASURES_JSON: create_measures_json(self.catalogue, self.address)}

    def source_of(self, url: str) -> str | None:
        page = self.pages.get(url)
        return page.source if page else None

    def edit_url(self, source: str) -> str | None:
        """Return where a data file is edited in a web editor, if the repository is known."""
        site = self.catalogue.data.site
        if site.repository is None:
            return None
        action = "edit" if "." in source.rsplit("/", 1)[-1] else "tree"
        separator = "/-/" if "gitlab" in site.repository else "/"
        return f"{site.repository.rstrip('/')}{separator}{action}/{site.branch}/{source}"


def prepare_build(data: Path) -> tuple[Build | None, tuple[Problem, ...]]:
    """Read, check and derive. Without a sound data set, return the problems alone."""
    checked = check_data(data)
    if checked.dataset is None:
        return None, checked.problems
    catalogue = derive_catalogue(checked.dataset)
    return Build(catalogue, {page.url: page for page in list_pages(catalogue)}), ()
