"""JSON → tagged PDF (PDF/UA-1) by typst, kept on disk: a sheet that says the same is not made again."""

import hashlib
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import typst

from macros.exports.keeping import CACHE, Store

HERE = Path(__file__).parent
TEMPLATE = HERE / "sheet.typ"
FONTS = HERE / "fonts"
STORE = Store(CACHE / "sheets", ".pdf")


def typeset_sheets(contents: Mapping[str, Any], day: date) -> dict[str, bytes]:
    """Return the PDF of each content, under the same key; `day` is the date that they carry."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sheets = pool.map(partial(_typeset, day=day), contents.values())
        made = dict(zip(contents, sheets, strict=True))
    STORE.forget_unused()
    return made


def _typeset(content: Any, day: date) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(f"{_tools()}\n{day}\n{text}".encode()).hexdigest()
    return STORE.get(key, lambda: _compile(text, day))


def _compile(text: str, day: date) -> bytes:
    try:
        return _compile_as(text, day, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A character that no font has: the sheet does not claim a conformity that it lacks.
        return _compile_as(text, day, [])


def _compile_as(text: str, day: date, standards: list[Literal["ua-1"]]) -> bytes:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    sheet = typst.compile(
        TEMPLATE,
        root=HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=[*standards],
        timestamp=int(moment.timestamp()),
    )
    assert isinstance(sheet, bytes)  # noqa: S101 (a list for pictures alone)
    return sheet


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


@cache
def _tools() -> str:
    """Return what, besides its content, makes the bytes of a sheet."""
    tools = hashlib.sha256(version("typst").encode())
    for path in (TEMPLATE, *sorted(FONTS.iterdir())):
        tools.update(path.read_bytes())
    return tools.hexdigest()
