"""What the preview shows of an edit at once: the generated pages, in the shells of the last whole build."""

import filecmp
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from macros import presentation
from macros.building import Build
from macros.filling import fill_page, make_filling
from macros.shells import Filling, Form, Shell

# The files under a path: where each is, when it changed, its size.
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stood around the body of a page that the theme rendered itself, with the words there."""

    words: Filling
    before: str
    after: str


def look(path: Path) -> Stamp:
    """Return what tells the files under a path, or a file, from what they were before.

    What is gone before it was looked at, as editors' own files are, is not there.
    """
    return tuple(sorted(_look(os.fspath(path))))


def _look(path: str) -> Iterator[tuple[str, int, int]]:
    with suppress(OSError):
        if not os.path.isdir(path):  # noqa: PTH112 (os.scandir gives strings too)
            status = os.stat(path)  # noqa: PTH116
            yield path, status.st_mtime_ns, status.st_size
            return
        for entry in [*os.scandir(path)]:
            if entry.name != "__pycache__":
                yield from _look(entry.path)


def list_shown(build: Build) -> tuple[object, ...]:
    """Return what the theme shows of the data beside the words of a page, to be compared."""
    data = build.catalogue.data
    return (
        data.site,
        data.plan,
        presentation.name_site(data),
        presentation.describe_site(data),
        presentation.describe_extra(data),
        [*build.pages],
    )


def frame_page(build: Build, url: str, html: str) -> Frame | None:
    """Return what stands around the body of a page, or None if it cannot be told."""
    page = build.pages[url]
    before, body, after = html.partition(build.keep_anchors(url, build.bodies[url]))
    return Frame(make_filling(build, page, ""), before, after) if body else None


def show_pages(
    build: Build,
    shells: Mapping[Form, Shell],
    frames: Mapping[str, Frame | None],
    mend: Callable[[str], str],
    site: Path,
) -> int | None:
    """Write the generated pages that changed; return how many, or None if a shell is missing.

    `mend` is what becomes of pages that the theme rendered itself. Such a page is left as it is where
    more than its body changed.
    """
    made = {}
    for url, page in build.pages.items():
        if url not in frames:
            try:
                made[url] = fill_page(build, page, shells)
            except KeyError:
                return None
        elif frame := frames[url]:
            filling = make_filling(build, page, build.keep_anchors(url, build.bodies[url]))
            if replace(filling, body="") == frame.words:
                made[url] = mend(f"{frame.before}{filling.body}{frame.after}")
    count = 0
    for url, text in made.items():
        html = text.encode(errors="xmlcharrefreplace")
        file = site / url / "index.html"
        if file.read_bytes() != html:
            file.write_bytes(html)
            count += 1
    return count


def put_in_place(made: Path, site: Path) -> bool:
    """Make the site what was made beside it; return whether a page is not what it was.

    Each file is replaced at once: what a browser asks for meanwhile is whole.
    """
    old, new = _list_files(site), _list_files(made)
    gone = old - new
    for path in gone:
        (site / path).unlink()
        _remove_empty((site / path).parent)
    changed = [path for path in sorted(new) if path not in old or _differ(made / path, site / path)]
    for path in changed:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made / path, site / path)
    return any(path.endswith(".html") for path in (*gone, *changed))


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # until one that is not
        while True:
            folder.rmdir()
            folder = folder.parent


def _list_files(folder: Path) -> set[str]:
    return {os.path.relpath(path, folder) for path, _, _ in look(folder)}


def _differ(one: Path, other: Path) -> bool:
    return not filecmp.cmp(one, other, shallow=False)
