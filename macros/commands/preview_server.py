"""The local server of the preview: a folder, whose pages load themselves again when told."""

import json
import threading
import time
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SCRIPT, STATE = "/apercu.js", "/apercu.json"
PATIENCE = 20  # seconds after which a browser asks again
_PREPARING = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Aperçu</title><p>L’aperçu se prépare…"
)
_CODE = """\
const seen = new URL(document.currentScript.src).searchParams.get("version")
const notice = Object.assign(document.createElement("p"), { className: "problems" })
notice.setAttribute("role", "alert")
const shown = () => new Promise((go) => document.hidden ? addEventListener("visibilitychange", go, { once: true }) : go())
const follow = (problems) => shown().then(() => fetch(`/apercu.json?${new URLSearchParams({ version: seen, problems })}`))
  .then((answer) => answer.json()).then((state) => {
    if (state.version !== seen) return location.reload()
    notice.textContent = `À corriger, les pages montrent la dernière version valable :\n${state.problems}`
    if (state.problems) (document.querySelector(".md-banner__inner") ?? document.body).prepend(notice)
    else notice.remove()
    return follow(state.problems)
  }).catch(() => setTimeout(follow, 1000, problems))
follow("")
"""


class State:
    """The state of the preview: its version, and the problems that keep an edit from being shown."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.version, self.problems = str(time.time_ns()), ""

    def show(self) -> None:
        """Have browsers load their pages again."""
        with self._changed:
            self.version, self.problems = str(time.time_ns()), ""
            self._changed.notify_all()

    def tell_problems(self, lines: Iterable[str]) -> None:
        """Show problems above the pages, which stay as they are."""
        problems = "\n".join(lines)
        with self._changed:
            if problems != self.problems:
                print(problems, flush=True)
                self.problems = problems
                self._changed.notify_all()

    def wait(self, version: str, problems: str) -> str:
        """Return the state as JSON once it is another one than this, or after a while."""
        with self._changed:
            self._changed.wait_for(
                lambda: (self.version, self.problems) != (version, problems), PATIENCE
            )
            return json.dumps({"version": self.version, "problems": self.problems})


def create_server(port: int, folder: Path, state: State) -> ThreadingHTTPServer:
    """Return a server of a folder, on this machine alone; raise OSError if the port cannot be had."""
    handler = partial(_Handler, state, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, state: State, *arguments: object, directory: str) -> None:
        self.state = state
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        file = Path(self.translate_path(self.path))
        if asked.path == SCRIPT:
            self._answer(_CODE, "text/javascript")
        elif asked.path == STATE:
            text = self.state.wait(query.get("version", ""), query.get("problems", ""))
            self._answer(text, "application/json")
        elif asked.path.endswith("/") or file.suffix == ".html" or not file.exists():
            self._answer_page(file / "index.html" if asked.path.endswith("/") else file)
        else:
            super().do_GET()

    def _answer_page(self, file: Path) -> None:
        missing = Path(self.directory, "404.html")
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        found = next((path for path in (file, missing) if path.is_file()), None)
        html = found.read_text(encoding="utf-8") if found else _PREPARING
        script = f'<script src="{SCRIPT}?version={self.state.version}" defer></script>'
        self._answer(
            html.replace("</body>", f"{script}</body>") if found else html + script,
            "text/html",
            status,
        )

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
