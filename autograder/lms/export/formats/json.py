"""All records of the run in one file: everything that is known, for the teacher's own programs."""

from collections.abc import Sequence

from autograder.lms.export.types import Counts, Export, Options
from autograder.model.record import Record, to_json

DESCRIPTION = "every record in full, hidden details among them: for teachers only"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """A JSON array of records, each as its schema says."""
    data = b"[\n" + b",\n".join(to_json(record) for record in records) + b"\n]\n"
    graded = sum(record.score is not None for record in records)
    return Export(files={"records.json": data}, counts=Counts(grades=graded))
