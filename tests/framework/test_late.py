"""Late policies and attempts: what is taken off, once, where it stands, and what is not guessed."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.new import new_topic
from autograder.collect import collect
from autograder.grading.gradebook import Gradebook, load_records
from autograder.grading.late import LateError, LatePolicy, adjusted, check, days_late, settle
from autograder.lms.export import FORMATS, ExportError
from autograder.model.record import Adjustment, Record
from autograder.model.submission import File, Student, Submission
from autograder.model.topic import Topic
from tests.framework.test_collect import LMS, assignment

TEN = LatePolicy(percent_per_day=10, cap=50)
DAY = 86400


def record(score: float | None = 8.0, **more: object) -> Record:
    about: dict[str, object] = {
        "submission": "ann", "students": (Student(name="Ann", id="1"),), "topic": "toy",
        "status": "ungraded" if score is None else "graded", "score": score, "max_score": 10.0,
    }  # fmt: skip
    return Record(**(about | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "due", "days"),
    [
        ({"late_seconds": 0}, "", 0),
        ({"late_seconds": 1}, "", 1),
        ({"late_seconds": DAY}, "", 1),
        ({"late_seconds": DAY + 1}, "", 2),
        ({"late": True}, "", 1),
        ({"late": False}, "", 0),
        ({}, "", None),
        ({"submitted_at": "2026-03-02T00:00:01"}, "2026-03-02", 1),
        ({"submitted_at": "2026-03-02T00:00:00"}, "2026-03-02", 0),
        ({"submitted_at": "2026-03-04 10:00:00.000 Z"}, "2026-03-03T22:00:00-12:00", 0),
        ({"submitted_at": "2026-03-04 10:00:01.000 Z"}, "2026-03-03T22:00:00-12:00", 1),
        # An extension that the download knows of goes before everybody's date.
        ({"submitted_at": "2026-03-09T00:00:00", "late_seconds": 5}, "2026-03-01", 1),
        ({"late": True}, "2026-03-01", 1),
    ],
)
def test_each_day_begun_counts_by_what_the_download_says(
    facts: dict[str, object], due: str, days: int | None
) -> None:
    policy = LatePolicy(percent_per_day=10, due=due)
    assert days_late(record(**facts), policy) == days


def test_a_time_zone_on_one_side_alone_is_refused_and_not_guessed() -> None:
    handed_in = record(submitted_at="2026-03-02T00:00:01")
    with pytest.raises(LateError, match="without offset"):
        days_late(handed_in, LatePolicy(percent_per_day=1, due="2026-03-02T00:00:00Z"))
    with pytest.raises(LateError, match="such as -03:00"):
        days_late(
            record(submitted_at="2026-03-02 00:00:01 Z"),
            LatePolicy(percent_per_day=1, due="2026-03-02"),
        )


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (LatePolicy(percent_per_day=-1), "penalty"),
        (LatePolicy(percent_per_day=101), "penalty"),
        (LatePolicy(percent_per_day=float("nan")), "penalty"),
        (LatePolicy(percent_per_day=1, cap=float("inf")), "cap"),
        (LatePolicy(percent_per_day=1, due="Friday"), "'Friday' is no time"),
        (TEN, "does not say who was late"),
    ],
)
def test_a_policy_that_cannot_be_applied_is_refused(policy: LatePolicy, said: str) -> None:
    handed_in = [Submission(id="a", files=(File(path="x.py", data=b""),)), Submission(id="b")]
    with pytest.raises(LateError, match=said):
        check(policy, handed_in)


def test_what_is_taken_off_stops_at_the_cap_and_stands_in_the_record() -> None:
    found = adjusted(record(late_seconds=3 * DAY), TEN)
    assert (found.score, found.earned) == (5.6, 8.0)
    assert found.adjustments == (
        Adjustment(kind="late", before=8.0, after=5.6, why="3 days late: 30% off", days=3,
                   percent=30.0),
    )  # fmt: skip
    assert adjusted(record(late_seconds=300 * DAY), TEN).score == 4.0
    assert adjusted(record(late_seconds=0), TEN) == record(late_seconds=0)
    assert "does not say" in adjusted(record(late=True), TEN).adjustments[0].why


def test_a_late_submission_without_a_score_stays_without_one() -> None:
    assert adjusted(record(None, late_seconds=DAY), TEN) == record(None, late_seconds=DAY)


def test_points_given_by_hand_stay_whatever_the_policy_becomes() -> None:
    by_hand = Adjustment(kind="override", before=8.0, after=9.0, why="well argued")
    found = adjusted(record(9.0, late_seconds=DAY, adjustments=(by_hand,)), TEN)
    assert (found.score, found.earned) == (9.0, 8.0)
    assert [each.before for each in found.adjustments] == [8.0, 7.2]


@given(
    score=st.none() | st.floats(0, 10).map(lambda score: round(score, 2)),
    seconds=st.integers(0, 10**8),
    policies=st.lists(
        st.builds(
            LatePolicy, percent_per_day=st.floats(0, 100), cap=st.floats(0, 100), due=st.just("")
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_only_the_last_policy_counts_and_it_counts_once(
    score: float | None, seconds: int, policies: list[LatePolicy]
) -> None:
    fresh = record(score, late_seconds=seconds)
    found = fresh
    for policy in policies:
        found = adjusted(found, policy)
    assert found == adjusted(fresh, policies[-1]) == adjusted(found, policies[-1])
    assert found.earned == score
    if score is not None and found.score is not None:
        least = score * (1 - policies[-1].cap / 100)
        assert least - 0.01 <= found.score <= score


def test_a_run_keeps_its_policy_and_another_one_is_applied_to_what_is_graded(
    tmp_path: Path,
) -> None:
    with Gradebook(tmp_path, write=True) as gradebook:
        assert settle(gradebook, None) is None
        gradebook.write(record(late_seconds=DAY))
        assert settle(gradebook, TEN) == TEN
        assert settle(gradebook, None) == TEN
        assert [each.score for each in gradebook.records()] == [7.2]
        settle(gradebook, LatePolicy(percent_per_day=0))
        assert [each.score for each in gradebook.records()] == [8.0]
        assert [each.adjustments for each in gradebook.records()] == [()]


def test_every_format_says_that_a_policy_was_applied_or_refuses_what_would_undo_it() -> None:
    late = adjusted(record(late_seconds=DAY), TEN)
    for name, format_ in FORMATS.items():
        if format_.needs_template:
            continue
        if name in ("github-classroom", "autolab"):
            with pytest.raises(ExportError, match="adds up the checks"):
                format_.export([late], None)
            continue
        if name in ("moodle-xml", "moodle-csv", "relate", "nbgrader"):
            continue  # they need e-mails or an item; the notes are the same
        assert any("late policy: 1;" in note for note in format_.export([late], None).notes), name
    (text,) = FORMATS["csv"].export([late], None).files.values()
    (row,) = csv.DictReader(io.StringIO(text.decode()))
    assert (row["score"], row["earned"]) == ("7.20", "8.00")
    assert row["changed"] == "1 day late: 10% off"
    (text,) = FORMATS["nbgrader"].export([late], None).files.values()
    assert text.decode().splitlines()[1].split(",")[7:10] == ["8.00", "0.80", "7.20"]


def test_moodles_worksheet_says_how_late(tmp_path: Path) -> None:
    sheet = (LMS / "moodle45_grading_worksheet_empty.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "sheet.csv"
    path.write_text(
        sheet.replace("1 day late", "2 days 3 hours late", 1).replace(
            "1 day late", "5 horas 10 minutos después", 1
        ),
        encoding="utf-8",
    )
    download = LMS / "moodle45_all_submissions.zip"
    found = collect(download, assignment(), roster=path).submissions
    lateness = {each.late_seconds for each in found if each.files}
    assert {2 * DAY + 3 * 3600, 5 * 3600 + 600, DAY} >= lateness
    assert len(lateness) > 1


def test_the_best_of_several_attempts_counts_after_the_late_policy(tmp_path: Path) -> None:
    new_topic("toy", tmp_path / "course")
    right, wrong = "def double(x): return x + x", "def double(x): return x**2"
    half = "def double(x): return (2 * x).detach()"
    download = tmp_path / "hw.zip"
    with zipfile.ZipFile(download, "w") as archive:
        for name, when, text in [
            ("ann", "2026-03-01-10-00-00", right),
            ("ann", "2026-03-09-10-00-00", right),
            ("bob", "2026-03-01-10-00-00", wrong),
            ("bob", "2026-03-03-10-00-00", right),
            ("bob", "2026-03-01-11-00-00", half),
            ("cy", "2026-03-01-10-00-00", wrong),
        ]:
            archive.writestr(f"HW1_{name}_attempt_{when}_toy.py", text)
    out = tmp_path / "run"

    def grade(*more: str) -> dict[str, tuple[float | None, int | None]]:
        environment = {**os.environ, "AUTOGRADER_COURSE": str(tmp_path / "course")}
        command = [sys.executable, "-m", "autograder", "grade", str(download), "--topic", "toy"]
        command += ["--workers", "1", "--isolation", "none", "--out", str(out), *more]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return {each.submission: (each.score, each.attempt) for each in load_records(out)}

    policy = ("--attempt", "best", "--late-penalty", "20", "--late-cap", "100")
    found = grade(*policy, "--due", "2026-03-02T00:00:00")
    assert found == {"ann": (10.0, 1), "bob": (6.0, 3), "cy": (0.0, 1)}
    bob = next(each for each in load_records(out) if each.submission == "bob")
    (note,) = bob.notes
    assert (note.kind, note.data["scores"]) == ("best_attempt", "0, 5, 6")
    with Gradebook(out, write=False) as book:
        kept = {each.id: each.files[0].data for each in book.handed_in()}
    assert kept == {"ann": right.encode(), "bob": right.encode(), "cy": wrong.encode()}
    # Another policy, and the other attempt is the best; nothing is graded again.
    assert grade(*policy, "--due", "2026-02-28T12:00:00")["bob"] == (4.0, 2)
    assert len(load_records(out / "attempts")) == 6
    topic = Topic(tmp_path / "course/assignments/toy", tmp_path / "course")
    chosen = collect(download, topic.assignment, attempt=2).submissions
    assert [(each.id, each.attempt) for each in chosen] == [("ann", 2), ("bob", 2), ("cy", 1)]
