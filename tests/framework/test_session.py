"""The judge: one suite kept open, and what it finds of real submissions in real workers."""

import json
import os
import re
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.execution.forked import Host
from autograder.execution.wire import Value
from autograder.judge.check_run import Stopped
from autograder.judge.session import JudgeSession
from autograder.judge.suite import SuiteError
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Line
from tests.framework.conftest import Course, source, until

VALUES = """
@check("double", es="x")
def test_values(student, rng):
    "double returns twice its input"
    for shape in [(3,), (2, 5)]:
        student.double(rng.standard_normal(shape)).matches_reference()
"""

RIGHT = "def double(x): return x + x"


def only(verdicts: dict[str, Verdict]) -> Verdict:
    (verdict,) = verdicts.values()
    return verdict


# --- every kind of failure, from a submission that earns it -----------------------------------

KINDS: dict[Kind, tuple[str, dict[str, object]]] = {
    Kind.MISSING: (
        "def duble(x): return 2 * x",
        {"function": "double", "suggestion": "duble"},
    ),
    Kind.NOT_CALLABLE: ("double = 3", {"function": "double"}),
    Kind.IMPORT_FAILED: (
        "import os\nos._exit(3)\ndef double(x): return 2 * x",
        {"exception": "exit 3"},
    ),
    Kind.NOT_WRITTEN: (
        "def double(x):\n    raise NotImplementedError",
        {"function": "double", "line": 2},
    ),
    Kind.FORBIDDEN: (
        "import torch\ndef double(x):\n    return torch.nn.GRUCell(2, 2)(torch.zeros(1, 2))",
        {"forbidden": "aten::gru_cell", "line": 3},
    ),
    Kind.RAISED: (
        "def double(x):\n    año = 1; return x.twice()",
        {"exception": "AttributeError", "line": 2, "marked": "x.twice", "message": "twice"},
    ),
    Kind.TIMED_OUT: ("def double(x):\n    while True: pass", {"limit": 1.0}),
    Kind.OUT_OF_MEMORY: (
        "import torch\ndef double(x):\n    return torch.zeros(2**36)",
        {"line": 3},
    ),
    Kind.PROCESS_ENDED: ("import os\ndef double(x): os._exit(3)", {"exception": "exit 3"}),
    Kind.REPLY_TOO_LARGE: ("import torch\ndef double(x): return torch.zeros(2**22)", {}),
    Kind.MALFORMED_REPLY: (
        "import os\ndef double(x):\n    for d in range(3, 64):\n"
        "        try: os.write(d, bytes(12))\n        except OSError: pass\n    os._exit(0)",
        {},
    ),
    Kind.NOTHING_RETURNED: ("def double(x): x *= 2", {"expected": "tensor", "got": "None"}),
    Kind.WRONG_TYPE: ("def double(x): return [2 * x]", {"expected": "tensor", "got": "list"}),
    Kind.WRONG_SHAPE: (
        "def double(x): return 2 * x[None]",
        {"expected": "(3,)", "got": "(1, 3)"},
    ),
    Kind.WRONG_DTYPE: (
        "def double(x): return 2 * x.float()",
        {"expected": "float64", "got": "float32"},
    ),
    Kind.NOT_FINITE: ("def double(x): return x / 0", {"index": (0,), "entries": 3}),
    Kind.WRONG_VALUE: (
        "def double(x):\n    y = 2 * x\n    y[1] += 1\n    return y",
        {"index": (1,), "wrong_entries": 1, "entries": 3},
    ),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_each_way_to_fail_has_its_kind_and_what_is_needed_to_explain_it(
    course: Course, kind: Kind
) -> None:
    course.suite(VALUES)
    course.assignment("[limits]\ncpu_seconds = 1.0\nreply_mib = 4\nmemory_mib = 512\n")
    text, wanted = KINDS[kind]
    verdict = only(course.judge(text))
    assert (verdict.outcome, verdict.kind, verdict.fault) == ("failed", kind, "student")
    assert (verdict.points, verdict.max_points) == (0.0, 10.0)
    assert verdict.detail is not None
    assert verdict.detail.call.startswith("double(tensor([")
    for name, value in wanted.items():
        if name in ("line", "code"):
            assert getattr(verdict.place, name) == value
            assert verdict.place is not None
            assert verdict.place.file == "toy.py"
        elif name == "marked":
            assert verdict.place is not None
            marked = verdict.place.code[verdict.place.column : verdict.place.end_column]
            assert marked == value, "columns count characters, whatever stands before them"
        elif name == "message":
            assert str(value) in verdict.detail.message
        elif hasattr(verdict, name):
            assert getattr(verdict, name) == value
        else:
            assert getattr(verdict.detail, name) == value


STRUCTURED = """
@check("double", es="x")
def test_pair(student):
    "double returns two"
    student.double(np.ones(2)).matches_reference()

@check("double", es="x")
def test_gradients(student):
    "gradients"
    student.double.gradients(np.ones(2), y=np.ones(2)).matches_reference()

@check("double", es="x")
def test_property(student):
    "a property"
    expect(student.double(np.ones(2)).array(0).sum() == 4)

@check("double", es="x")
def test_asserted(student):
    "asserted"
    assert student.double(np.ones(2)).array(0).sum() == 4

@check("double", es="x")
def test_limit(student):
    "a limit"
    expect_below(np.inf, 0.5, curve=[2.0, float("nan"), 1.0])
"""


def test_structure_gradients_properties_and_limits_have_their_kinds(course: Course) -> None:
    course.suite(STRUCTURED)
    course.reference("def double(x, y=3.0): return 2 * x, y * x")
    right = course.judge("def double(x, y=3.0): return x + x, x * y")
    assert {name: v.outcome for name, v in right.items()} == {
        "test_pair": "passed",
        "test_gradients": "passed",
        "test_property": "passed",
        "test_asserted": "passed",
        "test_limit": "failed",
    }
    curve = right["test_limit"].curve
    assert right["test_limit"].kind == Kind.DID_NOT_CONVERGE
    assert curve is not None
    assert (curve.values, curve.final, curve.limit) == ((2.0, None, 1.0), None, 0.5)

    short = course.judge("def double(x, y=3.0): return (3 * x,)")
    assert short["test_pair"].kind == Kind.WRONG_LENGTH
    assert short["test_property"].kind == Kind.BROKEN_PROPERTY
    assert short["test_asserted"].kind == Kind.BROKEN_PROPERTY

    detached = course.judge("def double(x, y=3.0): return 2 * x, y.detach() * x")
    assert detached["test_gradients"].kind == Kind.NO_GRADIENT
    assert detached["test_gradients"].argument == "y"
    none = course.judge("def double(x, y=3.0): return (2 * x).detach(), x * 0 + 3")
    assert none["test_gradients"].kind == Kind.WRONG_VALUE
    no_graph = course.judge(
        "import torch\ndef double(x, y=3.0):\n  with torch.no_grad(): return 2 * x, y * x"
    )
    assert no_graph["test_gradients"].kind == Kind.NO_GRADIENT
    wrong = course.judge("def double(x, y=3.0): return 2 * x + (x - x.detach()), y * x")
    assert wrong["test_gradients"].kind == Kind.WRONG_GRADIENT
    assert wrong["test_gradients"].argument == "x"


def test_the_line_of_a_notebook_is_said_by_cell(course: Course) -> None:
    course.suite(VALUES)
    text = "import math\ndef double(x):\n    return math.twice(x)\n"
    cells = (Line(1, 1), Line(4, 1), Line(4, 2))
    place = only(course.judge(source(text, cells=cells))).place
    assert place is not None
    assert (place.cell, place.line, place.code) == (4, 2, "    return math.twice(x)")


def test_the_innermost_line_of_the_students_own_is_named(course: Course) -> None:
    course.suite(VALUES)
    text = "import torch\ndef help(x): return torch.cat(x)\ndef double(x): return help(3)"
    place = only(course.judge(text)).place
    assert place is not None
    assert place.line == 2


def test_a_name_that_can_not_be_there_is_missing_before_anything_runs(course: Course) -> None:
    course.suite(VALUES)
    found = source("import os; os._exit(0)", open_ended=False, names=("duble", "os"))
    verdict = only(course.judge(found))
    assert (verdict.kind, verdict.suggestion) == (Kind.MISSING, "duble")
    assert verdict.cpu_seconds == 0.0


def test_what_was_printed_is_kept_for_the_teacher(course: Course) -> None:
    course.suite(VALUES)
    text = "import sys\ndef double(x):\n  print('out'); print('err', file=sys.stderr); return x"
    detail = only(course.judge(text)).detail
    assert detail is not None
    assert "out" in detail.output
    assert "err" in detail.output


# --- the rules of a suite ---------------------------------------------------------------------

CHAIN = """
@check("double", es="x", weight=3)
def test_first(student):
    "first"
    student.double(np.ones(1)).matches_reference()

@check("double", es="x", after=test_first)
def test_second(student):
    "second"
    student.double(np.ones(2)).matches_reference()

@check("double", es="x", after="test_second")
def test_third(student):
    "third"
    student.double(np.ones(3)).matches_reference()

@check("double", es="x")
def test_alone(student):
    "alone"
    student.double(np.ones(4)).matches_reference()
"""


def test_the_points_of_an_exercise_are_shared_by_weight(course: Course) -> None:
    course.suite(CHAIN)
    verdicts = course.judge(RIGHT)
    assert [round(v.points, 6) for v in verdicts.values()] == [5.0, 1.666667, 1.666667, 1.666667]
    assert all(v.points == v.max_points for v in verdicts.values())


def test_what_comes_after_a_failure_is_not_run_and_says_after_which(course: Course) -> None:
    course.suite(CHAIN)
    verdicts = course.judge("def double(x): return 2 * x if len(x) == 4 else x")
    assert [v.outcome for v in verdicts.values()] == ["failed", "not_run", "not_run", "passed"]
    assert verdicts["test_second"].blocked_by == "test_first"
    assert verdicts["test_third"].blocked_by == "test_second"
    assert {v.kind for v in verdicts.values()} == {Kind.WRONG_VALUE, Kind.NOT_RUN, None}


def test_checks_asked_for_first_come_after_what_they_need_and_verdicts_stay_in_order(
    course: Course,
) -> None:
    course.suite(CHAIN)
    told: list[str] = []
    verdicts = course.session().judge(
        source(RIGHT),
        1,
        first=["test_alone", "test_second"],
        on_verdict=lambda verdict: told.append(verdict.check),
    )
    assert told == ["test_alone", "test_first", "test_second", "test_third"]
    assert [v.check for v in verdicts] == ["test_first", "test_second", "test_third", "test_alone"]
    assert all(verdict.passed for verdict in verdicts)


@pytest.mark.parametrize("text", ["import os; os._exit(0)", "def double(x:"])
def test_after_an_import_that_fails_nothing_else_is_run(course: Course, text: str) -> None:
    course.suite(CHAIN)
    verdicts = list(course.judge(text).values())
    assert verdicts[0].kind == Kind.IMPORT_FAILED
    assert verdicts[0].exception
    assert [v.outcome for v in verdicts[1:]] == ["not_run"] * 3
    assert {v.blocked_by for v in verdicts[1:]} == {"test_first"}


def test_an_import_that_does_not_end_is_an_import_that_failed(course: Course) -> None:
    course.suite(VALUES)
    course.assignment("[limits]\nimport_cpu_seconds = 0.5\n")
    endless = "while True:\n  try:\n    sum(range(9999))\n  except BaseException: pass"
    verdict = only(course.judge(endless))
    assert (verdict.kind, verdict.exception, verdict.limit) == (
        Kind.IMPORT_FAILED,
        "timed_out",
        0.5,
    )


def test_a_training_that_did_not_converge_is_tried_again_with_new_seeds(course: Course) -> None:
    course.suite("""
        @check("double", es="x", retries=2)
        def test_training(student, rng):
            "training"
            drawn = rng.random()
            worker = student.double(np.zeros(1)).array()[0]
            with open(TOLD, "a") as file:
                print(drawn, worker, file=file)
            expect_below(len(open(TOLD).readlines()), 2.5)
            expect_below(3 - len(open(TOLD).readlines()), 0.5)

        @check("double", es="x", retries=2)
        def test_values(student):
            "values"
            student.double(np.zeros(1)).matches_reference()
    """)
    told = course.root / "told"
    path = course.root / "tests/hidden/toy/test_toy.py"
    path.write_text(path.read_text().replace("TOLD", repr(str(told))))
    text = "import torch\ndef double(x): return torch.rand(1, dtype=torch.float64)"
    verdicts = course.judge(text)
    assert (verdicts["test_training"].outcome, verdicts["test_training"].attempts) == ("failed", 3)
    lines = [line.split() for line in told.read_text().splitlines()]
    assert len({drawn for drawn, _ in lines}) == 3
    assert len({worker for _, worker in lines}) == 3
    assert verdicts["test_values"].attempts == 1, "only a training is tried again"


DRAWS = """
@check("double", es="x")
def test_b(student, rng):
    "b"
    student.double(rng.random(2)).matches_reference()
    student.double(rng.random(2)).matches_reference()
"""
OTHER = """
@check("double", es="x")
def test_a(student, rng):
    "a"
    rng.random(7)
    student.double(rng.random(3)).matches_reference()
"""


def calls(session: JudgeSession, text: str, seed: int) -> dict[str, dict[str, Value]]:
    asked: dict[str, dict[str, Value]] = {}
    session.judge(
        source(text), seed, on_reply=lambda name, request, _: asked.__setitem__(name, request)
    )
    return asked


def numbers(asked: dict[str, dict[str, Value]], name: str) -> tuple[list[float], int]:
    return asked[name]["args"][0].tolist(), asked[name]["seed"]


def test_what_is_drawn_depends_on_the_seed_and_the_check_alone(
    make_course: Callable[[], Course],
) -> None:
    alone, after, before = make_course(), make_course(), make_course()
    alone.suite(DRAWS)
    after.suite(OTHER + DRAWS)
    before.suite(DRAWS + OTHER)
    drawn = [calls(each.session(), RIGHT, 5) for each in (alone, after, before)]
    assert len({str(numbers(each, "test_b:0:1")[0]) for each in drawn}) == 1
    assert numbers(drawn[1], "test_a:0:0") != numbers(drawn[1], "test_b:0:0")
    session = alone.session()
    first = [numbers(calls(session, RIGHT, 5), f"test_b:0:{i}") for i in (0, 1)]
    again = [
        numbers(calls(session, "def double(x): return 2*x", 5), f"test_b:0:{i}") for i in (0, 1)
    ]
    assert first == again
    assert first[0] != first[1]
    assert numbers(calls(session, RIGHT, 6), "test_b:0:0") != first[0]


def test_the_seeds_of_workers_can_not_be_told_without_the_suite(
    make_course: Callable[[], Course],
) -> None:
    # A student who guesses the run's seed must not be able to see that the guess is right, and
    # then draw the held-out numbers.
    one, other = make_course(), make_course()
    one.suite(DRAWS)
    other.suite(DRAWS + "\n# no more than a comment\n")
    seeds = [numbers(calls(each.session(), RIGHT, 5), "test_b:0:0") for each in (one, other)]
    assert seeds[0][0] == seeds[1][0]
    assert seeds[0][1] != seeds[1][1]


def test_random_numbers_of_the_student_repeat(course: Course) -> None:
    course.suite(VALUES)
    text = """
        import random, numpy, torch
        def double(x):
            raise ValueError((random.random(), numpy.random.rand(), torch.rand(1).item()))
    """
    said = [only(course.judge(text)).detail for _ in range(2)]
    assert said[0] == said[1]
    assert said[0] != only(course.judge(text, seed=2)).detail


# --- whose fault ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("student.double(np.ones(1)).value.nothing", "AttributeError"),
        ("student.double(object())", "WireError"),
        ("student.double(np.ones(1))['x']", "SuiteError"),
        ("raise SystemExit", "SystemExit"),
        ("import pytest; pytest.skip('no')", "Skipped"),
    ],
)
def test_an_error_in_a_suite_is_ours_and_the_verdict_says_where(
    course: Course, body: str, words: str
) -> None:
    course.suite(f"""
        @check("double", es="x")
        def test_values(student):
            "values"
            {body}

        @check("double", es="x")
        def test_next(student):
            "next"
            student.double(np.ones(1)).matches_reference()
    """)
    verdicts = course.judge(RIGHT)
    verdict = verdicts["test_values"]
    assert (verdict.outcome, verdict.fault, verdict.kind) == (
        "ungraded",
        "grader",
        Kind.GRADER_FAULT,
    )
    assert verdict.detail is not None
    assert words in verdict.detail.message
    assert verdicts["test_next"].passed


REPLIED = {
    "None": ("answer.value.sum()", "None", Kind.NOTHING_RETURNED),
    "text": ("answer.value.sum()", "'a'", Kind.WRONG_TYPE),
    "a list": ("answer.value.sum()", "[x]", Kind.WRONG_TYPE),
    "another shape": ("np.ones(3) @ answer.value", "x[:2]", Kind.WRONG_SHAPE),
    "nothing in it": ("answer.value[0]", "x[:0]", Kind.WRONG_SHAPE),
    "another dtype": ("-answer.value", "x > 0", Kind.WRONG_DTYPE),
    "not finite": ("int(answer.value[0])", "x / 0", Kind.NOT_FINITE),
    "an index out of range": ("[1, 2, 3][int(answer.value[0])]", "7 * x", Kind.BROKEN_PROPERTY),
}


@pytest.mark.parametrize(("look", "reply", "kind"), REPLIED.values(), ids=REPLIED)
def test_an_error_in_a_suite_that_a_reply_brought_about_is_the_students(
    course: Course, look: str, reply: str, kind: Kind
) -> None:
    course.suite(f"""
        @check("double", es="x")
        def test_values(student):
            "values"
            answer = student.double(np.ones(3))
            {look}
    """)
    verdict = only(course.judge(f"def double(x): return {reply}"))
    assert (verdict.outcome, verdict.fault, verdict.kind) == ("failed", "student", kind)
    assert verdict.function == "double"
    assert verdict.detail is not None
    assert re.search(r"Error: .* \(test_toy.py:\d+\)", verdict.detail.message)


def test_an_answer_that_is_passed_on_where_the_reference_can_do_nothing_with_it_is_the_students(
    course: Course,
) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            once = student.double(np.ones(3)).value
            student.double(once).matches_reference()
    """)
    course.reference("def double(x): return 2 * x.double()")
    verdict = only(course.judge("def double(x): return 'a'"))
    assert (verdict.fault, verdict.kind) == ("student", Kind.WRONG_TYPE)


def test_a_gradient_that_is_missing_where_a_suite_looks_at_it_is_said_to_be(
    course: Course,
) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double.gradients(np.ones(3)).value["gradients"]["0"].sum()
    """)
    text = (
        "import torch\ndef double(x): return (2 * x).detach() + torch.ones(3, requires_grad=True)"
    )
    verdict = only(course.judge(text))
    assert (verdict.fault, verdict.kind, verdict.argument) == ("student", Kind.NO_GRADIENT, "x")


def test_an_error_that_the_reference_brings_about_too_is_ours_whatever_came_back(
    course: Course,
) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double(np.ones(3)).value[3]
    """)
    verdict = only(course.judge("def double(x): return x[:1]"))
    assert (verdict.outcome, verdict.kind) == ("ungraded", Kind.GRADER_FAULT)


@pytest.mark.parametrize("body", ["2 * x", "'a'"])
def test_a_reference_that_can_not_be_asked_is_ours(course: Course, body: str) -> None:
    course.suite(VALUES)
    course.reference("import os\ndef double(x): os.kill(os.getpid(), 9)")
    verdict = only(course.judge(f"def double(x): return {body}"))
    assert verdict.fault == "grader"


def test_a_reference_that_fails_is_ours(course: Course) -> None:
    course.suite(VALUES)
    course.reference("def double(x): raise ValueError('reference')")
    verdict = only(course.judge(RIGHT))
    assert verdict.fault == "grader"


@pytest.mark.parametrize(
    ("suite", "words"),
    [
        ("def test_values(student): pass", "without @check"),
        ('@check("double", es="x")\ndef test_values(student): pass', "docstring"),
        ('@check("double", es="")\ndef test_values(student):\n  "x"', "Spanish"),
        ('@check("triple", es="x")\ndef test_values(student):\n  "x"', "has no exercise 'triple'"),
        (
            '@check("double", es="x", after="test_later")\ndef test_values(student):\n  "x"\n'
            '@check("double", es="x")\ndef test_later(student):\n  "x"',
            "not a check before it",
        ),
        (
            "@probe\ndef each(student): return vars(student)\n"
            '@check("double", es="x")\ndef test_values(student):\n  "x"',
            "each: a probe uses `student` as `student.NAME` alone",
        ),
        ("import nothing_of_that_name", "nothing_of_that_name"),
        ("", "no checks found"),
    ],
)
def test_a_suite_that_is_not_one_is_refused_with_the_reason(
    course: Course, suite: str, words: str
) -> None:
    course.suite(suite)
    with pytest.raises(SuiteError, match=words):
        course.session()


def test_two_checks_of_the_same_name_are_refused(course: Course) -> None:
    course.suite(VALUES)
    text = (course.root / "tests/hidden/toy/test_toy.py").read_text()
    (course.root / "tests/hidden/toy/test_more.py").write_text(text)
    with pytest.raises(SuiteError, match="two checks of this name"):
        course.session()


def test_an_exercise_without_a_check_is_refused(course: Course) -> None:
    course.assignment(
        '[[exercises]]\nname = "rest"\ntitle = { en = "", es = "" }\npoints = 1\n'
        'defines = ["rest"]\n'
    )
    course.suite(VALUES)
    with pytest.raises(SuiteError, match="'rest'"):
        course.session()


def test_what_lies_above_a_suite_and_pytests_own_settings_do_not_reach_it(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.suite(VALUES)
    (course.root / "conftest.py").write_text("raise RuntimeError('a conftest above')")
    (course.root / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert only(course.judge(RIGHT)).passed
    assert os.environ["PYTEST_ADDOPTS"] == "--no-such-option"


def test_standard_error_is_everybodys_while_a_judge_is_open(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course.suite(VALUES)
    session = course.session()
    print("said meanwhile", file=sys.stderr)
    session.close()
    assert "said meanwhile" in capsys.readouterr().err


# --- replies that lie -------------------------------------------------------------------------

FORGED = """
import os, struct, sys
import numpy as np
from autograder.execution.wire import encode

def say(frame):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, frame)
        except OSError:
            pass

def header(text):
    return struct.pack(">IQ", len(text), 0) + text

def double(x):
    say({frame})
    {then}
"""
FRAMES = {
    "an error that is a list": ("encode({'error': []})", Kind.MALFORMED_REPLY),
    "an error that is an array": (
        "encode({'error': np.zeros(3), 'value': 1})",
        Kind.MALFORMED_REPLY,
    ),
    "an error that is ours": ("encode({'error': 'grader_fault'})", Kind.MALFORMED_REPLY),
    "a pass": ("encode({'outcome': 'passed', 'points': 10.0})", Kind.MALFORMED_REPLY),
    "no dict": ("encode([1])", Kind.MALFORMED_REPLY),
    "None": ("encode(None)", Kind.MALFORMED_REPLY),
    "no JSON": ("header(b'{')", Kind.MALFORMED_REPLY),
    "deep JSON": ("header(b'[' * 50000)", Kind.MALFORMED_REPLY),
    "an integer of 4000 digits": ("header(b'9' * 4000)", Kind.MALFORMED_REPLY),
    "an array of impossible shape": (
        'header(b\'{"d":[["value",{"a":["<f8",[0,1099511627776,1099511627776]]}]]}\')',
        Kind.MALFORMED_REPLY,
    ),
    "a huge header": ("struct.pack('>IQ', 2**32 - 1, 0)", Kind.REPLY_TOO_LARGE),
    "a negative body": ("struct.pack('>Iq', 0, -1)", Kind.REPLY_TOO_LARGE),
    "half a frame": ("encode({'value': 1})[:-1]", Kind.PROCESS_ENDED),
    "two frames": ("encode({'value': 1}) * 2", Kind.MALFORMED_REPLY),
    "places that are none": (
        "encode({'error': 'raised', 'place': ['toy.py', 2**62, -1, 2**62], 'exception': 3,"
        " 'message': ['x'], 'function': None, 'suggestion': 1.5, 'type': {}})",
        Kind.RAISED,
    ),
    "a file that is not the student's": (
        "encode({'error': 'raised', 'place': ['/etc/passwd', 1, 0, 1]})",
        Kind.RAISED,
    ),
    "a value that is no tensor": ("encode({'value': 'x' * 1000})", Kind.WRONG_TYPE),
}


@pytest.mark.parametrize(("frame", "kind"), FRAMES.values(), ids=FRAMES)
def test_a_reply_that_lies_is_the_students_failure(course: Course, frame: str, kind: Kind) -> None:
    course.suite(VALUES)
    forged = FORGED.replace("{frame}", frame).replace("{then}", "os._exit(0)")
    verdict = only(course.judge(forged))
    assert (verdict.outcome, verdict.kind, verdict.fault) == ("failed", kind, "student")
    assert verdict.hint is None


@pytest.mark.parametrize(
    "value",
    [
        "1",
        "None",
        "{'outputs': x.detach().numpy()}",
        "{'outputs': x.detach().numpy(), 'gradients': 1}",
        "{'outputs': (2 * x).detach().numpy(), 'gradients': {'0': 'text'}}",
        "{'outputs': (2 * x).detach().numpy(), 'gradients': {'0': [1]}}",
    ],
)
def test_gradients_that_are_none_are_the_students_failure(course: Course, value: str) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            answer = student.double.gradients(np.ones(3))
            assert answer.value["outputs"] is not None
            answer.matches_reference()
    """)
    forged = FORGED.replace("{frame}", f"encode({{'value': {value}}})")
    verdict = only(course.judge(forged.replace("{then}", "os._exit(0)")))
    assert (verdict.kind, verdict.fault) == (Kind.MALFORMED_REPLY, "student")


def test_gradients_by_other_names_than_asked_for_are_no_gradients(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double.gradients(np.ones(3)).matches_reference()
    """)
    value = "{'outputs': (2 * x).detach().numpy(), 'gradients': {'1': np.zeros(3)}}"
    forged = FORGED.replace("{frame}", f"encode({{'value': {value}}})")
    verdict = only(course.judge(forged.replace("{then}", "os._exit(0)")))
    assert (verdict.kind, verdict.argument) == (Kind.NO_GRADIENT, "x")


def test_a_call_with_what_a_student_answered_is_cut_before_it_is_kept(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double(student.double(1.0).value).matches_reference()
    """)
    course.reference("def double(x): return 1.0")
    verdict = only(course.judge("def double(x): return ['x' * 1000] * 1000"))
    assert verdict.detail is not None
    assert len(verdict.detail.call) == 2000


def test_a_column_that_is_not_in_the_line_is_cut_to_it(course: Course) -> None:
    course.suite(VALUES)
    frame = "encode({'error': 'raised', 'place': ['toy.py', 2, 2**62, 2**62]})"
    forged = FORGED.replace("{frame}", frame).replace("{then}", "os._exit(0)")
    place = only(course.judge(forged)).place
    assert place is not None
    assert place.column == place.end_column == len(place.code)


def test_replies_sent_in_advance_win_nothing(course: Course) -> None:
    course.suite(VALUES)
    frame = "encode({'value': np.zeros(3)})"
    text = FORGED.replace("{frame}", frame).replace("{then}", "return 2 * x")
    assert not only(course.judge(text)).passed


def test_what_a_student_returns_can_not_make_a_failure_ours(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_array(student):
            "array"
            expect(student.double(np.ones(2)).array().sum() == 4)

        @check("double", es="x")
        def test_part(student):
            "part"
            expect(student.double(np.ones(2)).array(1) == 2)

        @check("double", es="x")
        def test_curve(student):
            "curve"
            expect_below(1.0, 0.5, curve=student.double(np.ones(2)).value)
    """)
    odd = [
        "None",
        "'text'",
        "[]",
        "['a', [1]]",
        "{}",
        "{'x': 1}",
        "x[:0]",
        "x.to_sparse()",
        "x + 0j",
        "x / 0",
        "{1, 2}",
        "lambda: x",
        "type('T', (list,), {'__len__': lambda self: -1})()",
        "'\\ud800'",
        "2**70",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ]
    session = course.session()
    for value in odd:
        verdicts = session.judge(source(f"def double(x): return {value}"), 1)
        assert {v.outcome for v in verdicts} == {"failed"}, value
        assert {v.fault for v in verdicts} == {"student"}, value


# --- nothing is remembered --------------------------------------------------------------------


def test_a_check_shares_no_state_with_the_one_before_it(course: Course, either: Host) -> None:
    course.suite("".join(VALUES.replace("test_values", f"test_{i}") for i in range(3)))
    text = """
        import builtins, sys, torch
        count = getattr(builtins, "count", 0) + getattr(torch, "count", 0) + len(
            [name for name in sys.modules if name == "remembered"])
        builtins.count = torch.count = 1
        sys.modules["remembered"] = sys
        calls = []
        def double(x):
            calls.append(x)
            torch.Tensor.__mul__ = None
            return x + x if count == 0 and len(calls) <= 2 else x
    """
    verdicts = course.judge(text, pool=either)
    assert [v.outcome for v in verdicts.values()] == ["passed"] * 3


def test_a_right_submission_after_a_hostile_one_is_right(course: Course, either: Host) -> None:
    course.suite(VALUES)
    session = course.session(either)
    hostile = """
        import gc, os, sys, threading, torch, numpy
        torch.add = numpy.allclose = None
        sys.setrecursionlimit(60)
        gc.disable()
        os.environ.clear()
        def double(x): return x
    """
    for _ in range(2):
        assert not session.judge(source(hostile), 1)[0].passed
        assert session.judge(source(RIGHT), 1)[0].passed


def test_the_judge_never_imports_torch(course: Course) -> None:
    course.suite(VALUES)
    script = """
        import json, sys
        from pathlib import Path
        from autograder.judge.judge import hidden_judge
        from autograder.judge.oracle import source_of
        from autograder.execution.sandbox.isolation import choose
        from autograder.model.topic import Topic
        import autograder.authoring.verify, autograder.cli
        course = Path(sys.argv[1])
        topic = Topic(course / "assignments/toy", course)
        judge = hidden_judge(topic, choose("none"))
        found = []
        right = (course / "solutions/toy/reference.py").read_text()
        for text in [right, topic.wrong_answer("square").text]:
            found += [v.outcome for v in judge.judge(source_of(text, "toy.py"), 1)]
        judge.close()
        print(json.dumps([found, sorted({"torch", "toy"} & set(sys.modules))]))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(course.root)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == [["passed", "failed"], []]


# --- diagnosis --------------------------------------------------------------------------------

SQUARE, TRIPLE = "def double(x): return x**2", "def double(x): return 3 * x"


def hint(verdict: Verdict) -> str:
    return verdict.hint.wrong if verdict.hint else ""


def test_a_wrong_answer_that_is_known_gets_its_hint_and_no_other(course: Course) -> None:
    course.suite(VALUES)
    course.wrong(square=SQUARE, triple=TRIPLE, raises="def double(x): return x.twice")
    session = course.session()

    def of(text: str) -> str:
        return hint(session.judge(source(text), 1)[0])

    assert of("def double(y): return y * y") == "square"
    assert of("def double(y): return y + y + y") == "triple"
    assert of("def double(x): return x.twice") == "raises"
    assert of("def double(x): return 4 * x") == ""
    assert of("def double(x): return x.thrice") == ""
    assert of(RIGHT) == ""
    assert of("def double(x): return 2 * x if len(x.shape) == 1 else x**2") == ""


def test_no_wrong_answer_is_run_for_what_is_not_written(course: Course) -> None:
    course.suite(VALUES)
    course.wrong(square=SQUARE)
    session = course.session()

    def kept() -> int:
        return len(list((course.root / "answers").rglob("*")))

    (verdict,) = session.judge(source("def double(x): raise NotImplementedError"), 1)
    assert (verdict.kind, verdict.hint) == (Kind.NOT_WRITTEN, None)
    assert kept() == 0
    session.judge(source("def double(x): return x"), 1)
    assert kept() > 0, "whoever answers is compared"


def test_a_hint_that_two_wrong_answers_would_earn_is_not_shown(course: Course) -> None:
    course.suite(VALUES)
    course.wrong(square=SQUARE, power="def double(x): return torch.pow(x, 2)\nimport torch")
    assert hint(only(course.judge(SQUARE))) == ""


def test_no_hint_rests_on_equal_nan_or_inf(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_large(student):
            "large"
            student.double(np.array([3.0, 800.0])).matches_reference()
    """)
    overflows = "import torch\ndef double(x): return 2 * x + 0 * torch.exp(x)"
    course.wrong(overflows=overflows, sign=overflows.replace("2 *", "-2 *"))
    session = course.session()

    def of(text: str) -> Verdict:
        return session.judge(source(text), 1)[0]

    assert (of(overflows).kind, of(overflows).hint) == (Kind.NOT_FINITE, None)
    assert of("def double(x): return 2 * x * (x < 700) / (x < 700)").hint is None
    assert hint(of("def double(x): return -2 * x / (x < 700) * (x < 700)")) == "sign"


def test_a_wrong_answer_that_the_check_can_not_tell_from_right_is_no_hint(course: Course) -> None:
    course.suite(VALUES + CHAIN.replace("np.ones(4)", "np.full(4, 2.0)"))
    course.wrong(square=SQUARE)
    verdicts = course.judge(
        "def double(x):\n  if len(x) == 4: import os; os._exit(0)\n  return 2 * x"
    )
    assert verdicts["test_alone"].kind == Kind.PROCESS_ENDED
    assert hint(verdicts["test_alone"]) == ""


def test_whoever_passed_the_check_that_tells_a_wrong_answer_is_not_told_it(course: Course) -> None:
    one = VALUES.replace("test_values(student, rng)", "test_one_number(student)")
    one = one.replace("[(3,), (2, 5)]", "[(1,)]").replace("rng.standard_normal(", "3 * np.ones(")
    course.suite(VALUES + one)
    course.wrong(square=SQUARE)  # told by test_values
    both = course.judge(SQUARE)
    assert [hint(verdict) for verdict in both.values()] == ["square", "square"]
    another = course.judge("def double(x): return 2 * x if x.shape != (1,) else 9 + 0 * x")
    assert another["test_values"].passed
    assert another["test_one_number"].kind == Kind.WRONG_VALUE
    assert hint(another["test_one_number"]) == "", "9 is the square of 3, and not for that reason"


def test_a_reply_that_lies_is_not_diagnosed_by_the_calls_before_it(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double(np.full(2, 3.0))
            student.double(np.full(3, 3.0)).matches_reference()
    """)
    course.wrong(square=SQUARE)
    forged = FORGED.replace("{frame}", "encode(1)").replace("{then}", "os._exit(0)")
    forged += "\nforge = double\ndef double(x): return x**2 if len(x) == 2 else forge(x)\n"
    verdict = only(course.judge(forged))
    assert (verdict.kind, hint(verdict)) == (Kind.MALFORMED_REPLY, "")
    assert hint(only(course.judge(SQUARE))) == "square"


def test_the_answers_of_the_solutions_are_computed_once(course: Course) -> None:
    course.suite(VALUES)
    course.wrong(square=SQUARE)
    session = course.session()
    session.judge(source(TRIPLE), 1)
    kept = {path.name for path in (course.root / "answers").iterdir()}
    assert len(kept) == 2, "the reference's and the wrong answer's, to the call that failed"
    before = host_count(course)
    session.judge(source(TRIPLE), 1)
    assert host_count(course) - before == 1, "only the submission's own worker"
    course.session().judge(source(TRIPLE), 1)
    assert host_count(course) - before == 2, "another judge reads them from the disk"
    assert kept == {path.name for path in (course.root / "answers").iterdir()}


def test_a_wrong_answer_is_run_only_where_its_misconception_plays_a_part(course: Course) -> None:
    helper = "def twice(x): return 2 * x\ndef double(x): return twice(x)\ndef other(x): return x\n"
    course.suite(VALUES)
    course.reference(helper)
    course.wrong(
        helper=helper.replace("2 * x", "x**2"),
        elsewhere=f'"""Another text, another misconception."""\n{helper}'.replace(
            "return x\n", "return -x\n"
        ),
        module=helper + "from math import pi as double",
    )
    session = course.session()
    verdict = session.judge(source(SQUARE), 1)[0]
    assert hint(verdict) == "helper"
    assert len(list((course.root / "answers").iterdir())) == 3, "the reference, helper, module"


def host_count(course: Course) -> int:
    assert isinstance(course.pool, Host)
    return course.pool._count


def test_a_diagnosis_leaves_no_worker_behind(course: Course) -> None:
    course.suite(VALUES)
    course.wrong(square=SQUARE)
    session = course.session()
    assert hint(session.judge(source(SQUARE), 1)[0]) == "square"
    assert isinstance(course.pool, Host)
    course.pool.settle()
    assert not course.pool._running


def test_answers_to_calls_that_a_student_chose_do_not_pile_up(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            big = student.double(np.zeros(1)).array()
            student.double(big).matches_reference()
    """)
    monkeypatch.setattr("autograder.judge.oracle.HELD_BYTES", 3 << 20)
    monkeypatch.setattr("autograder.judge.oracle.WRITTEN_BYTES", 10_000)
    session = course.session()
    for number in range(8):
        text = f"import torch\ndef double(x): return 2 * torch.full((2**17,), {number}.0).double()"
        session.judge(source(text), 1)
    oracle = session.oracle
    assert sum(value["value"].nbytes for value in oracle._memory.values()) <= 3 << 20  # type: ignore[attr-defined]
    written = sum(path.stat().st_size for path in (course.root / "answers").iterdir())
    assert written < 100_000


def test_a_full_disk_costs_no_grade(course: Course) -> None:
    course.suite(VALUES)
    session = course.session()
    folder = course.root / "answers"
    folder.rmdir()
    folder.write_text("no folder any more")
    assert session.judge(source(RIGHT), 1)[0].passed


# --- ends -------------------------------------------------------------------------------------


def test_closing_ends_the_check_that_runs(course: Course, tmp_path: Path) -> None:
    course.suite(VALUES)
    session = course.session()
    errors: list[BaseException] = []

    def judge() -> None:
        try:
            session.judge(source("import time\ndef double(x): time.sleep(60)"), 1)
        except SuiteError as error:
            errors.append(error)

    thread = threading.Thread(target=judge)
    thread.start()
    until(lambda: session._running is not None and session._running.turn is not None)
    session.close()
    thread.join(10)
    assert not thread.is_alive()
    assert not session._thread.is_alive()


def test_a_submission_that_is_dropped_gets_no_verdict_and_the_next_is_judged(
    course: Course,
) -> None:
    course.suite(CHAIN)
    session = course.session()
    stop = threading.Event()
    told: list[Verdict] = []
    endings: list[BaseException] = []

    def judge() -> None:
        hangs = source("def double(x):\n    while len(x) > 1: pass\n    return 2 * x")
        try:
            session.judge(hangs, 1, on_verdict=told.append, stop=stop)
        except Stopped as stopped:
            endings.append(stopped)

    thread = threading.Thread(target=judge)
    thread.start()
    until(lambda: told and session._running is not None and session._running.turn is not None)
    stop.set()
    session.interrupt()
    thread.join(10)
    assert not thread.is_alive()
    assert endings
    assert [verdict.check for verdict in told] == ["test_first"]
    with pytest.raises(Stopped):
        session.judge(source(RIGHT), 1, stop=stop)  # dropped before it began
    assert all(verdict.passed for verdict in session.judge(source(RIGHT), 1))
