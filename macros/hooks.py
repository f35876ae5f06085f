"""The only adapter to MkDocs: its events in, pages and files out.

MkDocs loads this file on its own, outside the package, and builds one site at a time.
"""

import os
import sys
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the command « mkdocs » does not look there

import macros
from macros.catalogue import presentation
from macros.exports import policy
from macros.exports.assets import version_assets
from macros.pages.rendering import find_bytecode_cache
from macros.site.build import prepare_build
from macros.site.folder import SiteFolder
from macros.site.frames import PLACEHOLDERS
from macros.site.link_targets import LinkTargets

# Of benchmarks: the pages and the search alone. Of previews: the file in which to keep the frames.
PAGES_ONLY, FRAMES = "PAGES_ONLY" in os.environ, os.environ.get("FRAMES")

serving = False


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    global serving
    serving = command == "serve"


@event_priority(100)  # before the macros plugin asks for the macros
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is written; refuse to build from bad data."""
    build, problems = prepare_build(ROOT / "data")
    if build is None:
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        count = f"{len(problems)} problème{'s' if len(problems) > 1 else ''} dans les données"
        raise Abort(f"{count} : le site n’a pas été touché.")
    if not (serving or FRAMES):
        sys.stdout.writelines(f"{notice}\n" for notice in build.list_notices())
    assets = version_assets(Path(config.docs_dir, "assets"))
    macros.current = SiteFolder(build, Path(config.site_dir), assets)
    data = build.catalogue.data
    config.site_url = config.site_url if serving else build.address
    config.site_name = presentation.name_site(data)
    config.site_description = presentation.describe_site(data)
    config.extra.update(presentation.theme_variables(data) | policy.THEME_VARIABLES)
    if serving:
        del config.extra["policy"]  # the preview reloads itself by a script in each page
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Write the outputs; add the pages that the theme renders, and one for the frame of each folder."""
    site = macros.get_current()
    if not PAGES_ONLY:
        site.write_outputs()
    for file in list(files):
        if file.src_uri.startswith("assets/javascripts/"):
            files.remove(file)  # the theme's scripts: the site has its own
    for url in site.list_themed():
        files.append(File.generated(config, f"{url}index.md", content=""))
    return LinkTargets(files, config, frozenset(site.build.pages))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    env.bytecode_cache = find_bytecode_cache()
    return env


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG001
    handwritten = macros.get_current().build.handwritten.get(page.url)
    return handwritten.give_source() if handwritten else None


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
        site.save_frames(Path(FRAMES))
    elif not (serving or PAGES_ONLY):
        missing = site.complete()
        if missing:
            raise Abort("\n".join(f"« {a} » manque dans le site construit" for a in missing))
