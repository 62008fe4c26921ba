"""What is said in the student's words: their own calls, the names of the statement, their line."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from autograder.execution.forked import Host
from autograder.judge.follows import Follows
from autograder.judge.judge import SEED, Judge, public_judge
from autograder.judge.script import call_text, can_be_pasted, script_of
from autograder.judge.starter import named_part, returned_names
from autograder.model.record import Hint, Kind, Text, Verdict
from autograder.model.submission import Line, Source
from autograder.model.topic import Assignment, Topic
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.check import closing_line, failure_block, verdict_line
from tests.framework.conftest import Course, source

STARTER = '''
from torch import Tensor, nn


def double(x: Tensor) -> Tensor:
    """Return 2 x."""
    raise NotImplementedError


def parts(x: Tensor) -> tuple[Tensor, Tensor]:
    """Return two things.

    Returns:
        (twice, thrice), each with the shape of x
    """
    raise NotImplementedError


class Scale(nn.Module):
    """A layer with a parameter w."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return two things.

        Returns:
            scaled (N,) and its total ()
        """
        raise NotImplementedError
'''
RIGHT = """
import torch
from torch import nn


def double(x):
    return 2 * x


def parts(x):
    return double(x), 3 * x


class Scale(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.w = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return self.w * x, (self.w * x).sum()
"""
CHECKS = '''
import numpy as np

from autograder.suite import Student, check, probe


@check("double", es="double")
def test_double(student: Student) -> None:
    """double doubles."""
    student.double(np.array([1.0, 2.0])).matches_reference()


@check("double", es="double de muchas")
def test_double_many(student: Student, rng: np.random.Generator) -> None:
    """double doubles many."""
    student.double.gradients(rng.standard_normal((3, 4))).matches_reference()


@check("parts", es="parts")
def test_parts(student: Student, rng: np.random.Generator) -> None:
    """parts returns two."""
    student.parts(rng.standard_normal(3)).matches_reference()


@probe
def names(student, size):
    layer = student.Scale(size)
    return {name: torch.zeros_like(value) for name, value in layer.named_parameters()}


def wide():
    return torch.float64


@probe(beside=[wide])
def scaled(student, weights, x):
    layer = student.Scale(len(weights["w"])).to(wide())
    with torch.no_grad():
        layer.w.copy_(weights["w"])
    return layer(x)


@check("Scale", es="parámetros")
def test_names(student: Student) -> None:
    """Scale has w."""
    student.run(names, 3).matches_reference()


@check("Scale", es="valores")
def test_scaled(student: Student, rng: np.random.Generator) -> None:
    """Scale scales."""
    weights = {"w": np.arange(7.0)}
    student.run(scaled, weights, rng.standard_normal(7)).matches_reference()
'''
EXERCISES = """
[[exercises]]
name = "parts"
title = { en = "Parts", es = "Partes" }
points = 1
defines = ["parts"]

[[exercises]]
name = "Scale"
title = { en = "The layer", es = "La capa" }
points = 1
defines = ["Scale"]

[limits]
cpu_seconds = 1.0
"""


@pytest.fixture
def judge(course: Course, host: Host) -> Iterator[Judge]:
    """The public checks of a topic with a function, a pair and a layer."""
    course.starter(STARTER)
    course.reference(RIGHT)
    course.wrong()
    course.assignment(EXERCISES)
    checks = course.root / "assignments/toy/checks/test_toy.py"
    checks.write_text(CHECKS, encoding="utf-8")
    opened = public_judge(course.topic, host)
    yield opened
    opened.session.close()


@pytest.fixture
def verdicts(judge: Judge) -> Callable[[str], dict[str, Verdict]]:
    def found(text: str) -> dict[str, Verdict]:
        return {each.check: each for each in judge.judge(source(text), SEED)}

    return found


Judged = Callable[[str], dict[str, Verdict]]


def block(verdict: Verdict, language: str = "en") -> str:
    translator = Translator("es" if language == "es" else "en")
    return "\n".join(line.plain for line in failure_block(verdict, translator))


def line(verdict: Verdict) -> str:
    return "\n".join(each.plain for each in verdict_line(verdict, Translator("en")))


# --- parts and parameters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("(dx, dh0, db), each with the shape of what it is", ("dx", "dh0", "db")),
        ("hs (N, T, H) and h_last (N, H)", ("hs", "h_last")),
        ("h' and c', both (N, H)", ("h'", "c'")),
        ("h' y c', ambos (N, H)", ("h'", "c'")),
        ("hs (N, T, H), the state after every step; h_last and c_last (N, H), the last",
         ("hs", "h_last", "c_last")),
        ("W1 (1, 2n), b1 (2n,), in float64; the network is W1 @ x", ("W1", "b1")),
        ("The loss before the step, a Python float", ()),
    ],
)  # fmt: skip
def test_the_names_of_what_is_returned_are_read_from_the_docstring(
    said: str, names: tuple[str, ...]
) -> None:
    assert returned_names(f"Do it.\n\nReturns:\n    {said}") == names


def test_a_part_keeps_its_number_where_the_names_are_of_something_else() -> None:
    assert named_part("[1]", ("dx", "dh"), 2) == "dh"
    assert named_part("[1][0]", ("dx", "dh"), 2) == "dh[0]"
    assert named_part("[1]", ("dx", "dh"), 3) == "[1]"
    assert named_part("w", ("dx",), 1) == "w"


def test_a_part_of_an_answer_has_the_name_of_the_statement(verdicts: Judged) -> None:
    found = verdicts(RIGHT.replace("double(x), 3 * x", "double(x), 3 * x[None]"))["test_parts"]
    assert found.detail is not None
    assert found.detail.part == "thrice"
    assert "and thrice has the wrong shape" in block(found)
    assert "y thrice tiene otra forma" in block(found, "es")
    layer = verdicts(RIGHT.replace("(self.w * x).sum()", "self.w.sum()"))["test_scaled"]
    assert "total" not in block(layer), "“its total” is no name"
    assert "[1]" in block(layer)


def test_of_parameters_it_is_said_which_are_missing_and_which_are_too_many(
    verdicts: Judged,
) -> None:
    found = verdicts(RIGHT.replace("self.w", "self.weight"))
    assert "Scale(3)\nand in what came back w is missing; weight is not asked for." in block(
        found["test_names"]
    ).replace("    Scale", "Scale")
    assert "falta w; sobra weight" in block(found["test_names"], "es")
    # The probe that sets w finds none.
    assert found["test_scaled"].kind == Kind.RAISED
    assert "w is missing: your Scale has nothing of that name" in block(found["test_scaled"])


# --- calls ---------------------------------------------------------------------------------------


def test_of_a_probe_the_student_s_own_call_is_shown_and_never_its_name(verdicts: Judged) -> None:
    found = verdicts(RIGHT.replace("self.w * x,", "self.w + x,"))["test_scaled"]
    assert found.detail is not None
    assert found.detail.call == "Scale(7).forward(x)"
    assert "scaled(" not in block(found)


def run(script: str, module: str, folder: Path) -> str:
    (folder / "toy.py").write_text(module, encoding="utf-8")
    (folder / "repro.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "repro.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr.splitlines()[-1] if done.returncode else done.stdout


def test_every_call_that_fails_can_be_run_again_as_a_script(
    verdicts: Judged, tmp_path: Path
) -> None:
    broken = RIGHT.replace("2 * x", "5 * x").replace("torch.ones(size)", "torch.ones(size, 2)")
    found = verdicts(broken)
    for name in ("test_double", "test_double_many", "test_parts", "test_names", "test_scaled"):
        verdict = found[name]
        assert verdict.detail is not None
        printed = run(verdict.detail.script, broken, tmp_path)
        if verdict.kind == Kind.RAISED:
            assert verdict.detail.message.splitlines()[0] in printed
        elif verdict.detail.entries:  # the value that was got is printed again
            assert verdict.detail.got[:5] in printed
        assert "Traceback" not in printed


def test_the_gradients_that_a_script_prints_are_those_that_were_judged(
    judge: Judge, tmp_path: Path
) -> None:
    replies: list[dict[str, object]] = []
    wrong = RIGHT.replace("2 * x", "2 * x.detach() + x")
    found = judge.session.judge(
        source(wrong), SEED, only=frozenset({"test_double_many"}),
        on_reply=lambda identity, request, reply: replies.append(reply),
    )  # fmt: skip
    assert found[0].detail is not None
    printed = run(found[0].detail.script, wrong, tmp_path).partition("x.grad")[2]
    numbers = [float(each) for each in re.findall(r"-?\d+\.\d*", printed.partition("dtype")[0])]
    value: dict[str, dict[str, np.ndarray]] = replies[0]["value"]  # type: ignore[assignment]
    np.testing.assert_allclose(numbers, value["gradients"]["0"].ravel(), atol=1e-4)


def test_large_arrays_and_numbers_without_end_are_in_a_script_exactly(tmp_path: Path) -> None:
    large = np.random.default_rng(0).standard_normal((50, 20)).astype(np.float32)
    request = {
        "op": "call", "function": "double", "gradients": False, "seed": 3,
        "args": [large, np.array([np.inf, np.nan])], "kwargs": {"flags": [True, (1, None)]},
    }  # fmt: skip
    module = (
        "def double(x, y, flags):\n"
        "    return float(x.sum()), x.dtype, x.shape, y.tolist(), y.dtype, flags\n"
    )
    script = script_of(request, "t", "toy", {"double": ("x", "y", "flags")}, notebook=False)
    printed = run(script, module, tmp_path)
    expected = "torch.float32, torch.Size([50, 20]), [inf, nan], torch.float64, [True, (1, None)])"
    assert printed.strip().endswith(expected)
    assert abs(float(printed[1:].split(",")[0]) - large.sum()) < 1e-3


def test_in_a_notebook_a_script_uses_what_the_notebook_defines(tmp_path: Path) -> None:
    request = {
        "op": "call", "function": "double", "gradients": False, "seed": 3,
        "args": [np.ones(2)], "kwargs": {},
    }  # fmt: skip
    script = script_of(request, "t", "toy", {}, notebook=True)
    assert "import toy" not in script
    (tmp_path / "cell.py").write_text("def double(x):\n    return 2 * x\n" + script)
    done = subprocess.run(
        [sys.executable, "cell.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "tensor([2., 2.]" in done.stdout


def test_a_script_is_offered_where_the_line_is_not_the_whole_call() -> None:
    small = {"op": "call", "function": "f", "args": [np.ones(6)], "kwargs": {}}
    large = {**small, "args": [np.ones(7)]}
    assert call_text(small) == "f(tensor([1., 1., 1., 1., 1., 1.]))"
    assert can_be_pasted(small)
    assert not can_be_pasted(large)


# --- the line ------------------------------------------------------------------------------------


def test_the_variables_of_the_line_that_failed_are_told(verdicts: Judged) -> None:
    code = "total = 1.5\n    other = x[:1]\n    return other @ x.reshape(2, 1) * total"
    found = verdicts(RIGHT.replace("return 2 * x", code))["test_double"]
    assert found.detail is not None
    assert dict(found.detail.variables) == {
        "other": "float64 (1,)", "x": "float64 (2,)", "total": "1.5",
    }  # fmt: skip
    assert "    other  float64 (1,)" in block(found)


LOOP = """\
    steps = 0
    while True:
        steps += 1
    return 2 * x"""


def test_the_line_of_an_endless_loop_is_told_and_waited_for_once(
    verdicts: Judged,
) -> None:
    found = verdicts(RIGHT.replace("    return 2 * x", LOOP))
    first = found["test_double"]
    assert first.kind == Kind.TIMED_OUT
    assert first.limit == 1.0
    assert first.place is not None
    assert first.place.code.strip() in ("while True:", "steps += 1")
    assert "It was at this line:" in block(first)
    assert "steps" in block(first)
    for name in ("test_double_many", "test_parts"):  # parts calls double
        assert found[name].kind == Kind.NOT_RUN
        assert found[name].blocked_by == "test_double"
    assert found["test_scaled"].passed


def test_a_loop_that_catches_everything_ends_all_the_same(verdicts: Judged) -> None:
    caught = LOOP.replace(
        "        steps += 1",
        "        try:\n            steps += 1\n        except BaseException:\n            pass",
    )
    first = verdicts(RIGHT.replace("    return 2 * x", caught))["test_double"]
    assert first.kind == Kind.TIMED_OUT
    assert first.limit == 1.0


def test_a_flood_of_printing_is_called_one(verdicts: Judged) -> None:
    flood = "for i in range(5000):\n        print('step', i)\n    return 3 * x"
    found = verdicts(RIGHT.replace("return 2 * x", flood))["test_double"]
    assert found.detail is not None
    assert found.detail.flooded
    assert "printed a flood" in block(found)
    assert "step 0" in block(found)
    quiet = verdicts(RIGHT.replace("return 2 * x", "print('x', x)\n    return 3 * x"))
    assert "flood" not in block(quiet["test_double"])


# --- what follows, what is to do -----------------------------------------------------------------


def test_what_fails_because_of_another_function_says_so(verdicts: Judged) -> None:
    found = verdicts(RIGHT.replace("2 * x", "5 * x"))
    assert found["test_parts"].because == "double"
    assert found["test_double"].because == ""
    assert line(found["test_parts"]).strip().startswith("· parts returns two")
    assert line(found["test_parts"]).endswith("because double fails")
    assert "This calls double, which fails itself" in block(found["test_parts"])
    alone = verdicts(RIGHT.replace("3 * x", "4 * x"))["test_parts"]
    assert alone.because == ""


def test_what_is_not_written_is_to_do_and_nothing_wrong(verdicts: Judged) -> None:
    found = verdicts(STARTER + "\n\nclass Scale(nn.Module):\n    pass\n")
    assert line(found["test_double"]).startswith("  · double doubles")
    assert line(found["test_double"]).endswith("to do")
    closing = " ".join(
        each.plain for each in closing_line([*found.values()], "toy.py", Translator("en"), "check")
    )
    assert "0 of 5 checks pass, 3 to do" in closing
    assert "next: fix this one" in closing, "what is wrong comes before what is to do"
    needs = verdicts(RIGHT.replace("return 2 * x", "raise NotImplementedError"))["test_parts"]
    assert line(needs).endswith("needs double first")


def test_two_functions_that_call_each_other_do_not_hide_each_other(
    course: Course,
) -> None:
    course.assignment(EXERCISES)
    assignment: Assignment = Topic(course.topic.folder, course.root).assignment
    text = "def double(x):\n    return parts(x)\n\ndef parts(x):\n    return double(x)\n"
    follows = Follows(assignment, Source(main="toy.py", modules={"toy.py": text}))
    failed = Verdict(
        check="a", exercise="double", title=None, outcome="failed",  # type: ignore[arg-type]
        points=0, max_points=1, kind=Kind.RAISED,
    )  # fmt: skip
    assert follows.because(failed).because == ""
    other = msgspec.structs.replace(failed, exercise="parts")
    assert follows.because(other).because == ""


def test_a_mistake_that_is_named_is_not_named_otherwise_in_what_calls_it(course: Course) -> None:
    course.assignment(EXERCISES)
    assignment: Assignment = Topic(course.topic.folder, course.root).assignment
    text = "def double(x):\n    return 5 * x\n\ndef parts(x):\n    return double(x)\n"
    hint = Hint(wrong="five", text=Text(en="five times", es="cinco veces"))
    first = Verdict(
        check="a", exercise="double", title=None, outcome="failed",  # type: ignore[arg-type]
        points=0, max_points=1, kind=Kind.WRONG_VALUE, hint=hint,
    )  # fmt: skip
    later = msgspec.structs.replace(first, check="b", exercise="parts")
    follows = Follows(assignment, Source(main="toy.py", modules={"toy.py": text}))
    assert follows.because(later) == later, "nothing that it calls has failed"
    assert follows.because(first) == first
    found = follows.because(later)
    assert (found.because, found.hint) == ("double", None)
    follows = Follows(assignment, Source(main="toy.py", modules={"toy.py": text}))
    follows.because(msgspec.structs.replace(first, hint=None))
    assert follows.because(later) == later, "what it calls fails, and nobody knows why"


def test_a_notebook_s_script_is_for_the_notebook(judge: Judge) -> None:
    work = msgspec.structs.replace(
        source(RIGHT.replace("2 * x", "5 * x")), cells=(Line(cell=1, line=1),)
    )
    found = {each.check: each for each in judge.judge(work, SEED)}["test_double"]
    assert found.detail is not None
    assert "SimpleNamespace(**globals())" in found.detail.script
