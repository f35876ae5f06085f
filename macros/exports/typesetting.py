"""Data → PDF and PNG by typst, which reads the templates beside this file; QR codes as SVG."""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros.cache import ROOT, get, prune, put
from macros.french import typeset

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
ICON = ROOT / "docs" / "assets" / "favicon.svg"


def typeset_all(template: str, contents: Mapping[str, Any], **options: Any) -> dict[str, bytes]:
    """Return a file for each content, under the same name, as the template sets it; cached."""

    def compile_cached(content: Any) -> bytes:
        text = json.dumps(_set_spaces(content), ensure_ascii=False, sort_keys=True)
        parts = repr((_hash_tools(), (FOLDER / template).read_bytes(), options, text))
        key = hashlib.sha256(parts.encode()).hexdigest()
        if file := get(key):
            return file
        try:
            file = _compile(template, text, options)
        except RuntimeError as error:  # typst's own, which is not loaded here
            if "could not be displayed" not in str(error) or not options.get("pdf_standards"):
                raise
            # Said each time: the file does not claim a conformity that it lacks.
            sign = str(error).partition('`"')[2].partition('"`')[0]
            sys.stdout.write(f"« {sign} » n’est dans aucune police : un PDF n’est plus PDF/UA.\n")
            return _compile(template, text, {**options, "pdf_standards": []})
        put(key, file)
        return file

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        files = dict(zip(contents, pool.map(compile_cached, contents.values()), strict=True))
    prune()
    return files


def _set_spaces(value: Any) -> Any:
    """Set the spaces of every string, addresses and drawings being left as they are."""
    if isinstance(value, str):
        return value if value.startswith(("http", "<svg")) else typeset(value)
    if isinstance(value, dict):
        return {key: _set_spaces(item) for key, item in value.items()}
    return [_set_spaces(item) for item in value] if isinstance(value, list) else value


def _compile(template: str, content: str, options: Mapping[str, Any]) -> bytes:
    import typst

    file = typst.compile(
        FOLDER / template,
        root=ROOT,
        font_paths=_load_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": content},
        **options,
    )
    assert isinstance(file, bytes)  # noqa: S101 (a list for several pictures alone)
    return file


@cache
def _load_fonts() -> Any:
    import typst

    # typst's own fonts stand in for the characters that these lack.
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


@cache
def _hash_tools() -> str:
    """Return a hash of what makes the bytes, besides the template, its content and the options."""
    tools = hashlib.sha256(version("typst").encode())
    for path in (ICON, *sorted(FONTS.iterdir())):
        tools.update(path.read_bytes())
    return tools.hexdigest()


@cache  # the page and the sheet show the same
def draw_qr_code(address: str) -> Markup:
    """Return a black and white SVG with its quiet zone; whoever shows it says where it leads."""
    import segno

    drawing = BytesIO()
    # Any mask can be read; to look for the best one would take most of the time.
    segno.make(address, error="m", micro=False, mask=3).save(
        drawing,
        kind="svg",
        border=4,
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return Markup(drawing.getvalue().decode())  # noqa: S704 (drawn here: no text in it)
