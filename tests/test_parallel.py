"""The processes that share the work."""

import signal
from concurrent.futures import ProcessPoolExecutor

from macros.parallel import follow_parent


def test_an_interruption_is_for_the_parent_alone() -> None:
    with ProcessPoolExecutor(1, initializer=follow_parent) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN
