"""The table of the run, `grades.csv`: one row a submission."""

from collections.abc import Sequence

from autograder.grading.table import exercises_of, grades_csv
from autograder.lms.export.types import Counts, Export, Options
from autograder.model.record import Record

DESCRIPTION = "a table for people and spreadsheets, one row a submission"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """The table; a score is blank unless the submission was graded."""
    graded = sum(record.score is not None for record in records)
    table = grades_csv(records, exercises_of(records))
    return Export(files={"grades.csv": table.encode("utf-8")}, counts=Counts(grades=graded))
