"""`site`: the whole site, built beside the last one, which it replaces in one step."""

import os
import re
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from macros.commands import INTERRUPTED, CommandError, describe_failure, require_own_data
from macros.data.checking import check_data
from macros.data.project_files import check_tracked, describe_drafts, find_unsafe
from macros.history.git_log import Head, read_head
from macros.publishing.directory_swap import stage_directory

# Writes the pages and the machine outputs into the folder named after it.
ENGINE = ("-m", "mkdocs", "build", "--strict", "--site-dir")
_REFUSED = re.compile(r"^\w*Error: \[Errno (\d+)\](?:.*: '(.*)')?", re.MULTILINE)
# What a published site must say: where it is, who answers for it, where it is mended.
SETTINGS = ("url", "repository", "publisher", "contact", "host")
_UNTOUCHED = "{} ; le site n’a pas été touché."
_WAITING = "Une autre construction du site est en cours : attente de sa fin…"


def add_site_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        metavar="DOSSIER",
        help="dossier du site, remplacé d’un seul coup (site/ par défaut, à côté des données)",
    )
    parser.add_argument("--public", action="store_true", help="refuse s’il manque un réglage")


def run_site(options: Namespace) -> int:
    """Put the new site in place; where that fails, what was there is untouched."""
    require_own_data(options.data)
    project = options.data.absolute().parent
    target = options.to or project / "site"
    if options.public and (unset := list_unset(options.data)):
        print("\n".join(unset))
        raise CommandError(_UNTOUCHED.format("Rien n’est publié"))
    if options.to and _is_other(target):  # site/ is ours, even half made by an engine alone
        message = (
            f"{target} contient autre chose qu’un site : choisir un autre dossier, ou le vider."
        )
        raise CommandError(message, code=2)
    # Before anything of the project is opened to be written.
    if unsafe := [*find_unsafe(options.data), *check_tracked(options.data)]:
        raise CommandError(*unsafe, _UNTOUCHED.format("La construction a échoué"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with stage_directory(target, partial(print, _WAITING, file=sys.stderr)) as (folder, lock):
            _run_engine(project, folder, lock, read_head(project))
    except subprocess.CalledProcessError:  # the engine has said why
        raise CommandError(_UNTOUCHED.format("La construction a échoué")) from None
    except KeyboardInterrupt:
        message = _UNTOUCHED.format("Construction interrompue")
        raise CommandError(message, code=INTERRUPTED) from None
    except OSError as error:
        raise CommandError(_UNTOUCHED.format(describe_failure(error))) from None
    return 0


def _is_other(target: Path) -> bool:
    """Whether a place holds something that no build made: a slip would lose it."""
    if not target.is_dir():
        return target.is_file()
    return not (target / "index.html").is_file() and any(target.iterdir())


def list_unset(data: Path) -> list[str]:
    """Return the settings that a published site may not lack, in words; bad data say so elsewhere."""
    entries = check_data(data).loaded.get("site")
    return [
        f"{entry.at(name)}: « {name} » n’est pas renseigné : un site publié doit le dire [site-unset]"
        for entry in entries
        for name in SETTINGS
        if getattr(entry.record, name) is None
    ] + [text for text in [describe_drafts(data)] if text]


def _run_engine(project: Path, folder: Path, lock: int, head: Head | None) -> None:
    # Two builds of one commit give the same bytes: their date is the commit's.
    moment = int(head.moment.timestamp()) if head else 0
    verbose = bool(os.environ.get("VERBOSE"))
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *ENGINE, str(folder)],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment), "NO_MKDOCS_2_WARNING": "1"},
        # Should this process be killed, the engine alone keeps the others out.
        pass_fds=[lock],
        stderr=None if verbose else subprocess.PIPE,  # its log, in English; our words go to stdout
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        # What the system refuses is no fault of the project: it is said without the engine's trace.
        if refused := _REFUSED.search(done.stderr or ""):
            raise OSError(int(refused[1]), os.strerror(int(refused[1])), refused[2])
        lines = (done.stderr or "").splitlines(keepends=True)
        sys.stderr.writelines(line for line in lines if not line.startswith("INFO "))
        done.check_returncode()
