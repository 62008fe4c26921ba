"""Collect: what was handed in, as submissions and sources. Reads and parses; runs nothing.

`collect` makes submissions of a file, a folder, a zip or an LMS's download; `read_source` makes of
a submission the text that is run; `missing_names` says which names it lacks.

Every `Problem` that this stage makes, by kind, with its data. All data is the student's.

Why a submission can't be read (`Submission.problem`, `Source.problem`):

| kind | data |
|---|---|
| no_file | expected |
| wrong_file | expected, found |
| wrong_content | expected, found, names |
| several_files | expected, found |
| empty_file | file |
| too_large | file, size, limit (bytes) |
| not_utf8 | file, reason (an encoding, `NUL`, or empty) |
| syntax_error | file, line, column, text, message; cell in a notebook |
| newer_python | as syntax_error, and newer, running (versions of Python) |
| bad_notebook | file, reason (see `notebook.NotebookError`) |
| bad_archive | file, reason (see `archive`) |
| too_complex | file, reason |

What a teacher should know of one submission (`Submission.notes`, `Source.notes`): too_large and
bad_archive as above, of a file that was not needed, and

| kind | data |
|---|---|
| renamed_file | file, expected |
| file_chosen | chosen, found |
| attempt_chosen | attempt, attempts, when |
| best_attempt | attempt, attempts, scores |
| graded_before | scores |
| more_refused | count |
| draft | |
| text_read | file |
| cell_syntax_error | file, cell, line, column, text, message |
| untouched | file, chosen |
| written_elsewhere | chosen, found |
| glued_archive | file; of a download, too |
| stub_last | file, name, line, written (a line) |
| stub_left_out | file, name, cell, line |
| value_left_out | file, cell, line, name |
| module_left_out | as the problem of the module, and problem (its kind) |

What a teacher should know of the download (`Collection.notes`):

| kind | data |
|---|---|
| ignored_noise | count, files |
| unmatched_entry | file, expected |
| bad_metadata | file, reason |
| unlisted_submission | file |
| late | count, submissions |
| one_attempt_each | |
| drafts | count, submissions |
| no_group | id |
| not_in_roster | id |
| several_submissions | name, submissions |
| ambiguous_name | id, name |
| roster_disagrees | id, number, name |
| roster_duplicate | id, name, kept |
| roster_same_name | name |
| roster_row_left_out | row |
"""

from typing import TYPE_CHECKING, Any

from autograder.collect.source import missing_names, read_source

if TYPE_CHECKING:
    from autograder.collect.collection import SYSTEMS, CollectError, Collection, collect

__all__ = [
    "SYSTEMS",
    "CollectError",
    "Collection",
    "collect",
    "missing_names",
    "read_source",
]


def __getattr__(name: str) -> Any:
    """What reads downloads, once it is asked for: a self-check has no use for it and would wait."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from autograder.collect import collection

    return getattr(collection, name)
