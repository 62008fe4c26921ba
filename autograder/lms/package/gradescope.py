"""Gradescope: a zip that grades there, and what runs inside it.

Gradescope unpacks the zip in `/autograder/source`, runs `setup.sh` once as root, then for each
submission `run_autograder`, in a fresh container, and reads `/autograder/results/results.json`.
What stands in that file first is that nothing could be graded; it is replaced when something was,
so that it is there whatever becomes of us.
"""

import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from autograder.collect import collect
from autograder.grading.gradebook import write_whole
from autograder.grading.job import record_of
from autograder.lms.export.formats.gradescope import results, to_bytes
from autograder.lms.package import (
    CONSTRAINTS,
    PackageSettings,
    grade_packaged,
    package_files,
    packaged_topic,
    read_settings,
    write_package,
)
from autograder.model.submission import Problem, Student, Submission
from autograder.model.topic import Topic
from autograder.presentation.messages import Language

BASE = Path("/autograder")
UNGRADED = "ungraded.json"
METADATA_BYTES = 64 * 2**20

SETUP = f"""\
#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image.
set -euo pipefail
cd /autograder/source
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends ca-certificates python3-pip
PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --quiet uv
# In /opt: student code runs as users of its own, who have to read it, and /root is closed to them.
export UV_PYTHON_INSTALL_DIR=/opt/python UV_LINK_MODE=copy
uv venv --quiet --python 3.12 /opt/autograder
uv pip install --quiet --python /opt/autograder/bin/python torch=={{torch}} \\
  --index-url https://download.pytorch.org/whl/cpu
uv pip install --quiet --python /opt/autograder/bin/python --constraint {CONSTRAINTS} \\
  ./{{wheel}}
# Gradescope's containers have no user namespaces. Whether the rest holds is seen here, once.
/opt/autograder/bin/python -I -m autograder doctor
"""

RUN = f"""\
#!/usr/bin/env bash
# Runs as root for each submission.
umask 077
# The suite, the results and what Gradescope knows of people are root's alone.
chmod -R go= /autograder/source /autograder/results /autograder/submission* 2>/dev/null
cp /autograder/source/{UNGRADED} /autograder/results/results.json
/opt/autograder/bin/python -I -m autograder.lms.package.gradescope || echo "ended with status $?"
exit 0
"""


def gradescope_package(topic: Topic, out: Path, settings: PackageSettings) -> None:
    """Writes the zip to upload under Configure Autograder. Raises TopicError."""
    files = package_files(topic, settings)
    (wheel,) = (name for name in files if name.endswith(".whl"))
    files["setup.sh"] = SETUP.format(torch=_torch(files[CONSTRAINTS]), wheel=wheel).encode()
    files["run_autograder"] = RUN.encode()
    files[UNGRADED] = to_bytes(ungraded(topic, Submission(id=""), settings.language))
    write_package(files, out, executable=("setup.sh", "run_autograder"))


def _torch(constraints: bytes) -> str:
    pins = dict(line.split("==") for line in constraints.decode().splitlines() if "==" in line)
    return pins["torch"]


def ungraded(topic: Topic, submission: Submission, language: Language) -> dict[str, Any]:
    """What Gradescope shows where nothing could be graded: whose fault it is, and that its 0 is no
    grade."""
    return results(record_of(topic, submission, "ungraded"), language)


class Assignment(msgspec.Struct, frozen=True):
    """What the metadata says of the assignment, as far as it is used."""

    due_date: str | None = None


class User(msgspec.Struct, frozen=True):
    """One who hands in."""

    id: int | str = ""
    name: str | None = None
    email: str | None = None


class Metadata(msgspec.Struct, frozen=True):
    """What is used of `submission_metadata.json`."""

    id: int | str = ""
    created_at: str = ""
    assignment: Assignment = Assignment()
    users: list[User] = []
    previous_submissions: list[dict[str, Any]] = []


def read_submission(base: Path, topic: Topic) -> Submission:
    """What was handed in, whose it is and when, by `submission` and `submission_metadata.json`.

    The work is graded all the same where the metadata can't be read.
    """
    (submission,) = collect(base / "submission", topic.assignment, system="file").submissions
    try:
        with (base / "submission_metadata.json").open("rb") as file:
            about = msgspec.json.decode(file.read(METADATA_BYTES), type=Metadata)
    except (OSError, msgspec.DecodeError) as error:
        data: dict[str, str | int] = {
            "file": "submission_metadata.json", "reason": type(error).__name__,
        }  # fmt: skip
        notes = (*submission.notes, Problem(kind="bad_metadata", data=data))
        return msgspec.structs.replace(submission, students=(), notes=notes)
    attempts = len(about.previous_submissions) + 1
    seconds = _seconds_late(about)
    return msgspec.structs.replace(
        submission,
        id=f"submission_{about.id}",
        students=tuple(
            Student(name=user.name or "", id=str(user.id), email=user.email or "")
            for user in about.users
        ),
        group=f"submission_{about.id}" if len(about.users) > 1 else "",
        submitted_at=about.created_at,
        late=None if seconds is None else seconds > 0,
        late_seconds=seconds,
        attempt=attempts,
        attempts=attempts,
    )


def _seconds_late(about: Metadata) -> int | None:
    """By `created_at` and never by the clock, which would make a regrade later than the first."""
    try:
        handed_in = datetime.fromisoformat(about.created_at)
        due = datetime.fromisoformat(about.assignment.due_date or "")
        return max(0, int((handed_in - due).total_seconds()))
    except (ValueError, TypeError):
        return None


def grade_here(base: Path = BASE) -> int:
    """Grades what lies in `base` and writes its `results/results.json`. Returns the exit code."""
    source = base / "source"
    language = read_settings(source).language
    topic = packaged_topic(source)
    submission = Submission(id="")
    code = 0
    try:
        submission = read_submission(base, topic)
        document = results(grade_packaged(source, submission), language)
    except Exception:
        traceback.print_exc()  # for the teacher: students are not shown what we print
        document = ungraded(topic, submission, language)
        code = 3
    write_whole(base / "results" / "results.json", to_bytes(document))
    return code


if __name__ == "__main__":
    sys.exit(grade_here())
