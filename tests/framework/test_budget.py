"""What all calls of a submission may use together, and all that is read for one person: who sleeps,
stops or loops in every one of them is cut short, and it is said."""

import time

import pytest

from autograder.collect.bounded import TooComplex, bounded, one_person
from autograder.collect.names import keys
from autograder.execution.forked import Host
from autograder.grading.job import record_of
from autograder.judge.sharing import Budget
from autograder.judge.suite import Check
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Submission
from autograder.model.topic import Limits
from autograder.presentation.messages import Translator
from autograder.presentation.sentences import explain, not_run, problem_sentence
from tests.framework.conftest import Course

SUITE = "\n".join(
    f"""
@check("double", es="x"{', after="test_2"' if number == 3 else ""})
def test_{number}(student):
    "values"
    student.double(np.ones(3)).matches_reference()
"""
    for number in range(5)
)
LINGERS = {
    "sleeps": "import time; time.sleep(600)",
    "stops itself": "import os; os.kill(os.getpid(), 19)",
    "waits for nobody": "import signal; signal.pause()",
}


def short(course: Course, limits: str) -> Course:
    """The course with limits, of the submission as a whole among them."""
    course.suite(SUITE)
    path = course.root / "assignments/toy/assignment.toml"
    before, _, _ = path.read_text().partition("[limits]")
    path.write_text(f"{before}[limits]\n{limits}\n")
    return course


def kinds(verdicts: dict[str, Verdict]) -> list[tuple[str, Kind | None]]:
    return [(verdict.outcome, verdict.kind) for verdict in verdicts.values()]


@pytest.mark.parametrize("body", LINGERS.values(), ids=LINGERS)
def test_who_lingers_in_every_call_is_cut_short_and_nothing_more_is_run(
    course: Course, body: str
) -> None:
    short(course, "submission_wall_seconds = 0.5")
    verdicts = course.judge(f"def double(x): {body}; return 2 * x")
    assert kinds(verdicts) == [
        ("failed", Kind.TIME_USED_UP),
        *[("not_run", Kind.TIME_USED_UP)] * 4,
    ]
    assert {verdict.limit for verdict in verdicts.values()} == {0.5}
    assert {verdict.fault for verdict in verdicts.values()} == {"student"}


def test_who_loops_in_every_call_is_cut_short_by_cpu_time(course: Course, either: Host) -> None:
    short(course, "submission_cpu_seconds = 1.0\ncpu_seconds = 0.4")
    verdicts = course.judge("def double(x):\n  while True: pass", pool=either)
    said = kinds(verdicts)
    assert said[0] == ("failed", Kind.TIMED_OUT)
    assert ("failed", Kind.TIME_USED_UP) in said
    assert said[-1] == ("not_run", Kind.TIME_USED_UP)


def test_a_file_that_lingers_when_it_is_loaded_is_cut_short(course: Course) -> None:
    short(course, "submission_wall_seconds = 0.5")
    text = "import time\ntime.sleep(600)\ndef double(x): return 2 * x"
    assert set(kinds(course.judge(text))) == {
        ("failed", Kind.TIME_USED_UP),
        ("not_run", Kind.TIME_USED_UP),
    }


def test_what_was_passed_before_stays_passed(course: Course) -> None:
    short(course, "submission_wall_seconds = 5.0")
    course.suite(
        SUITE.replace("np.ones(3)", "np.ones(9)", 4).replace("np.ones(9)", "np.ones(3)", 2)
    )
    text = "import time\ndef double(x):\n  if len(x) == 9: time.sleep(600)\n  return 2 * x"
    assert kinds(course.judge(text)) == [
        ("passed", None),
        ("passed", None),
        ("failed", Kind.TIME_USED_UP),
        ("not_run", Kind.TIME_USED_UP),
        ("not_run", Kind.TIME_USED_UP),
    ]


def test_a_submission_within_its_budget_is_judged_as_ever(course: Course) -> None:
    short(course, "submission_wall_seconds = 60.0")
    assert all(verdict.passed for verdict in course.judge("def double(x): return 2 * x").values())


def a_check(**fields: float | int | None) -> Check:
    defaults = {"retries": 0, "cpu_seconds": None, "wall_seconds": None}
    return Check(exercise="", title_es="", after="", weight=1.0, **{**defaults, **fields})  # type: ignore[arg-type]


def test_a_budget_follows_from_the_suite_where_the_limits_do_not_say() -> None:
    limits = Limits(cpu_seconds=5.0, import_cpu_seconds=10.0, wall_seconds=60.0)
    plain, training = a_check(), a_check(retries=2, cpu_seconds=20.0)
    few, many = Budget(limits, [plain]), Budget(limits, [plain, training])
    assert many.cpu_seconds - few.cpu_seconds == 3 * 20
    assert few.cpu_seconds < 10 * limits.cpu_seconds, "not a call's limit for every call"
    assert many.wall_seconds > many.cpu_seconds
    said = Budget(Limits(submission_cpu_seconds=7.0, submission_wall_seconds=9.0), [training])
    assert (said.cpu_seconds, said.wall_seconds) == (7.0, 9.0)


def test_a_budget_gives_a_call_no_more_than_what_is_left() -> None:
    budget = Budget(Limits(submission_cpu_seconds=7.0, submission_wall_seconds=90.0), [])
    assert budget.within(5.0, 60.0) == (5.0, 60.0)
    budget.spend(4.0, 50.0)
    assert budget.within(5.0, 60.0) == (3.0, 40.0)
    assert budget.used_up is None
    budget.spend(0.0, 41.0)
    assert (budget.used_up, budget.within(5.0, 60.0)) == (90.0, (3.0, 0.0))


@pytest.mark.parametrize("language", ["en", "es"])
def test_record_and_verdicts_say_that_the_time_is_used_up(course: Course, language: str) -> None:
    short(course, "submission_wall_seconds = 0.5")
    verdicts = list(course.judge("def double(x): import time; time.sleep(600)").values())
    record = record_of(course.topic, Submission(id="x"), "graded", verdicts=verdicts)
    assert (record.status, record.score) == ("graded", 0.0)
    (note,) = record.notes
    t = Translator(language)  # type: ignore[arg-type]
    said = problem_sentence(note, t)
    assert "0.5" in said
    assert "5" in said.replace("0.5", "")
    first, second, *_ = verdicts
    for verdict in (first, second):
        parts = explain(verdict, t).parts
        assert any("0.5" in getattr(part, "text", "") for part in parts), parts
    words = {"en": "time of this submission", "es": "tiempo de esta entrega"}
    assert words[language] in not_run(second, verdicts, t)


def spin(seconds: float) -> str:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


def test_what_is_read_for_one_person_comes_out_of_one_budget() -> None:
    with one_person(cpu_seconds=1.5):
        assert bounded(spin, 0.7, returns=str) == "done"
        with pytest.raises(TooComplex):
            bounded(spin, 0.0, returns=str)
    assert bounded(spin, 0.0, returns=str) == "done", "the next one has their own"


def test_whoever_makes_reading_wait_has_waited_for_all() -> None:
    with one_person(wall_seconds=0.3):
        for _ in range(3):
            with pytest.raises(TooComplex):
                bounded(time.sleep, 60, returns=None)


def test_a_name_of_many_words_is_compared_once() -> None:
    assert len(keys("Ana María de la Cruz Pérez")) == 6
    assert keys("a " * 30_000) == {"a" * 30_000}
