"""Where a student's own code runs on their own machine: without a sandbox, as soon as it can."""

import sys
from collections.abc import Sequence

from autograder.execution.child import Spawner
from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import choose
from autograder.execution.workers import WorkerPool


def self_check_pool(forbidden: Sequence[str]) -> WorkerPool:
    """Workers that refuse those calls: forked on Linux, where that is safe after torch was loaded,
    else plain child processes. It starts at once."""
    pool: Host | Spawner
    pool = Host(choose("none"), forbidden) if sys.platform == "linux" else Spawner(forbidden)
    pool.start()
    return pool
