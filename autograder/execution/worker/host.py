"""The warm host: torch loaded once, then a fork for each check.

`python -I -m autograder.execution.worker.host SOCKET [FORBIDDEN…]`: SOCKET is the number of an
inherited Unix socket (SOCK_SEQPACKET), after it comes what the topic forbids. The host is told
descriptors and limits, never a byte of a submission, a suite or a solution: what it holds, every
worker can read.

Messages are JSON. From the judge: `{"id": n, "confinement": {…}}` with three descriptors (calls,
replies, output). To the judge: `{"refused": […]}` once, the names under which calls are refused,
then `{"id": n, "forked": true}` with a pidfd, and when the child has ended
`{"id": n, "status": s, "cpu_seconds": x, "memory_mib": m}`, where s is the wait status.
"""

import fcntl
import json
import os
import resource
import selectors
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

# Nothing is writable here; modules of torch that ask for a temporary folder must not look for one.
tempfile.tempdir = "/"

from autograder.execution.sandbox import layers  # noqa: E402
from autograder.execution.sandbox.layers import Confinement, LayerError, confine  # noqa: E402
from autograder.execution.worker import by_hand, forbid, machine, restore, serve  # noqa: E402
from autograder.execution.worker.warm import use_huge_pages, warm  # noqa: E402

MESSAGE_LENGTH = 1 << 16
CALLS, REPLIES = 3, 4  # descriptors of every worker, whatever else the host holds at the moment
FORKS_FOR_HUGE_PAGES = 40  # after so many forks they have paid for themselves


def main() -> None:
    """Serves until the judge's end of the socket closes, then kills what is left."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the judge's to handle
    warm()
    refused = forbid.refuse(sys.argv[2:])  # what warms may need them
    by_hand.install()
    by_hand.run_scripts_as_written()
    machine.install()
    restore.remember()
    control.send(json.dumps({"refused": sorted(refused)}).encode())
    forks = 0
    children: dict[int, tuple[int, int]] = {}  # pidfd -> (request id, pid)
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is control:
                    message, descriptors, _, _ = socket.recv_fds(control, MESSAGE_LENGTH, 3)
                    if not message:
                        for pidfd in children:
                            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                        return
                    request = json.loads(message)
                    forks += 1
                    if forks == FORKS_FOR_HUGE_PAGES:
                        use_huge_pages()
                    pid = os.fork()
                    if pid == 0:
                        _become_worker(request, descriptors)
                    for descriptor in descriptors:
                        os.close(descriptor)
                    pidfd = os.pidfd_open(pid)
                    children[pidfd] = (request["id"], pid)
                    selector.register(pidfd, selectors.EVENT_READ)
                    reply = json.dumps({"id": request["id"], "forked": True}).encode()
                    socket.send_fds(control, [reply], [pidfd])
                else:
                    pidfd = key.fd
                    selector.unregister(pidfd)
                    os.close(pidfd)
                    identity, pid = children.pop(pidfd)
                    control.send(json.dumps({"id": identity, **_reap(pid)}).encode())


def _reap(pid: int) -> dict[str, Any]:
    _, status, usage = os.wait4(pid, 0)
    return {
        "status": status,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "memory_mib": usage.ru_maxrss / 1024,
    }


def _become_worker(request: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """In the forked child: every layer on, then one byte that says so, then the student's code."""
    try:
        _place(descriptors)
        try:
            confinement = Confinement.from_dict(request["confinement"])
            keep = {0, 1, 2, CALLS, REPLIES}
            if not confinement.layers:
                _be_robust(confinement, keep)
            confine(confinement, keep)
        except (LayerError, OSError) as error:
            os.write(REPLIES, serve.FAILED + str(error).encode()[:1000])
            os._exit(1)
        os.write(REPLIES, serve.READY)
        serve.serve(*serve.open_pipes(CALLS, REPLIES))
    finally:
        # Never back into the host's loop, and no at-exit handler of the student's.
        os._exit(0)


def _place(descriptors: list[int]) -> None:
    """Gives the three pipes of a worker the numbers that they have in every worker."""
    # First out of the way of each other: one of them may have the number that another is to get.
    calls, replies, output = (fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in descriptors)
    null = os.open(os.devnull, os.O_RDONLY)
    for descriptor, number in ((null, 0), (output, 1), (output, 2), (calls, CALLS)):
        os.dup2(descriptor, number)
    os.dup2(replies, REPLIES)


def _be_robust(confinement: Confinement, keep: set[int]) -> None:
    """What a worker gets where there is no sandbox, on a student's own machine: it holds none of
    the host's descriptors, ends with the host, and can't take all the memory there is."""
    layers.close_descriptors(keep)
    layers.die_with_parent()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + confinement.memory_mib * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or size <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
