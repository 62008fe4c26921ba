"""How is a class graded on many machines? Hands jobs to a Dask cluster that runs already.

The only module that knows Dask. A machine of the cluster does what a process of the local pool
does: it holds a judge and a host of its own, and puts its own limits and its own sandbox round each
worker. Dask sees jobs and records, never student code.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from autograder.grading.gradebook import RunError

CONNECT_SECONDS = 30.0
AHEAD = 2  # jobs that wait at each of its threads, so that none is idle between two
AT_LEAST = (
    8  # jobs handed over even where no machine has come yet: an adaptive cluster grows by them
)


class ClusterPool:
    """The cluster at an address such as tcp://10.0.0.7:8786, as a pool of processes.

    A machine that dies is Dask's to notice: the job goes to another one, and is given up (`killed`)
    after it took as many machines with it as the scheduler's `allowed-failures` says. Raises
    RunError where there is no such cluster.
    """

    broken: tuple[type[BaseException], ...] = ()
    killed: tuple[type[BaseException], ...]
    gone: tuple[type[BaseException], ...]

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker
            from distributed.client import FutureCancelledError
            from distributed.comm.core import CommClosedError
        except ImportError:
            raise RunError(
                "--cluster needs an extra: pip install -e '.[cluster]' in the course"
            ) from None
        self.killed = (KilledWorker,)
        self.gone = (CommClosedError, FutureCancelledError)
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RunError(f"no cluster answers at {address}: {error}") from None
        self._executor = self._client.get_executor(pure=False)

    def __enter__(self) -> "ClusterPool":
        return self

    def __exit__(self, *exc: object) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()

    def submit(self, function: Callable[..., Any], job: object) -> Future[Any]:
        """The future result of `function(job)` on some machine."""
        future: Future[Any] = self._executor.submit(function, job)
        return future

    def width(self) -> int:
        """How many jobs it can be at, and wait for, just now: machines come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return max(AT_LEAST, AHEAD * sum(threads.values()))

    def renew(self) -> None:
        """Nothing to start again: that is the cluster's."""
