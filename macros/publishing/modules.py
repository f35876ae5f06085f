"""The scripts of the site as plain ones, which a browser also loads from a disk (see offline.js).

Reads the modules that the project writes and vendors, one statement of import or export a line or
more; a test runs the result.
"""

import json
import posixpath
import re

LOADER = "assets/offline-loader.js"

_IMPORT = re.compile(
    r'^import\s+(?P<names>[\w$]+|\{[^}]*\})\s+from\s+"(?P<path>[^"]+)";\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const) ([\w$]+)", re.MULTILINE)
_EXPORTED_LIST = re.compile(r"^export \{([^}]*)\};\n?", re.MULTILINE)
_AS = re.compile(r"([\w$]+)\s+as\s+([\w$]+)")
_DYNAMIC = re.compile(r"(?<![\w$.])import\(")
# The address of a page, as scripts make it.
_PAGE = re.compile(r'(?<=new URL\(")((?:[\w-]+/)+)(?=", ROOT\))')


def convert_script(path: str, script: str) -> str:
    """Return a plain script that does the same once the loader is there."""
    script = _PAGE.sub(r"\1index.html", script)
    if any(one.search(script) for one in (_IMPORT, _EXPORTED, _EXPORTED_LIST)):
        return _convert_module(path, script)
    return _DYNAMIC.sub(f"offline.at({json.dumps(path)}).load(", script)


def convert_text(path: str, text: str) -> str:
    """Return a plain script that holds a file which modules fetch."""
    return f"offline.put({json.dumps(path)}, {_quote(text)});\n"


def _convert_module(path: str, script: str) -> str:
    imports = list(_IMPORT.finditer(script))
    folder = posixpath.dirname(path)
    # Without the version that the address may carry.
    paths = [one["path"].partition("?")[0] for one in imports]
    needs = [posixpath.normpath(posixpath.join(folder, path)) for path in paths]
    exported = [(name, name) for name in _EXPORTED.findall(script)]
    for listed in _EXPORTED_LIST.findall(script):
        for one in listed.split(","):
            local, _, name = one.strip().partition(" as ")
            exported.append((local, name or local))
    bound = "".join(
        f"const {_bind(one['names'])} = $needs[{rank}];\n" for rank, one in enumerate(imports)
    )
    body = _EXPORTED_LIST.sub("", _EXPORT.sub("", _IMPORT.sub("", script)))
    body = _DYNAMIC.sub("load(", body.replace("import.meta.url", "here"))
    given = ", ".join(f"{name}: {local}" for local, name in exported)
    return (
        f'"use strict";\n'
        f"offline.define({json.dumps(path)}, {json.dumps(needs)},"
        " ({ here, fetch, load }, ...$needs) => {\n"
        f"{bound}{body}\nreturn {{ {given} }};\n}});\n"
    )


def _bind(names: str) -> str:
    """Return what takes the names of an import out of an object: `{ a, b: c }`."""
    return _AS.sub(r"\1: \2", names) if names.startswith("{") else f"{{ default: {names} }}"


def _quote(text: str) -> str:
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
