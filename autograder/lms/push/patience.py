"""How long an LMS is waited for, where a library has no setting for it."""

from typing import Any

import requests
from requests.adapters import HTTPAdapter

_SECONDS = 60


class _Timeout(HTTPAdapter):
    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Sends with a limit where none was set."""
        kwargs["timeout"] = kwargs.get("timeout") or _SECONDS
        return super().send(*args, **kwargs)


def never_wait_for_ever(session: requests.Session) -> None:
    """Gives every request of a session a limit: a silent server would hold us otherwise."""
    session.mount("https://", _Timeout())
    session.mount("http://", _Timeout())
