"""Link targets of pages written by hand, as MkDocs asks: its own files, and those made without it."""

from pathlib import Path, PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel


class LinkTargets(Files):
    """The files that MkDocs handles, and behind them the pages of the site and the outputs."""

    def __init__(self, files: Files, config: MkDocsConfig, pages: frozenset[str]) -> None:
        super().__init__([*files])
        self._config, self._pages = config, pages

    def get_file_from_path(self, path: str) -> File | None:
        uri = PurePath(path).as_posix()
        if found := super().get_file_from_path(path):
            return found
        if uri.endswith("index.md") and uri.removesuffix("index.md") in self._pages:
            return File.generated(self._config, uri, content="")
        if Path(self._config.site_dir, uri).is_file():
            # By its name, MkDocs would make a page of a Markdown file.
            file = File.generated(self._config, f"{uri}.txt", content="")
            file.dest_uri, file.inclusion = uri, InclusionLevel.INCLUDED
            return file
        return None
