"""The proof of a course: what `verify` finds wrong with a topic, its suite and its thresholds."""

import ast
import math
from collections.abc import Iterable

import msgspec
import numpy as np
import pytest

from autograder.authoring import verify
from autograder.authoring.bench import bench
from autograder.authoring.calibrate import (
    Calibration,
    Measured,
    Run,
    calibrate_topic,
    calibration_findings,
    load_calibration,
    measure,
    path_of,
    probability_of_failure,
    right_submissions,
)
from autograder.authoring.course_report import TopicReport, encode_reports, prove, tables
from autograder.authoring.mutate import mutants
from autograder.authoring.mutation_testing import (
    MutantResult,
    count_mutants,
    mutant_findings,
    mutate_topic,
)
from autograder.authoring.verify import Finding, verify_topic, wrong_problem
from autograder.model.record import Hint, Kind, Text, Verdict
from autograder.model.topic import find_topic
from tests.framework.conftest import REPOSITORY, Course, header


def found(findings: Iterable[Finding], part: str) -> dict[str, str]:
    """What is wrong in one part, by subject."""
    return {each.subject: each.found for each in findings if each.part == part and not each.ok}


# --- the parts of a topic ---------------------------------------------------------------------


def test_a_missing_rung_another_spanish_starter_a_leak_and_a_costly_suite_are_found(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = course.root / "assignments/toy/assignment.toml"
    toml.write_text(toml.read_text().replace("[exercises.look]", "[exercises.example]", 1))
    text = toml.read_text()
    toml.write_text(text[: text.rindex("[exercises.example]")])
    secret = "def double(x: Tensor) -> Tensor:  # as nobody else would"
    course.reference(f"from torch import Tensor\n\n\n{secret}\n    return 2 * x\n")
    readme = course.root / "assignments/toy/README.md"
    readme.write_text(f"{readme.read_text()}\n    {secret}\n")
    spanish = course.root / "assignments/toy/toy.es.py"
    spanish.write_text(spanish.read_text().replace("double(x: Tensor)", "double(y: Tensor)"))
    monkeypatch.setattr(verify, "HIDDEN_CPU_SECONDS", 0.0)
    monkeypatch.setattr(verify, "PUBLIC_CPU_SECONDS", 0.0)

    with bench(course.topic, workers=1, isolation="none") as graders:
        findings = list(verify_topic(graders, seed=1))

    assert found(findings, "files") == {
        "double": "has no `look` in both languages",
        "toy.es.py": "has other code than toy.py at double",
    }
    assert found(findings, "secrecy") == {
        "reference.py": f"the handout holds its line {secret!r}",
    }
    assert set(found(findings, "cost")) == {"hidden suite", "public suite"}
    for part in ("starter", "right", "wrong", "public"):
        assert found(findings, part) == {}
    (square,) = (each for each in findings if each.part == "wrong")
    assert (square.check, square.hints) == ("test_values", ("square",))


def test_where_few_are_trained_the_others_are_held_to_what_comes_before(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_values(student):
            "values"
            student.double(np.ones(2)).matches_reference()

        @check("double", es="x", retries=1)
        def test_training(student):
            "trains"
            expect_below(student.double(np.ones(3)).array()[0], 2.5)
    """)
    for path in course.topic.solutions.glob("alternatives/*.py"):
        path.unlink()
    late = "def double(x): return 2 * x if len(x) == 2 else 4 * x"
    (course.topic.solutions / "alternatives/late.py").write_text(late)
    trained_away = header("test_training", "did_not_converge", Text(en="a", es="b"))
    course.wrong(
        late=trained_away + late + "  # again", early=trained_away + "def double(x): return 3 * x"
    )

    def problems(trained: int | None) -> dict[str, str]:
        with bench(course.topic, workers=1, isolation="none") as graders:
            findings = list(verify_topic(graders, seed=1, trained=trained))
        return found(findings, "right") | found(findings, "wrong")

    assert set(problems(None)) == {"late", "early"}
    assert set(problems(1)) == {"early"}


def test_a_wrong_answer_that_is_not_written_as_it_should_be_is_found(course: Course) -> None:
    other = "def double(x): return 3 * x\n"
    unhinted = header("test_values", "wrong_value", Text(en="three times", es=" "))
    misspelt = header("test_vlaues", "wrong_value", Text(en="twice", es="dos veces"))
    course.wrong(
        nothing="import torch\ndef double(x: torch.Tensor): return 2 * x\n",
        same="def double(x: Tensor) -> Tensor:\n    return 2 * x\n",
        copied=f"from torch import Tensor\n{other}",
        unused=f"{other}def duoble(x): return 4 * x\n",
        unhinted=unhinted + other.replace("3", "5"),
        misspelt=misspelt + other.replace("3", "6"),
    )

    with bench(course.topic, workers=1, isolation="none") as graders:
        findings = list(verify_topic(graders, seed=1))

    assert found(findings, "files") == {
        "same": "differs from the reference in nothing",
        "copied": "defines Tensor as the reference does",
        "unused": "defines duoble, which the reference does not, and nothing uses it",
        "unhinted": "has no hint in both languages",
        "misspelt": "has a header with check = 'test_vlaues':"
        " it is one of test_values, test_gradients",
    }
    problems = found(findings, "wrong")
    assert problems["nothing"] == "gets full marks"
    assert problems["misspelt"] == "test_values: wrong_value, expected test_vlaues: wrong_value"


def test_a_wrong_answer_has_a_hint_unless_nan_is_all_that_shows(course: Course) -> None:
    course.suite("""
        @check("double", es="x")
        def test_large(student):
            "large"
            student.double(np.array([3.0, 800.0])).matches_reference()

        @check("double", es="x")
        def test_values(student):
            "values"
            student.double(np.ones(2)).matches_reference()

        @check("double", es="x")
        def test_finite(student):
            "finite"
            student.double(np.array([900.0])).array()
    """)
    hint = Text(en="e to the 800", es="e elevado a 800")
    nan = "import torch\ndef double(x): return 2 * x + (0 * torch.exp(x))"
    course.wrong(
        silent=header("test_large", "not_finite", None) + nan,
        telling=header("test_large", "not_finite", hint) + nan + "  # again",
        later=header("test_finite", "not_finite", None) + nan.replace("(x))", "(x - 150))"),
        triple=header("test_large", "wrong_value", None) + "def double(x): return 3 * x",
    )

    with bench(course.topic, workers=1, isolation="none") as graders:
        findings = list(verify_topic(graders, seed=1))

    assert found(findings, "wrong") == {
        "telling": "test_large: not_finite, but its hint is not shown",
        "triple": "test_large: wrong_value, but it has no hint",
    }


def test_where_a_header_cannot_be_read_that_is_found_and_nothing_is_run(course: Course) -> None:
    other = "def double(x): return 3 * x\n"
    course.wrong(good=other, kind=header("test_values", "wrong", Text(en="a", es="b")) + other)
    bare = course.root / "solutions/toy/wrong/bare.py"
    bare.write_text(other)

    with bench(course.topic, workers=1, isolation="none") as graders:
        findings = list(verify_topic(graders, seed=1))

    problems = found(findings, "files")
    assert set(problems) == {"bare", "kind"}
    assert problems["bare"].startswith(f"{bare} has no header: ")
    assert "has a header with kind = 'wrong': it is one of missing," in problems["kind"]
    assert {finding.part for finding in findings} == {"files"}


def verdict(check: str, hint: str | None, kind: Kind = Kind.WRONG_VALUE) -> Verdict:
    """A failure of a check, with the hint of a wrong answer."""
    return Verdict(
        check=check,
        exercise="double",
        title=Text(en="", es=""),
        outcome="failed",
        points=0.0,
        max_points=5.0,
        kind=kind,
        fault="student",
        hint=Hint(wrong=hint, text=Text(en=hint, es=hint)) if hint else None,
    )


@pytest.mark.parametrize(
    ("verdicts", "problem"),
    [
        ([verdict("test_values", "square")], ""),
        ([], "gets full marks"),
        ([verdict("test_values", None)], "test_values: wrong_value, but its hint is not shown"),
        ([verdict("test_values", "cube")], "shows the hint of cube"),
        (
            [verdict("test_values", "square"), verdict("test_gradients", "cube")],
            "shows the hint of cube",
        ),
        (
            [verdict("test_values", "square", Kind.WRONG_SHAPE)],
            "test_values: wrong_shape, expected test_values: wrong_value",
        ),
        (
            [verdict("test_gradients", "square")],
            "test_gradients: wrong_value, expected test_values: wrong_value",
        ),
    ],
)
def test_a_wrong_answer_has_its_verdict_its_hint_and_nobody_elses(
    course: Course, verdicts: list[Verdict], problem: str
) -> None:
    assert wrong_problem(course.topic, "square", verdicts) == problem


# --- mutants ----------------------------------------------------------------------------------

SOURCE = '''
"""What a student's training looks like."""
import torch


def forward(x, h, W, mask=None):
    """Not part of the answer."""
    h = torch.tanh(x @ W + h.mean(dim=1))
    if mask is not None and mask.sum() > 0:
        h = h * mask
    for t in range(3):
        h = h + x[:, t]
    return h, W


def step(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    with torch.no_grad():
        target = model(y).detach()
    loss = (model(x) - target).abs().sum()
    loss.backward()
    optimizer.step()
    return loss.item()
'''


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("an operator", "h = h - x[:, t]"),
        ("a comparison", "mask.sum() >= 0"),
        ("a condition", "mask is not None or mask.sum() > 0"),
        ("a constant", "range(4)"),
        ("a dropped term", "torch.tanh(x @ W)"),
        ("swapped operands", "(W @ x + h.mean(dim=1))"),
        ("a transpose", "torch.tanh(x @ W.T + h.mean(dim=1))"),
        ("an axis", "h.mean(dim=2)"),
        ("an axis left out", "torch.tanh(x @ W + h.mean())"),
        ("an index", "h = h + x[:, t - 1]"),
        ("swapped axes", "h = h + x[t, :]"),
        ("mean for sum", "(model(x) - target).abs().mean()"),
        ("sum for mean", "h.sum(dim=1)"),
        ("a dropped activation", "h = x @ W + h.mean(dim=1)"),
        ("another activation", "torch.sigmoid(x @ W + h.mean(dim=1))"),
        ("detach added", "h = (h + x[:, t]).detach()"),
        ("detach added to what is returned", "return (h.detach(), W)"),
        ("detach removed", "target = model(y)\n"),
        ("no_grad removed", "if True:\n        target = model(y).detach()"),
        ("no_grad added", "@torch.no_grad()\ndef forward"),
        ("zero_grad removed", "model.train()\n    pass\n    with"),
        ("zero_grad too late", "optimizer.zero_grad()\n    model.train()"),
        ("eval for train", "model.eval()"),
        ("the step before the gradients", "optimizer.step()\n    loss.backward()"),
        ("the returned order", "return (W, h)"),
        ("an early end", "h = h + x[:, t]\n        break"),
        ("a loop left out", "h = h * mask\n    pass\n    return"),
        ("a branch always taken", "if True:\n        h = h * mask"),
    ],
)
def test_mutants_hold_what_students_do_wrong(what: str, changed: str) -> None:
    texts = [mutant.text for mutant in mutants(SOURCE)]

    assert sum(changed in text for text in texts) >= 1, what
    assert changed not in ast.unparse(ast.parse(SOURCE)), "the test must not pass by itself"


def test_no_two_mutants_are_the_same_and_none_is_the_reference() -> None:
    made = list(mutants(SOURCE))

    assert len({mutant.name for mutant in made}) == len(made) > 50
    trees = {ast.unparse(ast.parse(mutant.text)) for mutant in made}
    assert len(trees) == len(made)
    assert ast.unparse(ast.parse(SOURCE)) not in trees
    assert {mutant.function for mutant in made} == {"forward", "step"}


def test_where_gradients_are_worked_out_by_hand_no_graph_is_cut() -> None:
    by_hand = list(mutants(SOURCE, by_hand=["forward"]))

    assert not any(each.operator == "no_grad" for each in by_hand if each.function == "forward")
    assert any(each.operator == "no_grad" for each in by_hand if each.function == "step")


TRAINING = """
@check("double", es="double conserva la forma")
def test_values(student: Student, rng: np.random.Generator) -> None:
    \"\"\"double keeps the shape.\"\"\"
    expect(student.double(rng.standard_normal((2, 3))).array().shape == (2, 3))


@check("double", es="double acierta", retries=2)
def test_training(student: Student, rng: np.random.Generator) -> None:
    \"\"\"double comes close.\"\"\"
    x = rng.standard_normal(50)
    error = np.abs(student.double(x).array() - 2 * x).mean()
    curve = error + rng.random() + 1 / np.arange(1, 200)
    expect_below(error + 0.01 * (1 + rng.random()), 0.1, curve=curve)
"""


def test_survivors_training_alone_and_stale_lists_are_found(course: Course) -> None:
    course.suite(TRAINING)
    (course.root / "solutions/toy/equivalent.toml").write_text(
        '[[mutants]]\nmutant = "double: 2 * x → 2 / x"\nreason = "it is killed"\n\n'
        '[[mutants]]\nmutant = "double: 7 → 8"\nreason = "there is none"\n\n'
        '[[mutants]]\nmutant = "double: def double → @torch.no_grad() def double"\nreason = " "\n'
    )
    topic = course.topic

    with bench(topic, workers=1, isolation="none") as graders:
        results = list(mutate_topic(graders, seed=1))
    problems = found(mutant_findings(topic, results), "mutants")

    by_name = {result.mutant: result for result in results}
    dropped = by_name["double: 2 * x → 2"]
    assert (dropped.check, dropped.training) == ("test_values", False)
    assert by_name["double: 2 → 3"].training
    assert problems["double: 2 → 3"].startswith("only a training kills it, test_training")
    survivor = "double: return 2 * x → return (2 * x).detach()"
    assert problems[survivor].startswith("survives")
    assert "test_training kills it" in problems["double: 2 * x → 2 / x"]
    assert problems["double: 7 → 8"] == "is listed as equivalent, but there is no such mutant"
    counts = count_mutants(results)
    assert counts.made == counts.killed + counts.equivalent + counts.survive
    assert 0 < counts.killed_without_training < counts.killed


# --- calibration ------------------------------------------------------------------------------


def test_a_calibration_is_stored_and_held_to_and_a_changed_limit_is_found(course: Course) -> None:
    course.suite(TRAINING)
    topic = course.topic
    with bench(topic, workers=1, isolation="none") as graders:
        never = found(calibration_findings(graders), "calibration")
        calibrate_topic(graders, seeds=5)
        stored = load_calibration(topic)["test_training"]
        reference = right_submissions(topic)[:1]
        (run,) = measure(graders, reference, [9], checks=["test_training"])
        held = found(calibration_findings(graders), "calibration")
    course.suite(TRAINING.replace("0.1, ", "0.015, "))
    with bench(topic, workers=1, isolation="none") as graders:
        changed = found(calibration_findings(graders), "calibration")

    assert never["test_training"].startswith("is not calibrated")
    assert (stored.limit, stored.retries, stored.right.runs) == (0.1, 2, 2 * 5)
    assert set(stored.wrong) == {"square"}
    assert stored.wrong["square"].runs == 5
    assert stored.margin_right > 4
    assert stored.probability < 1e-5
    assert held == {}
    assert stored.band is not None
    assert (stored.band.steps, len(stored.band.low), len(stored.band.high)) == (199, 60, 60)
    assert run.curve is not None
    assert len(run.curve.band_low) == len(run.curve.values) == 199, "behind every later curve"
    assert run.curve.band_low[0] == pytest.approx(stored.band.low[0], rel=1e-3)
    assert run.curve.band_high[-1] == pytest.approx(stored.band.high[-1], rel=1e-3)
    assert changed["test_training"].startswith(
        "has the limit 0.015 now, and was calibrated for 0.1"
    )


GOOD = Calibration(
    limit=1.0,
    right=Measured(best=0.1, median=0.2, worst=0.3, runs=20),
    wrong={"square": Measured(best=3.0, median=4.0, worst=5.0, runs=20)},
    margin_right=3.3,
    margin_wrong=3.0,
    retries=2,
    probability=1e-7,
)


@pytest.mark.parametrize(
    ("kept", "metric", "problem"),
    [
        (GOOD, 0.3, ""),
        (GOOD, 1.2, "the reference reaches 1.2, the limit is 1"),
        (msgspec.structs.replace(GOOD, probability=1e-4), 0.3, "with probability 0.0001"),
        (msgspec.structs.replace(GOOD, margin_right=1.1), 0.3, "has margins of ×1.10 and ×3.00"),
        (msgspec.structs.replace(GOOD, margin_wrong=1.1), 0.3, "has margins of ×3.30 and ×1.10"),
        (msgspec.structs.replace(GOOD, wrong={}, margin_wrong=None), 0.3, "catches none"),
    ],
)
def test_a_threshold_that_no_longer_holds_is_found(
    course: Course,
    monkeypatch: pytest.MonkeyPatch,
    kept: Calibration,
    metric: float,
    problem: str,
) -> None:
    def measured(*args: object, **options: object) -> list[Run]:
        return [
            Run(
                answer="reference",
                check="test_training",
                seed=1,
                metric=metric,
                limit=1.0,
                retries=2,
                attempts=1,
            )
        ]

    monkeypatch.setattr(
        "autograder.authoring.calibrate.measure", measured
    )  # the real one: the test above
    path_of(course.topic).write_bytes(msgspec.json.encode({"test_training": kept}))

    with bench(course.topic, workers=1) as graders:
        problems = found(calibration_findings(graders), "calibration")

    assert problem in problems.get("test_training", "")
    assert bool(problems) == bool(problem)


def test_the_probability_of_failure_is_the_tail_of_students_t() -> None:
    rng = np.random.default_rng(1)
    metrics = np.exp(rng.normal(-3, 0.5, 11))
    logs = np.log(metrics)
    # 2.228 is the 97.5 % point of Student's t with ten degrees of freedom.
    limit = math.exp(logs.mean() + 2.228139 * logs.std(ddof=1) * math.sqrt(1 + 1 / 11))

    assert probability_of_failure(list(metrics), limit) == pytest.approx(0.025, rel=1e-4)
    assert probability_of_failure(list(metrics), math.exp(logs.mean())) == pytest.approx(0.5)
    assert probability_of_failure([0.1, math.inf, 0.1], 1.0) == 1.0
    assert probability_of_failure([0.1, 0.1], 1.0) == 1.0  # two runs tell nothing


# --- the report -------------------------------------------------------------------------------


def test_the_report_is_the_same_in_lines_in_tables_and_as_json(course: Course) -> None:
    lines: list[str] = []

    report = prove(
        course.topic,
        workers=1,
        seed=1,
        isolation="none",
        mutate=False,
        calibrate=False,
        store=False,
        tell=lines.append,
    )

    assert report.ok
    assert any("right       reference 10/10" in line for line in lines)
    read = msgspec.json.decode(encode_reports([report]))
    (topic,) = read["topics"]
    assert topic["ok"]
    assert topic["confusion"] == [{"wrong": "square", "check": "test_values", "hints": ["square"]}]
    assert set(topic["cpu_seconds"]) == {"hidden suite", "public suite"}
    titles = [str(table.title) for table in tables([report])]
    assert [title.split(":")[0] for title in titles] == ["Suites", "Hints"]


def test_the_tables_show_mutants_and_margins() -> None:
    results = [
        MutantResult(topic="toy", mutant="a", operator="", line=1, check="test_values"),
        MutantResult(topic="toy", mutant="b", operator="", line=1, check="test_x", training=True),
        MutantResult(topic="toy", mutant="c", operator="", line=1, equivalent="why"),
        MutantResult(topic="toy", mutant="d", operator="", line=1),
    ]
    report = TopicReport(
        topic="toy",
        ok=False,
        findings=(),
        confusion=(),
        cpu_seconds={},
        mutant_counts=count_mutants(results),
        mutants=tuple(results),
        calibration={"test_x": GOOD},
    )

    shown = {str(table.title).split(":")[0]: table for table in tables([report])}

    rows = [list(column.cells) for column in shown["Mutants"].columns]
    assert rows == [["toy"], ["4"], ["2"], ["50.0%"], ["1"], ["1"]]
    rows = [list(column.cells) for column in shown["Trainings"].columns]
    assert rows == [["toy test_x"], ["1"], ["0.3"], ["×3.3"], ["3"], ["×3.0"], ["1e-07"]]


@pytest.mark.parametrize("name", ["gan", "gru", "lstm", "rnn", "universal_approximation"])
def test_no_list_of_equivalent_mutants_names_one_that_is_not_made(name: str) -> None:
    from autograder.authoring.mutation_testing import equivalent_mutants

    topic = find_topic(name, REPOSITORY)
    assert topic.solutions is not None
    by_hand = [each for exercise in topic.assignment.exercises for each in exercise.by_hand]
    made = mutants((topic.solutions / "reference.py").read_text(encoding="utf-8"), by_hand)

    assert set(equivalent_mutants(topic)) <= {mutant.name for mutant in made}


# --- what is obvious --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["y = (a - b) ** 2", "y = (a - b).square()", "y = torch.square(a - b)", "y = abs(a - b)"],
)
def test_no_mutant_is_made_of_a_difference_whose_sign_does_not_matter(text: str) -> None:
    assert "b - a" not in " ".join(mutant.text for mutant in mutants(f"{text}\n"))


def test_a_mutant_is_made_where_the_sign_matters() -> None:
    assert "b - a" in " ".join(mutant.text for mutant in mutants("y = (a - b) ** 3\n"))
    assert "minimum(y, x)" not in " ".join(m.text for m in mutants("z = torch.minimum(x, y)\n"))
    assert "where(c, y, x)" in " ".join(m.text for m in mutants("z = torch.where(c, x, y)\n"))


def test_a_spanish_statement_with_english_left_in_it_is_found(course: Course) -> None:
    path = course.root / "assignments/toy/README.es.md"
    path.write_text(path.read_text() + "\n\nThis is what the function should return.\n")
    with bench(course.topic, workers=1) as graders:
        problems = found(verify_topic(graders, seed=1, trained=1), "files")
    assert problems["README.es.md"].startswith("holds English: 'This is what the function")


def test_a_statement_that_tells_another_limit_than_the_topic_has_is_found(course: Course) -> None:
    course.assignment("\n[limits]\ncpu_seconds = 7.0\n")
    path = course.root / "assignments/toy/README.md"
    path.write_text(path.read_text() + "\nEach call may take 7 s of computing.\n")
    path = course.root / "assignments/toy/README.es.md"
    path.write_text(path.read_text() + "\nCada llamada puede usar 17 s de cálculo.\n")
    with bench(course.topic, workers=1) as graders:
        problems = found(verify_topic(graders, seed=1, trained=1), "files")
    assert problems == {"README.es.md": "does not say that a call may take 7 s of computing"}
