"""Scores over LTI 1.3, against a platform on this machine that answers as Moodle does: it checks
the signature of the token request, lists members in pages, and refuses what is not newer."""

import json
import re
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.gradebook import Gradebook
from autograder.lms.push import PushError, push
from autograder.lms.push.lti import LtiLineItem, new_key, read_settings
from autograder.model.record import Record
from autograder.model.submission import Student
from tests.framework.conftest import REPOSITORY

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
MEMBERS: list[dict[str, Any]] = [
    {"user_id": "4", "name": "Ann Lee", "email": "ann@x.invalid", "roles": [LEARNER],
     "lis_person_sourcedid": "S001", "ext_user_username": "ann"},
    {"user_id": "5", "name": "José Núñez", "email": "jose@x.invalid", "roles": ["Learner"]},
    {"user_id": "6", "name": "Tea Cher", "email": "tea@x.invalid", "roles": [TEACHER]},
    {"user_id": "7", "name": "Gone Girl", "roles": [LEARNER], "status": "Inactive"},
    {"user_id": "8", "given_name": "Li", "family_name": "Ming", "roles": [LEARNER],
     "lis_person_sourcedid": "0042"},
]  # fmt: skip


@dataclass
class Platform:
    """The platform's side: what it knows, and what it was asked."""

    key: dict[str, Any]
    members: list[dict[str, Any]] = field(default_factory=lambda: list(MEMBERS))
    items: list[dict[str, Any]] = field(default_factory=list)
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    problems: list[int] = field(default_factory=list)
    redirect: str = ""
    tells_results: bool = True
    kept: dict[str, float | None] = field(default_factory=dict)
    url: str = ""

    def answer(
        self, method: str, path: str, query: dict[str, str], body: bytes, headers: Any
    ) -> tuple[int, Any, dict[str, str]]:
        if path == "/token":
            return self.token({key: each[0] for key, each in parse_qs(body.decode()).items()})
        if headers["Authorization"] != f"Bearer {self.tokens[-1] if self.tokens else ''}":
            return 401, {"error": "invalid_token"}, {}
        if self.problems:
            return self.problems.pop(0), {"error": "not now"}, {}
        if self.redirect:
            return 302, {}, {"Location": self.redirect}
        if path == "/Members":
            # Moodle's and Canvas's addresses of pages tell capitals apart.
            page = {"": 0, "BookMark2": 2, "BookMark4": 4}[query.get("Page", "")]
            links = {}
            if page + 2 < len(self.members):
                links = {"Link": f'<{self.url}/Members?Page=BookMark{page + 2}>; rel="next"'}
            return 200, {"members": self.members[page : page + 2]}, links
        if path.endswith("/results"):
            return self.results(headers)
        if path == "/lineitems" and method == "GET":
            return 200, self.items, {}
        if path == "/lineitems":
            item = json.loads(body)
            item["id"] = f"{self.url}/lineitems/{len(self.items) + 1}?type_id=1"
            self.items.append(item)
            return 201, item, {}
        return self.score(path, json.loads(body), headers)

    def token(self, form: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        key = jwt.PyJWK.from_dict(self.key).key
        try:
            claims = jwt.decode(
                form["client_assertion"], key, algorithms=["RS256"], audience=f"{self.url}/token"
            )
            assert claims["iss"] == claims["sub"] == "client-1"
            assert jwt.get_unverified_header(form["client_assertion"])["kid"] == self.key["kid"]
        except (jwt.PyJWTError, AssertionError):
            return 400, {"error": "invalid_client"}, {}
        if "result.readonly" in form["scope"] and not self.tells_results:
            return 400, {"error": "invalid_scope"}, {}
        self.tokens.append(f"token{len(self.tokens)}")
        return 200, {"access_token": self.tokens[-1], "scope": form["scope"]}, {}

    def results(self, headers: Any) -> tuple[int, Any, Any]:
        assert headers["Accept"] == "application/vnd.ims.lis.v2.resultcontainer+json"
        return (
            200,
            [
                {
                    "userId": user,
                    "resultScore": self.kept.get(user, score["scoreGiven"] / 2),
                    "resultMaximum": score["scoreMaximum"] / 2,
                }
                for user, score in self.scores.items()
            ],
            {},
        )

    def score(self, path: str, score: dict[str, Any], headers: Any) -> tuple[int, Any, Any]:
        assert path in {f"/lineitems/{n}/scores" for n in (1, 2)}
        assert headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
        learners = {m["user_id"] for m in MEMBERS if m["user_id"] in "458"}
        if score["userId"] not in learners:
            return 400, {"error": "unknown user"}, {}
        old = self.scores.get(score["userId"])
        # Moodle compares whole seconds.
        if old and _second(score) <= _second(old):
            return 409, {"error": "a newer score is there"}, {}
        self.scores[score["userId"]] = score
        return 200, None, {}


def _second(score: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(score["timestamp"]).replace(microsecond=0)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    path = tmp_path_factory.mktemp("lti") / "lti.key"
    return path, json.loads(new_key(path).jwk)


@pytest.fixture
def platform(key: tuple[Path, dict[str, Any]]) -> Iterator[Platform]:
    lms = Platform(key[1])

    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path)
            query = {name: each[0] for name, each in parse_qs(path.query).items()}
            status, answer, more = lms.answer(self.command, path.path, query, body, self.headers)
            data = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _respond  # noqa: N815 (http.server's names)

        def log_message(self, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lms.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield lms
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def settings(platform: Platform, key: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    path = tmp_path / "lti.toml"
    path.write_text(
        f'client_id = "client-1"\ntoken_url = "{platform.url}/token"\n'
        f'line_items = "{platform.url}/lineitems"\nmembers = "{platform.url}/Members"\n'
        f'private_key = "{key[0]}"\n'
    )
    return path


def item(settings: Path, create: bool = True) -> LtiLineItem:
    about, key = read_settings(settings)
    return LtiLineItem(about, key, tag="autograder-gru", label="gru", points=100, create=create)


def record(name: str, identity: str = "", score: float | None = 50.0, **more: Any) -> Record:
    about: dict[str, Any] = {
        "submission": name, "students": (Student(name=name, id=identity),), "topic": "gru",
        "status": "graded" if score is not None else "ungraded", "score": score,
        "max_score": 100.0,
    }  # fmt: skip
    return Record(**(about | more))


CLASS = [
    record("Ann Lee", "S001", 91.5),
    record("José Núñez", score=42.25),
    record("Ming, Li", "0042", 0.0),
    record("Tea Cher", score=10.0),
    record("No Body", score=5.0),
    record("Gone Girl", score=None),
]


def waits() -> tuple[list[float], Any]:
    slept: list[float] = []
    return slept, slept.append


def test_scores_reach_the_learners_over_pages_and_nobody_else(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    pushed = push(item(settings), CLASS, tmp_path)
    assert {user: each["scoreGiven"] for user, each in platform.scores.items()} == {
        "4": 91.5, "5": 42.25, "8": 0.0,
    }  # fmt: skip
    assert (pushed.grades, pushed.refused) == (3, [])
    assert {each.split(":")[0].split(" (")[0] for each in pushed.missing} == {"Tea Cher", "No Body"}
    score = platform.scores["4"]
    assert score["scoreMaximum"] == 100
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    assert datetime.fromisoformat(score["timestamp"]).tzinfo is not None
    assert "." in score["timestamp"]
    assert score["comment"].startswith("91.5 of 100 points")
    lines = [json.loads(line) for line in (tmp_path / "push-lti.jsonl").read_text().splitlines()]
    assert [line["user"] for line in lines] == ["4", "5", "8"]
    assert all(line["accepted"] and line["where"].endswith("/1?type_id=1") for line in lines)


def test_a_second_push_makes_no_second_line_item_and_sends_only_what_changed(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    push(item(settings), CLASS[:2], tmp_path)
    again = push(item(settings), CLASS[:2], tmp_path)
    assert (again.grades, again.unchanged) == (0, 2)
    assert [each["tag"] for each in platform.items] == ["autograder-gru"]
    # While what is there is not older the platform says 409, and a later moment is tried.
    platform.scores["4"]["timestamp"] = "2999-01-01T00:00:00.000Z"
    slept: list[float] = []

    def wait(seconds: float) -> None:
        slept.append(seconds)
        platform.scores["4"]["timestamp"] = "2020-01-01T00:00:00.000Z"

    changed = push(item(settings), [record("Ann Lee", "S001", 60.0)], tmp_path, sleep=wait)
    assert (changed.grades, slept) == (1, [1.0])
    assert platform.scores["4"]["scoreGiven"] == 60.0
    # A line item that was deleted there is a new one, and has no score yet.
    platform.items = [{"id": f"{platform.url}/lineitems/2", "tag": "autograder-gru",
                       "scoreMaximum": 50}]  # fmt: skip
    platform.scores.clear()
    push(item(settings), [record("Ann Lee", "S001", 60.0)], tmp_path)
    assert (platform.scores["4"]["scoreGiven"], platform.scores["4"]["scoreMaximum"]) == (30.0, 50)


def test_a_dry_run_makes_and_sends_nothing(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    pushed = push(item(settings, create=False), CLASS, tmp_path, dry_run=True)
    assert pushed.grades == 3
    assert (platform.items, platform.scores) == ([], {})
    assert not (tmp_path / "push-lti.jsonl").exists()


def test_one_refusal_costs_nobody_else_and_a_busy_platform_is_asked_again(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    platform.members.append({"user_id": "9", "name": "Not There", "roles": [LEARNER]})
    target = item(settings)
    target.people()
    slept, sleep = waits()
    records = [record("Not There"), record("Ann Lee", "S001")]
    pushed = push(target, records, tmp_path, sleep=sleep)
    assert (pushed.grades, slept) == (1, [])
    assert "unknown user" in pushed.refused[0]
    lines = (tmp_path / "push-lti.jsonl").read_text().splitlines()
    assert {json.loads(line)["user"]: json.loads(line)["accepted"] for line in lines} == {
        "4": True, "9": False,
    }  # fmt: skip


def test_a_token_that_has_run_out_is_asked_for_anew(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    target = item(settings)
    people = target.people()
    platform.tokens.append("another")
    assert target.people() == people
    platform.tokens.append("another")
    assert push(target, CLASS[:1], tmp_path).grades == 1


def test_what_the_platform_refuses_is_said_before_anything_is_sent(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    new_key(other)
    text = settings.read_text()
    settings.write_text(text.replace("lti.key", "missing.key"))
    with pytest.raises(PushError, match=r"missing\.key can't be read"):
        item(settings)
    platform.key = json.loads(new_key(tmp_path / "third.key").jwk)
    settings.write_text(text)
    with pytest.raises(PushError, match=r"invalid_client.*check the addresses"):
        item(settings)
    settings.write_text(text.replace("http://", "http://lms.invalid/"))
    with pytest.raises(PushError, match="no https address"):
        item(settings)
    settings.write_text("client = 1")
    with pytest.raises(PushError, match=r"lti\.toml"):
        item(settings)


def test_a_token_follows_no_redirect_and_no_address_elsewhere(
    platform: Platform, settings: Path
) -> None:
    target = item(settings)
    platform.redirect = "http://127.0.0.1:9/Members"
    with pytest.raises(PushError, match="sends us elsewhere"):
        target.people()
    platform.redirect = ""
    platform.items = [{"id": "http://127.0.0.1:9/x", "tag": "autograder-gru", "scoreMaximum": 1}]
    with pytest.raises(PushError, match="names an address elsewhere"):
        item(settings)


def test_the_settings_in_the_manual_are_settings(tmp_path: Path) -> None:
    manual = (REPOSITORY / "docs/teachers-lms.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    (tmp_path / "lti.toml").write_text(shown)
    new_key(tmp_path / "lti.key")
    about, key = read_settings(tmp_path / "lti.toml")
    assert about.members.endswith("/memberships")
    assert "PRIVATE KEY" in key


def test_a_new_key_is_its_owners_alone_and_never_replaces_one(tmp_path: Path) -> None:
    public = new_key(tmp_path / "a.key")
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert not json.loads(public.jwk).keys() & {"d", "p", "q"}
    assert public.pem.startswith("-----BEGIN PUBLIC KEY-----\n")
    # Moodle takes the one, Canvas the other: they are the same key.
    from jwcrypto.jwk import JWK

    same = JWK.from_pem(public.pem.encode()).thumbprint()
    assert same == JWK.from_json(public.jwk).thumbprint()
    private = JWK.from_pem((tmp_path / "a.key").read_bytes())
    assert same == private.thumbprint()
    with pytest.raises(PushError, match="can't be written"):
        new_key(tmp_path / "a.key")


def test_the_command_pushes_a_run_and_says_what_came_of_it(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    with Gradebook(run, write=True) as gradebook:
        for each in CLASS[:3]:
            gradebook.write(each)
    arguments = ["lti", "push", str(run), "--settings", str(settings)]
    dry = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert (dry.exit_code, platform.scores) == (0, {})
    assert "would send: 3 grades" in dry.output
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert "sent: 3 grades, 0 unchanged" in done.output
    assert "sent: 0 grades, 3 unchanged" in CliRunner().invoke(main, arguments).output
    settings.unlink()
    failed = CliRunner().invoke(main, arguments)
    assert failed.exit_code == 2
    assert "can't be read" in failed.output


def test_a_score_that_the_platform_did_not_keep_is_told(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    platform.kept = {"4": None, "5": 7.0}
    pushed = push(item(settings), CLASS, tmp_path)
    assert pushed.grades == 1
    assert [line.split(", though")[0] for line in pushed.refused] == [
        "Ann Lee (4): the LMS has no grade, and not 91.50",
        "José Núñez (5): the LMS has 14.00, and not 42.25",
    ]


def test_a_platform_that_tells_no_results_gets_the_scores_all_the_same(
    platform: Platform, settings: Path, tmp_path: Path
) -> None:
    platform.tells_results = False
    pushed = push(item(settings), CLASS, tmp_path)
    assert (pushed.grades, pushed.refused) == (3, [])
    assert any("could not be read back" in note for note in pushed.notes)


def test_the_command_says_where_to_paste_each_form_of_the_key(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["lti", "new-key", str(tmp_path / "lti.key")])
    assert done.exit_code == 0
    moodle, canvas = done.stdout.split("Canvas", 1)
    assert "RSA key" in moodle
    assert "-----END PUBLIC KEY-----" in moodle
    assert json.loads(canvas[canvas.index("{") :])["kty"] == "RSA"
