"""`nginx`: what the block « server » of an nginx includes, for this address and this ledger."""

import sys
from argparse import ArgumentParser, Namespace

from macros import urls
from macros.data.checking import check_data
from macros.exports.hosting.nginx import write_nginx


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing."""


def run(options: Namespace) -> int:
    """Return 0 when the configuration is written, 1 when the data have problems."""
    checked = check_data(options.data)
    if checked.dataset is None:
        print(*checked.problems, sep="\n", file=sys.stderr)
        return 1
    address = urls.site_address(checked.dataset.site.url)
    print(write_nginx(checked.dataset.permalinks, address), end="")
    return 0
