"""What the problem of a whole submission says, or a note on it for the teacher."""

from string import Formatter

from autograder.model.record import Place
from autograder.model.submission import Problem
from autograder.presentation.messages import N_, Translator, safe
from autograder.presentation.sentences.parts import CodeLine, Explanation, Part, Quote, Sentence
from autograder.presentation.sentences.pieces import place_text
from autograder.presentation.sentences.syntax import older_python, syntax_advice

# What is the matter, and what to do about it (empty where there is nothing to do).
PROBLEMS: dict[str, tuple[str, str]] = {
    # Of a self-check that can't begin.
    "no_topics": (
        N_("I see no topic from here."),
        N_("Go to the folder of your handout, or to that of one topic in it."),
    ),
    "which_topic": (
        N_("There are several topics here: {known}."),
        N_("Say which one, by its name or by the path of your file."),
    ),
    "unknown_topic": (
        N_("There is no topic {found} here. There is {known}."),
        N_("Give one of these names, or the path of your file."),
    ),
    "unknown_file": (
        N_("{file} belongs to no topic here. The files of the topics are {known}."),
        N_("Save your work under one of these names."),
    ),
    "unknown_exercise": (
        N_("{topic} has no exercise {found}. It has {known}."),
        N_("Give one of these names, or the name of a function that is asked for."),
    ),
    "unknown_check": (
        N_("There is no check {found}. There are {known}."),
        N_("Give one of these names, or that of an exercise."),
    ),
    "nothing_given": (
        N_("There is no starter of {topic} here to give back."),
        N_("Unpack the handout again; your own file can stay."),
    ),
    "not_in_starter": (
        N_("{file} can't be taken apart, so that one exercise of it can't be reset."),
        N_("Reset the whole file: leave the name of the exercise out. Your old file is kept."),
    ),
    "damaged_handout": (
        N_("{file}, with the right answers of the public checks, is missing or damaged."),
        N_("Unpack the handout again; your own file can stay."),
    ),
    # What a self-check says besides.
    "both_files": (
        N_("{other} has work in it too, and is not checked: give its name to check that one."),
        "",
    ),
    "untried_torch": (
        N_(
            "You have PyTorch {version}; these checks were tried with {oldest} to {newest}. Where"
            " only the last digits differ, it may be that."
        ),
        "",
    ),
    # Of a submission that can't be read.
    "nothing_submitted": (N_("Nothing was handed in."), ""),
    "no_file": (N_("There is no file here."), N_("Put your work into {expected}.")),
    "wrong_file": (
        N_("I looked for {expected} and found only {found}."),
        N_("Hand in {expected}, as a .py file or a notebook of that name."),
    ),
    "wrong_content": (
        N_("None of {found} defines what this topic asks for ({names})."),
        N_("Hand in the file that does, named {expected}."),
    ),
    "several_files": (
        N_("Several files could be {expected}: {found}."),
        N_("Keep the one that counts, named {expected}."),
    ),
    "too_large": (
        N_("{file} has {size}; I read no more than {limit}."),
        N_("Clear the outputs of a notebook; leave data and pictures out of the file."),
    ),
    "not_utf8": (
        N_("{file} is not UTF-8 text."),
        N_("Save it again with the encoding UTF-8; your editor offers it on saving."),
    ),
    "syntax_error": (
        N_("Line {line} of {file} is not valid Python, so nothing of the file can run:"),
        "",  # depends on what Python says: see `syntax`
    ),
    "newer_python": (
        N_("Line {line} of {file} is for Python {newer}, and this is Python {running}:"),
        "",  # depends on the line: see `syntax`
    ),
    "bad_notebook": (
        N_("{file} is not a notebook that I can read: {reason}."),
        N_("Open it in Jupyter, save it once more, and hand in the .ipynb file."),
    ),
    "bad_archive": (
        N_("{file} can't be unpacked: {reason}."),
        N_("Hand in the file itself, or pack a new zip."),
    ),
    "too_complex": (
        N_("{file} takes more time or memory to read than any written program ({reason})."),
        N_("Look for a very long or very deeply nested expression, and take it apart."),
    ),
    "empty_file": (
        N_("{file} is empty."),
        N_("Save your work in the editor, then hand the file in again."),
    ),
    "machine_fault": (
        N_("This machine failed: {message}."),
        N_("Give the same command again: it goes on with what is not graded yet."),
    ),
    "grader_fault": (
        N_("The grader itself failed: {message}."),
        N_("This is our bug and costs nobody points: please report that line."),
    ),
    # Of one submission, for the teacher.
    "file_chosen": (N_("Of {found}, {chosen} is graded: most is written there."), ""),
    "untouched": (N_("{file} holds the stubs alone: {chosen} is graded, which is written."), ""),
    "written_elsewhere": (
        N_("{chosen} is graded for its name; more is written in {found}."),
        "",
    ),
    "glued_archive": (
        N_("{file} is two archives, one behind the other: only the last one was read."),
        "",
    ),
    "renamed_file": (N_("{file} is graded in place of {expected}."), ""),
    "module_left_out": (
        N_("{file}, which the submission imports, was left out: it can't be read."),
        "",
    ),
    "cell_syntax_error": (
        N_("Cell {cell} of {file}, line {line}, is not valid Python and was left out: {message}."),
        "",
    ),
    "stub_last": (
        N_(
            "{name} is written at line {written} of {file}, and at line {line} the empty stub"
            " follows, which counts."
        ),
        N_("Delete the stub."),
    ),
    "stub_left_out": (
        N_(
            "{name} is defined twice in {file}: the one that is written counts, the empty stub"
            " (cell {cell}, line {line}) was left out."
        ),
        "",
    ),
    "value_left_out": (
        N_(
            "{name} (cell {cell} of {file}, line {line}) is worked out when the notebook runs, and"
            " was left out: only definitions are taken."
        ),
        "",
    ),
    "line_failed": (
        N_(
            "{where}, outside the functions, failed when the file was loaded ({exception}) and was"
            " passed over."
        ),
        "",
    ),
    "line_refused": (
        N_(
            "{where}, outside the functions, uses PyTorch's {forbidden}, which this topic asks to"
            " be written: it was refused when the file was loaded, and passed over."
        ),
        "",
    ),
    "line_endless": (
        N_(
            "{where}, outside the functions, takes too long: I stopped waiting there when the file"
            " was loaded, and passed it over."
        ),
        N_(
            'Move training and experiments to the end of the file, under if __name__ == "__main__":'
        ),
    ),
    "more_refused": (N_("Some more files can't be read: {count}."), ""),
    "attempt_chosen": (N_("Attempt {attempt} of {attempts} is graded, of {when}."), ""),
    "best_attempt": (N_("All {attempts} attempts were graded ({scores}): {attempt} counts."), ""),
    "graded_before": (N_("What was handed in before was graded, too: {scores}."), ""),
    "draft": (N_("A draft: it was never handed in."), ""),
    "time_used_up": (
        N_(
            "Its calls have used up the {limit} s that a submission may take; checks that were cut"
            " short or not run for it: {count}."
        ),
        "",
    ),
    "text_read": (N_("The code typed into {file} is graded: there was no file."), ""),
    # Of a whole download or its class list, for the teacher.
    "ignored_noise": (N_("Files that systems leave behind were passed over: {files}."), ""),
    "late": (N_("Late: {submissions}."), ""),
    "drafts": (N_("Drafts, never handed in, and graded all the same: {submissions}."), ""),
    "no_group": (N_("{id} is what those in no group handed in, as one submission."), ""),
    "one_attempt_each": (N_("The download holds only one attempt of each."), ""),
    "unmatched_entry": (
        N_("{file} belongs to nobody and is not graded (expected: {expected})."),
        "",
    ),
    "unlisted_submission": (N_("{file} is not in the download's own list; it is graded."), ""),
    "bad_metadata": (N_("{file} can't be read ({reason}); names are missing for that."), ""),
    "roster_row_left_out": (N_("Row {row} of the class list names nobody and was left out."), ""),
    "roster_duplicate": (
        N_("The class list has {id} twice: {kept} is kept, {name} left out."),
        "",
    ),
    "roster_same_name": (
        N_("The class list has several people named {name} and no id to tell them apart."),
        "",
    ),
    "not_in_roster": (N_("{id} handed in and is not in the class list."), ""),
    "several_submissions": (N_("{name} has several submissions: {submissions}."), ""),
    "roster_disagrees": (
        N_(
            "{id} has the number {number}, which in the class list is {name}: is it the list of"
            " another assignment?"
        ),
        "",
    ),
    "ambiguous_name": (
        N_("{id}: several people in the class list could be {name}; no one was chosen."),
        "",
    ),
}

NOTHING_TO_CHECK = frozenset(
    {
        *("no_topics", "which_topic", "unknown_topic", "unknown_file", "unknown_exercise"),
        "unknown_check",
        *("damaged_handout", "nothing_given", "not_in_starter"),
    }
)

# Why a notebook or an archive can't be read.
REASONS: dict[str, str] = {
    "not_utf8": N_("it is not UTF-8 text"),
    "not_json": N_("it is not JSON; perhaps it was saved only in part"),
    "not_a_notebook": N_("it lacks what every notebook has"),
    "no_code": N_("it has no cell with code"),
    "language": N_("its language is not Python"),
    "too_large": N_("it is too large"),
    "outside": N_("a path in it leads out of it"),
    "link": N_("it holds a link"),
    "device": N_("it holds a device"),
    "encrypted": N_("it is locked with a password"),
    "nul": N_("a name in it holds a null byte"),
    "long_name": N_("a name in it is too long"),
    "duplicate": N_("it holds the same path twice"),
    "overlap": N_("files in it overlap, as in a zip bomb"),
    "lying": N_("what it holds is not what it announces"),
    "compression": N_("it is packed in a way that I can't read"),
    "bomb": N_("unpacked it would be far too large"),
    "damaged": N_("it is damaged"),
}


def problem_sentence(problem: Problem, t: Translator) -> str:
    """What is the matter, in a sentence."""
    fact, _ = PROBLEMS.get(problem.kind, ("", ""))
    return _said(fact, problem, t).rstrip(":") if fact else safe(problem.kind, 80)


def note_text(problem: Problem, t: Translator) -> str:
    """What a student should know of their file, though it can be read, and what to do about it."""
    _, advice = PROBLEMS.get(problem.kind, ("", ""))
    fact = problem_sentence(problem, t)
    return f"{fact} {_said(advice, problem, t)}" if advice else fact


def explain_problem(problem: Problem, t: Translator) -> Explanation:
    """Why a submission can't be read, in full: for the student."""
    fact, advice = PROBLEMS.get(problem.kind, ("", ""))
    data = problem.data
    parts: list[Part] = [Sentence(_said(fact, problem, t) if fact else safe(problem.kind, 80))]
    where = ""
    if problem.kind in ("syntax_error", "newer_python"):
        text = str(data.get("text", ""))
        if problem.kind == "newer_python":
            advice = older_python(text)
        else:
            advice = syntax_advice(str(data.get("message", "")), text)
        line, column = _whole(data.get("line")) or 1, _whole(data.get("column")) or 1
        code = str(data.get("text", ""))
        where = place_text(_place(problem), t)
        if code.strip():
            start = min(max(column - 1, 0), len(code.rstrip()))
            parts.append(CodeLine(line, safe(code.rstrip(), 200), start, start + 1))
        parts.append(Quote((f"SyntaxError: {safe(str(data.get('message', '')))}",)))
    if advice:
        parts.append(Sentence(_said(advice, problem, t)))
    lost = problem.kind in NOTHING_TO_CHECK
    heading = t.text("I can't check this") if lost else t.text("I can't read your file")
    return Explanation(heading=heading, where=where, parts=tuple(parts))


def _place(problem: Problem) -> Place:
    """The line that a problem is about."""
    data = problem.data
    line = _whole(data.get("line")) or 1
    cell, count = _whole(data.get("cell")), _whole(data.get("count"))
    return Place(file=str(data.get("file", "")), line=line, cell=cell, count=count)


def _whole(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None


def _said(message: str, problem: Problem, t: Translator) -> str:
    """The sentence; what the record of another version lacks shows as a question mark."""
    names = [name for _, name, _, _ in Formatter().parse(message) if name]
    data: dict[str, str | int] = {name: problem.data.get(name, "?") for name in names}
    if "where" in data:
        data["where"] = place_text(_place(problem), t)
    reason = str(data.get("reason", ""))
    if problem.kind in ("bad_notebook", "bad_archive") and reason in REASONS:
        data["reason"] = t.text(REASONS[reason])
    for name in ("size", "limit"):
        count = data.get(name)
        if isinstance(count, int):
            data[name] = _bytes(count)
    return t.text(message, **data)


def _bytes(count: int) -> str:
    for unit, size in (("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"
