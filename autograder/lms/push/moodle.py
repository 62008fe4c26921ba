"""Moodle over its REST web services.

An administrator has to switch these on: web services, the REST protocol, a service with the
functions below and a token for the teacher, and `webservice/rest:use` at the level of the site.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import requests

from autograder.lms.export.people import Person
from autograder.lms.push import BusyError, Delivery, PushError, RefusedError, Step, checked_url
from autograder.presentation.messages import safe

FUNCTIONS = (
    "mod_assign_get_assignments",
    "core_enrol_get_enrolled_users",
    "mod_assign_save_grades",
    "mod_assign_get_grades",  # to read back what was sent
    "mod_assign_get_user_flags",  # to keep the state of the marking workflow
    "core_grading_get_definitions",  # to see whether there is a rubric
)
_RELEASED = "released"
_METHODS = {"rubric": "a rubric", "guide": "a marking guide"}
_SECONDS = 60
_HTML = 1  # FORMAT_HTML
_CURRENT_ATTEMPT = -1


class MoodleAssignment:
    """An assignment of a course: the course's number in its address, and the number of the
    assignment in its own (`mod/assign/view.php?id=…`).

    With `release` the grades are released where the assignment has a marking workflow; else each
    keeps the state that it has.

    Raises PushError where the address is not https, the token does not open the course, or the
    assignment is graded by something else than points: Moodle would take such a grade, keep none,
    and drop the old one.
    """

    name = "moodle"
    has_own_ids = False  # they name them by numbers of the assignment

    def __init__(
        self, url: str, token: str, course: str, assignment: str, *, release: bool = False
    ) -> None:
        self._url = checked_url(url)
        self.where = f"{url}/mod/assign/view.php?id={assignment}"
        self._token = token
        self._course = course
        self._session = requests.Session()
        try:
            answer = self._call("mod_assign_get_assignments", {"courseids[0]": course})
        except (RefusedError, BusyError) as error:
            raise PushError(
                f"Moodle does not open course {safe(course)}: {safe(str(error))}; the service "
                f"needs the functions {', '.join(FUNCTIONS)}"
            ) from None
        assignments = [
            each
            for listed in _list(_dict(answer).get("courses"))
            for each in _list(_dict(listed).get("assignments"))
        ]
        found = [each for each in assignments if str(each.get("cmid")) == assignment]
        if len(found) != 1:
            known = ", ".join(f"{each.get('cmid')} {each.get('name')}" for each in assignments)
            raise PushError(
                f"course {safe(course)} has no assignment {safe(assignment)} "
                f"(it has {safe(known) or 'none'})"
            )
        self._assignment = found[0]
        self._release = release
        self._refuse_other_grading()
        self._states = self._workflow_states() if self._has_workflow else {}

    @property
    def _has_workflow(self) -> bool:
        return bool(self._assignment.get("markingworkflow"))

    def _refuse_other_grading(self) -> None:
        """Raises PushError unless a grade is a number of points, told directly."""
        fields = {
            "cmids[0]": self._assignment["cmid"],
            "areaname": "submissions",
            "activeonly": 1,
        }
        try:
            areas = _list(_dict(self._call("core_grading_get_definitions", fields)).get("areas"))
            self.grades()
        except (RefusedError, BusyError) as error:
            raise PushError(
                f"Moodle does not say how the assignment is graded: {safe(str(error))}; the "
                f"service needs the functions {', '.join(FUNCTIONS)}"
            ) from None
        method = next((str(each["activemethod"]) for each in areas if each.get("activemethod")), "")
        if method:
            raise PushError(
                f"the assignment is graded with {_METHODS.get(method, safe(method))}: Moodle would "
                "keep none of our grades and drop the old ones. Send them to the gradebook instead "
                "(`autograder export RUN --to moodle-csv`, then Grades › Import), or set the "
                "assignment's grading method to simple direct grading"
            )

    def _workflow_states(self) -> dict[str, str]:
        """The state of each person's grade, by user; who has none is not marked."""
        fields = {"assignmentids[0]": self._assignment["id"]}
        try:
            answer = _dict(self._call("mod_assign_get_user_flags", fields))
        except (RefusedError, BusyError) as error:
            raise PushError(
                f"Moodle does not tell the states of the marking workflow: {safe(str(error))}; the "
                f"service needs the functions {', '.join(FUNCTIONS)}"
            ) from None
        return {
            str(flags.get("userid")): str(flags.get("workflowstate") or "")
            for listed in _list(answer.get("assignments"))
            for flags in _list(listed.get("userflags"))
        }

    def notes(self) -> Sequence[str]:
        """What marking workflow and blind marking need."""
        said = []
        if self._release and not self._has_workflow:
            said.append("the assignment has no marking workflow: there is nothing to release")
        if self._has_workflow and not self._release:
            said.append(
                "the assignment has a marking workflow, and each grade keeps its state: students "
                "see a grade once it is released (--release, or set the state in Moodle)"
            )
        if self._assignment.get("blindmarking") and not self._assignment.get("revealidentities"):
            said.append(
                "the assignment is marked blind: its download has no names, and over the API there "
                "are no participants' numbers. Fill in its worksheet (`export --to moodle`), or "
                "reveal the identities in Moodle and download both again. Grades reach the "
                "gradebook once the identities are revealed"
            )
        return said

    def grades(self) -> Mapping[str, Decimal | None]:
        """The grades of each person's last attempt, by user; Moodle's -1 is none."""
        answer = _dict(
            self._call("mod_assign_get_grades", {"assignmentids[0]": self._assignment["id"]})
        )
        found: dict[str, Decimal | None] = {}
        for listed in _list(answer.get("assignments")):
            for grade in _list(listed.get("grades")):
                try:
                    points = Decimal(str(grade.get("grade")))
                except InvalidOperation:
                    points = Decimal(-1)
                found[str(grade.get("userid"))] = points if points >= 0 else None
        return found

    def maximum(self) -> Decimal:
        """The maximum grade."""
        points = self._assignment.get("grade")
        if not isinstance(points, int | float) or not points > 0:
            raise PushError(
                "the assignment is not graded with points but with a scale, or not at all; set its "
                "grade type to points in Moodle"
            )
        return Decimal(str(points))

    def people(self) -> Sequence[tuple[str, Person]]:
        """Everyone who is enrolled, but for those who have only other roles than student."""
        try:
            users = _list(self._call("core_enrol_get_enrolled_users", {"courseid": self._course}))
        except (RefusedError, BusyError) as error:
            raise PushError(f"Moodle does not list the students: {safe(str(error))}") from None
        found = []
        for row, user in enumerate(users):
            roles = {str(_dict(role).get("shortname")) for role in _list(user.get("roles"))}
            if roles and "student" not in roles:
                continue
            groups = [str(_dict(group).get("name")) for group in _list(user.get("groups"))]
            name, number = str(user.get("fullname") or ""), str(user["id"])
            # The user's number is left out of the ids: a download has the number of the
            # participant, which is another.
            ids = frozenset({str(user.get("idnumber") or ""), str(user.get("username") or "")})
            found.append(
                (
                    number,
                    Person(
                        row=row,
                        label=f"{safe(name)} ({number})",
                        ids=ids - {""},
                        email=str(user.get("email") or ""),
                        name=name,
                        group=groups[0] if len(groups) == 1 else "",
                    ),
                )
            )
        return found

    def steps(self, delivery: Delivery) -> Sequence[Step]:
        """Grade, comment and page in one: Moodle replaces what it has, so sending again is safe."""
        # By another name, so that a grade that was sent before is sent again to be released.
        name = "grade, released" if self._release else "grade"
        return [(name, lambda: self._send(delivery))]

    def _send(self, delivery: Delivery) -> str:
        item = self._upload(delivery.page)
        # An empty state would take back a grade that is released.
        state = _RELEASED if self._release else self._states.get(delivery.user, "")
        fields = {
            "assignmentid": self._assignment["id"],
            "applytoall": 0,
            "grades[0][userid]": delivery.user,
            "grades[0][grade]": delivery.grade,
            "grades[0][attemptnumber]": _CURRENT_ATTEMPT,
            "grades[0][addattempt]": 0,
            "grades[0][workflowstate]": state,
            "grades[0][plugindata][assignfeedbackcomments_editor][text]": delivery.html,
            "grades[0][plugindata][assignfeedbackcomments_editor][format]": _HTML,
            "grades[0][plugindata][files_filemanager]": item,
        }
        answer = self._call("mod_assign_save_grades", fields)
        if answer is not None:
            raise RefusedError(f"an answer was not expected: {answer}")
        return "saved"

    def _upload(self, page: bytes) -> int:
        answer = self._post(
            "/webservice/upload.php",
            {"token": self._token, "itemid": 0},
            {"file_1": ("report.html", page, "text/html")},
        )
        files = _list(answer)
        if not files or not isinstance(files[0].get("itemid"), int):
            raise RefusedError("Moodle did not take the file")
        return int(files[0]["itemid"])

    def _call(self, function: str, fields: dict[str, Any]) -> Any:
        # The token goes in the body: an address would be in the logs of every server on the way.
        about = {"wstoken": self._token, "wsfunction": function, "moodlewsrestformat": "json"}
        return self._post("/webservice/rest/server.php", {**about, **fields})

    def _post(self, path: str, fields: dict[str, Any], files: Any = None) -> Any:
        try:
            # A redirect would carry the token to wherever it points.
            response = self._session.post(
                self._url + path,
                data=fields,
                files=files,
                timeout=_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise BusyError(type(error).__name__) from None
        if response.status_code == 429 or response.status_code >= 500:
            raise BusyError(f"Moodle answered {response.status_code}")
        if response.status_code != 200:
            raise RefusedError(f"Moodle answered {response.status_code}")
        try:
            answer = response.json()
        except ValueError:
            raise RefusedError("Moodle's answer is no JSON") from None
        if isinstance(answer, dict) and ("exception" in answer or "error" in answer):
            raise RefusedError(str(answer.get("message") or answer.get("error")))
        return answer


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
