"""How a record looks in a terminal: the self-check, unreadable files, the class and its results.

Nothing here decides anything. Marks and words carry the meaning, colour only repeats it. What comes
from a submission is made safe (`messages.safe`) and never read as markup.
"""

from autograder.presentation.terminal.check import (
    SelfCheckPrinter,
    closing_line,
    exit_code,
    failure_block,
    failures,
    hint_lines,
    not_run_lines,
    plain_verdicts,
    problem_text,
    say_problem,
    topics_table,
    verdict_line,
)
from autograder.presentation.terminal.explanation import explanation_lines, sparkline
from autograder.presentation.terminal.grading import (
    GradeProgress,
    collection_table,
    names_apart,
    owners,
    results_summary,
    results_table,
)
from autograder.presentation.terminal.layout import OTHER, PASSED, make_console, wrapped
from autograder.presentation.terminal.regrade import regrade_report
from autograder.presentation.terminal.similar import similar_report

__all__ = [
    "OTHER",
    "PASSED",
    "GradeProgress",
    "SelfCheckPrinter",
    "closing_line",
    "collection_table",
    "exit_code",
    "explanation_lines",
    "failure_block",
    "failures",
    "hint_lines",
    "make_console",
    "names_apart",
    "not_run_lines",
    "owners",
    "plain_verdicts",
    "problem_text",
    "regrade_report",
    "results_summary",
    "results_table",
    "say_problem",
    "similar_report",
    "sparkline",
    "topics_table",
    "verdict_line",
    "wrapped",
]
