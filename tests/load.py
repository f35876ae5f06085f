"""`python -m tests.load [SITE]`: requests per second of nginx with our configuration and as it comes.

The same file from the same folder, in turns, several times in one run; wrk asks (Debian's package wrk).
Returns 1 when ours answers fewer than 90 % of the requests that the other does.
"""

import argparse
import re
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import ROOT, ProgramMissingError, find_program, run_nginx, serve_as_published

PAGE = "/mesures/15/"
CONNECTIONS, SECONDS, ROUNDS = 16, 2, 12
LEAST = 0.9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description="Charge de nginx.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    site: Path = parser.parse_args().site.resolve()
    try:
        wrk = find_program("wrk")
        with (
            TemporaryDirectory() as work,
            serve_as_published(site) as ours,
            run_nginx(Path(work), site, None) as plain,
        ):
            rounds = []
            for place in range(ROUNDS):  # in turns, each first as often as the other
                turn = (ours, plain) if place % 2 else (plain, ours)
                found = {address: _ask(wrk, address) for address in turn}
                rounds.append((found[ours], found[plain]))
    except ProgramMissingError as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    for name, place in (("notre configuration", 0), ("nginx sans elle", 1)):
        rates, slowest = zip(*(one[place] for one in rounds), strict=True)
        sys.stdout.write(
            f"{name} : {statistics.median(rates):.0f} requêtes/s, p99 {statistics.median(slowest):.2f} ms\n"
        )
    ratio = statistics.median(ours[0] / plain[0] for ours, plain in rounds)
    sys.stdout.write(f"rapport (médiane de {ROUNDS}) : {ratio:.2f}, au moins {LEAST}\n")
    return int(ratio < LEAST)


def _ask(wrk: str, address: str) -> tuple[float, float]:
    """Return the requests per second, and how long 99 % of them take at most, in milliseconds."""
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", f"{address}{PAGE}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    [rate] = re.findall(r"Requests/sec:\s+([\d.]+)", said)
    [(slowest, unit)] = re.findall(r"99%\s+([\d.]+)(us|ms|s)\b", said)
    return float(rate), float(slowest) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


if __name__ == "__main__":
    sys.exit(main())
