"""Tables of cases: `cases/NAME.yml` lists, under the name of each test, the arguments of each case."""

import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent / "cases"


def cases(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test once for each of its cases in `cases/NAME.yml`; an argument left out is None."""

    def parametrize(test: Callable[..., None]) -> Callable[..., None]:
        table = read_cases(name)[test.__name__]
        arguments = [
            a for a in inspect.signature(test).parameters if any(a in row for row in table)
        ]
        rows = [[row.get(argument) for argument in arguments] for row in table]
        unknown = {key for row in table for key in row} - set(arguments)
        assert not unknown, f"{test.__name__}: {unknown}"
        run: Callable[..., None] = pytest.mark.parametrize(arguments, rows)(test)
        return run

    return parametrize


@cache
def read_cases(name: str) -> dict[str, Any]:
    tables: dict[str, Any] = yaml.load(
        (FOLDER / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return tables
