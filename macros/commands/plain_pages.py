"""`pages`: the site as plain files, for any engine that reads Markdown; `finish`: what it built from them.

mkdocs.yml    the settings, without any of our own code
docs/         a Markdown file per page (front matter, then its body as one block of HTML), assets
overrides/    the templates of the theme that are ours
files/        what an engine would not copy as it is: to be copied over the site that it builds
"""

import re
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from macros.commands import CommandError, require_own_data
from macros.exports.hosting import version_assets
from macros.french import format_count
from macros.history.git_log import read_head
from macros.publishing.finishing import finish
from macros.site.build import Build
from macros.site.folder import SiteFolder, make_parts, write_files, write_outputs
from macros.site.handwritten import NOT_PUBLISHED
from macros.site.prepare import prepare_build

# The settings that only our own adapter to MkDocs understands or needs.
_OURS = ("hooks", "plugins", "exclude_docs", "site_dir")
_TO_TEXT = re.compile(r'(<a [^>]*href="[^":]*)\.md(?=["#?])')
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def add_pages_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier nouveau, ou vide")


def run_pages(options: Namespace) -> int:
    """Write the folder; refuse one that is not empty, or that would be copied into itself."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} existe déjà et n’est pas un dossier vide : rien n’est écrit.")
    project: Path = options.data.absolute().parent
    for copied in (project / "docs", project / "overrides"):
        if copied.resolve() in folder.resolve().parents:
            raise CommandError(f"{folder} est dans {copied}, qui y serait copié sans fin.")
    require_own_data(options.data)
    build, problems = prepare_build(options.data)
    if build is None:
        raise CommandError(*problems)
    count = write_plain_pages(build, project, folder)
    print(
        f"{format_count(count, 'page')} dans {folder}. Pour en faire le site :\n"
        f"  cd {folder}\n"
        "  zensical build        # ou : mkdocs build, ou : properdocs build -f mkdocs.yml\n"
        "puis, ici :\n"
        f"  .venv/bin/python -m macros finish {folder}"
    )
    return 0


def write_plain_pages(build: Build, project: Path, folder: Path) -> int:
    """Write everything into a new folder; return how many pages there are."""
    docs = folder / "docs"
    shutil.copytree(project / "docs", docs, ignore=shutil.ignore_patterns("*.md", NOT_PUBLISHED))
    shutil.copytree(project / "overrides", folder / "overrides")
    site = SiteFolder(build, folder / "files", version_assets(docs / "assets"))
    write_outputs(build.catalogue, build.address, site.path)
    pages = {f"{url}index.md": _write_page(site, url) for url in (*build.pages, *build.handwritten)}
    write_files(docs, pages)
    site.write_index()
    site.write_host_files(())  # another engine does not load scripts by their versions
    write_files(folder, {"mkdocs.yml": _dump(_read_settings(project / "mkdocs.yml", build))})
    return len(pages)


def _write_page(site: SiteFolder, url: str) -> str:
    """Return a page as an engine reads it: its front matter, and its body as one block of HTML."""
    page, parts = site.build.find_page(url), make_parts(site.build, url, site.render_body(url))
    body = parts.body
    if url in site.build.handwritten:  # made one block of HTML of many: a blank line would end it
        html = _PRE.sub(lambda match: match[0].replace("\n", "&#10;"), body)
        lines = [line for line in html.split("\n") if line.strip()]
        body = "\n".join(['<div class="written">', *lines, "</div>"])
    meta = {
        # Themes print the title and the description unescaped.
        "title": str(escape(page.title)),
        "description": str(escape(page.description)),
        "hide": ["navigation", "toc"],
        "home": not url,
        "full_title": parts.title,
        "head": parts.head,
        "foot": parts.foot,
    }
    # An engine would take a link to a text for one to a page of its own.
    return _TO_TEXT.sub(r"\1%2Emd", f"---\n{_dump(meta)}---\n{body}\n")


def _dump(value: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def _read_settings(path: Path, build: Build) -> dict[str, Any]:
    project: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings = {key: value for key, value in project.items() if key not in _OURS}
    return settings | {
        **build.settings,
        "nav": [_point(entry) for entry in settings["nav"]],
        # Of Zensical: its theme that looks like Material.
        "theme": settings["theme"] | {"variant": "classic"},
        "extra": settings["extra"] | build.settings["extra"],
        "plugins": [],
        # The bodies are HTML, whose links an engine does not know; ours were checked before.
        "strict": False,
    }


def _point(entry: dict[str, str]) -> dict[str, str]:
    """Return an entry of the menu with the path of its page here: `plan.md` is `plan/index.md`."""
    return {
        label: path if path.endswith("index.md") else f"{path.removesuffix('.md')}/index.md"
        for label, path in entry.items()
    }


def add_finish_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DOSSIER", help="dossier écrit par « pages », site construit"
    )


def run_finish(options: Namespace) -> int:
    """Complete DIR/site, which an engine built from DIR."""
    folder: Path = options.folder
    site, files = folder / "site", folder / "files"
    if not (site / "index.html").is_file() or not files.is_dir():
        raise CommandError(f"{folder} n’a ni files/ ni site/ : lancer « pages », puis le moteur.")
    shutil.copytree(files, site, dirs_exist_ok=True)
    head = read_head(options.data.absolute().parent)
    finish(site, head.moment if head else None)
    print(f"Le site est complet dans {site}")
    return 0
