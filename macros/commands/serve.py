"""`serve`: a preview that shows each edit at once, and the whole site when no other edit comes.

An edit of `data/` or of a page is shown in the frames of the last whole build; what else depends on it
(outputs, search, links) follows with the next one, which an edit ends. Both are made beside what is served.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from macros.commands import CommandError
from macros.data.project_files import walk
from macros.exports.hosting import version_assets
from macros.french import format_count
from macros.history.revisions import History
from macros.publishing.directory_swap import sync_directory
from macros.site.build import Build
from macros.site.folder import Frame, SiteFolder
from macros.site.prepare import prepare_build

POLL_INTERVAL = 0.1  # seconds
IDLE_DELAY = 2.0  # seconds without an edit after which the whole site is made again
WATCHED, SETTINGS = ("data", "docs", "editions", "macros", "overrides"), "mkdocs.yml"
ENGINE = ("-m", "mkdocs", "build", "--quiet", "--no-strict", "--site-dir")
PORT = 8000
SCRIPT, STATE = "/apercu.js", "/apercu.json"
_PREPARING = "<!doctype html><meta charset=utf-8><title>Aperçu</title><p>L’aperçu se prépare…"
_CODE = """\
const seen = new URL(document.currentScript.src).searchParams.get("version")
const notice = Object.assign(document.createElement("p"), { className: "problems" })
notice.setAttribute("role", "alert")
setInterval(() => fetch("/apercu.json").then((answer) => answer.json()).then(({ version, problems }) => {
  if (version !== seen) return location.reload()
  const text = `À corriger, les pages montrent la dernière version valable :\n${problems}`
  if (!problems) notice.remove()
  else if (notice.textContent !== text || !notice.isConnected) {
    notice.textContent = text;
    (document.querySelector(".md-banner__inner") ?? document.body).prepend(notice)
  }
}).catch(() => {}), 250)
"""

# The files under the watched places: what tells each from what it was before.
Snapshot = dict[str, tuple[int, int]]


def add_serve_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="PORT", help=f"port local ({PORT} par défaut)"
    )


def run_serve(options: Namespace) -> int:
    project: Path = options.data.absolute().parent
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="apercu-") as folder:
        preview = Preview(project, Path(folder))
        try:
            handler = partial(_Handler, preview, directory=str(preview.site))
            server = ThreadingHTTPServer(("127.0.0.1", options.port), handler)
        except (OSError, OverflowError):
            message = f"Le port {options.port} est pris, ou n’en est pas un (make serve PORT=8001)."
            raise CommandError(message) from None
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Aperçu : http://localhost:{server.server_port}/ (Ctrl+C pour arrêter)", flush=True)
        try:
            watch(preview, project)
        except KeyboardInterrupt:
            return 0
        finally:
            preview.stop_build()
            server.server_close()
    # With the code as it is now, in the same process.
    print("Le code a changé : l’aperçu redémarre.", flush=True)
    return os.execv(sys.executable, [sys.executable, "-m", "macros", *sys.argv[1:]])  # noqa: S606


def watch(preview: "Preview", project: Path) -> None:
    """Show what changes, then have the whole site made again; return when the code changed."""
    seen = take_snapshot(project)
    preview.start_build()
    build, _ = prepare_build(preview.project / "data")
    preview.history = build.catalogue.history if build else None  # which edits leave as it is
    due: float | None = None
    while True:
        time.sleep(POLL_INTERVAL)
        now = take_snapshot(project)
        if changed := [Path(path) for path, _ in now.items() ^ seen.items()]:
            seen = now
            preview.stop_build()
            if any(path.is_relative_to(project / "macros") for path in changed):
                return
            shown = preview.show_edit(changed)
            due = time.monotonic() + (IDLE_DELAY if shown else 0)
        elif due is not None and time.monotonic() >= due:
            due = None
            preview.start_build()
        else:
            preview.end_build()


def take_snapshot(project: Path) -> Snapshot:
    """Return the watched files; what goes meanwhile, as editors' own files do, is not there."""
    found = {}
    # Ten times a second: no path is made of what is only compared.
    settings = (entry for entry in os.scandir(project) if entry.name == SETTINGS)
    for entry in chain(settings, *(walk(project / place) for place in WATCHED)):
        with suppress(OSError):
            if not entry.is_dir() and "__pycache__" not in entry.path:
                status = entry.stat()
                found[entry.path] = (status.st_mtime_ns, status.st_size)
    return found


@dataclass(slots=True)
class Preview:
    """`site` is served; the engine builds into another folder beside it, one build at a time."""

    project: Path
    folder: Path
    # Browsers load their pages again when it changes.
    version: str = field(default_factory=lambda: str(time.time_ns()))
    problems: str = ""  # shown above the pages, which stay as they are
    frames: dict[str, Frame] = field(default_factory=dict)
    history: History | None = None
    engine: "subprocess.Popen[str] | None" = None

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def show(self) -> None:
        self.version, self.problems = str(time.time_ns()), ""

    def report_problems(self, lines: Iterable[str]) -> None:
        problems = "\n".join(lines)
        if problems != self.problems:
            print(problems, flush=True)
            self.problems = problems

    def show_edit(self, changed: Collection[Path]) -> bool:
        """Write the pages that changed, if nothing but data and words did; tell whether that was so."""
        start = time.monotonic()
        data, docs = self.project / "data", self.project / "docs"
        if not self.frames or not all(
            path.is_relative_to(data) or (path.is_relative_to(docs) and path.suffix == ".md")
            for path in changed
        ):
            return False
        build, problems = prepare_build(data, self.history)
        if build is None:
            self.report_problems(map(str, problems))
            return True
        self.history = build.catalogue.history  # an edit is no commit
        site = SiteFolder(build, self.site, version_assets(docs / "assets"), self.frames)
        try:
            # Who edits a file looks at its page: it comes before the others.
            count = site.rewrite_pages(_list_own_pages(build, self.project, changed))
            if count or self.problems:  # what was wrong is so no longer
                self.show()
            count += site.rewrite_pages([*build.handwritten, *build.pages])
        except KeyError:  # a folder without a frame, until the whole is made again
            return False
        except Exception as error:  # whatever it is, the next edit may mend it
            self.report_problems([f"L’aperçu ne peut pas montrer cette modification : {error}"])
            return False
        self.show()
        taken = f"{time.monotonic() - start:.2f}".replace(".", ",")
        print(f"{format_count(count, 'page refaite', 'pages refaites')} en {taken} s", flush=True)
        return True

    def start_build(self) -> None:
        self.engine = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, *ENGINE, str(self.folder / "new")],
            cwd=self.project,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "FRAMES": str(self.folder / "frames")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def stop_build(self) -> None:
        if self.engine is not None:
            self.engine.kill()
            self.engine.communicate()
            self.engine = None

    def end_build(self) -> None:
        """Serve what the engine built, once it has ended, or say what was wrong."""
        if self.engine is None or self.engine.poll() is None:
            return
        output, _ = self.engine.communicate()
        code, self.engine = self.engine.returncode, None
        if code:
            self.report_problems(line for line in output.splitlines() if line.strip())
            return
        self.frames = json.loads((self.folder / "frames").read_text(encoding="utf-8"))
        if sync_directory(self.folder / "new", self.site) or self.problems:
            self.show()
        print("Tout le site est à jour.", flush=True)


def _list_own_pages(build: Build, project: Path, changed: Collection[Path]) -> list[str]:
    """Return the pages of files: those that say they come from them, a measure's with its follow-ups."""
    files = {path.relative_to(project).as_posix() for path in changed}
    for file in [*files]:
        if match := re.fullmatch(r"data/follow_up/(\d+)-.*", file):
            files.add(f"data/measures/{match[1]}.yml")
    pages = [*build.handwritten, *build.pages]
    return [url for url in pages if build.find_page(url).source in files]


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, whose pages load themselves again when told."""

    def __init__(self, preview: Preview, *arguments: object, directory: str) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path, file = urlsplit(self.path).path, Path(self.translate_path(self.path))
        if path.endswith("/"):
            file /= "index.html"
        if path == SCRIPT:
            self._answer(_CODE, "text/javascript")
        elif path == STATE:
            state = {"version": self.preview.version, "problems": self.preview.problems}
            self._answer(json.dumps(state), "application/json")
        elif file.suffix == ".html" or not file.exists():
            self._answer_page(file)
        else:
            super().do_GET()

    def _answer_page(self, file: Path) -> None:
        # Taken first: the page may be replaced while it is read, and then loads itself again.
        script = f'<script src="{SCRIPT}?version={self.preview.version}" defer></script>'
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        if status == HTTPStatus.NOT_FOUND:
            file = Path(self.directory, "404.html")
        html = file.read_text(encoding="utf-8") if file.is_file() else _PREPARING
        self._answer(html + script, "text/html", status)

    def _answer(self, text: str, media_type: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of what is asked for."""
