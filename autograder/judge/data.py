"""The data of a topic, as a suite reads it: through the fixture `data` and in no other way, so that
a changed file is seen to touch the checks that use it."""

from pathlib import Path

import numpy as np

from autograder.judge.suite import SuiteError
from autograder.model.topic import Topic, data_files


class TopicData:
    """Files by their names, each read once: what students get, and for the hidden suite what only
    the judge has. Arrays are read-only, since every submission meets the same."""

    def __init__(self, topic: Topic, *, public: bool) -> None:
        folders = [topic.data] if public else [topic.data, topic.hidden_data]
        self._files: dict[str, Path] = {}
        for folder in folders:
            for path in data_files(folder):
                name = path.relative_to(folder).as_posix()
                if name in self._files:
                    raise SuiteError(f"{path} is in the topic's other data folder, too: rename one")
                self._files[name] = path
        self._named: dict[str, dict[str, np.ndarray]] = {}
        self._single: dict[str, np.ndarray] = {}

    @property
    def names(self) -> list[str]:
        """The names of all files, in order."""
        return sorted(self._files)

    def load(self, name: str) -> dict[str, np.ndarray]:
        """The arrays of an `.npz` file, by name. Raises SuiteError."""
        if name not in self._named:
            found = self._read(name)
            if isinstance(found, np.ndarray):
                raise SuiteError(f"{name} is a single array: data.array({name!r}) reads it")
            with found:
                self._named[name] = {key: _kept(found[key]) for key in found.files}
        return dict(self._named[name])

    def array(self, name: str) -> np.ndarray:
        """The array of an `.npy` file. Raises SuiteError."""
        if name not in self._single:
            found = self._read(name)
            if not isinstance(found, np.ndarray):
                found.close()
                raise SuiteError(f"{name} holds arrays by name: data.load({name!r}) reads them")
            self._single[name] = _kept(found)
        return self._single[name]

    def text(self, name: str) -> str:
        """The text of a UTF-8 file. Raises SuiteError."""
        try:
            return self._path(name).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise SuiteError(f"{name} is no UTF-8 text: {error}") from None

    def _read(self, name: str) -> "np.ndarray | np.lib.npyio.NpzFile":
        try:
            found = np.load(self._path(name), allow_pickle=False)
        except (ValueError, EOFError, OSError) as error:
            raise SuiteError(f"{name} is no file of arrays without pickle: {error}") from None
        if isinstance(found, np.ndarray | np.lib.npyio.NpzFile):
            return found
        raise SuiteError(f"{name} is neither .npy nor .npz")

    def _path(self, name: str) -> Path:
        if name not in self._files:
            known = ", ".join(self.names) or "none"
            raise SuiteError(f"no data file {name!r} here; there are: {known}")
        return self._files[name]


def _kept(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array
