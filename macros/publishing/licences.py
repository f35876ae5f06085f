"""Under which licence a Python package says that it comes, in SPDX's words; which ones we accept."""

from functools import cache
from importlib.metadata import Distribution

from license_expression import ExpressionError, Licensing, get_spdx_licensing

# What may be shipped with the pages, whose readers reuse them: permissive, fonts included.
SHIPPED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "OFL-1.1"}
# What may make the pages without being in them: any licence that lets one use it as it is.
USED = SHIPPED | {"AFL-2.1", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense"}

# What packages wrote before the field for an SPDX expression.
_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
# Those that name no version of their licence: read in the text that comes with them.
READ = {
    "colorama": "BSD-3-Clause",
    "feedgenerator": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
}


def read_licence(package: Distribution) -> str | None:
    """Return an SPDX expression, or None where the package leaves a doubt."""
    fields = package.metadata
    said = (
        *(fields.get_all("License-Expression") or []),
        *(fields.get_all("License") or []),
        *(
            words.rpartition(" :: ")[2]
            for words in fields.get_all("Classifier") or []
            if words.startswith("License ::")
        ),
    )
    for words in said:
        if words and (found := _read_words(words.strip())):
            return found
    return READ.get(package.name.lower())


def is_accepted(expression: str, accepted: set[str]) -> bool:
    """Whether every licence of an expression is accepted, the alternatives too."""
    return set(_licensing().license_keys(expression)) <= accepted


def _read_words(words: str) -> str | None:
    if known := _WORDS.get(words.lower()):
        return known
    try:
        _licensing().parse(words, validate=True, strict=True)
    except ExpressionError:
        return None
    return words


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()
