"""Real hosts on this machine, as `deploy/` sets them up: nginx, Caddy and Apache.

`python -m tests.servers` installs them where it can, and says what to do where it cannot.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
EXAMPLE = "/var/www/mesures"
PACKAGES = "nginx-light caddy apache2-bin wrk"
APT_GET = f"apt-get update -qq; apt-get install -y -qq --no-install-recommends {PACKAGES}"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE_USED = "mpm_event authz_core dir mime headers alias filter brotli deflate"


class ServerMissingError(Exception):
    """The program is not on this machine; the message says how to install it."""


@contextmanager
def run_nginx(work: Path, root: Path, site: Path, *, plain: bool = False) -> Iterator[str]:
    """Serve `root`, which holds the site, as deploy/nginx.conf does; give the address.

    A `plain` one is nginx as it comes, with the same files.
    """
    port = find_port()
    if plain:
        example = f"server {{ listen 127.0.0.1:{port}; root {root}; }}"
        types = "include /etc/nginx/mime.types; gzip on;"
    else:
        example = read_example("nginx.conf", root, site)
        example = example.replace("listen [::]:80;", "").replace(
            "listen 80;", f"listen 127.0.0.1:{port};"
        )
        types = ""
    temporary = "".join(
        f"{name}_temp_path {work}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = work / "nginx.conf"
    configuration.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"worker_processes 1; daemon off; pid {work}/nginx.pid; error_log {work}/error.log;\n"
        f"events {{ worker_connections 512; }}\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; {types}\n{temporary}{example}\n}}\n",
        encoding="utf-8",
    )
    command = [find_program("nginx"), "-c", str(configuration), "-p", str(work)]
    with _run(command, port, work / "error.log"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def run_caddy(work: Path, root: Path, site: Path) -> Iterator[str]:
    """Serve `root`, which holds the site, as deploy/Caddyfile does; give the address."""
    port = find_port()
    example = read_example("Caddyfile", root, site)
    example = example.replace("mesures.example.org {", f"http://127.0.0.1:{port} {{")
    configuration = work / "Caddyfile"
    configuration.write_text(f"{{\n\tadmin off\n}}\n{example}", encoding="utf-8")
    command = [
        find_program("caddy"),
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        str(configuration),
    ]
    environment = {"XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work), "HOME": str(work)}
    with _run(command, port, work / "caddy.log", environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def run_apache(work: Path, root: Path, site: Path) -> Iterator[str]:  # noqa: ARG001 (as the others)
    """Serve `root`, whose site has its own `.htaccess`; give the address."""
    port = find_port()
    command = [find_program("apache2"), "-D", "FOREGROUND", "-f", str(work / "httpd.conf")]
    # It never answers as root: the files are where another user may read them.
    with TemporaryDirectory() as folder:
        served = Path(folder, "root")
        shutil.copytree(root, served)
        Path(folder).chmod(0o755)
        lines = [
            *(
                f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so"
                for name in APACHE_USED.split()
            ),
            *(("User nobody", "Group nogroup") if os.geteuid() == 0 else ()),
            f"ServerName localhost\nListen 127.0.0.1:{port}\nTypesConfig /dev/null",
            f"PidFile {work}/httpd.pid\nDefaultRuntimeDir {work}\nErrorLog {work}/error.log",
            f"DocumentRoot {served}",
            f"<Directory {served}>\nAllowOverride All\nRequire all granted\n</Directory>",
        ]
        (work / "httpd.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        with _run(command, port, work / "error.log"):
            yield f"http://127.0.0.1:{port}"


def read_example(name: str, root: Path, site: Path) -> str:
    """Return a file of deploy/, for these folders in the place of those of the example."""
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    return text.replace(f"{EXAMPLE}/deploy/", f"{site}/deploy/").replace(EXAMPLE, str(root))


def find_program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        package = {"nginx": "nginx-light", "apache2": "apache2-bin"}.get(name, name)
        raise ServerMissingError(
            f"{name} est introuvable ; pour l’installer : sudo apt-get install {package}"
        )
    return found


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def main() -> int:
    """Install the hosts; without them their tests are skipped, so that nothing here is an error."""
    become_root = _find_root()
    if _list_missing() and become_root is not None and shutil.which("apt-get"):
        sys.stderr.write(f"Installation des serveurs des tests : {PACKAGES}\n")
        # Not started as services: the tests have their own.
        settings = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
        subprocess.run([*become_root, *settings, "sh", "-c", APT_GET], check=False)
    for reason in _list_missing():
        sys.stderr.write(f"{reason} (ses tests seront sautés)\n")
    return 0


def _find_root() -> list[str] | None:
    """Return what comes before a command of root's; forges run jobs as a user who may become root."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "--non-interactive"] if "CI" in os.environ and shutil.which("sudo") else None


def _list_missing() -> list[str]:
    missing = []
    for name in ("nginx", "caddy", "apache2"):
        try:
            find_program(name)
        except ServerMissingError as error:
            missing.append(str(error))
    return missing


@contextmanager
def _run(
    command: list[str], port: int, log: Path, environment: dict[str, str] | None = None
) -> Iterator[None]:
    with log.open("w") as written:
        server = subprocess.Popen(
            command, stdout=written, stderr=written, env=os.environ | (environment or {})
        )
        try:
            _wait(server, port, log)
            yield
        finally:
            server.terminate()
            server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    limit = time.monotonic() + 30
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
