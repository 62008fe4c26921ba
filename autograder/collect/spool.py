"""What a download holds, file by file on disk: a class of ten thousand takes the memory of one."""

import tempfile
from collections.abc import Sequence
from typing import overload

import msgspec

from autograder.model.submission import File, Submission


class Spool(Sequence[Submission]):
    """Submissions in their order. Each is read from an unnamed temporary file when it is asked for,
    and nothing of its files stays in memory; `outlines` are the same without the bytes."""

    def __init__(self) -> None:
        self.outlines: list[Submission] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- as long as the spool
        self._places: list[list[tuple[int, int]]] = []  # of each file: offset and size
        self._end = 0

    def append(self, submission: Submission) -> None:
        """Takes one more. Raises OSError where there is no room for it."""
        self._file.seek(self._end)
        places = []
        for file in submission.files:
            self._file.write(file.data)
            places.append((self._end, len(file.data)))
            self._end += len(file.data)
        self._file.flush()
        self._places.append(places)
        bare = tuple(File(path=file.path, data=b"") for file in submission.files)
        self.outlines.append(msgspec.structs.replace(submission, files=bare))

    def describe(self, outlines: Sequence[Submission]) -> None:
        """Says of each submission anew whose it is; those beyond what was taken have no files."""
        self.outlines = list(outlines)

    def __len__(self) -> int:
        return len(self.outlines)

    @overload
    def __getitem__(self, index: int) -> Submission: ...

    @overload
    def __getitem__(self, index: slice) -> list[Submission]: ...

    def __getitem__(self, index: int | slice) -> Submission | list[Submission]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        outline = self.outlines[index]
        places = self._places[index % len(self)] if outline.files else []
        files = []
        for file, (offset, size) in zip(outline.files, places, strict=True):
            self._file.seek(offset)
            files.append(File(path=file.path, data=self._file.read(size)))
        return msgspec.structs.replace(outline, files=tuple(files))
