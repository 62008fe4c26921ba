"""A worker without a fork, for a student's own laptop: frames on standard input and output.

`python -m autograder.execution.worker.spawned [FORBIDDEN…]` is a plain child process and no
sandbox; it gives the same verdicts, after importing torch.
"""

import os
import sys

from autograder.execution.worker import by_hand, forbid, machine, restore, serve
from autograder.execution.worker.warm import warm


def main() -> None:
    """Serves until standard input closes. What student code prints goes to standard error."""
    calls, replies = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(calls, os.O_BINARY)
        msvcrt.setmode(replies, os.O_BINARY)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    warm()
    forbid.refuse(sys.argv[1:])  # what warms may need them
    by_hand.install()
    by_hand.run_scripts_as_written()
    machine.install()
    restore.remember()
    os.write(replies, serve.READY)
    serve.serve(*serve.open_pipes(calls, replies))
    os._exit(0)


if __name__ == "__main__":
    main()
