"""Build the site with every engine, and say what differs from MkDocs's own build without a reason: 1."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines.building import ENGINES, REFERENCE, ROOT, Engine, EngineError, build_with
from tests.engines.comparing import FILES, compare_sites, list_unexplained

SHOWN = 20  # differences of the content, at most


def main() -> int:
    with TemporaryDirectory() as folder:
        work = Path(folder)
        pages = work / "pages"
        subprocess.run(
            [sys.executable, "-m", "macros", "pages", str(pages)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        reference = build_with(REFERENCE, pages, work)
        return max([_run(engine, pages, work, reference) for engine in ENGINES])


def _run(engine: Engine, pages: Path, work: Path, reference: Path) -> int:
    print(f"\n{engine.name}, d’après {engine.source} :")
    try:
        found = compare_sites(reference, build_with(engine, pages, work))
    except EngineError as error:
        print(f"  {error}")
        return 1
    print(f"  {found.pages} pages et {found.files} autres fichiers comparés.")
    different = [line for line in found.content if line not in FILES]
    if different:
        print(f"  Contenu : {len(different)} différences.")
        print("\n".join(f"    {line}" for line in different[:SHOWN]))
    else:
        print("  Contenu (titres, intertitres, textes, liens, ancres) et fichiers : égaux.")
    for line in sorted(FILES.keys() & {*found.content}):
        print(f"  Fichier {line} : {FILES[line]}")
    unexplained = list_unexplained(found.frame)
    for line, count in unexplained:
        print(f"  Cadre, inexpliqué ({count} fois) : {line}")
    return 1 if different or unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
