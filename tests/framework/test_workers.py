"""Workers: their limits, what they hold, how they end, and what that costs the judge."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.execution.child import Spawner
from autograder.execution.forked import ForkedWorker, Host
from autograder.execution.sandbox.isolation import choose
from autograder.execution.wire import Value
from autograder.execution.workers import OUTPUT_KEPT, MachineFault, WorkerFailure
from autograder.model.record import Kind
from autograder.model.topic import Limits
from tests.framework.conftest import FORBIDDEN, Course, source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")

LIMITS = Limits(memory_mib=256, reply_mib=1)


def loaded(pool: Any, text: str) -> Any:
    """A worker that has imported `text`."""
    worker = pool.open(LIMITS, 30)
    modules: Value = {"toy.py": source(text).modules["toy.py"]}
    reply = worker.ask(
        {"op": "load", "name": "toy", "main": "toy.py", "modules": modules, "seed": 0}, 10, 60
    )
    assert reply == {"value": []}, reply
    return worker


def call(worker: Any, *args: Value, cpu: float = 10, wall: float = 60) -> Any:
    request = {"op": "call", "function": "f", "args": list(args), "kwargs": {}, "seed": 0}
    return worker.ask({**request, "gradients": False}, cpu, wall)


def failure(pool: Host, text: str, cpu: float = 10, wall: float = 60) -> WorkerFailure:
    """How a call of `f()` in `text` fails; afterwards the pool still gives workers."""
    worker = loaded(pool, text)
    try:
        with pytest.raises(WorkerFailure) as failed:
            call(worker, cpu=cpu, wall=wall)
    finally:
        worker.close()
    assert call(loaded_and_kept(pool), 3) == {"value": 6}
    return failed.value


def loaded_and_kept(pool: Host) -> ForkedWorker:
    worker: ForkedWorker = loaded(pool, "def f(x): return 2 * x")
    _kept.append(worker)
    return worker


_kept: list[ForkedWorker] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _kept:
        _kept.pop().close()


def test_cpu_time_is_limited_by_call(either: Host) -> None:
    failed = failure(either, "def f():\n  while True: pass", cpu=0.3)
    assert (failed.kind, failed.data["limit"]) == (Kind.TIMED_OUT, 0.3)


def test_a_call_within_its_limit_does_not_pay_for_the_one_before(either: Host) -> None:
    worker = loaded(
        either,
        "import time\ndef f(s):\n  end = time.process_time() + s\n"
        "  while time.process_time() < end: pass",
    )
    for _ in range(3):
        assert call(worker, 0.25, cpu=0.5) == {"value": None}
    assert worker.usage.cpu_seconds >= 0.7
    worker.close()


def test_a_loop_that_holds_every_lock_of_python_is_ended_too(either: Host) -> None:
    failed = failure(either, "def f(): return 3 ** (10 ** 8) % 7", cpu=0.3)
    assert failed.kind == Kind.TIMED_OUT


@pytest.mark.parametrize(
    "text",
    [
        "import time\ndef f(): time.sleep(60)",
        "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGSTOP)",
        "import signal, time\nfor s in range(1, 32):\n  try: signal.signal(s, signal.SIG_IGN)\n"
        "  except OSError: pass\ndef f(): time.sleep(60)",
    ],
    ids=["sleep", "stopped", "ignores every signal"],
)
def test_time_on_the_clock_is_limited(either: Host, text: str) -> None:
    failed = failure(either, text, wall=0.3)
    assert (failed.kind, failed.data["limit"]) == (Kind.TIMED_OUT, 0.3)


def test_a_slow_drip_of_a_reply_is_limited_too(either: Host) -> None:
    text = """
        import os, time
        def f():
            while True:
                for d in range(3, 9):
                    try: os.write(d, b"\\0")
                    except OSError: pass
                time.sleep(0.05)
    """
    assert failure(either, text, wall=0.5).kind in (Kind.TIMED_OUT, Kind.MALFORMED_REPLY)


def test_the_kernel_ends_a_worker_at_the_ceiling(sandbox: Host) -> None:
    worker = sandbox.open(LIMITS, 1)
    modules: Value = {"toy.py": "while True: pass"}
    with pytest.raises(WorkerFailure) as failed:
        worker.ask(
            {"op": "load", "name": "toy", "main": "toy.py", "modules": modules, "seed": 0}, 60, 60
        )
    assert failed.value.kind == Kind.TIMED_OUT


@pytest.mark.parametrize(
    "text",
    [
        "import torch\ndef f(): return torch.zeros(2**30).sum()",
        "def f(): return len(bytearray(2**30))",
        "def f():\n  kept = []\n  while True: kept.append(bytearray(2**20))",
        "import mmap\ndef f(): mmap.mmap(-1, 2**30)",
    ],
    ids=["torch", "bytes", "little by little", "mmap"],
)
def test_memory_is_limited(either: Host, text: str) -> None:
    worker = loaded(either, text)
    reply = call(worker)
    worker.close()
    if "mmap" in text:
        assert (reply["error"], reply["exception"]) == ("raised", "OSError")
    else:
        assert reply["error"] == "out_of_memory"


def test_a_reply_is_limited(either: Host) -> None:
    for text in (
        "import torch\ndef f(): return torch.zeros(2**18)",  # 1 MiB and the frame fits
        "import torch\ndef f(): return torch.zeros(2**18 + 1)",
    ):
        worker = loaded(either, text)
        if "+" in text:
            with pytest.raises(WorkerFailure) as failed:
                call(worker)
            assert failed.value.kind == Kind.REPLY_TOO_LARGE
        else:
            assert call(worker)["value"].size == 2**18
        worker.close()
    failed_text = failure(either, "def f(): return ['x'] * 10**6")
    assert failed_text.kind == Kind.REPLY_TOO_LARGE


def test_endless_printing_is_drained_kept_in_part_and_ended(either: Host) -> None:
    worker = loaded(either, "def f():\n  while True: print('x' * 1000)")
    with pytest.raises(WorkerFailure) as failed:
        call(worker, cpu=0.5)
    assert failed.value.kind == Kind.TIMED_OUT
    assert len(worker.output) == OUTPUT_KEPT
    worker.close()


def test_printing_more_than_a_pipe_holds_stops_nothing(either: Host) -> None:
    text = "import sys\ndef f():\n  print('x' * 10**6); sys.stderr.write('y' * 10**6); return 1"
    worker = loaded(either, text)
    assert call(worker) == {"value": 1}
    assert len(worker.output) == OUTPUT_KEPT
    worker.close()


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("os._exit(0)", "exit 0"),
        ("os._exit(7)", "exit 7"),
        ("ctypes.string_at(0)", "SIGSEGV"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("os.kill(os.getpid(), 40)", "signal 40"),
        ("os.abort()", "SIGABRT"),
        ("os.closerange(3, 64); import time; time.sleep(60)", "SIGKILL"),
    ],
)
def test_a_process_that_ends_is_the_students_and_says_how(
    either: Host, body: str, ending: str
) -> None:
    failed = failure(either, f"import os, ctypes, signal\ndef f(): {body}")
    assert (failed.kind, failed.data["exception"]) == (Kind.PROCESS_ENDED, ending)


def test_leaving_the_interpreter_is_an_error_like_any_other(either: Host) -> None:
    worker = loaded(either, "import sys\ndef f(): sys.exit(3)")
    assert call(worker)["exception"] == "SystemExit"
    worker.close()


def test_what_a_worker_used_is_counted_by_the_kernel(either: Host) -> None:
    worker = loaded(
        either,
        "import time\ndef f():\n  x = bytearray(100 * 2**20)\n"
        "  while time.process_time() < 0.5: pass",
    )
    call(worker)
    worker.close()
    either.settle()
    assert 0.4 < worker.usage.cpu_seconds < 5
    assert worker.usage.memory_mib > 100
    assert worker.usage.status is not None


# --- what a worker holds ----------------------------------------------------------------------

HELD = """
    import os, stat
    def f():
        held = {}
        for descriptor in range(1024):
            try: mode = os.fstat(descriptor).st_mode
            except OSError: continue
            held[str(descriptor)] = "pipe" if stat.S_ISFIFO(mode) else (
                "device" if stat.S_ISCHR(mode) else "other")
        return held
"""


def test_a_worker_holds_its_three_pipes_and_nothing_of_the_hosts(either: Host) -> None:
    others = [loaded_and_kept(either) for _ in range(2)]  # their pidfds and pipes are the host's
    worker = loaded(either, HELD)
    held = call(worker)["value"]
    worker.close()
    assert len(others) == 2
    assert held == {"0": "device", **dict.fromkeys("1234", "pipe")}  # output twice, calls, replies


def test_a_worker_knows_nothing_of_our_environment(
    either: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_SECRET", "seed")
    worker = loaded(either, "import os\ndef f(): return dict(os.environ)")
    assert "AUTOGRADER_SECRET" not in call(worker)["value"]
    worker.close()


def test_a_workers_thread_count_is_one(either: Host) -> None:
    worker = loaded(either, "import torch\ndef f(): return torch.get_num_threads()")
    assert call(worker) == {"value": 1}
    worker.close()


# --- when processes of ours end ---------------------------------------------------------------


def host_process(pool: Host) -> psutil.Process:
    """The process that forks, which may be inside bubblewrap."""
    assert pool._process is not None
    process = psutil.Process(pool._process.pid)
    family = [process, *process.children(recursive=True)]  # the workers come last
    return next(each for each in family if "bwrap" not in each.name())


def test_torchs_compiler_is_loaded_for_who_uses_it_and_for_nobody_else(either: Host) -> None:
    worker = loaded(
        either,
        """
        import inspect
        import sys
        import torch

        def f():
            torch.use_deterministic_algorithms(True)
            torch.func.grad(lambda x: (x * x).sum())(torch.ones(2))
            inspect.getmodule(f)
            layer = torch.nn.Linear(2, 2)
            optimizer = torch.optim.RMSprop(layer.parameters())
            torch.autograd.backward(layer(torch.ones(1, 2)), torch.ones(1, 2))
            optimizer.step()
            before = [name for name in ("sympy", "torch._dynamo.utils") if name in sys.modules]
            torch.testing.assert_close(torch.ones(2), torch.ones(2))
            torch._dynamo.reset()
            return before, "torch._dynamo.utils" in sys.modules
        """,
    )
    assert call(worker) == {"value": ([], True)}
    worker.close()


def test_a_host_that_was_killed_is_started_again(course: Course) -> None:
    pool = Host(choose())
    try:
        session = course.session(pool)
        right = source("def double(x): return 2 * x")
        assert all(v.passed for v in session.judge(right, 1))
        host_process(pool).kill()
        assert all(v.passed for v in session.judge(right, 2)), "killed between two calls"

        worker = loaded(pool, "import time\ndef f(): time.sleep(60)")
        host_process(pool).kill()
        with pytest.raises(MachineFault, match=r"SIGKILL, .* may have run out of memory"):
            call(worker)
        worker.close()
        assert all(v.passed for v in session.judge(right, 3)), "killed during a call"
    finally:
        pool.close()


def test_without_a_sandbox_workers_end_with_the_host_and_the_host_with_its_judge() -> None:
    pool = Host(choose("none"))
    worker = loaded(pool, "def f():\n  while True: pass")
    ends = [host_process(pool), psutil.Process(worker._pid)]
    assert pool._control is not None
    pool._control.close()  # what the kernel does where the judge is killed
    pool._control = None
    psutil.wait_procs(ends, timeout=20)
    assert not [each for each in ends if each.is_running() and each.status() != "zombie"]
    pool.close()


def test_a_host_that_can_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    pool = Host(choose("none"))
    end = "host of the workers ended: exit 1, no message; `autograder doctor` tries"
    with pytest.raises(MachineFault, match=end):
        pool.open(LIMITS, 1)
    pool.close()


def test_a_host_that_is_killed_says_by_what_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nkill -9 $$\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    pool = Host(choose("none"))
    end = "ended: SIGKILL, no message; .* out of memory.* give the same command again"
    with pytest.raises(MachineFault, match=end):
        pool.open(LIMITS, 1)
    pool.close()


def test_a_host_is_closed_at_once_while_torch_still_loads() -> None:
    pool = Host(choose("none"))
    pool.start()
    assert pool._process is not None
    process = psutil.Process(pool._process.pid)
    pool.close()
    assert not process.is_running()
    assert process.pid not in psutil.pids() or process.status() == psutil.STATUS_ZOMBIE


def test_hundreds_of_checks_leave_no_descriptor_and_no_memory_behind(
    course: Course, either: Host
) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student, rng):
            "values"
            student.double(rng.standard_normal(1000)).matches_reference()
    """)
    session = course.session(either)
    answers = [
        "def double(x): return x + x",
        "def double(x): return x",
        "import os\ndef double(x): os._exit(1)",
        "import torch\ndef double(x): return torch.zeros(2**36)",
        "raise ValueError",
    ]
    us, host = psutil.Process(), host_process(either)

    def held() -> tuple[int, int]:
        either.settle()
        return us.num_fds(), host.num_fds()

    def round_() -> None:
        for text in answers:
            session.judge(source(text), 1)

    for _ in range(3):
        round_()
    gc.collect()
    descriptors, memory = held(), (us.memory_info().rss, host.memory_info().rss)
    for _ in range(10):
        round_()
    gc.collect()
    assert held() == descriptors
    assert us.memory_info().rss - memory[0] < 8 << 20
    assert host.memory_info().rss - memory[1] < 2 << 20


def test_users_of_workers_that_live_at_the_same_time_differ(either: Host) -> None:
    workers = [loaded_and_kept(either) for _ in range(3)]
    assert len({worker.slot for worker in workers}) == 3


# --- without fork -----------------------------------------------------------------------------


def test_a_spawned_worker_gives_the_same_verdicts_as_a_forked_one(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student, rng):
            "values"
            student.double(rng.standard_normal(3), True).matches_reference()
            student.double(rng.standard_normal(3), True).matches_reference()

        @check("double", es="x")
        def test_end(student, rng):
            "end"
            student.double(rng.standard_normal(3), False).matches_reference()
    """)
    course.reference("def double(x, go_on): return 2 * x")
    text = """
        import os, signal, torch
        def double(x, go_on):
            print("x" * 100)
            if not go_on: os.kill(os.getpid(), signal.SIGKILL)
            return 2 * x + (torch.rand(1) > 0.5)
    """
    pool = Spawner(FORBIDDEN.calls)
    pool.start()
    try:
        # The answers of the reference are at hand from the first judge, who wrote them down.
        forked = list(course.judge(text).values())
        spawned = list(course.judge(text, pool=pool).values())
        assert [v.kind for v in forked] == [Kind.WRONG_VALUE, Kind.PROCESS_ENDED]
        for one, other in zip(forked, spawned, strict=True):
            for name in one.__struct_fields__:
                if name != "cpu_seconds":
                    assert getattr(one, name) == getattr(other, name)

        worker = loaded(pool, "def f(kept):\n  while True: kept.append(bytearray(2**20))")
        with pytest.raises(WorkerFailure) as failed:
            call(worker, [])
        assert failed.value.kind == Kind.OUT_OF_MEMORY
        worker.close()
        assert worker.usage.cpu_seconds > 0
        worker = loaded(
            pool,
            "import torch\ndef f(s):\n  while s < 0: pass\n  return torch.zeros(s)",
        )
        assert call(worker, 2**18)["value"].size == 2**18
        with pytest.raises(WorkerFailure) as failed:
            call(worker, 2**18 + 1)
        assert failed.value.kind == Kind.REPLY_TOO_LARGE
        worker.close()
    finally:
        pool.close()
