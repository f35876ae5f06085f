"""The build, without an engine."""

import subprocess
import sys


def test_pages_do_without_the_libraries_of_the_exports() -> None:
    """They take long to load, and whoever only reads the pages would wait for them."""
    code = "import sys, macros.site.build; print({'icalendar'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
