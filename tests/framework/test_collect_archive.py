"""Hostile archives, each by name: one costs the submission it is in, and no other."""

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import collect, read_source
from autograder.collect.archive import (
    ArchiveError,
    Entry,
    harmless,
    is_noise,
    list_archive,
    list_folder,
    unpack,
)
from autograder.model.record import Text
from autograder.model.submission import Submission
from autograder.model.topic import Assignment, Exercise

GRU = b"def gru_cell(x, h):\n    return h\n"
ASSIGNMENT = Assignment(
    title=Text("GRU", "GRU"),
    file="gru.py",
    exercises=(Exercise(name="e", title=Text("e", "e"), points=1, defines=("gru_cell",)),),
)


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def reasons(data: bytes, name: str = "x.zip") -> dict[str, str]:
    """Path and reason of each refused entry, read as the grader reads it."""
    refused = {}
    for entry in unpack(data, name):
        if entry.refused:
            refused[entry.path] = entry.refused
    return refused


def graded(tmp_path: Path, hostile: bytes, name: str = "gru.zip") -> tuple[Submission, Submission]:
    """The submission with the hostile archive in it, and another one of the same class."""
    path = tmp_path / "class.zip"
    path.write_bytes(
        zipped(
            (f"Mallory_1_assignsubmission_file/{name}", hostile),
            ("Alice_2_assignsubmission_file/gru.py", GRU),
        )
    )
    mallory, alice = collect(path, ASSIGNMENT).submissions
    assert read_source(alice, ASSIGNMENT).names == ("gru_cell",)
    return mallory, alice


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../gru.py", "gru.py"),
        ("a/../../gru.py", "a/gru.py"),
        ("/etc/gru.py", "etc/gru.py"),
        ("C:\\Users\\gru.py", "C:/Users/gru.py"),
        ("C:gru.py", "C:gru.py"),
        ("\\\\server\\share\\gru.py", "server/share/gru.py"),
        ("..\\gru.py", "gru.py"),
    ],
)
def test_a_path_that_leads_outside_is_refused(name: str, shown: str) -> None:
    assert reasons(zipped((name, GRU))) == {shown: "outside"}


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK | 0o777, "link"),
        (stat.S_IFIFO | 0o644, "device"),
        (stat.S_IFCHR | 0o644, "device"),
        (stat.S_IFBLK | 0o644, "device"),
        (stat.S_IFSOCK | 0o644, "device"),
    ],
)
def test_links_and_devices_are_refused(mode: int, reason: str) -> None:
    data = zipped((with_mode("gru.py", mode), b"/etc/passwd"), ("b.py", GRU))
    assert reasons(data) == {"gru.py": reason}


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(zipped(("gru.py", GRU)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(bytes(data)) == {"gru.py": "encrypted"}


def test_a_name_with_nul_is_refused() -> None:
    data = zipped(("gru.py_.txt", GRU)).replace(b"gru.py_.txt", b"gru.py\0.txt")
    ((path, reason),) = reasons(data).items()
    assert reason == "nul"
    assert "\0" not in path


def test_a_name_that_is_nothing_but_nul_is_refused() -> None:
    data = zipped(("gru.py", GRU)).replace(b"gru.py", b"\0\0\0\0\0\0")
    assert list(reasons(data).values()) == ["nul"]


def test_a_name_that_is_too_long_is_refused() -> None:
    assert set(reasons(zipped(("a" * 300 + ".py", GRU))).values()) == {"long_name"}
    assert set(reasons(zipped(("a/" * 600 + "gru.py", GRU))).values()) == {"long_name"}


def test_the_second_of_two_equal_names_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("gru.py", GRU), ("gru.py", b"x"))
    first, second = unpack(data, "x.zip")
    assert first.read(1000) == GRU
    assert second.refused == "duplicate"
    # The same letters, composed and not, are the same name.
    data = zipped(("é.py", GRU), ("e\u0301.py", b"x"))
    assert [entry.refused for entry in unpack(data, "x.zip")] == ["", "duplicate"]


def test_invisible_characters_in_names_are_shown() -> None:
    (entry,) = unpack(zipped(("gru\u202eyp.\x1b[31m.py", GRU)), "x.zip")
    assert entry.path == "gru\ufffdyp.\ufffd[31m.py"
    assert not entry.refused


def test_overlapping_entries_are_refused() -> None:
    data = bytearray(zipped(("a.py", GRU * 50), ("b.py", GRU * 50)))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # both point at the first one's data
    assert set(reasons(bytes(data)).values()) == {"overlap"}


def test_an_entry_that_reaches_into_the_directory_is_refused() -> None:
    data = bytearray(zipped(("a.py", GRU * 50)))
    directory = data.index(b"PK\x01\x02")
    data[directory + 20 : directory + 24] = struct.pack("<I", len(data))
    assert reasons(bytes(data)) == {"a.py": "overlap"}


@pytest.mark.parametrize("claimed", [1, 10_000_000])
def test_an_entry_whose_header_lies_about_its_size_is_refused(claimed: int) -> None:
    data = bytearray(zipped(("gru.py", GRU * 100)))
    directory = data.index(b"PK\x01\x02")
    data[22:26] = data[directory + 24 : directory + 28] = struct.pack("<I", claimed)
    assert reasons(bytes(data))["gru.py"] in ("lying", "too_large", "bomb")


def test_an_entry_that_is_damaged_is_refused() -> None:
    data = bytearray(zipped(("gru.py", os.urandom(2000)), ("b.py", GRU)))
    data[100:110] = b"\0" * 10
    assert reasons(bytes(data)) == {"gru.py": "lying"}


def test_a_bomb_is_refused_by_its_ratio_and_its_size() -> None:
    zeros = b"\0" * (20 * 2**20)
    assert reasons(zipped(("gru.ipynb", zeros))) == {"gru.ipynb": "bomb"}
    assert reasons(zipped(("gru.py", zeros[: 3 * 2**20]))) == {"gru.py": "too_large"}


def test_a_bomb_in_many_entries_is_stopped_by_the_sum() -> None:
    # Each below every limit of one entry, 90 MiB together.
    part = os.urandom(2**20) * 1 + b"\0" * (29 * 2**20)
    data = zipped(*((f"{i}.ipynb", part) for i in range(3)))
    assert list(reasons(data).values()) == ["too_large"]


def test_a_slow_kind_of_compression_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("gru.py", GRU)
    assert reasons(stream.getvalue()) == {"gru.py": "compression"}


def test_archives_in_archives_are_unpacked_to_a_depth() -> None:
    data = zipped(("gru.py", GRU))
    for _ in range(2):
        data = zipped(("in.zip", data))
    (entry,) = unpack(data, "x.zip")
    assert (entry.path, entry.read(1000)) == ("in.zip/in.zip/gru.py", GRU)
    assert reasons(zipped(("in.zip", data))) == {"in.zip/in.zip/in.zip": "bomb"}


def test_a_zip_that_holds_itself_many_times_over_ends() -> None:
    data = zipped(("gru.py", GRU * 10_000))
    for _ in range(2):
        data = zipped(*((f"{i}.zip", data) for i in range(30)))
    assert "bomb" in reasons(data).values()


def test_a_million_names_are_refused_before_they_are_read() -> None:
    with pytest.raises(ArchiveError, match="bomb"):
        unpack(b"PK\x01\x02" * 1_000_000, "x.zip")
    # A directory that says it has fewer entries than it holds, and real ones.
    with pytest.raises(ArchiveError, match="bomb"):
        list_archive(zipped(*((f"{i}", b"") for i in range(1001))), "x.zip", 1000)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06"])
def test_what_is_no_archive_says_so(tmp_path: Path, content: bytes) -> None:
    mallory, _ = graded(tmp_path, content)
    assert mallory.problem is not None
    assert mallory.problem.kind == "bad_archive"
    assert mallory.problem.data == {"file": "gru.zip", "reason": "damaged"}


def test_a_hostile_archive_costs_only_its_own_submission(tmp_path: Path) -> None:
    mallory, _ = graded(tmp_path, zipped(("../gru.py", GRU)))
    assert mallory.problem is not None
    assert mallory.problem.data == {"file": "gru.zip/gru.py", "reason": "outside"}


def test_a_bomb_in_many_archives_is_stopped_by_the_sum_and_by_their_number(tmp_path: Path) -> None:
    # Each within its bounds: 40 MiB of a file that a submission may well hold.
    part = zipped(*((f"{n}.py", os.urandom(4096) * 255) for n in range(40)))
    large = {f"mallory/{n}.zip": part for n in range(4)}
    small = {f"many/{n}.zip": zipped(("gru.py", GRU)) for n in range(30)}
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(*large.items(), *small.items(), ("alice/gru.py", GRU)))
    found = {each.id: each for each in collect(path, ASSIGNMENT).submissions}
    assert sum(len(file.data) for file in found["mallory"].files) <= 64 * 2**20
    said = [found["mallory"].problem, *found["mallory"].notes]
    assert {"3.zip"} <= {note.data.get("file") for note in said if note is not None}
    assert len(found["many"].files) == 8
    assert found["alice"].problem is None


def test_ten_thousand_python_files_are_looked_at_by_one_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forks = 0
    fork = os.fork

    def counted() -> int:
        nonlocal forks
        forks += 1
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    files = [(f"mallory/f{n}.py", b"") for n in range(10_000)]
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(*files, ("alice/gru.py", GRU)))
    found = {each.id: each for each in collect(path, ASSIGNMENT).submissions}
    assert found["mallory"].problem is not None
    assert found["mallory"].problem.kind == "wrong_content"
    assert found["alice"].main == "gru.py"
    assert forks < 5


def test_a_bad_entry_beside_the_graded_file_is_a_note(tmp_path: Path) -> None:
    hostile = zipped(
        ("gru.py", GRU), *((with_mode(f"l{i}", stat.S_IFLNK | 0o777), b"/") for i in range(9))
    )
    mallory, _ = graded(tmp_path, hostile)
    assert mallory.problem is None
    assert mallory.main == "gru.zip/gru.py"
    kinds = [note.kind for note in mallory.notes]
    assert kinds == ["bad_archive"] * 5 + ["more_refused"]
    assert read_source(mallory, ASSIGNMENT).names == ("gru_cell",)


def test_hostile_entries_of_the_class_zip_itself_cost_their_submission_only(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(
        zipped(
            ("Eve_1_assignsubmission_file/../../gru.py", GRU),
            (with_mode("Mal_2_assignsubmission_file/gru.py", stat.S_IFLNK | 0o777), b"/etc/shadow"),
            ("Alice_3_assignsubmission_file/gru.py", GRU),
        )
    )
    found = {submission.id: submission for submission in collect(path, ASSIGNMENT).submissions}
    assert found["Eve_1"].problem is not None
    assert found["Eve_1"].problem.data["reason"] == "outside"
    assert found["Mal_2"].problem is not None
    assert found["Mal_2"].problem.data["reason"] == "link"
    assert found["Alice_3"].problem is None


def test_nothing_is_written_beside_the_zip(tmp_path: Path) -> None:
    graded(tmp_path, zipped(("../../escaped.py", GRU), ("gru.py", GRU)))
    assert [path.name for path in tmp_path.iterdir()] == ["class.zip"]


def test_a_virtual_environment_that_went_along_does_no_harm(tmp_path: Path) -> None:
    files = [(f"p/.venv/lib/site-packages/x/{i}.py", b"gru = 1\n") for i in range(2000)]
    mallory, _ = graded(tmp_path, zipped(*files, ("p/gru.py", GRU)))
    assert [file.path for file in mallory.files] == ["gru.zip/p/gru.py"]


# -- tar --


def tarred(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload] # mode is one of two
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("mode", "name"), [("w:gz", "x.tar.gz"), ("w:gz", "x.tgz"), ("w", "x.tar")]
)
def test_tars_are_unpacked_and_their_links_and_devices_refused(mode: str, name: str) -> None:
    link, device, outside = (tarfile.TarInfo(each) for each in ("l.py", "d.py", "../o.py"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device.type = tarfile.CHRTYPE
    data = tarred(
        (tarfile.TarInfo("gru.py"), GRU), (link, b""), (device, b""), (outside, GRU), mode=mode
    )
    entries = {entry.path: entry for entry in unpack(data, name)}
    assert entries["gru.py"].read(1000) == GRU
    assert {path: entry.refused for path, entry in entries.items()} == {
        "gru.py": "",
        "l.py": "link",
        "d.py": "device",
        "o.py": "outside",
    }


def test_a_gzip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.collect.archive.TAR_BYTES", 2**20)
    bomb = gzip.compress(b"\0" * (2**20 + 1))
    with pytest.raises(ArchiveError, match="bomb"):
        unpack(bomb, "x.tar.gz")


# -- folders --


def test_links_and_pipes_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_bytes(GRU)
    folder = tmp_path / "class" / "mallory"
    folder.mkdir(parents=True)
    (folder / "gru.py").symlink_to(secret)
    (folder / "more").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.py")
    entries = {entry.path: entry.refused for entry in list_folder(tmp_path / "class")}
    assert entries == {
        "mallory/gru.py": "link",
        "mallory/more": "link",
        "mallory/pipe.py": "device",
    }


def test_a_file_that_grew_after_it_was_listed_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "gru.py").write_bytes(b"x")
    (entry,) = list_folder(tmp_path)
    (tmp_path / "gru.py").write_bytes(b"x" * 100)
    with pytest.raises(ArchiveError, match="too_large"):
        entry.read(10)


def test_what_systems_leave_behind_is_noise() -> None:
    assert all(
        map(is_noise, ["a/.DS_Store", "__MACOSX/a/._gru.py", "Thumbs.db", ".git/x", "a/~$gru.docx"])
    )
    assert not any(map(is_noise, ["gru.py", "a/gru.ipynb", "env/gru.py", ".hidden.py"]))


# -- anything --


@given(st.text(max_size=80))
def test_any_path_becomes_harmless(path: str) -> None:
    shown, reason = harmless(path)
    assert shown
    assert ".." not in shown.split("/")
    assert not shown.startswith("/")
    assert harmless(shown)[0] == shown or reason
    assert not any(ord(character) < 32 for character in shown)


SAMPLE = zipped(("gru.py", GRU), ("a/b.ipynb", b"{}" * 40), ("in.zip", zipped(("x.py", GRU))))
TAR_SAMPLE = tarred((tarfile.TarInfo("gru.py"), GRU), (tarfile.TarInfo("b.py"), GRU), mode="w")


def read_everything(data: bytes, name: str) -> None:
    """Lists and reads in this process, so that any unexpected exception is seen."""
    try:
        entries: list[Entry] = list_archive(data, name, 1000)
    except ArchiveError:
        return
    for entry in entries:
        try:
            content = entry.read(2**20)
        except ArchiveError:
            continue
        assert len(content) == entry.size


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6
    )
)
def test_no_damage_to_a_zip_raises_anything_undocumented(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for position, value in changes:
        data[position] = value
    read_everything(bytes(data), "x.zip")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1600), st.integers(0, 255)), min_size=1, max_size=6),
    st.integers(0, len(TAR_SAMPLE)),
)
def test_no_damage_to_a_tar_raises_anything_undocumented(
    changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(TAR_SAMPLE)
    for position, value in changes:
        data[position] = value
    read_everything(bytes(data), "x.tar")
    read_everything(bytes(data[:length]), "x.tar.gz")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.zip", "x.tar", "x.tgz"]))
def test_no_bytes_bring_the_archive_reader_down(data: bytes, name: str) -> None:
    read_everything(data, name)
    read_everything(b"PK\x03\x04" + data, name)
    read_everything(b"\x1f\x8b" + data, name)
