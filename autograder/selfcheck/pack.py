"""Makes the file to upload: the student's own, and the modules of theirs that it imports."""

import io
import zipfile
from pathlib import Path

import msgspec

from autograder.model.submission import Source
from autograder.selfcheck.work import Work

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same work makes the same file


def pack(work: Work, source: Source) -> tuple[Path, list[str]]:
    """Writes `TOPIC-upload.zip` beside the student's file. Returns where it is, and the names of
    what is in it. A notebook goes in without its outputs: only code is graded."""
    out = work.path.with_name(f"{work.topic.name}-upload.zip")
    names = [work.path.name, *sorted(source.modules.keys() - {source.main})]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _content(work.path.parent / name))
    out.write_bytes(buffer.getvalue())
    return out, names


def _content(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix != ".ipynb":
        return data
    try:
        notebook = msgspec.json.decode(data)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = []
    except (msgspec.DecodeError, KeyError, TypeError):
        return data  # as it is: it was read, and its form is not ours to judge
    return msgspec.json.encode(notebook)
