"""Lists folders, zips and tars as entries with harmless paths, and reads them within bounds.

Nothing is ever written to disk. An entry that is not what it should be is refused, by name and
with a reason, and costs no other entry. The reasons: `outside` (zip slip, absolute, drive and UNC
paths), `link`, `device`, `encrypted`, `nul`, `long_name`, `duplicate`, `overlap`, `lying`,
`compression`, `bomb`, `too_large`, `damaged`.
"""

import io
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from autograder.collect.bounded import TooComplex, bounded
from autograder.collect.names import printable
from autograder.collect.notebook import is_notebook, without_outputs

# A class zip: what Moodle or Canvas packed, for a thousand students with a few files each.
CLASS_ENTRIES = 200_000
# A student's own archive: a virtual environment that went along has some ten thousand.
STUDENT_ENTRIES = 50_000
STUDENT_ARCHIVE_BYTES = 128 * 2**20
TAR_BYTES = 256 * 2**20  # what a gzipped tar may be unpacked
SCRIPT_BYTES = 2**20
SUBMISSION_BYTES = 64 * 2**20
NOTEBOOK_BYTES = SUBMISSION_BYTES
OUTPUTS_BYTES = 8 * 2**20  # of a larger notebook only the code is kept
NESTING = 3
_LOOKED_AT = 2**20  # bytes of what stands before an archive
PATH_LENGTH = 1024
NAME_LENGTH = 255
# Deflate reaches 1032; notebooks full of repeated output reach some 200.
RATIO = 500
RATIO_FROM_BYTES = 4 * 2**20

# What zipfile, tarfile and zlib raise of bytes that somebody made on purpose.
_HOSTILE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
_NOISE_FOLDERS = frozenset(
    {
        "__MACOSX",
        "__pycache__",
        ".git",
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".venv",
        "venv",
        "site-packages",
        "node_modules",
        ".idea",
        ".vscode",
    }
)
_NOISE_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".gitignore", ".gitkeep"})


class ArchiveError(Exception):
    """An archive or one of its entries can't be read. `reason` is one of the module's reasons."""

    def __init__(self, reason: str, entry: str = "") -> None:
        super().__init__(f"{entry}: {reason}" if entry else reason)
        self.reason = reason
        self.entry = entry


class Entry:
    """A file (or an empty folder) of an archive or folder: a harmless path, and how to read it.

    `refused` is the reason why it can't be read, empty where it can. `read(limit)` returns its
    bytes, raising ArchiveError where there are more than `limit` or where it is damaged.
    """

    def __init__(
        self,
        path: str,
        size: int = 0,
        refused: str = "",
        read: Callable[[int], bytes] | None = None,
        *,
        is_folder: bool = False,
    ) -> None:
        self.path = path
        self.size = size
        self.refused = refused
        self.is_folder = is_folder
        self._read = read

    def __repr__(self) -> str:
        return f"Entry({self.path!r}, {self.size}, {self.refused!r})"

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    def read(self, limit: int) -> bytes:
        """The bytes, at most `limit`. Raises ArchiveError."""
        if self.refused or self._read is None:
            raise ArchiveError(self.refused or "damaged", self.path)
        if self.size > limit:
            raise ArchiveError("too_large", self.path)
        return self._read(limit)

    def moved(self, path: str) -> "Entry":
        """The same entry under another path."""
        return Entry(path, self.size, self.refused, self._read, is_folder=self.is_folder)


class Unpacked(Struct, frozen=True):
    """An entry of a student's archive as the bounded child hands it back."""

    path: str
    size: int
    refused: str = ""
    data: bytes | None = None


def is_noise(path: str) -> bool:
    """Whether a path is what systems and tools leave behind, nothing that a person handed in."""
    parts = path.split("/")
    return (
        any(part in _NOISE_FOLDERS for part in parts)
        or parts[-1].casefold() in _NOISE_FILES
        or parts[-1].startswith(("._", "~$"))
    )


def is_archive(path: str) -> bool:
    """Whether the name is that of an archive that can be read."""
    return path.casefold().endswith(ARCHIVES)


def read_limit(path: str) -> int:
    """How many bytes of a file with this name are read; 0 where it is of no use to a grader."""
    name = path.casefold()
    if re.search(r"\.py(\.txt)?$", name):
        return SCRIPT_BYTES
    if re.search(r"\.(?:ipynb|json|txt)$", name):
        return NOTEBOOK_BYTES
    return 0


def harmless(path: str) -> tuple[str, str]:
    """A path that leads nowhere else and shows as what it is, and the reason to refuse the entry.

    `a\\b` becomes `a/b`, `./` and empty parts go, invisible characters become U+FFFD.
    """
    reason = "nul" if "\0" in path else ""
    slashed = path.replace("\\", "/")
    if slashed.startswith("/") or re.match(r"[A-Za-z]:", slashed):
        reason = reason or "outside"
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    if ".." in parts:
        reason = reason or "outside"
        parts = [part for part in parts if part != ".."]
    if len(path) > PATH_LENGTH or any(
        len(part.encode("utf-8", "replace")) > NAME_LENGTH for part in parts
    ):
        reason = reason or "long_name"
        parts = [part[:80] for part in parts[:8]]
    return printable("/".join(parts)) or "\ufffd", reason


def list_folder(folder: Path) -> list[Entry]:
    """The files below a folder in a fixed order, links and devices refused; empty folders too."""
    found: list[Entry] = []
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if name not in _NOISE_FOLDERS)
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        found += [file_entry(here / name, folder) for name in sorted([*files, *links])]
        if not folders and not files and here != folder:
            found.append(Entry(harmless(here.relative_to(folder).as_posix())[0], is_folder=True))
        if len(found) > CLASS_ENTRIES:
            raise ArchiveError("bomb", folder.name)
    return _without_duplicates(found)


def file_entry(file: Path, folder: Path) -> Entry:
    """The entry of a file on disk, its path seen from `folder`."""
    path, refused = harmless(file.relative_to(folder).as_posix())
    try:
        status = file.lstat()
    except OSError:
        return Entry(path, 0, "damaged")
    if stat.S_ISLNK(status.st_mode):
        refused = "link"
    elif not stat.S_ISREG(status.st_mode):
        refused = "device"
    return Entry(path, status.st_size, refused, _file_reader(file))


def useful(path: str, data: bytes) -> bytes:
    """What is kept of a file that was read: nothing of a JSON that is no notebook, of a large
    notebook the code."""
    if path.casefold().endswith(".json") and not is_notebook(data):
        return b""
    return without_outputs(data) if len(data) > OUTPUTS_BYTES and is_notebook(data) else data


def is_glued(source: Path | bytes) -> bool:
    """Whether a zip follows another one in the same file: only the last of them is read."""
    try:
        with zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        ) as archive:
            start = max(0, min((info.header_offset for info in archive.infolist()), default=0))
    except _HOSTILE:
        return False
    if isinstance(source, bytes):
        return source.find(b"PK\x03\x04", 0, start) >= 0
    with source.open("rb") as stream:
        return b"PK\x03\x04" in stream.read(min(start, _LOOKED_AT))


def list_archive(source: Path | bytes, name: str, most_entries: int = CLASS_ENTRIES) -> list[Entry]:
    """The entries of a zip, tar or gzipped tar. Raises ArchiveError where it is none."""
    is_tar = name.casefold().endswith((".tar", ".tar.gz", ".tgz"))
    return _list_tar(source, most_entries) if is_tar else _list_zip(source, most_entries)


def unpack(data: bytes, name: str) -> list[Entry]:
    """The entries of a student's archive, read in a bounded child. Raises ArchiveError."""
    try:
        unpacked = bounded(_unpack, data, name, returns=tuple[str, list[Unpacked]])
    except TooComplex:
        raise ArchiveError("bomb", name) from None
    reason, entries = unpacked
    if reason:
        raise ArchiveError(reason, name)
    return [
        Entry(entry.path, entry.size, entry.refused, _bytes_reader(entry.data)) for entry in entries
    ]


def _unpack(data: bytes, name: str, depth: int = 1) -> tuple[str, list[Unpacked]]:
    """Everything of use in an archive and in the archives in it."""
    try:
        entries = list_archive(data, name, STUDENT_ENTRIES)
    except ArchiveError as error:
        return error.reason, []
    result: list[Unpacked] = []
    budget = SUBMISSION_BYTES
    for entry in entries:
        if entry.is_folder or is_noise(entry.path):
            continue
        nested = is_archive(entry.path)
        limit = STUDENT_ARCHIVE_BYTES if nested else read_limit(entry.path)
        if entry.refused or not limit:
            result.append(Unpacked(entry.path, entry.size, entry.refused))
            continue
        if nested and depth == NESTING:
            result.append(Unpacked(entry.path, entry.size, "bomb"))
            continue
        try:
            content = entry.read(min(limit, budget) if not nested else limit)
        except ArchiveError as error:
            result.append(Unpacked(entry.path, entry.size, error.reason))
            continue
        if not nested:
            content = useful(entry.path, content)
            budget -= len(content)
            result.append(Unpacked(entry.path, entry.size, "", content))
            continue
        reason, inner = _unpack(content, entry.path, depth + 1)
        if reason:
            result.append(Unpacked(entry.path, entry.size, reason))
        for item in inner:
            budget -= len(item.data or b"")
            path = f"{entry.path}/{item.path}"
            if budget < 0 or len(result) >= STUDENT_ENTRIES:
                result.append(Unpacked(path, item.size, "bomb"))
                return "", result
            result.append(Unpacked(path, item.size, item.refused, item.data))
    return "", result


def _list_zip(source: Path | bytes, most_entries: int) -> list[Entry]:
    if isinstance(source, bytes) and source.count(b"PK\x01\x02") > most_entries:
        raise ArchiveError("bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        infos = archive.infolist()
    except _HOSTILE as error:
        raise ArchiveError("damaged") from error
    if len(infos) > most_entries:
        raise ArchiveError("bomb")
    overlapping = _overlapping(archive, infos)
    entries = []
    for info in infos:
        name = _zip_name(info)
        path, refused = harmless(name)
        refused = refused or _refuse_zip_entry(info) or ("overlap" if info in overlapping else "")
        entries.append(
            Entry(
                path,
                info.file_size,
                refused,
                _zip_reader(archive, info),
                is_folder=name.endswith(("/", "\\")),
            )
        )
    return _without_duplicates(entries)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The whole name (zipfile cuts it at NUL), as UTF-8 where it is that and not said to be."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            pass
    return name


def _refuse_zip_entry(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & 0x1:
        return "encrypted"
    if kind == stat.S_IFLNK:
        return "link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "device"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "compression"
    if info.file_size > RATIO_FROM_BYTES and info.file_size > RATIO * max(info.compress_size, 1):
        return "bomb"
    return ""


def _overlapping(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
    """The entries that share bytes with another one or with the directory (a bomb's trick)."""
    overlapping: set[zipfile.ZipInfo] = set()
    end, owner = 0, None
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            overlapping.add(info)
            if owner is not None:
                overlapping.add(owner)
        # A local header is at least 30 bytes.
        reach = info.header_offset + 30 + info.compress_size
        if reach > archive.start_dir:
            overlapping.add(info)
        if reach > end:
            end, owner = reach, info
    return overlapping


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            with archive.open(info) as stream:
                data = stream.read(limit + 1)
        except _HOSTILE as error:
            raise ArchiveError("lying", printable(info.filename)) from error
        if len(data) > limit:
            raise ArchiveError("too_large", printable(info.filename))
        if len(data) != info.file_size:
            raise ArchiveError("lying", printable(info.filename))
        return data

    return read


def _list_tar(source: Path | bytes, most_entries: int) -> list[Entry]:
    data = source if isinstance(source, bytes) else source.read_bytes()
    if data[:2] == b"\x1f\x8b":
        limit = TAR_BYTES
        try:
            data = zlib.decompressobj(31).decompress(data, limit + 1)
        except zlib.error as error:
            raise ArchiveError("damaged") from error
        if len(data) > limit:
            raise ArchiveError("bomb")
    entries: list[Entry] = []
    try:
        archive = tarfile.TarFile(fileobj=io.BytesIO(data))
        for member in archive:
            path, refused = harmless(member.name)
            if member.issym() or member.islnk():
                refused = "link"
            elif not (member.isdir() or member.isreg()) or member.issparse():
                refused = "device"
            entries.append(
                Entry(
                    path,
                    member.size,
                    refused,
                    _tar_reader(archive, member),
                    is_folder=member.isdir(),
                )
            )
            if len(entries) > most_entries:
                raise ArchiveError("bomb")
    except _HOSTILE as error:
        raise ArchiveError("damaged") from error
    return _without_duplicates(entries)


def _tar_reader(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            stream = archive.extractfile(member)
            data = stream.read(limit + 1) if stream else b""
        except _HOSTILE as error:
            raise ArchiveError("damaged", printable(member.name)) from error
        if len(data) != member.size:
            raise ArchiveError("lying", printable(member.name))
        return data

    return read


def _file_reader(file: Path) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        # Not through a link, nor waiting on a pipe, that took the file's place since.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            with os.fdopen(os.open(file, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:
                data = stream.read(limit + 1)
        except OSError as error:
            raise ArchiveError("damaged", printable(file.name)) from error
        if len(data) > limit:
            raise ArchiveError("too_large", printable(file.name))
        return data

    return read


def _bytes_reader(data: bytes | None) -> Callable[[int], bytes] | None:
    return None if data is None else lambda limit: data


def _without_duplicates(entries: Iterable[Entry]) -> list[Entry]:
    """Of entries with the same path the first; the others refused under the same path."""
    seen: set[str] = set()
    result = []
    for entry in entries:
        if entry.path in seen and not entry.is_folder:
            entry = Entry(entry.path, entry.size, entry.refused or "duplicate")
        seen.add(entry.path)
        result.append(entry)
    return result
