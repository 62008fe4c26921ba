"""Pushing over an API, against servers on this machine that answer as Canvas and Moodle do."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from autograder.lms.export import ExportError
from autograder.lms.push import Pushed, PushError, push
from autograder.lms.push.canvas import CanvasAssignment
from autograder.lms.push.moodle import MoodleAssignment
from autograder.model.record import Record
from autograder.model.submission import Student

WORKSHEET = (
    Path(__file__).parent / "fixtures" / "lms" / "moodle45_grading_worksheet_empty.csv"
).read_bytes()
TOKEN = "t0ken-of-the-teacher"
Answer = tuple[int, Any]


class Server:
    """An LMS: `answer` is called with the method, the path, the form and the headers."""

    def __init__(self) -> None:
        self.answer: Callable[[str, str, dict[str, Any], Message], Answer]
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _respond(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                path = urlsplit(self.path)
                form = _form(self.headers, self.rfile.read(length))
                form |= {key: value[0] for key, value in parse_qs(path.query).items()}
                outer.asked.append((self.command, path.path))
                status, body = outer.answer(self.command, path.path, form, self.headers)
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if status in (301, 307):
                    self.send_header("Location", body)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = _respond  # noqa: N815 (http.server's names)

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _form(headers: Message, body: bytes) -> dict[str, Any]:
    kind = headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        parts = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        payload = parts.get_payload()
        assert isinstance(payload, list)
        return {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
            for part in payload
        }
    return {key: value[0] for key, value in parse_qs(body.decode(), keep_blank_values=True).items()}


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def record(name: str, identity: str, score: float | None = 50.0, **more: object) -> Record:
    """A record of one person, graded unless `more` says otherwise."""
    about: dict[str, object] = {
        "submission": f"{name}_{identity}",
        "students": (Student(name=name, id=identity),),
        "topic": "hw1",
        "status": "graded",
        "score": score,
        "max_score": 100.0,
    }
    return Record(**(about | more))


class Canvas:
    """A course 7 with an assignment 55, as Canvas's API shows it."""

    def __init__(self, url: str, points: float | None = 20) -> None:
        self.url = url
        self.assignment = {"id": 55, "course_id": 7, "published": True, "points_possible": points}
        self.scores: dict[str, str] = {}
        self.comments: dict[str, list[str]] = {}
        self.files: dict[str, list[str]] = {}
        self.uploaded: list[bytes] = []
        self.fails: list[int] = []
        self.lost_answers = 0
        self.kept: dict[str, float | None] = {}  # what it has, where that is not what it was sent

    def answer(self, method: str, path: str, form: dict[str, Any], headers: Message) -> Answer:
        if path == "/upload":
            assert "Authorization" not in headers
            self.uploaded.append(form["file"])
            return 201, {"id": 900 + len(self.uploaded), "url": "x"}
        assert headers["Authorization"] == f"Bearer {TOKEN}"
        path = path.removeprefix("/api/v1/courses/7")
        if path == "":
            return 200, {"id": 7}
        if path == "/assignments/55":
            return 200, self.assignment
        if path in ("/users", "/search_users"):
            people = {101: "Liddell, Alice", 102: "Núñez, José", 103: "Smith, John"}
            return 200, [{"id": id_, "sortable_name": name} for id_, name in people.items()]
        if self.fails and method != "GET":
            return self.fails.pop(0), {"errors": []}
        if path == "/assignments/55/submissions":
            return 200, [
                {
                    "user_id": int(user),
                    "entered_score": self.kept.get(user, float(score)),
                    "score": float(score) - 1,  # Canvas's own late policy
                }
                for user, score in self.scores.items()
            ]
        match = re.fullmatch(r"/assignments/55/submissions/(\d+)(/comments/files)?", path)
        assert match, path
        user = match[1]
        if match[2]:
            return 200, {"upload_url": f"{self.url}/upload", "upload_params": {"key": "k"}}
        if method == "PUT":
            if "submission[posted_grade]" in form:
                self.scores[user] = form["submission[posted_grade]"]
            if "comment[text_comment]" in form:
                self.comments.setdefault(user, []).append(form["comment[text_comment]"])
            if "comment[file_ids][]" in form:
                self.files.setdefault(user, []).append(form["comment[file_ids][]"])
            if self.lost_answers:
                self.lost_answers -= 1
                return 502, {}
        comments = [{"comment": text} for text in self.comments.get(user, [])]
        about = {"course_id": 7, "assignment_id": 55, "user_id": int(user)}
        return 200, about | {"submission_comments": comments, "score": self.scores.get(user)}


# The server on this machine has no certificate; for any other, `checked_url` wants https.
@pytest.fixture
def canvas(server: Server) -> Canvas:
    pytest.importorskip("canvasapi", reason="the extra `canvas` is not installed")
    course = Canvas(server.url)
    server.answer = course.answer
    return course


def to_canvas(canvas: Canvas) -> CanvasAssignment:
    return CanvasAssignment(canvas.url, TOKEN, "7", "55")


CLASS = [
    record("liddellalice", "101", 91.0),
    record("núñezjosé", "102", None, status="ungraded"),
    record("johnsmith", "103", 40.0),
    record("stranger", "999", 10.0),
]


def test_canvas_gets_grade_comment_and_file_of_everyone_who_has_a_grade(
    canvas: Canvas, tmp_path: Path
) -> None:
    pushed = push(to_canvas(canvas), CLASS, tmp_path, language="es")
    assert canvas.scores == {"101": "18.20", "103": "8.00"}
    assert canvas.comments["101"] == ["91 de 100 puntos"]
    assert set(canvas.files) == {"101", "103"}
    assert canvas.uploaded[0].startswith(b"<!DOCTYPE html>")
    assert str(pushed) == "2 grades, 0 unchanged, 0 refused, 1 not in the course"
    assert any("fault" in note for note in pushed.notes)


def test_pushing_twice_sends_nothing_twice_and_a_new_grade_alone(
    canvas: Canvas, tmp_path: Path
) -> None:
    push(to_canvas(canvas), CLASS, tmp_path)
    again = push(to_canvas(canvas), CLASS, tmp_path)
    assert (again.grades, again.unchanged) == (0, 2)
    assert len(canvas.comments["101"]) == 1
    regraded = [record("liddellalice", "101", 95.0), *CLASS[1:]]
    third = push(to_canvas(canvas), regraded, tmp_path)
    assert (third.grades, third.unchanged) == (1, 1)
    assert canvas.scores == {"101": "19.00", "103": "8.00"}
    assert len(canvas.comments["103"]) == 1


def test_a_dry_run_sends_and_logs_nothing(canvas: Canvas, server: Server, tmp_path: Path) -> None:
    pushed = push(to_canvas(canvas), CLASS, tmp_path, dry_run=True)
    assert pushed.grades == 2
    assert {method for method, _ in server.asked} == {"GET"}
    assert list(tmp_path.iterdir()) == []


def test_a_busy_canvas_is_asked_again_and_one_refusal_costs_nobody_else(
    canvas: Canvas, tmp_path: Path
) -> None:
    waited: list[float] = []
    canvas.fails = [503, 429, 400]
    pushed = push(to_canvas(canvas), CLASS, tmp_path, sleep=waited.append)
    assert waited == [1.0, 2.0]
    assert canvas.scores == {"103": "8.00"}
    assert len(pushed.refused) == 1
    assert "Liddell" in pushed.refused[0]
    log = [json.loads(line) for line in (tmp_path / "push-canvas.jsonl").read_text().splitlines()]
    assert [(line["user"], line["accepted"]) for line in log] == [
        ("101", False),
        ("103", True),
        ("103", True),
    ]
    assert TOKEN not in (tmp_path / "push-canvas.jsonl").read_text()
    assert push(to_canvas(canvas), CLASS, tmp_path).grades == 1
    assert canvas.scores["101"] == "18.20"


def test_a_comment_whose_answer_was_lost_is_not_made_twice(canvas: Canvas, tmp_path: Path) -> None:
    canvas.lost_answers = 1
    push(to_canvas(canvas), CLASS[:1], tmp_path, sleep=lambda seconds: None)
    assert len(canvas.comments["101"]) == 1


def test_an_assignment_that_takes_no_grades_is_refused_before_anything_is_sent(
    canvas: Canvas, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="score is nan"):
        push(to_canvas(canvas), [record("x", "101", float("nan"))], tmp_path)
    canvas.assignment["points_possible"] = None
    with pytest.raises(PushError, match="no points possible"):
        push(to_canvas(canvas), CLASS, tmp_path)
    canvas.assignment["published"] = False
    with pytest.raises(PushError, match="not published"):
        to_canvas(canvas)
    with pytest.raises(PushError, match="are numbers"):
        CanvasAssignment(canvas.url, TOKEN, "seven", "55")


@pytest.mark.parametrize("url", ["http://lms.example.org", "ftp://x", "lms.example.org", ""])
def test_a_token_is_never_sent_in_the_clear(url: str) -> None:
    with pytest.raises(PushError, match="https"):
        MoodleAssignment(url, TOKEN, "2", "9")


class Moodle:
    """A course 2 with an assignment in course module 9, as Moodle's web services show it."""

    def __init__(self) -> None:
        self.assignment = {"id": 33, "cmid": 9, "name": "HW1", "grade": 100.0}
        self.active_method = ""
        self.states: dict[str, str] = {}
        self.kept: dict[str, str] = {}  # what it has, where that is not what it was sent
        self.closed: set[str] = set()  # functions that the service has not
        self.saved: dict[str, dict[str, Any]] = {}
        self.uploaded: list[bytes] = []
        self.busy = 0
        self.people = [
            {"id": 4, "fullname": "Alice Liddell", "email": "alice@example.invalid"},
            {"id": 1, "fullname": "Admin", "roles": [{"shortname": "editingteacher"}]},
            {"id": 5, "fullname": "John Smith", "email": "dup1@example.invalid"},
            {"id": 6, "fullname": "John Smith", "email": "dup2@example.invalid"},
            {"id": 8, "fullname": "Eve", "email": "eve@example.invalid", "idnumber": "1"},
        ]

    def answer(self, method: str, path: str, form: dict[str, Any], headers: Message) -> Answer:
        assert method == "POST"
        if path.endswith("upload.php"):
            assert form["token"] == TOKEN.encode()
            self.uploaded.append(form["file_1"])
            return 200, [{"itemid": 70 + len(self.uploaded), "filename": "report.html"}]
        if form["wstoken"] != TOKEN:
            return 200, {"exception": "e", "errorcode": "invalidtoken", "message": "Invalid token"}
        if form["wsfunction"] in self.closed:
            return 200, {"exception": "e", "message": "Access control exception"}
        if form["wsfunction"] == "mod_assign_get_assignments":
            listed = [{"id": 2, "assignments": [self.assignment]}]
            return 200, {"courses": listed, "warnings": []}
        if form["wsfunction"] == "core_grading_get_definitions":
            assert (form["cmids[0]"], form["areaname"]) == ("9", "submissions")
            area = {"cmid": 9, "areaname": "submissions", "definitions": []}
            return 200, {"areas": [area | {"activemethod": self.active_method}], "warnings": []}
        if form["wsfunction"] == "mod_assign_get_user_flags":
            flags = [
                {"userid": int(user), "workflowstate": state} for user, state in self.states.items()
            ]
            return 200, {"assignments": [{"assignmentid": 33, "userflags": flags}]}
        if form["wsfunction"] == "mod_assign_get_grades":
            grades = [
                {"userid": int(user), "grade": self.kept.get(user, f"{grade}000")}
                for user, saved in self.saved.items()
                for grade in [saved["grades[0][grade]"]]
            ]
            return 200, {"assignments": [{"assignmentid": 33, "grades": grades}], "warnings": []}
        if form["wsfunction"] == "core_enrol_get_enrolled_users":
            return 200, self.people
        assert form["wsfunction"] == "mod_assign_save_grades"
        if self.busy:
            self.busy -= 1
            return 503, {}
        if form["grades[0][userid]"] == "6":
            return 200, {"exception": "e", "message": "Couldn't save"}
        assert form["assignmentid"] == "33"
        self.saved[form["grades[0][userid]"]] = form
        if "markingworkflow" in self.assignment:
            self.states[form["grades[0][userid]"]] = form["grades[0][workflowstate]"]
        return 200, None


@pytest.fixture
def moodle(server: Server) -> Moodle:
    site = Moodle()
    server.answer = site.answer
    return site


MOODLE_CLASS = [record("Alice Liddell", "1", 67.0), record("John Smith", "2", 55.25)]


def test_moodle_gets_grade_comment_and_file_by_the_emails_of_the_worksheet(
    server: Server, moodle: Moodle, tmp_path: Path
) -> None:
    moodle.busy = 1
    target = MoodleAssignment(server.url + "/", TOKEN, "2", "9")
    waits: list[float] = []
    pushed = push(target, MOODLE_CLASS, tmp_path, class_list=WORKSHEET, sleep=waits.append)
    assert {user: form["grades[0][grade]"] for user, form in moodle.saved.items()} == {
        "4": "67.00",
        "5": "55.25",
    }
    form = moodle.saved["4"]
    assert form["grades[0][attemptnumber]"] == "-1"
    comment = form["grades[0][plugindata][assignfeedbackcomments_editor][text]"]
    assert comment == "<p>67 of 100 points</p>"
    assert form["grades[0][plugindata][files_filemanager]"] == "72"  # the first went with the 503
    assert waits == [1.0]
    assert str(pushed) == "2 grades, 0 unchanged, 0 refused, 0 not in the course"


def test_moodle_people_who_cannot_be_told_get_nobodys_grade(
    server: Server, moodle: Moodle, tmp_path: Path
) -> None:
    # Eve's ID number is 1; blind, Participant 1 could be anyone.
    blind = [record("Participant 1", "1"), record("John Smith", "2"), record("Admin", "3")]
    pushed = push(MoodleAssignment(server.url, TOKEN, "2", "9"), blind, tmp_path)
    assert moodle.saved == {}
    assert len(pushed.missing) == 3


def test_a_refusal_by_moodle_is_listed_with_its_reason(
    server: Server, moodle: Moodle, tmp_path: Path
) -> None:
    twins = [record("John Smith", "5"), record("Alice Liddell", "1")]
    target = MoodleAssignment(server.url, TOKEN, "2", "9")
    pushed = push(target, twins, tmp_path, class_list=WORKSHEET)
    assert list(moodle.saved) == ["4"]
    assert pushed.refused == ["John Smith (6): grade: Couldn't save"]


def test_moodle_says_why_it_does_not_open(server: Server, moodle: Moodle, tmp_path: Path) -> None:
    with pytest.raises(PushError, match="Invalid token"):
        MoodleAssignment(server.url, "other", "2", "9")
    with pytest.raises(PushError, match=r"has no assignment 33 \(it has 9 HW1\)"):
        MoodleAssignment(server.url, TOKEN, "2", "33")
    moodle.assignment["grade"] = -2
    with pytest.raises(PushError, match="not graded with points"):
        push(MoodleAssignment(server.url, TOKEN, "2", "9"), MOODLE_CLASS, tmp_path)


def test_a_redirect_does_not_take_the_token_along(server: Server, moodle: Moodle) -> None:
    server.answer = lambda *request: (307, f"{server.url}/elsewhere")
    with pytest.raises(PushError, match="answered 307"):
        MoodleAssignment(server.url, TOKEN, "2", "9")
    assert [path for _, path in server.asked] == ["/webservice/rest/server.php"]


@pytest.mark.parametrize("method", ["rubric", "guide", "btec"])
def test_no_grade_is_sent_where_moodle_would_keep_none(
    server: Server, moodle: Moodle, method: str
) -> None:
    moodle.active_method = method
    with pytest.raises(PushError, match=r"keep none of our grades.*moodle-csv"):
        MoodleAssignment(server.url, TOKEN, "2", "9")
    assert moodle.saved == {}


@pytest.mark.parametrize("function", ["core_grading_get_definitions", "mod_assign_get_grades"])
def test_nothing_is_sent_where_moodle_cannot_be_asked_first(
    server: Server, moodle: Moodle, function: str
) -> None:
    moodle.closed.add(function)
    with pytest.raises(PushError, match=rf"Access control exception.*{function}"):
        MoodleAssignment(server.url, TOKEN, "2", "9")


def test_a_grade_that_moodle_did_not_keep_is_told_and_sent_again_next_time(
    server: Server, moodle: Moodle, tmp_path: Path
) -> None:
    def again() -> Pushed:
        target = MoodleAssignment(server.url, TOKEN, "2", "9")
        return push(target, MOODLE_CLASS, tmp_path, class_list=WORKSHEET)

    moodle.kept = {"4": "-1.00000"}
    pushed = again()
    assert pushed.grades == 1
    assert pushed.refused == [
        "Alice Liddell (4): the LMS has no grade, and not 67.00, though it took what was sent"
    ]
    moodle.kept = {}
    pushed = again()
    assert (pushed.grades, pushed.unchanged, pushed.refused) == (1, 1, [])
    moodle.kept = {"5": "12.00000"}
    pushed = again()
    assert (pushed.grades, pushed.unchanged, pushed.refused) == (0, 2, [])
    assert any("has 12.00, and not 55.25" in note for note in pushed.notes)


def test_released_grades_stay_released_and_others_are_on_demand(
    server: Server, moodle: Moodle, tmp_path: Path
) -> None:
    moodle.assignment["markingworkflow"] = 1
    moodle.states = {"4": "released", "5": "inreview"}
    target = MoodleAssignment(server.url, TOKEN, "2", "9")
    pushed = push(target, MOODLE_CLASS, tmp_path, class_list=WORKSHEET)
    assert moodle.states == {"4": "released", "5": "inreview"}
    assert any("marking workflow" in note for note in pushed.notes)
    target = MoodleAssignment(server.url, TOKEN, "2", "9", release=True)
    pushed = push(target, MOODLE_CLASS, tmp_path, class_list=WORKSHEET)
    assert moodle.states == {"4": "released", "5": "released"}
    assert pushed.grades == 2  # the same grades as before, sent again to be released


def test_what_blind_marking_needs_is_said(server: Server, moodle: Moodle, tmp_path: Path) -> None:
    moodle.assignment["blindmarking"] = 1
    target = MoodleAssignment(server.url, TOKEN, "2", "9")
    pushed = push(target, [record("Participant 14", "14")], tmp_path)
    assert any("marked blind" in note and "worksheet" in note for note in pushed.notes)
    moodle.assignment["revealidentities"] = 1
    assert MoodleAssignment(server.url, TOKEN, "2", "9").notes() == []


def test_a_grade_that_canvas_did_not_keep_is_told(canvas: Canvas, tmp_path: Path) -> None:
    canvas.kept = {"103": None}
    pushed = push(to_canvas(canvas), CLASS, tmp_path)
    (told,) = pushed.refused
    assert told.startswith("Smith, John (103): the LMS has")
    assert pushed.grades == 1


def test_a_canvas_that_posts_by_hand_says_so(canvas: Canvas, tmp_path: Path) -> None:
    canvas.assignment["post_manually"] = True
    pushed = push(to_canvas(canvas), CLASS, tmp_path, dry_run=True)
    assert any("post" in note for note in pushed.notes)
