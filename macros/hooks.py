"""The only adapter to MkDocs: its events in, pages and files out.

MkDocs loads this file on its own, outside the package; the rest of `macros` is imported afresh at
each build, so that `mkdocs serve` sees edits of the code as well as of the data.
"""

import gc
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from threading import Timer
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import yaml
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from macros.building import Build
    from macros.pages import Page as GeneratedPage
    from macros.reading import Problem
    from macros.shells import Form, Marks
    from macros.versioned import Versioned

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
log = logging.getLogger("mkdocs.plugins.plan")

_CHECKBOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_ID = re.compile(r'\sid="([^"]+)"')
# The theme shows none of its own menus.
HIDDEN = ["navigation", "toc"]
LOOK = 0.1  # seconds between two looks at the files, under `serve`
CALM = 0.05  # seconds without a change after which they are read: one look may find several
PAUSE = 2.0  # seconds without an edit after which a preview makes the rest of the site again
# Seconds after which a thread lets another go on. Looking at the files does so at each of them: with
# Python's own 5 ms, an edit was seen once the rest was made, many seconds later.
TURN = 0.0002
# Nearly all that a build makes stays: with Python's own thresholds, a tenth of the time goes into
# looking for garbage in it.
SELDOM = (200_000, 30, 30)
_state: dict[str, Any] = {
    "serving": False,  # --clean apart
    "quick": False,  # shows the pages first, and then makes the rest again
    "build": None,
    "package": {},
    "documents": [],
    "history": None,
    "staging": None,
    "code": None,
    "made": None,
    "shells": {},
    "last": None,
    "versioned": None,
    # Of a preview: where the theme's own pages have their bodies; what the theme shows of the data, if
    # they are sound; what was read already; the files as they were seen; the folder of a build that
    # does not go into the site; whether pages or outputs are not of these data; who asks for them; how
    # a build that nobody waits for knows of an edit.
    "frames": {},
    "shown": None,
    "read": None,
    "seen": {},
    "beside": None,
    "owed": False,
    "timer": None,
    "is_edited": lambda: False,
}


class _AbandonedError(BaseException):
    """An edit came while the rest of a preview was made. No error to MkDocs, which would log one."""


def on_startup(command: str, dirty: bool) -> None:
    gc.set_threshold(*SELDOM)
    _state["serving"] = command == "serve"
    _state["quick"] = _state["serving"] and not dirty


def _tell(notice: str) -> None:
    # Not through MkDocs' log, in English, which `macros site` shows only of a build that fails.
    sys.stdout.write(f"{notice}\n")


@event_priority(100)  # before the macros plugin imports the package
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is written; refuse to build from bad data."""
    _forget_changed_package()
    config.site_dir = _state["beside"] or config.site_dir
    build, problems = _state["read"] or _read_data()
    _state["read"] = None
    for problem in problems:
        log.error("%s", problem)
    if problems and not _state["serving"]:
        count = f"{len(problems)} problème{'s' if len(problems) > 1 else ''} dans les données"
        raise Abort(f"{count} : le site n’a pas été touché.")
    _state["documents"] = []
    if build is None and _state["build"] is not None:
        build = _state["build"]
        if sys.modules["macros"] is not _state["package"]["macros"]:
            # It goes with the code that made it: its classes are not the new ones.
            _state["code"] = None
            _forget_package()
            sys.modules.update(_state["package"])
    if _state["serving"]:
        # The plugin fails by exiting, which would end the thread that rebuilds, for good.
        config.plugins["macros"].config["on_error_fail"] = False
    # Not through config.extra: the macros plugin would serialise it at every build.
    import macros

    macros.build = build
    if build is not None:
        site = build.catalogue.data.site
        config.site_url = config.site_url if _state["serving"] else build.address
        config.repo_url = site.repository
        _name_site(config, build)
        if site.url is None and not _state["serving"]:
            _tell(f"Adresse du site non renseignée (data/site.yml) : {build.address} est utilisée.")
        if build.unrecorded and not _state["serving"]:
            from macros.recording import describe_unrecorded

            _tell(describe_unrecorded(build.unrecorded))
    config.extra["problems"] = [str(problem) for problem in problems]
    return config


def _read_data() -> "tuple[Build | None, tuple[Problem, ...]]":
    """Return the build of the data as they are, or their problems."""
    from macros.building import prepare_build

    serving, staging = _state["serving"], _make_staging()
    build, problems = prepare_build(
        ROOT / "data",
        preview=serving,
        bare=bool(os.environ.get("PAGES_ONLY")),  # for benchmarks
        history=_state["history"],
        bodies=CACHE / "bodies",
        staging=Path(staging.name),
        made=_state["made"],
    )
    if build is not None:
        if _state["made"] is None:
            _state["staging"], _state["owed"] = staging, False
        _state["build"], _state["package"] = build, _list_package()
        if serving:
            # An edit is no commit: the preview reads the history once.
            _state["history"] = build.catalogue.history
        if _state["quick"]:
            _state["made"] = build.quick
    return build, problems


def _name_site(config: MkDocsConfig, build: "Build") -> None:
    """Give the theme what mkdocs.yml does not know: which plan the site is about."""
    from macros import policy, presentation

    data = build.catalogue.data
    config.site_name = presentation.name_site(data)
    config.site_description = presentation.describe_site(data)
    config.extra |= presentation.describe_extra(data)
    config.extra |= policy.THEME_VARIABLES
    if _state["serving"]:
        del config.extra["policy"]  # the preview reloads itself by a script of its own in each page


def _make_staging() -> "TemporaryDirectory[str]":
    """Return an empty folder for the outputs: it goes with the build, at the latest."""
    CACHE.mkdir(exist_ok=True)
    return TemporaryDirectory(dir=CACHE, prefix="outputs-", ignore_cleanup_errors=True)


def _list_package() -> dict[str, ModuleType]:
    return {
        name: module
        for name, module in sys.modules.items()
        if name == "macros" or name.startswith("macros.")
    }


def _forget_changed_package() -> None:
    """Have the package imported anew if its files changed: `serve` follows edits of the code too."""
    files = [
        path for path in (ROOT / "macros").rglob("*") if path.suffix in {".py", ".json", ".yml"}
    ]
    stamp = [(str(path), path.stat().st_mtime_ns) for path in sorted(files)]
    if stamp != _state["code"]:
        _state["code"], _state["made"], _state["read"] = stamp, None, None
        _forget_package()


def _forget_package() -> None:
    for name in _list_package():
        del sys.modules[name]
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def on_pre_build(config: MkDocsConfig) -> None:
    """Keep the pages of the last build from the engine, which empties the folder of the site."""
    build: Build | None = _state["build"]
    _state["last"] = None
    if build is not None and not _state["serving"]:
        from macros.last_pages import move_aside

        folders = {page.url.partition("/")[0] for page in build.pages.values() if page.url}
        _state["last"] = move_aside(Path(config.site_dir), folders, CACHE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and the machine outputs."""
    _stop_if_edited()
    if _state["last"] is not None:
        _state["last"].put_back()
    from macros.versioned import version_assets

    for file in [file for file in files if file.src_uri.startswith("assets/javascripts/")]:
        files.remove(file)  # the theme's scripts: the site has its own
    _state["versioned"] = version_assets(Path(config.docs_dir, "assets"))
    build: Build | None = _state["build"]
    if build is None:
        return _only_problems(files, config)
    for page in build.pages.values():
        if _is_themed(page):
            files.append(_generated_page(config, page))
    return _Files(files, config, build)


def _is_themed(page: "GeneratedPage") -> bool:
    """Whether the theme renders a page itself: it may be in the menu. The others are in folders."""
    return page.url.count("/") < 2


class _Files(Files):
    """The files that MkDocs handles, which knows of the others when a page links to them."""

    def __init__(self, files: Iterable[File], config: MkDocsConfig, build: "Build") -> None:
        super().__init__([*files])
        self._config = config
        self._build = build

    def get_file_from_path(self, path: str) -> File | None:
        uri = PurePath(path).as_posix()
        if found := super().get_file_from_path(path):
            return found
        page = uri.removesuffix("index.md")
        if uri.endswith("index.md") and page in self._build.pages:
            return File.generated(self._config, uri, content="")
        if uri in self._build.outputs:
            # By its name, MkDocs would make a page of a Markdown file.
            file = File.generated(self._config, f"{uri}.txt", content="")
            file.dest_uri = uri
            file.inclusion = InclusionLevel.INCLUDED  # those with a leading dot too
            return file
        return None


def _generated_page(config: MkDocsConfig, page: "GeneratedPage") -> File:
    from macros.rendering import escape_text

    # MkDocs themes print titles and descriptions unescaped. The body is put in on_page_content: it
    # is HTML already, and neither Markdown nor Jinja should read data.
    meta = {
        "title": str(escape_text(page.title)),
        "description": str(escape_text(page.description)),
        "render_macros": False,
    }
    if not page.listed:
        meta["robots"] = "noindex"
    content = f"---\n{yaml.safe_dump(meta, allow_unicode=True, width=10_000)}---\n"
    return File.generated(config, f"{page.url}index.md", content=content)


def _only_problems(files: Files, config: MkDocsConfig) -> Files:
    """Under `serve`, before any good build: one page that says what is wrong."""
    content = "---\ntitle: Données à corriger\n---\nLes données ont des problèmes.\n"
    kept = [file for file in files if not file.is_documentation_page()]
    return Files([*kept, File.generated(config, "index.md", content=content)])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Keep the menu: the shells show it."""
    _state["nav"] = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Ready the shell of each form of page, once all that the theme shows of the site is known."""
    from macros.filling import form_of
    from macros.shells import Marks

    if env.bytecode_cache is None:
        (CACHE / "templates").mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(CACHE / "templates"))
    build: Build | None = _state["build"]
    if build is None:
        return env
    marks = Marks()
    forms = {form_of(build, page) for page in build.pages.values() if not _is_themed(page)}
    shells = {form: marks.cut(_render_shell(form, marks, env, config, files)) for form in forms}
    _state["shells"] = shells
    return env


def _render_shell(
    form: "Form", marks: "Marks", env: Environment, config: MkDocsConfig, files: Files
) -> str:
    """Have the theme render a page of this form, with marks in the place of its words."""
    _stop_if_edited()
    from macros.exports.cards import SIZE

    filling = marks.make_filling(form, SIZE)
    uri = f"{form.parent}{filling.leaf}/index.md"
    page = Page(None, File.generated(config, uri, content=""), config)
    page.meta = {"hide": HIDDEN, "source": filling.source, "edit_url": filling.edit_url}
    page.meta["report"] = filling.reports
    page.meta |= {"title": filling.head.title, "description": filling.head.description}
    page.meta |= {"head": filling.head} | ({"robots": form.robots} if form.robots else {})
    page.content, page.toc, page.active = filling.body, TableOfContents([]), True
    context = get_context(_state["nav"], files.documentation_pages(), config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=_state["nav"])
    return _mend(env.get_template("main.html").render(context))


def on_template_context(
    context: dict[str, Any],
    template_name: str,
    config: MkDocsConfig,
) -> dict[str, Any]:
    """Give the site map the pages that MkDocs does not handle too, the generated ones last."""
    build: Build | None = _state["build"]
    if template_name == "sitemap.xml" and build is not None:
        written = [file for file in context["pages"] if file.page.url not in build.pages]
        context["pages"] = [*written, *(_list_pages(build, config.site_url or ""))]
    return context


def _list_pages(build: "Build", address: str) -> Iterator[SimpleNamespace]:
    """Yield the listed pages, with what the template of the site map reads of them."""
    for page in build.pages.values():
        if page.listed:
            meta = {"updated": _date(build, page.source)}
            yield SimpleNamespace(canonical_url=urljoin(address, page.url), meta=meta)


def _date(build: "Build", source: str) -> str:
    catalogue = build.catalogue
    return catalogue.history.days.get(source, catalogue.data.site.updated).isoformat()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give every page what the theme needs and does not know."""
    _stop_if_edited()
    page.meta["hide"] = HIDDEN
    build: Build | None = _state["build"]
    if build is not None:
        source = build.source_of(page.url) or f"docs/{page.file.src_uri}"
        page.meta["source"] = source
        page.meta["edit_url"] = build.edit_url(source)
        words = page.meta.get("title", page.title), page.meta.get("description", "")
        page.meta["report"] = build.report_urls(page.url, words[0])
        page.meta["head"] = build.describe(page.url, *map(str, words))
        page.meta["updated"] = _date(build, source)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Make the body of a page written by hand what it is; note what the search finds in it."""
    # The skip link and the menus of the theme come from our templates, not from the headings.
    page.toc = TableOfContents([])
    build: Build | None = _state["build"]
    if build is None:
        return html
    if page.url in build.pages:
        return ""  # until it is written: MkDocs holds the contents of all its pages
    from macros.french import typeset_html
    from macros.headings import link_headings
    from macros.search_documents import describe_words

    html = build.aside.put_back(html)
    # Those of the blocks: links to them are sound.
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(html)}
    if "noindex" not in page.meta.get("robots", ""):
        words = str(page.meta.get("title", page.title)), page.meta.get("description", "")
        _state["documents"].append(describe_words(page.url, *words, html))
    return build.keep_anchors(page.url, link_headings(typeset_html(html)))


def on_page_context(
    context: dict[str, Any],
    page: Page,
    config: MkDocsConfig,  # noqa: ARG001
    nav: Navigation,  # noqa: ARG001
) -> dict[str, Any]:
    """Put the body of a generated page, which is about to be written."""
    build: Build | None = _state["build"]
    if build is not None and page.url in build.pages:
        page.content = build.keep_anchors(page.url, build.bodies[page.url])
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    _stop_if_edited()
    page.content = ""  # nobody reads it again
    build: Build | None = _state["build"]
    if _state["serving"] and build is not None and page.url in build.pages:
        from macros.previewing import frame_page

        _state["frames"][page.url] = frame_page(build, page.url, output)
    return _mend(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    return _mend(output_content)


def _mend(html: str) -> str:
    versioned: Versioned = _state["versioned"]
    return versioned.stamp(mend_checkboxes(html))


def mend_checkboxes(html: str) -> str:
    """Return a page without what HTML does not allow on the theme's two hidden checkboxes."""
    return _CHECKBOX.sub(r"\1", html)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what MkDocs did not: the generated pages, the outputs, the index of the search."""
    _stop_if_edited()
    build: Build | None = _state["build"]
    site = Path(config.site_dir)
    if build is not None:
        from macros.filling import write_pages
        from macros.search_index import write_index

        pages = [page for page in build.pages.values() if not _is_themed(page)]
        write_pages(build, pages, _state["shells"], site, _state["last"])
        written = sorted(_state["documents"], key=lambda document: document.url)
        documents = chain(build.documents(), written)
        write_index(documents, site)
        _stop_if_edited()
        # With problems in the data, the preview shows the last sound build again.
        build.put_outputs(site, keep=_state["serving"])
        _tell_hosts(build, config)
        if _state["serving"] and not config.extra["problems"]:
            from macros.previewing import list_shown

            _state["shown"] = list_shown(build)


def _tell_hosts(build: "Build", config: MkDocsConfig) -> None:
    from macros.exports.hosting.static import write_host_files

    versioned: Versioned = _state["versioned"]
    ledger = build.catalogue.data.permalinks
    write_host_files(ledger, build.address, versioned.loaded, Path(config.site_dir))


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Look for edits more often than MkDocs does, and show those of the data before the rest."""
    watched = [*server._watched_paths]
    server._watched_paths.clear()
    server.observer = PollingObserver(timeout=LOOK)
    server.build_delay = CALM
    sys.setswitchinterval(TURN)
    for path in watched:
        server.watch(path)
    gc.freeze()  # what is there stays: no need to look through it for garbage at each edit
    if _state["quick"]:
        paths = [Path(path).resolve() for path in (*watched, *config.watch)]
        site = Path(config.site_dir)
        _state["seen"] = _look(paths)
        server.builder = lambda: _rebuild(server, builder, paths, site)
    return server


def _look(paths: Iterable[Path]) -> dict[Path, Any]:
    from macros.previewing import look

    return {path: look(path) for path in paths}


def _rebuild(
    server: LiveReloadServer, builder: Callable[[], None], paths: Iterable[Path], site: Path
) -> None:
    """Show what changed: of the data at once, the rest when no other edit comes for a while."""
    _stop_timer()
    seen = _look(paths)
    changed = {path for path in seen if seen[path] != _state["seen"].get(path)}
    _state["seen"], _state["read"] = seen, None
    data = (ROOT / "data").resolve()
    _state["owed"] |= data in changed
    if changed == {data} and _show_edit(site):
        pass
    elif changed:
        _state["shown"] = None
        try:
            _build_beside(builder, site)
        except Exception:
            _answer(server)  # with what was there
            raise
    else:
        _build_rest(server, builder, site)
    if _is_rest_owed():
        _state["timer"] = timer = Timer(PAUSE, _ask_for_rest, [server])
        timer.start()


def _show_edit(site: Path) -> bool:
    """Show the generated pages of the data as they are; False if that may not be all that changes."""
    from macros.previewing import list_shown, show_pages

    if _state["shown"] is None:
        return False
    start = time.monotonic()
    build, _ = _state["read"] = _read_data()
    if build is None or list_shown(build) != _state["shown"]:
        return False
    count = show_pages(build, _state["shells"], _state["frames"], _mend, site)
    if count is None:
        return False
    _state["read"] = None
    taken = f"{time.monotonic() - start:.2f}".replace(".", ",")
    log.info("Pages refaites : %d, en %s s ; le reste du site suivra.", count, taken)
    return True


def _build_beside(builder: Callable[[], None], site: Path) -> bool:
    """Have MkDocs build the whole site, then put it in place; return whether a page changed."""
    from macros.previewing import put_in_place

    with TemporaryDirectory(dir=CACHE, prefix="preview-", ignore_cleanup_errors=True) as folder:
        _state["beside"] = folder
        try:
            builder()
        finally:
            _state["beside"] = None
        _stop_if_edited()
        return put_in_place(Path(folder), site)


def _build_rest(server: LiveReloadServer, builder: Callable[[], None], site: Path) -> None:
    """Make the whole site again, outputs included, while the server answers; an edit ends it."""
    from macros.building import renew_outputs

    _answer(server)
    if not _is_rest_owed():
        return
    log.info("Le reste du site se refait.")
    staging = _make_staging()
    _state["is_edited"] = lambda: server._want_rebuild
    try:
        build = renew_outputs(_state["build"], Path(staging.name), _state["is_edited"])
        if build is None:
            raise _AbandonedError
        _state["build"], _state["made"], _state["staging"] = build, build.quick, staging
        _state["read"] = build, ()
        if _build_beside(builder, site):
            server._wanted_epoch = server._visible_epoch + 1  # browsers load their pages again
        _state["owed"] = False
        log.info("Tout le site est à jour.")
    except _AbandonedError:
        log.info("Une modification arrive : le reste du site attendra.")
    finally:
        _state["is_edited"] = lambda: False


def _answer(server: LiveReloadServer) -> None:
    """Have the server answer pages before a build ends."""
    with server._epoch_cond:
        server._wanted_epoch = server._visible_epoch
        server._epoch_cond.notify_all()


def _is_rest_owed() -> bool:
    return _state["owed"] and _state["shown"] is not None


def _stop_if_edited() -> None:
    if _state["is_edited"]():
        raise _AbandonedError


def _ask_for_rest(server: LiveReloadServer) -> None:
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


def _stop_timer() -> None:
    timer: Timer | None = _state["timer"]
    if timer is not None:
        timer.cancel()
        _state["timer"] = None


def on_shutdown() -> None:
    _stop_timer()
