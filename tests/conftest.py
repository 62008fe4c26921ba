"""How the tests are shared out among processes (`pytest -n 2 --dist loadfile`)."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling


class FilesAndTopics(LoadFileScheduling):
    """A file is run by one process, since its tests share what is warm; of the course each topic is
    as long as a file."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return nodeid if file.startswith("tests/course/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    return FilesAndTopics(config, log) if config.getoption("dist") == "loadfile" else None
