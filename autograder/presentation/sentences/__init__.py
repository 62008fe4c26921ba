"""What a verdict or a problem says to a person: sentences and the pieces between them.

How they are laid out is for the terminal, the notebook or the page to decide. Every text is safe to
show in a terminal (`messages.safe`); a page escapes it once more.
"""

from autograder.presentation.sentences.parts import (
    Call,
    CodeLine,
    Explanation,
    Part,
    Plot,
    Quote,
    Rows,
    Seen,
    Sentence,
)
from autograder.presentation.sentences.problems import (
    PROBLEMS,
    REASONS,
    explain_problem,
    note_text,
    problem_sentence,
)
from autograder.presentation.sentences.records import (
    STATUSES,
    adjustment_sentence,
    first_finding,
    reasons_to_look,
    standing,
)
from autograder.presentation.sentences.verdicts import (
    HEADINGS,
    RUNGS,
    explain,
    heading,
    is_to_do,
    label,
    not_run,
)

__all__ = [
    "HEADINGS",
    "PROBLEMS",
    "REASONS",
    "RUNGS",
    "STATUSES",
    "Call",
    "CodeLine",
    "Explanation",
    "Part",
    "Plot",
    "Quote",
    "Rows",
    "Seen",
    "Sentence",
    "adjustment_sentence",
    "explain",
    "explain_problem",
    "first_finding",
    "heading",
    "is_to_do",
    "label",
    "not_run",
    "note_text",
    "problem_sentence",
    "reasons_to_look",
    "standing",
]
