"""Canvas over its REST API, spoken by `canvasapi`."""

import importlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import requests

from autograder.lms.export.people import Person
from autograder.lms.push import BusyError, Delivery, PushError, RefusedError, Step, checked_url
from autograder.lms.push.patience import never_wait_for_ever
from autograder.presentation.messages import safe

_Answer = TypeVar("_Answer")


class CanvasAssignment:
    """An assignment of a course, by the numbers in its address in Canvas.

    Raises PushError where the extra is not installed, the address is not https, the token does not
    open the course, or the assignment is not published (Canvas takes no grades for it).
    """

    name = "canvas"
    has_own_ids = True

    def __init__(self, url: str, token: str, course: str, assignment: str) -> None:
        try:
            self._library: Any = importlib.import_module("canvasapi")
        except ImportError:
            raise PushError(
                "canvasapi is missing: in the course's folder, pip install -e '.[canvas]'"
            ) from None
        self.where = f"{url}/courses/{course}/assignments/{assignment}"
        self._errors: Any = importlib.import_module("canvasapi.exceptions")
        canvas = self._library.Canvas(checked_url(url), token)
        never_wait_for_ever(canvas._Canvas__requester._session)
        try:
            self._course = canvas.get_course(int(course))
            self._assignment = self._course.get_assignment(int(assignment))
        except ValueError:
            raise PushError(
                "the course and the assignment are numbers: see their address"
            ) from None
        except (self._errors.CanvasException, requests.RequestException) as error:
            raise PushError(
                f"Canvas does not open assignment {safe(assignment)} of course {safe(course)}: "
                f"{safe(str(error))}; check the address, the token and its rights"
            ) from None
        if getattr(self._assignment, "published", True) is False:
            raise PushError(
                "the assignment is not published, so that Canvas takes no grades for it"
            )

    def maximum(self) -> Decimal:
        """The points possible."""
        points = getattr(self._assignment, "points_possible", None)
        if not isinstance(points, int | float) or not points > 0:
            raise PushError("the assignment has no points possible; set them in Canvas")
        return Decimal(str(points))

    def people(self) -> Sequence[tuple[str, Person]]:
        """The students of the course."""
        found = []
        try:
            users = list(self._course.get_users(enrollment_type=["student"]))
        except (self._errors.CanvasException, requests.RequestException) as error:
            raise PushError(f"Canvas does not list the students: {safe(str(error))}") from None
        for row, user in enumerate(users):
            about = {
                kind: str(getattr(user, kind, None) or "")
                for kind in ("id", "name", "sortable_name", "sis_user_id", "login_id", "email")
            }
            name = about["sortable_name"] or about["name"]
            ids = frozenset({about["id"], about["sis_user_id"], about["login_id"]} - {""})
            label = f"{safe(name)} ({about['id']})"
            found.append(
                (
                    about["id"],
                    Person(row=row, label=label, ids=ids, email=about["email"], name=name),
                )
            )
        return found

    def notes(self) -> Sequence[str]:
        """Whether students see grades at once."""
        if getattr(self._assignment, "post_manually", False) is True:
            return ["the assignment posts grades by hand: students see them once you post them"]
        return []

    def grades(self) -> Mapping[str, Decimal | None]:
        """The scores as they were entered, before Canvas takes off what is late."""

        def read() -> dict[str, Decimal | None]:
            found: dict[str, Decimal | None] = {}
            for submission in self._assignment.get_submissions():
                score = getattr(submission, "entered_score", None)
                if score is None:
                    score = getattr(submission, "score", None)
                found[str(submission.user_id)] = None if score is None else Decimal(str(score))
            return found

        return self._said(read)

    def steps(self, delivery: Delivery) -> Sequence[Step]:
        """Grade and comment; then the page as a file."""
        return [
            ("grade and comment", lambda: self._send_grade(delivery)),
            ("file", lambda: self._send_file(delivery)),
        ]

    def _send_grade(self, delivery: Delivery) -> str:
        def send() -> str:
            submission = self._assignment.get_submission(
                int(delivery.user), include=["submission_comments"]
            )
            change: dict[str, Any] = {"submission": {"posted_grade": delivery.grade}}
            # An earlier try may have got through though its answer was lost.
            comments = getattr(submission, "submission_comments", None) or []
            if not any(each.get("comment") == delivery.text for each in comments):
                change["comment"] = {"text_comment": delivery.text}
            edited = submission.edit(**change)
            return f"score {getattr(edited, 'score', None)}"

        return self._said(send)

    def _send_file(self, delivery: Delivery) -> str:
        def send() -> str:
            submission = self._assignment.get_submission(int(delivery.user))
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "report.html"
                path.write_bytes(delivery.page)
                accepted, answer = submission.upload_comment(str(path))
            if not accepted:
                raise RefusedError("Canvas did not take the file")
            return f"file {answer.get('id')}"

        return self._said(send)

    def _said(self, send: Callable[[], _Answer]) -> _Answer:
        """What Canvas answered, its errors told apart by whether trying again may help."""
        try:
            return send()
        except self._errors.RateLimitExceeded as error:
            raise BusyError(str(error)) from None
        except self._errors.Forbidden as error:
            # Before it said 429, Canvas said this of a client that asks too often.
            if "rate limit" in str(error).casefold():
                raise BusyError(str(error)) from None
            raise RefusedError(str(error)) from None
        except (
            self._errors.BadRequest,
            self._errors.Unauthorized,
            self._errors.InvalidAccessToken,
            self._errors.ResourceDoesNotExist,
            self._errors.Conflict,
            self._errors.UnprocessableEntity,
        ) as error:
            raise RefusedError(str(error)) from None
        except (self._errors.CanvasException, requests.RequestException) as error:
            raise BusyError(str(error)) from None
