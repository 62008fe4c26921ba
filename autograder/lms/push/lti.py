"""LTI 1.3: scores over Assignment and Grade Services, people over Names and Role Provisioning.

No student has to launch anything: a tool that is registered in the LMS may ask for the members of a
course and send scores for them. PyLTI1p3 signs and sends; pages are walked here, since it writes
the address of the next one in lower case.
"""

import importlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec
import requests

from autograder.lms.export.people import Person
from autograder.lms.push import BusyError, Delivery, PushError, RefusedError, Step, checked_url
from autograder.lms.push.patience import never_wait_for_ever
from autograder.presentation.messages import safe

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
_SCOPES = (_AGS + "lineitem", _AGS + "score")
_NRPS = ("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",)
_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_READ = (_AGS + "result.readonly",)
_RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
_SCORE = "application/vnd.ims.lis.v1.score+json"
_PAGES = 1000


class LtiSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a tool is registered in an LMS. `private_key` is the path of a PEM file, seen from the
    settings; `audience` is that of the token request where it is not `token_url`."""

    client_id: str
    token_url: str
    line_items: str
    members: str
    private_key: str
    audience: str = ""


def read_settings(path: Path) -> tuple[LtiSettings, str]:
    """The settings in a TOML file, and the private key. Raises PushError."""
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=LtiSettings)
        key = (path.parent / settings.private_key).read_text(encoding="ascii")
    except OSError as error:
        raise PushError(f"{error.filename or path} can't be read: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PushError(f"{path}: {error}; docs/teachers-lms.md shows one") from None
    for url in (settings.token_url, settings.line_items, settings.members):
        checked_url(url)
    return settings, key


class PublicKey(NamedTuple):
    """A public key in the two forms that LMSs ask for."""

    pem: str
    jwk: str


def new_key(path: Path) -> PublicKey:
    """Writes a new private key to `path`, for its owner alone, and returns the public one that an
    LMS is told. Raises PushError where there is one already."""
    jwk = _jwk()
    private = jwk.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None)
    public = jwk.from_pem(private).export_public(as_dict=True)  # with its id, as it is used
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(private)
    except OSError as error:
        raise PushError(f"{path} can't be written: {error.strerror}") from None
    pem = jwk.from_pem(private).export_to_pem().decode("ascii")
    return PublicKey(pem, json.dumps({**public, "alg": "RS256", "use": "sig"}))


def _jwk() -> Any:
    """What PyLTI1p3 brings for keys. Raises PushError where the extra is not installed."""
    try:
        return importlib.import_module("jwcrypto.jwk").JWK
    except ImportError:
        raise PushError(
            "PyLTI1p3 is missing: in the course's folder, pip install -e '.[lti]'"
        ) from None


class LtiLineItem:
    """The line item that carries `tag`; where there is none, it is made if `create` says so, and
    else it is only known how it would be.

    Raises PushError where the extra is not installed or the LMS does not answer as it should.
    """

    name = "lti"
    has_own_ids = False  # what people have in a download is not what they are called here

    def __init__(
        self, settings: LtiSettings, key: str, *, tag: str, label: str, points: float, create: bool
    ) -> None:
        self._settings = settings
        self._key = key
        self._connect()
        try:
            item = self._find(tag)
            if item is None:
                item = {"tag": tag, "label": label, "scoreMaximum": points, "resourceId": tag}
                if create:
                    item = self._make(item)
        except (RefusedError, BusyError) as error:
            raise PushError(
                f"the LMS does not open its line items: {safe(str(error))}; check the addresses, "
                "the client id, the key, and that the tool may use grade services"
            ) from None
        self._item = item
        self.where = str(item.get("id") or "")

    def _connect(self) -> None:
        _jwk()
        from pylti1p3.registration import Registration
        from pylti1p3.service_connector import ServiceConnector

        try:
            public = _jwk().from_pem(self._key.encode()).export_to_pem().decode()
        except ValueError:
            raise PushError("the private key is no RSA key in PEM") from None
        registration = Registration()
        registration.set_client_id(self._settings.client_id)
        registration.set_auth_token_url(self._settings.token_url)
        registration.set_auth_audience(self._settings.audience or self._settings.token_url)
        registration.set_tool_private_key(self._key)
        registration.set_tool_public_key(public)
        session = requests.Session()
        session.max_redirects = 0  # a redirect could take the token along
        never_wait_for_ever(session)
        self._connector = ServiceConnector(registration, session)

    def maximum(self) -> Decimal:
        """The line item's maximum."""
        points = self._item.get("scoreMaximum")
        if not isinstance(points, int | float) or not points > 0:
            raise PushError("the line item has no maximum score; set it in the LMS")
        return Decimal(str(points))

    def people(self) -> Sequence[tuple[str, Person]]:
        """The course's active learners, by the `sub` under which the LMS knows them."""
        found = []
        try:
            members = [
                member
                for body in self._pages(self._settings.members, _NRPS, _MEMBERS)
                for member in (body.get("members", []) if isinstance(body, dict) else [])
                if isinstance(member, dict) and member.get("user_id")
            ]
        except (RefusedError, BusyError) as error:
            raise PushError(
                f"the LMS does not list the members: {safe(str(error))}; the tool has to be "
                "allowed to see names and roles"
            ) from None
        for row, member in enumerate(members):
            roles = [str(role) for role in member.get("roles") or []]
            if member.get("status", "Active") != "Active" or not any(
                re.search(r"(^|[#/])Learner$", role) for role in roles
            ):
                continue
            about = {
                key: str(member.get(key) or "")
                for key in (
                    "user_id", "name", "given_name", "family_name", "email",
                    "lis_person_sourcedid", "ext_user_username",
                )
            }  # fmt: skip
            name = about["name"] or f"{about['given_name']} {about['family_name']}".strip()
            ids = {about["lis_person_sourcedid"], about["ext_user_username"]} - {""}
            label = f"{safe(name) or 'a member without a name'} ({safe(about['user_id'], 60)})"
            person = Person(
                row=row, label=label, ids=frozenset(ids), email=about["email"], name=name
            )
            found.append((about["user_id"], person))
        return found

    def notes(self) -> Sequence[str]:
        """Nothing: a line item does not say how its grades are shown."""
        return []

    def grades(self) -> Mapping[str, Decimal | None]:
        """The results, out of the line item's maximum."""
        found: dict[str, Decimal | None] = {}
        for body in self._pages(_below(self.where, "results"), _READ, _RESULTS):
            for result in body if isinstance(body, list) else []:
                if not isinstance(result, dict):
                    continue
                score, most = result.get("resultScore"), result.get("resultMaximum")
                if not isinstance(score, int | float):
                    found[str(result.get("userId"))] = None
                    continue
                of = Decimal(str(most)) if isinstance(most, int | float) and most > 0 else None
                share = self.maximum() / of if of else 1
                found[str(result.get("userId"))] = Decimal(str(score)) * share
        return found

    def steps(self, delivery: Delivery) -> Sequence[Step]:
        """The score with its comment. Sent again it says the same, at a later time."""
        return [("score", lambda: self._send(delivery))]

    def _send(self, delivery: Delivery) -> str:
        # A moment of its own for every try: an LMS refuses what is not newer than what it has.
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        score = {
            "userId": delivery.user,
            "scoreGiven": float(delivery.grade),
            "scoreMaximum": float(self.maximum()),
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": now,
            "comment": delivery.text,
        }
        self._ask(_below(self.where, "scores"), _SCOPES, score, kind=_SCORE)
        return f"taken at {now}"

    def _find(self, tag: str) -> dict[str, Any] | None:
        for body in self._pages(self._settings.line_items, _SCOPES, _ITEMS):
            for item in body if isinstance(body, list) else []:
                if isinstance(item, dict) and item.get("tag") == tag and item.get("id"):
                    self._checked(str(item["id"]), self._settings.line_items)
                    return item
        return None

    def _make(self, item: dict[str, Any]) -> dict[str, Any]:
        body, _ = self._ask(self._settings.line_items, _SCOPES, item, kind=_ITEM, accept=_ITEM)
        if not isinstance(body, dict) or not body.get("id"):
            raise RefusedError("it made no line item")
        self._checked(str(body["id"]), self._settings.line_items)
        return {**item, **body}

    def _pages(self, url: str, scopes: Sequence[str], accept: str) -> Iterator[Any]:
        for _ in range(_PAGES):
            body, following = self._ask(url, scopes, accept=accept)
            yield body
            if not following:
                return
            url = self._checked(urljoin(url, following), url)
        raise RefusedError(f"it has more than {_PAGES} pages")

    def _checked(self, url: str, known: str) -> str:
        """`url`, which the LMS named, if the token may go there."""
        if urlsplit(url)[:2] != urlsplit(known)[:2]:
            raise RefusedError(f"it names an address elsewhere: {safe(url)}")
        return url

    def _ask(
        self,
        url: str,
        scopes: Sequence[str],
        data: dict[str, Any] | None = None,
        *,
        kind: str = "",
        accept: str = "application/json",
    ) -> tuple[Any, str]:
        """What the LMS answers, and the address of the next page."""
        for again in (True, False):
            try:
                answer = self._connector.make_service_request(
                    scopes,
                    url,
                    is_post=data is not None,
                    data=None if data is None else msgspec.json.encode(data).decode(),
                    content_type=kind,
                    accept=accept,
                    case_insensitive_headers=True,
                )
                links = requests.utils.parse_header_links(answer["headers"].get("link", ""))
                following = (each["url"] for each in links if each.get("rel") == "next")
                return answer["body"], next(following, "")
            except requests.TooManyRedirects:
                raise RefusedError("it sends us elsewhere") from None
            except requests.JSONDecodeError:
                raise RefusedError("its answer is no JSON") from None
            except (requests.RequestException, KeyError) as error:
                raise BusyError(type(error).__name__) from None
            except Exception as error:
                status, said = _status(error)
                if status == 401 and again:  # the token has run out
                    self._connect()
                elif status == 409 or status == 429 or status >= 500:
                    raise BusyError(said) from None
                else:
                    raise RefusedError(said) from None
        raise AssertionError


def _status(error: Exception) -> tuple[int, str]:
    """The status of an answer that PyLTI1p3 took for an error, and what it says."""
    from pylti1p3.exception import LtiServiceException

    if not isinstance(error, LtiServiceException):
        raise error
    response = error.response
    return response.status_code, f"it answered {response.status_code} {safe(response.text, 200)}"


def _below(item: str, what: str) -> str:
    parts = urlsplit(item)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{what}").geturl()
