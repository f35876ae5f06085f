"""A host as the real ones: compressed, cacheable, kept open. From memory, so that it costs nothing."""

import contextlib
import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from macros import urls
from macros.exports.policy import CARD_HEADERS, PAGE_HEADERS
from tests.serving import answer_with

COMPRESSED = (
    "text/",
    "application/json",
    "application/javascript",
    "image/svg+xml",
    "+json",
    "xml",
)
TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".ics": "text/calendar",
}


class Answer(NamedTuple):
    status: HTTPStatus
    kind: str
    body: bytes
    compressed: bytes | None


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a built site; give its address, without a final slash."""
    answers: dict[str, Answer] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body leave in two packets: without this, the second waits for the client.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if path not in answers:
                answers[path] = read_answer(site, path)
            self._send(answers[path])

        def do_HEAD(self) -> None:
            self.do_GET()

        def _send(self, answer: Answer) -> None:
            accepted = "gzip" in self.headers.get("Accept-Encoding", "")
            zipped = answer.compressed if accepted else None
            body = answer.body if zipped is None else zipped
            page = answer.kind.startswith("text/html")
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (list_policy(self.path) if page else {}).items():
                self.send_header(name, value)
            self.send_header("Cache-Control", "no-cache" if page else "public, max-age=31536000")
            if answer.compressed is not None:
                self.send_header("Vary", "Accept-Encoding")
            if zipped is not None:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            if self.command != "HEAD":
                with contextlib.suppress(ConnectionError):  # the browser has left
                    self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with answer_with(Handler) as address:
        yield address


def list_policy(path: str) -> Mapping[str, str]:
    """Return the headers of a page, or of a card."""
    return CARD_HEADERS if path.startswith(f"/{urls.EMBEDS}") else PAGE_HEADERS


def read_answer(site: Path, path: str) -> Answer:
    """Return what the host answers for a path: the file, the folder's index, or the 404 page."""
    file = (site / path.lstrip("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    status = HTTPStatus.OK
    if not file.is_relative_to(site.resolve()) or not file.is_file():
        status, file = HTTPStatus.NOT_FOUND, site / "404.html"
    body = file.read_bytes() if file.is_file() else b""
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
    if not kind.startswith(("image/", "font/")) or kind == "image/svg+xml":
        kind += "; charset=utf-8"
    worth_it = any(part in kind for part in COMPRESSED)
    return Answer(status, kind, body, gzip.compress(body, 6, mtime=0) if worth_it else None)
