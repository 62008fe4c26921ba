"""A run graded anew after its suite changed, and points given by hand."""

import csv
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.best import grade_best
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import Gradebook, RunError, load_records
from autograder.grading.late import LatePolicy
from autograder.grading.regrade import Regrade, override, regrade, topic_of
from autograder.judge.digests import digests
from autograder.model.record import Record
from autograder.model.submission import File, Student, Submission
from tests.framework.conftest import Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")

SUITE = """
SIZE = 3

def drawn(rng):
    return rng.standard_normal(SIZE)

@probe
def noise(student):
    return student.double(torch.rand(2))

@check("double", es="x")
def test_values(student, rng):
    "values"
    student.double(drawn(rng)).matches_reference()

@check("double", es="x")
def test_shape(student, rng):
    "shape"
    student.double(rng.standard_normal((2, 3))).matches_reference()

@check("double", after=test_shape, es="x")
def test_small(student):
    "small"
    expect(student.double(np.ones(1)).array() < LIMIT)

@check("double", es="x")
def test_noise(student):
    "noise"
    expect(student.run(noise).array().shape == (2,))

LIMIT = 2.5
"""
WORK = {
    "right": "def double(x): return x + x",
    "flat": "def double(x): return 2 * x if x.dim() == 1 else x",
    "triple": "def double(x): return 3 * x",
    "random": "import torch\ndef double(x): return x + torch.rand(x.shape, dtype=x.dtype)",
    "same": "def double(x): return x + x",
    "broken": "def double(x:",
    "nothing": None,
}


def submission(name: str, text: str | None, **fields: object) -> Submission:
    files = () if text is None else (File(path="toy.py", data=text.encode()),)
    return Submission(id=name, files=files, students=(Student(name=name.title()),), **fields)  # type: ignore[arg-type]


def grade(course: Course, out: Path, **how: object) -> None:
    class_ = [submission(name, text) for name, text in WORK.items()]
    grade_class(course.topic, class_, out, workers=1, seed=4, isolation="none", **how)  # type: ignore[arg-type]


def anew(course: Course, out: Path, **how: object) -> tuple[Regrade, list[str]]:
    """The regrade, and which submissions it said it had graded."""
    told: list[str] = []
    result = regrade(
        out,
        course.topic,
        workers=1,
        isolation="none",
        on_record=lambda record: told.append(record.submission),
        **how,  # type: ignore[arg-type]
    )
    return result, told


def outcomes(record: Record) -> dict[str, str]:
    return {verdict.check: verdict.outcome for verdict in record.verdicts}


def comparable(record: Record) -> Record:
    """Without what it cost, and whether a check, run alone this time, had its worker to itself."""
    verdicts = tuple(
        msgspec.structs.replace(v, cpu_seconds=0.0, shared=False) for v in record.verdicts
    )
    return msgspec.structs.replace(record, verdicts=verdicts, cpu_seconds=0.0)


def scores(out: Path) -> dict[str, float | None]:
    return {record.submission: record.score for record in load_records(out)}


def test_a_regrade_runs_what_a_change_can_touch_and_equals_a_run_from_scratch(
    course: Course, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    course.suite(SUITE)
    grade(course, out)
    before = {record.submission: record for record in load_records(out)}
    assert (before["triple"].score, before["flat"].score) == (2.5, 5.0)
    override(out, "triple", 6, "shown at the board")
    assert anew(course, out) == (Regrade(), [])

    # Another limit, a title, more weight, a comment: one check of four to run again.
    changed = SUITE.replace("LIMIT = 2.5", "LIMIT = 3.5").replace('"values"', '"the values"')
    changed = changed.replace('@check("double", es="x")\ndef test_noise', NOISE)
    course.suite(changed + "# no code\n")
    with pytest.raises(RunError, match="autograder regrade"):
        grade(course, out)
    result, told = anew(course, out)
    assert result.checks == ["test_small"]
    assert not result.diagnosed
    assert sorted(told) == sorted(WORK)

    scratch = tmp_path / "scratch"
    grade(course, scratch)
    fresh = {record.submission: record for record in load_records(scratch)}
    for record in load_records(out):
        name = record.submission
        assert outcomes(record) == outcomes(fresh[name])
        if name not in ("triple", "random"):  # a suite's secret is in the seeds of its workers
            assert comparable(record) == comparable(fresh[name])
        kept = {v.check: v.cpu_seconds for v in before[record.submission].verdicts}
        for verdict in record.verdicts:
            if verdict.check != "test_small":  # not run again: to the microsecond what it was
                assert verdict.cpu_seconds == kept[verdict.check]
    (by_hand,) = next(r for r in load_records(out) if r.submission == "triple").adjustments
    assert (by_hand.kind, by_hand.before, by_hand.after) == ("override", 4.0, 6.0)
    found = {change.submission: change for change in result.changes}
    assert found["triple"].gained == 0.0
    assert found["flat"].gained == 1.0
    assert (found["broken"].gained, found["nothing"].before.status) == (None, "not_submitted")
    grade(course, out)  # and the same command as ever goes on with it
    with (out / "grades.csv").open() as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert (rows["triple"]["score"], rows["triple"]["earned"]) == ("6.00", "4.00")
    assert rows["triple"]["changed"] == "shown at the board"


NOISE = '@check("double", weight=2, es="x")\ndef test_noise'


@pytest.mark.parametrize("change", ["reference", "limits", "hint", "helper file"])
def test_what_can_touch_every_check_makes_all_of_them_run_again(
    course: Course, tmp_path: Path, change: str
) -> None:
    course.suite(SUITE)
    before = digests(course.topic)
    if change == "reference":
        course.reference("def double(x): return 2 * x")
    elif change == "limits":
        course.assignment("[limits]\ncpu_seconds = 3.0\n")
    elif change == "hint":
        course.wrong(triple="def double(x): return 3 * x")
    else:
        (course.root / "tests/hidden/toy/helpers.py").write_text("TWO = 2\n")
    now = digests(course.topic)
    assert now.suite != before.suite
    assert now.changed(before) == (set() if change == "hint" else set(now.checks))
    assert (now.diagnosis != before.diagnosis) == (change == "hint")


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("SIZE = 3", "SIZE = 4", {"test_values"}),
        ("torch.rand(2)", "torch.rand(2) + 1", {"test_noise"}),
        ("def drawn(rng):", "def drawn(rng, more=0):", {"test_values"}),
        ('es="x")\ndef test_values', 'es="x", retries=1)\ndef test_values', {"test_values"}),
        ('es="x")\ndef test_values', 'es="y", weight=3)\ndef test_values', set()),
        ("after=test_shape, ", "", set()),
        ("SIZE = 3", "SIZE = 3\nnp.random.seed(0)", "all"),
        ("SIZE = 3", "SIZE = 3\nUNUSED = 1", set()),
        ("SIZE = 3", "SIZE = int('3')  # three", {"test_values"}),
    ],
)
def test_a_check_is_touched_by_what_it_uses_and_by_nothing_else(
    course: Course, old: str, new: str, touched: set[str] | str
) -> None:
    course.suite(SUITE)
    before = digests(course.topic)
    assert old in SUITE
    course.suite(SUITE.replace(old, new))
    now = digests(course.topic)
    assert now.changed(before) == (set(now.checks) if touched == "all" else touched)


def test_a_regrade_that_was_stopped_goes_on_and_runs_what_is_no_longer_blocked(
    course: Course, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    course.suite(SUITE.replace('"shape"\n', '"shape"\n    expect(False)\n'))
    grade(course, out)
    first = {record.submission: outcomes(record) for record in load_records(out)}
    assert first["right"]["test_small"] == "not_run"
    course.suite(SUITE)

    def stop(record: Record) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        regrade(out, course.topic, workers=1, isolation="none", on_record=stop)
    with pytest.raises(RunError, match="has changed"):
        grade(course, out)
    result, told = anew(course, out)
    assert result.checks == ["test_shape"]
    assert 0 < len(told) < len(WORK)
    assert [change.submission for change in result.changes] == list(WORK)
    assert {c.submission: c.gained for c in result.changes if c.gained} == {
        "right": 5.0,
        "same": 5.0,
    }
    then = {record.submission: outcomes(record) for record in load_records(out)}
    assert set(then["right"].values()) == {"passed"}
    assert then["flat"]["test_small"] == "not_run"
    assert anew(course, out)[1] == []


def test_a_run_outside_of_its_course_is_refused(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    grade_class(course.topic, [], out, workers=1, isolation="none")
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RunError, match=r"'toy'.*course"):
        topic_of(out)
    monkeypatch.chdir(course.root)
    assert topic_of(out).name == "toy"


# --- by hand ----------------------------------------------------------------------------------


def test_points_given_by_hand_are_noted_and_come_after_what_lateness_took(
    course: Course, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    class_ = [
        submission("late", WORK["right"], late=True, late_seconds=100),
        submission("broken", WORK["broken"]),
    ]

    def run() -> None:
        grade_class(
            course.topic,
            class_,
            out,
            workers=1,
            seed=4,
            isolation="none",
            late=LatePolicy(percent_per_day=10),
        )

    course.suite(SUITE)
    run()
    override(out, "broken", 3, "a tab too many; read by hand")
    override(out, "late", 8, "wrong")
    record = override(out, "late", 9.5, "was ill")
    assert [(a.kind, a.before, a.after) for a in record.adjustments] == [
        ("late", 10.0, 9.0),
        ("override", 9.0, 9.5),
    ]
    run()
    course.suite(SUITE.replace("LIMIT = 2.5", "LIMIT = 1.5"))
    anew(course, out)
    records = {record.submission: record for record in load_records(out)}
    assert records["late"].score == 9.5
    assert [(a.before, a.after) for a in records["late"].adjustments] == [(7.5, 6.75), (6.75, 9.5)]
    assert (records["broken"].status, records["broken"].score) == ("graded", 3.0)
    assert records["broken"].problem is not None, "what was wrong with it is still said"


def test_an_override_that_can_not_be_meant_is_refused_with_what_would_do(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with Gradebook(out, write=True) as book:
        book.write(
            Record(
                submission="alice",
                students=(),
                topic="toy",
                status="not_submitted",
                score=None,
                max_score=10.0,
            )
        )
    for name, score, why, said in [
        ("alise", 3.0, "x", "alice"),
        ("alice", 11.0, "x", "from 0 to 10"),
        ("alice", float("nan"), "x", "from 0 to 10"),
        ("alice", 3.0, "  ", "--why"),
    ]:
        with pytest.raises(RunError, match=said):
            override(out, name, score, why)
    assert scores(out) == {"alice": None}


def test_the_best_attempt_is_chosen_anew(course: Course, tmp_path: Path) -> None:
    out = tmp_path / "run"
    course.suite(SUITE)
    first = submission("a", WORK["triple"], attempt=1)
    last = submission("a", WORK["flat"], attempt=2)

    def run() -> None:
        grade_best(
            course.topic,
            [last],
            out,
            earlier={"a": [first]},
            workers=1,
            seed=1,
            isolation="none",
        )

    run()
    assert scores(out) == {"a": 5.0}
    course.suite(
        SUITE.replace("LIMIT = 2.5", "LIMIT = 3.5").replace("matches_reference()", "array()")
    )
    result, _ = anew(course, out)
    assert [(c.before.score, c.after.score) for c in result.changes] == [(5.0, 10.0)]
    assert scores(out) == {"a": 10.0}
    override(out, "a", 7, "by hand")
    run()
    assert scores(out) == {"a": 7.0}


# --- the commands -----------------------------------------------------------------------------


def test_the_commands_say_who_gained_and_who_lost(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    course.suite(SUITE)
    grade(course, out)
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course.root))
    runner = CliRunner()

    def said(*arguments: str) -> str:
        result = runner.invoke(main, [*arguments], env={"COLUMNS": "90"})
        assert result.exit_code == 0, result.output
        return result.output

    given = said("override", str(out), "flat", "--score", "4.5", "--why", "x")
    assert "flat: 5 → 4.5 of 10" in given
    course.suite(SUITE.replace("LIMIT = 2.5", "LIMIT = 1.5"))
    course.wrong(triple=str(WORK["triple"]))
    used = {record.submission: record for record in load_records(out)}
    shown = said("regrade", str(out), "--isolation", "none", "--lang", "en")
    assert "Run again: test_small" in shown
    assert "Run again, for their hints" in shown
    assert "gained 0, lost 2" in shown
    assert [line.split() for line in shown.splitlines() if "-2.5" in line] == [
        ["Right", "10/10", "7.5/10", "-2.5"],
        ["Same", "10/10", "7.5/10", "-2.5"],
    ]
    now = {record.submission: record for record in load_records(out)}
    hinted = {v.check for v in now["triple"].verdicts if v.hint is not None}
    assert hinted == {"test_values", "test_shape"}
    for old, new in zip(used["right"].verdicts, now["right"].verdicts, strict=True):
        assert old == new or new.check == "test_small", "what had passed was not run again"
    assert "No ha cambiado nada" in said("regrade", str(out), "--isolation", "none", "--lang", "es")
