"""One submission and one check, graded in four ways: `python -m benchmarks.rivals [SUBMISSIONS]`.

CPU seconds of a submission, everything included that it causes, and how many times ours that is:

- ours: judge, host and a sandboxed worker, warm, as for the thousandth of a class;
- a fresh process for each submission: Python, torch, the same calls; no sandbox, no comparison;
- `otter run` with the same inputs and expected values as an exception-based test file;
- bare: the same calls in one warm Python, nothing around them.

The check is the GRU's `test_cell_values`: eight calls of `gru_cell`, compared with the reference.
"""

import base64
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import psutil

from autograder.execution.child import SpawnedWorker
from autograder.execution.sandbox.isolation import choose
from autograder.execution.wire import Value, encode
from autograder.judge.judge import hidden_judge
from autograder.judge.oracle import REFERENCE
from autograder.model.submission import Source
from autograder.model.topic import Topic, find_topic
from benchmarks.submission_cost import (
    COURSE,
    bare_seconds,
    class_of,
    graded,
    load_request,
)

CHECK = "test_cell_values"
OTTER_TEST = '''
import base64
import sys

import numpy as np
import torch
from otter.test_files import test_case

sys.path[:0] = {path!r}
from autograder.execution.wire import PREFIX, decode, sizes

OK_FORMAT = False
name = "gru_cell"
points = 1
FRAME = base64.b64decode({frame!r})


@test_case(points=1, hidden=True)
def test_cell_values(gru_cell):
    """gru_cell returns the next hidden state"""
    header, _ = sizes(FRAME[:PREFIX.size])
    start = PREFIX.size
    for args, expected in decode(FRAME[start:start + header], FRAME[start + header:]):
        args = [torch.tensor(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
        assert np.allclose(gru_cell(*args).detach().numpy(), expected, rtol=1e-7, atol=1e-9)
'''


def otter_seconds(folder: Path, sources: list[Source], pairs: list[Value]) -> tuple[float, str]:
    """CPU seconds of `otter run` for each submission, and the scores that it gave."""
    tests = folder / "tests"
    tests.mkdir()
    text = OTTER_TEST.format(frame=base64.b64encode(encode(pairs)).decode(), path=[str(COURSE)])
    (tests / "gru_cell.py").write_text(text)
    otter = str(Path(sys.executable).with_name("otter"))
    command = [otter, "generate", "-t", str(tests), "-o", str(folder / "autograder.zip")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    scores = []
    for number, source in enumerate(sources):
        work = folder / f"work{number}"
        work.mkdir()
        (work / source.main).write_text(source.modules[source.main])
        subprocess.run(
            [otter, "run", source.main, "-a", str(folder / "autograder.zip")],
            cwd=work,
            check=True,
            capture_output=True,
        )
        results = msgspec.json.decode((work / "results.json").read_bytes())
        scores.append(str(sum(test.get("score", 0) for test in results["tests"])))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / len(sources), " ".join(scores)


def fresh_seconds(topic: Topic, sources: list[Source], requests: list[dict[str, Value]]) -> float:
    """CPU seconds of a fresh process for each submission, its start included."""
    limits = topic.assignment.limits
    total = 0.0
    for source in sources:
        worker = SpawnedWorker(topic.assignment.forbidden.operators)
        worker.wait_until_ready(limits)
        for request in [load_request(topic, source), *requests]:
            worker.ask(request, limits.cpu_seconds, limits.wall_seconds)
        times = psutil.Process(worker._process.pid).cpu_times()
        total += times.user + times.system
        worker.close()
    return total / len(sources)


def main() -> None:
    """Prints the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    topic = find_topic("gru", COURSE)
    sources = class_of(topic)[:count]
    only = frozenset({CHECK})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        judge = hidden_judge(topic, choose(), folder / "answers")
        for _ in range(50):  # until the host's pages are gathered
            graded(judge, sources[0], only)
        calls = graded(judge, sources[0], only)[1][CHECK]
        ours = sum(graded(judge, source, only)[0].whole for source in sources) / len(sources)
        pairs = [
            [list(call["args"]), judge.oracle.answer(REFERENCE, "", call)["value"]]
            for call in calls
        ]
        judge.close()
        fresh = fresh_seconds(topic, sources, calls)
        otter, scores = otter_seconds(folder, sources, pairs)
        bare = min(bare_seconds(topic, sources[0], {CHECK: calls}) for _ in range(5))
        print(f"gru {CHECK}, {len(calls)} calls, {len(sources)} submissions, {judge.isolation}")
        for what, seconds in (
            ("ours", ours),
            ("a fresh process a submission", fresh),
            (f"otter run (scores: {scores})", otter),
            ("bare", bare),
        ):
            print(f"  {seconds:8.4f} CPU-s {seconds / ours:8.2f} × ours  {what}")
        print(f"({time.process_time() - start:.0f} CPU-s of this process)")


if __name__ == "__main__":
    main()
