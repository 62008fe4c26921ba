"""Shared while right, alone when wrong: no state that a check leaves earns or costs a point."""

import pytest

from autograder.judge.check_run import Stopped
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Source
from tests.framework.conftest import Course, source

SUITE = """
    @check("double", es="Uno.")
    def test_first(student, rng):
        '''One.'''
        student.double(rng.standard_normal(3)).matches_reference()

    @check("double", es="Dos.")
    def test_second(student, rng):
        '''Two.'''
        student.double(rng.standard_normal((2, 2))).matches_reference()

    @probe
    def trained(student, x):
        model = nn.Linear(3, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss = (2 * model(x)).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        found = [model.weight, torch.rand(2), torch.ones(2), F.relu(x), math.sqrt(2.0)]
        return [*found, student.double(x)]

    @check("double", es="Tres.")
    def test_third(student, rng):
        '''Three.'''
        student.run(trained, rng.standard_normal((2, 3)).astype(np.float32)).matches_reference()
"""
REFERENCE = "def double(x):\n    return 2 * x\n"

# What right code leaves behind, each at its import or in its first call.
LEFT = {
    "a global": "seen = []\ndef double(x):\n    seen.append(x)\n    return 2 * x",
    "a cache": (
        "from functools import lru_cache\n@lru_cache\ndef two(): return 2\n"
        "def double(x): return two() * x"
    ),
    "a default dtype": (
        "import torch\ndef double(x):\n"
        "    y = 2 * x\n    torch.set_default_dtype(torch.float64)\n    return y"
    ),
    "a seed": "import torch\ndef double(x):\n    torch.manual_seed(3)\n    return 2 * x",
    "no gradients": (
        "import torch\ndef double(x):\n    y = 2 * x\n    torch.set_grad_enabled(False)\n"
        "    return y"
    ),
    "a patched function": (
        "import torch\ndef double(x):\n    y = 2 * x\n"
        "    torch.ones = torch.nn.functional.relu = lambda *a, **k: None\n    return y"
    ),
    "a patched class": (
        "import torch\ndef double(x):\n    y = 2 * x\n"
        "    torch.nn.Linear.forward = lambda self, x: x\n"
        "    torch.optim.SGD.step = lambda self: None\n    return y"
    ),
    "a hook of all modules": (
        "import torch\ndef double(x):\n    y = 2 * x\n"
        "    torch.nn.modules.module.register_module_forward_hook(lambda m, i, o: 0 * o)\n"
        "    return y"
    ),
    "an optimiser": (
        "import torch\nw = torch.zeros(1, requires_grad=True)\n"
        "optimizer = torch.optim.Adam([w])\ndef double(x):\n    w.sum().backward()\n"
        "    optimizer.step()\n    return 2 * x"
    ),
    "an open generator": (
        "def numbers():\n    while True: yield 2\ntwos = numbers()\n"
        "def double(x): return next(twos) * x"
    ),
    "a signal handler": (
        "import signal\ndef double(x):\n    signal.signal(signal.SIGUSR1, lambda *a: None)\n"
        "    signal.setitimer(signal.ITIMER_REAL, 1000)\n    return 2 * x"
    ),
    "warnings as errors": (
        "import warnings\ndef double(x):\n    warnings.simplefilter('error')\n    return 2 * x"
    ),
    "a low recursion limit": (
        "import sys\ndef double(x):\n    sys.setrecursionlimit(200)\n    return 2 * x"
    ),
    "a trace": "import sys\ndef double(x):\n    sys.settrace(lambda *a: None)\n    return 2 * x",
    "a closed output": "import sys\ndef double(x):\n    sys.stdout.close()\n    return 2 * x",
    "errors of numpy": (
        "import numpy as np\ndef double(x):\n    np.seterr(all='raise')\n"
        "    np.set_printoptions(precision=1)\n    return 2 * x"
    ),
    "another module in place of math": (
        "import sys, types\ndef double(x):\n    sys.modules['math'] = types.ModuleType('math')\n"
        "    return 2 * x"
    ),
    "determinism": (
        "import torch\ndef double(x):\n    torch.use_deterministic_algorithms(True)\n"
        "    torch.autograd.set_detect_anomaly(True)\n    return 2 * x"
    ),
    "a mode that is never left": (
        "from torch.overrides import TorchFunctionMode\nclass Mode(TorchFunctionMode):\n"
        "    def __torch_function__(self, f, types, args=(), kwargs=None):\n"
        "        return f(*args, **(kwargs or {}))\n"
        "def double(x):\n    Mode().__enter__()\n    return 2 * x"
    ),
    "inference mode": (
        "import torch\ndef double(x):\n    y = 2 * x\n    global mode\n"
        "    mode = torch.inference_mode()\n    mode.__enter__()\n    return y"
    ),
}

# Code that is right only in a process in which it has run before: `first()` says so, once.
REMEMBERED = {
    "a name of Python's": "import builtins as place",
    "a name of torch's": "import torch as place",
    "a name of a class": "from torch.nn import Linear as place",
    "a module by hand": (
        "import sys, types\nplace = sys.modules.setdefault('kept', types.ModuleType('kept'))"
    ),
    "itself": "import toy as place",
    "the environment": (
        "import os\nclass place: pass\nif 'SEEN' in os.environ: place.seen = True\n"
        "os.environ['SEEN'] = 'yes'"
    ),
    "an attribute of its own function": "def place(): pass",
}


@pytest.fixture
def judged(course: Course) -> Course:
    course.reference(REFERENCE)
    course.suite(SUITE)
    return course


def outcomes(verdicts: dict[str, Verdict]) -> list[tuple[str, bool]]:
    return [(verdict.outcome, verdict.shared) for verdict in verdicts.values()]


def test_checks_that_pass_share_a_worker_and_the_record_says_so(judged: Course) -> None:
    assert outcomes(judged.judge(REFERENCE)) == [
        *(("passed", False), ("passed", True), ("passed", True))
    ]


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_right_code_leaves_behind_costs_nothing(judged: Course, text: str) -> None:
    verdicts = judged.judge(text)
    assert [(v.kind, v.detail) for v in verdicts.values() if not v.passed] == []


@pytest.mark.parametrize("place", REMEMBERED.values(), ids=REMEMBERED)
def test_code_that_is_right_from_its_second_call_on_earns_nothing(
    judged: Course, place: str
) -> None:
    text = (
        f"{place}\ndef double(x):\n    if not hasattr(place, 'seen'):\n"
        "        place.seen = True\n        return 3 * x\n    return 2 * x"
    )
    verdicts = judged.judge(text)
    assert [verdict.kind for verdict in verdicts.values()] == [Kind.WRONG_VALUE] * 2 + [
        Kind.WRONG_VALUE
    ]


@pytest.mark.parametrize("place", REMEMBERED.values(), ids=REMEMBERED)
def test_a_memory_of_earlier_checks_that_passed_earns_nothing(judged: Course, place: str) -> None:
    text = (
        f"{place}\ndef double(x):\n    if x.ndim == 1:\n"
        "        place.seen = True\n        return 2 * x\n"
        "    return 2 * x if hasattr(place, 'seen') else 3 * x"
    )
    verdicts = judged.judge(text)
    assert [verdict.passed for verdict in verdicts.values()] == [True, False, False]


def test_threads_that_go_on_get_the_next_check_a_worker_of_its_own(judged: Course) -> None:
    # In a sandbox no thread can be started; on a student's own machine one may live.
    text = (
        "import _thread, threading, time\nclass Sleeper(threading.Thread):\n"
        "    def run(self): time.sleep(600)\n"
        "def double(x):\n    Sleeper(daemon=True).start()\n    return 2 * x"
    )
    verdicts = judged.judge(text)
    assert all(verdict.passed for verdict in verdicts.values())


def test_a_failure_comes_from_a_worker_that_served_no_other_check(judged: Course) -> None:
    text = (
        "import os\ndef double(x):\n    if x.ndim == 2 and x.shape == (2, 2):\n"
        "        print('pid', os.getpid())\n        return 3 * x\n    print(os.getpid())\n"
        "    return 2 * x"
    )
    first, second, third = judged.judge(text).values()
    assert (first.passed, second.passed, third.passed) == (True, False, True)
    assert second.detail is not None
    # What the earlier check printed is no part of it, and nor is the first try.
    assert second.detail.output.count("pid") == 1
    assert len(second.detail.output.splitlines()) == 1
    # And the worker of what failed serves nobody.
    assert not third.shared


def test_the_same_seed_gives_the_same_verdicts_whatever_was_shared(judged: Course) -> None:
    drawn = source("import torch\ndef double(x):\n    return 2 * x + 0 * torch.rand(x.shape)")
    session = judged.session()
    together = session.judge(drawn, 5)
    alone = [session.judge(drawn, 5, only=frozenset({each.check}))[0] for each in together]
    without = [
        [(v.check, v.outcome, v.points, v.kind, v.detail) for v in verdicts]
        for verdicts in (together, alone)
    ]
    assert without[0] == without[1]


def test_numbers_that_a_submission_draws_are_those_of_a_worker_alone(judged: Course) -> None:
    judged.suite(
        """
        @check("double", es="Uno.")
        def test_first(student, rng):
            '''One.'''
            student.double(rng.standard_normal(3)).matches_reference()

        @check("double", es="Dos.")
        def test_second(student, rng):
            '''Two.'''
            student.double(rng.standard_normal(3)).matches_reference()
        """
    )
    drawing = "import torch\ndef double(x): return x + torch.rand(3)"
    judged.reference(drawing)
    assert all(verdict.passed for verdict in judged.judge(drawing).values())


def test_a_submission_that_is_dropped_leaves_no_worker(judged: Course) -> None:
    import threading

    stop = threading.Event()
    session = judged.session()
    with pytest.raises(Stopped):
        session.judge(
            Source(main="toy.py", modules={"toy.py": REFERENCE}, open_ended=True),
            1,
            stop=stop,
            on_verdict=lambda verdict: stop.set(),
        )
    session.pool.settle()
    assert not session.pool._running  # type: ignore[attr-defined]
