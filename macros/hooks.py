"""The only adapter to MkDocs: its events in, pages and files out.

MkDocs loads this file on its own, outside the package, and builds one site at a time.
"""

import json
import os
import sys
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the command « mkdocs » does not look there

import macros
from macros.exports.hosting import version_assets
from macros.pages.rendering import find_bytecode_cache
from macros.site.folder import PLACEHOLDERS, SiteFolder, write_outputs
from macros.site.prepare import prepare_build

# Of benchmarks: the pages and the search alone. Of previews: the file in which to keep the frames.
PAGES_ONLY, FRAMES = "PAGES_ONLY" in os.environ, os.environ.get("FRAMES")


class LinkTargets(Files):
    """The files that MkDocs handles, and behind them the pages of the site and the outputs."""

    def __init__(self, files: list[File], config: MkDocsConfig) -> None:
        super().__init__(files)
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        if found := super().get_file_from_path(path):
            return found
        site = macros.get_current()
        if path.endswith("index.md") and path.removesuffix("index.md") in site.build.pages:
            return File.generated(self._config, path, content="")
        if (site.path / path).is_file():
            # By its name, MkDocs would make a page of a Markdown file.
            file = File.generated(self._config, f"{path}.txt", content="")
            file.dest_uri, file.inclusion = path, InclusionLevel.INCLUDED
            return file
        return None


@event_priority(100)  # before the macros plugin asks for the macros
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is written; refuse to build from bad data."""
    build, problems = prepare_build(ROOT / "data")
    if build is None:
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        count = f"{len(problems)} problème{'s' if len(problems) > 1 else ''} dans les données"
        raise Abort(f"{count} : le site n’a pas été touché.")
    if not FRAMES:
        sys.stdout.writelines(f"{notice}\n" for notice in build.list_notices())
    assets = version_assets(Path(config.docs_dir, "assets"))
    macros.current = SiteFolder(build, Path(config.site_dir), assets)
    config.update(build.settings | {"extra": {**config.extra, **build.settings["extra"]}})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Write the outputs; add the pages that the theme renders, and one for the frame of each folder."""
    site = macros.get_current()
    if not PAGES_ONLY:
        write_outputs(site.build.catalogue, site.build.address, site.path)
    # The site has its own scripts in the place of the theme's, and what it uses of its style sheets.
    replaced = ("assets/javascripts/", "assets/stylesheets/")
    copied = [file for file in files if not file.src_uri.startswith(replaced)]
    themed = [File.generated(config, f"{url}index.md", content="") for url in site.list_themed()]
    return LinkTargets([*copied, *themed], config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    env.bytecode_cache = find_bytecode_cache()
    return env


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG001
    handwritten = macros.get_current().build.handwritten.get(page.url)
    return handwritten.write_source() if handwritten else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    # The theme shows none of its own menus.
    page.meta.update(hide=["navigation", "toc"], home=not page.url, full_title=PLACEHOLDERS.title)
    page.meta.update(head=PLACEHOLDERS.head, foot=PLACEHOLDERS.foot)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    page.toc = TableOfContents([])
    macros.get_current().add_body(page.url, html)
    return PLACEHOLDERS.body


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    return macros.get_current().add_frame(page.url, output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    return macros.get_current().mend(output_content)


def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """Write what MkDocs did not; refuse a site that lacks an address to keep."""
    site = macros.get_current()
    site.write_pages()
    site.write_index()
    if FRAMES:
        Path(FRAMES).write_text(json.dumps(site.frames), encoding="utf-8")
    elif not PAGES_ONLY and (missing := site.complete()):
        raise Abort("\n".join(f"« {a} » manque dans le site construit" for a in missing))
