"""A real nginx on this machine, as `deploy/` sets it up.

`python -m tests.servers` installs it where it can, and says what to do where it cannot.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.data.ledger_model import Permalinks
from macros.exports.hosting import write_nginx

ROOT = Path(__file__).parent.parent
# Debian's package of a program, where it has another name.
PACKAGE_NAMES = {
    "nginx": "nginx-light",
    "chromedriver": "chromium-driver",
    "WebKitWebDriver": "webkit2gtk-driver",
    "xvfb-run": "xvfb xauth",
    "node": "nodejs npm",
    "npm": "nodejs npm",
    "java": "default-jre-headless",
}
APT_GET = "apt-get update -qq; apt-get install -y -qq --no-install-recommends"


class ProgramMissingError(Exception):
    """A program is not on this machine; the message says how to install it."""


@contextmanager
def run_nginx(work: Path, root: Path, rules: str) -> Iterator[str]:
    """Serve a folder as deploy/nginx.conf does, with these rules; give the address."""
    port = find_port()
    (work / "rules.conf").write_text(rules, encoding="utf-8")
    server = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen [::]:80;": "",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/etc/nginx/snippets/mesures.conf": f"{work}/rules.conf",
        "/var/www/mesures": str(root),
    }.items():
        assert old in server
        server = server.replace(old, new)
    temporary = "".join(
        f"{name}_temp_path {work}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = work / "nginx.conf"
    configuration.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"worker_processes 1; daemon off; pid {work}/nginx.pid; error_log {work}/error.log;\n"
        f"events {{ worker_connections 512; }}\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on;\n{temporary}{server}\n}}\n",
        encoding="utf-8",
    )
    command = [find_program("nginx"), "-c", str(configuration), "-p", str(work)]
    with run_server(command, port, work / "error.log"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serve_as_published(site: Path) -> Iterator[str]:
    """Serve a built site as nginx does with our rules: every header, texts compressed."""
    rules = write_nginx(Permalinks(), "http://localhost/")
    with TemporaryDirectory() as work, run_nginx(Path(work), site, rules) as address:
        yield address


def find_program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        package = PACKAGE_NAMES.get(name, name)
        raise ProgramMissingError(
            f"{name} est introuvable ; pour l’installer : sudo apt-get install {package}"
        )
    return found


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def main() -> int:
    """Install nginx; without it its tests are skipped, so that nothing here is an error."""
    if reason := install("nginx"):
        sys.stderr.write(f"{reason} (ses tests seront sautés)\n")
    return 0


def install(program: str) -> str | None:
    """Install a program that is missing, where one may; return what to do if it still is."""
    become_root = _find_root()
    if _find_missing(program) and become_root is not None and shutil.which("apt-get"):
        package = PACKAGE_NAMES.get(program, program)
        sys.stderr.write(f"Installation pour les tests : {package}\n")
        # Not started as a service: the tests have their own.
        settings = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
        command = [*become_root, *settings, "sh", "-c", f"{APT_GET} {package}"]
        subprocess.run(command, check=False)
    return _find_missing(program)


def _find_root() -> list[str] | None:
    """Return what comes before a command of root's; forges run jobs as a user who may become root."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "--non-interactive"] if "CI" in os.environ and shutil.which("sudo") else None


def _find_missing(program: str) -> str | None:
    try:
        find_program(program)
    except ProgramMissingError as error:
        return str(error)
    return None


@contextmanager
def run_server(command: list[str], port: int, log: Path) -> Iterator[None]:
    """Run a program, and what it starts, from when it answers on a port."""
    with log.open("w") as written:
        server = subprocess.Popen(command, stdout=written, stderr=written, start_new_session=True)
        try:
            _wait(server, port, log)
            yield
        finally:
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
