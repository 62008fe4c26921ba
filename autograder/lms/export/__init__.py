"""How records look to an LMS: one small module a format, found in `formats/`, never registered.

Each is a pure function from records, and the file that the teacher downloaded, to the files to
upload. Everything is checked before a byte is written, and all of it is written or nothing.
"""

import importlib
import pkgutil
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.grading.gradebook import write_whole
from autograder.lms.export import formats
from autograder.lms.export.check import adjustment_notes, check_records
from autograder.lms.export.types import Counts, Export, ExportError, Options, Refusal
from autograder.lms.export.zipped import zipped
from autograder.model.meant import meant
from autograder.model.record import Record

__all__ = [
    "FORMATS",
    "Counts",
    "Export",
    "ExportError",
    "Format",
    "Options",
    "Refusal",
    "export_run",
]


@dataclass(frozen=True)
class Format:
    """A format by its name, what it is for, and which file of the teacher's it fills in.

    `template` says what the file is, and is empty where none is read; `needs_template` that the
    format can do nothing without it.
    """

    name: str
    description: str
    template: str
    needs_template: bool
    function: Callable[[Sequence[Record], bytes | None, Options], Export]

    def export(
        self, records: Sequence[Record], template: bytes | None, options: Options | None = None
    ) -> Export:
        """The files of this format for the records. Raises ExportError, and changes nothing."""
        if template is None and self.needs_template:
            raise ExportError(
                f"{self.name} fills in {self.template}, and was given none",
                next_step="give that file with --template",
            )
        if template is not None and not self.template:
            raise ExportError(f"{self.name} fills in no file", next_step="leave --template away")
        check_records(records)
        export = self.function(records, template, options or Options())
        return replace(export, notes=(*export.notes, *adjustment_notes(records)))


def _found() -> dict[str, Format]:
    found = {}
    for info in pkgutil.iter_modules(formats.__path__):
        module = importlib.import_module(f"{formats.__name__}.{info.name}")
        name = info.name.replace("_", "-")
        found[name] = Format(
            name=name,
            description=module.DESCRIPTION,
            template=getattr(module, "TEMPLATE", ""),
            needs_template=getattr(module, "NEEDS_TEMPLATE", False),
            function=module.export,
        )
    return found


FORMATS = _found()


def export_run(
    records: Sequence[Record],
    format: str,  # noqa: A002 (the word of the command line)
    template_path: Path | None,
    out_path: Path,
    options: Options | None = None,
) -> Export:
    """Makes the files of a format and writes them: all, or on any error nothing.

    `out_path` is a file where the format gives one file; else a zip if it ends in `.zip`, or a
    folder, which may exist if it holds nothing but an earlier export of the same files.

    Raises ExportError, naming rows, reasons and the next step.
    """
    if format not in FORMATS:
        raise ExportError(
            f"there is no format {format!r}{meant(format, FORMATS)}",
            next_step=f"choose one of {', '.join(FORMATS)}",
        )
    template = None
    if template_path is not None:
        if out_path.resolve() == template_path.resolve():
            raise ExportError(
                f"{out_path} is the file that was downloaded, which stays as it is",
                next_step="choose another --out",
            )
        try:
            template = template_path.read_bytes()
        except OSError as error:
            raise ExportError(
                f"{template_path} can't be read: {error.strerror}",
                next_step="give the file that you downloaded from the LMS",
            ) from None
    export = FORMATS[format].export(records, template, options)
    try:
        _write(export, out_path)
    except OSError as error:
        raise ExportError(
            f"{out_path} can't be written: {error.strerror or error}",
            next_step="choose another --out",
        ) from None
    return export


def _write(export: Export, out: Path) -> None:
    for path in export.files:
        assert _is_inside(path), path
    if not export.files:
        raise ExportError("there is nothing to write", next_step="see whether the run has grades")
    if out.is_symlink():
        raise ExportError(f"{out} is a link, and is not replaced", next_step="choose another --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    only = next(iter(export.files))
    if len(export.files) == 1 and "/" not in only:
        if out.is_dir():
            raise ExportError(
                f"{out} is a folder, and this format is one file",
                next_step=f"give the name of a file, such as {out / only}",
            )
        write_whole(out, export.files[only])
    elif out.suffix.lower() == ".zip":
        write_whole(out, zipped(export.files))
    else:
        _write_folder(export.files, out)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _write_folder(files: dict[str, bytes], out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise ExportError(
            f"{out} is a file, and this format is a folder of files",
            next_step="choose another --out, or one that ends in .zip",
        )
    if out.is_dir():
        there = [path for path in out.rglob("*") if not path.is_dir() or path.is_symlink()]
        others = [path for path in there if path.relative_to(out).as_posix() not in files]
        if others:
            raise ExportError(
                f"{out} holds other files ({others[0].relative_to(out)})",
                next_step="choose a folder that is new or empty",
            )
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix="."))
    made.chmod(0o755)
    old = None
    try:
        for path, data in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if out.exists():
            old = Path(tempfile.mkdtemp(dir=out.parent, prefix=".")) / out.name
            out.rename(old)
        made.rename(out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        if old is not None and old.exists() and not out.exists():
            old.rename(out)
        raise
    finally:
        if old is not None and not old.exists():
            old.parent.rmdir()
    if old is not None:
        shutil.rmtree(old.parent)
