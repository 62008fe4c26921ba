"""What is said where code could not be run to its end."""

import re
from collections.abc import Callable

from autograder.model.record import Kind, Verdict
from autograder.presentation.messages import Translator
from autograder.presentation.sentences.parts import Call, Part, Sentence
from autograder.presentation.sentences.pieces import (
    called,
    code_at,
    exception_quote,
    number_text,
    parameter_advice,
    usual_advice,
    variables,
)


def _missing(verdict: Verdict, t: Translator) -> list[Part]:
    found = t.text("I looked for {name} in your file and did not find it.", name=verdict.function)
    if verdict.suggestion:
        advice = t.text(
            "The nearest name there is {suggestion}: rename it to {name}.",
            suggestion=verdict.suggestion,
            name=verdict.function,
        )
    else:
        advice = t.text(
            "The starter has it: copy its first line (def or class) back as it is, and write the"
            " rest below."
        )
    return [Sentence(found), Sentence(advice)]


def _not_callable(verdict: Verdict, t: Translator) -> list[Part]:
    got = verdict.detail.got if verdict.detail else ""
    if got:
        found = t.text(
            "I wanted to call {name}, but once your file is loaded that name is a value"
            " of type {type}.",
            name=verdict.function,
            type=got,
        )
    else:
        found = t.text(
            "I wanted to call {name}, but once your file is loaded that name is not a function.",
            name=verdict.function,
        )
    advice = t.text("Look for a line that gives {name} another value.", name=verdict.function)
    return [Sentence(found), Sentence(advice)]


def _import_failed(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.exception == Kind.TIMED_OUT:
        return [
            Sentence(
                t.text(
                    "I loaded your file and stopped waiting after {limit} s.",
                    limit=number_text(verdict.limit),
                )
            ),
            *_main_guard(t),
        ]
    if verdict.exception in (Kind.MALFORMED_REPLY, Kind.REPLY_TOO_LARGE, Kind.OUT_OF_MEMORY):
        sentence = t.text("I loaded your file, and it took the worker down.")
        return [Sentence(sentence), *_main_guard(t)]
    if verdict.exception.startswith(("exit ", "SIG")):
        sentence = t.text(
            "I loaded your file, and it ended the whole process ({how}).", how=verdict.exception
        )
        advice = t.text("Take out exit(), quit(), sys.exit() and os._exit().")
        return [Sentence(sentence), Sentence(advice)]
    if verdict.forbidden:
        sentence = t.text(
            "I loaded your file, and a line outside the functions used PyTorch's {forbidden}, which"
            " this topic asks you to write yourself.",
            forbidden=_operator(verdict.forbidden),
        )
        return [Sentence(sentence), *code_at(verdict.place)]
    sentence = t.text("I loaded your file, and it stopped here, before any function was called:")
    parts: list[Part] = [Sentence(sentence), *code_at(verdict.place), *exception_quote(verdict)]
    return parts + _surroundings(verdict, t)


def _surroundings(verdict: Verdict, t: Translator) -> list[Part]:
    """What to do about an error that comes from where the code runs, or that Python's own words do
    not help with."""
    if verdict.cause == "self":
        sentence = t.text("Write self as the first name between the brackets of that def.")
        return [Sentence(sentence)]
    if verdict.cause == "numpy":
        sentence = t.text(
            "Here that advice does not help: the gradient is asked for, and numpy cuts it off."
            " Return the tensor itself."
        )
        return [Sentence(sentence)]
    if verdict.exception in ("SystemExit", "BdbQuit"):
        sentence = t.text(
            "Take out exit(), quit(), sys.exit() and the debugger: nobody sits at the keyboard"
            " where your work is checked and graded."
        )
        return [Sentence(sentence)]
    if verdict.exception == "PermissionError":
        sentence = t.text(
            "Where your work is checked and graded it can start no programs and open no"
            " connections. Take that out, or move it to the end of the file, under"
        )
        return [Sentence(sentence), Call('if __name__ == "__main__":')]
    if verdict.exception == "FileNotFoundError":
        sentence = t.text(
            "Where your work is checked and graded there is no file beside those that you hand in,"
            " and it can start no programs: what a function needs comes to it as an argument. Take"
            " that out, or move it to the end of the file, under"
        )
        return [Sentence(sentence), Call('if __name__ == "__main__":')]
    if verdict.exception == "EOFError":
        sentence = t.text("Where your work is checked and graded nobody answers input().")
        return [Sentence(sentence)]
    if verdict.exception == "NoGPU":
        sentence = t.text("Where your work is checked and graded there is no GPU. Choose by")
        call = 'device = "cuda" if torch.cuda.is_available() else "cpu"'
        return [Sentence(sentence), Call(call)]
    if verdict.exception == "ModuleNotFoundError":
        sentence = t.text(
            "That library is not installed here, and no file of that name was handed in with"
            " yours: do without it, or hand in the file that is missing."
        )
        return [Sentence(sentence)]
    return []


def _main_guard(t: Translator) -> list[Part]:
    sentence = t.text(
        "Lines outside functions run as soon as the file is loaded. Move training and experiments"
        " to the end of the file, under"
    )
    return [Sentence(sentence), Call('if __name__ == "__main__":')]


def _not_written(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.function:
        sentence = t.text(
            "I called {function}, which is not written yet.", function=verdict.function
        )
    else:
        sentence = t.text("I came to a line that is not written yet.")
    code = code_at(verdict.place)
    if code:
        advice = t.text("Write your code in place of that line.")
    else:  # a notebook's kernel does not say where
        advice = t.text("Write your code in place of {line}.", line="raise NotImplementedError")
    return [Sentence(sentence), *code, Sentence(advice)]


def _forbidden(verdict: Verdict, t: Translator) -> list[Part]:
    if re.match(r"torch\.(?:autograd|func)\b|Tensor\.backward$", verdict.forbidden):
        tail = t.text(
            "and it used automatic differentiation. In this exercise the gradient is worked out"
            " by hand."
        )
    else:
        tail = t.text(
            "and it used PyTorch's {forbidden}, which this exercise asks you to write yourself.",
            forbidden=_operator(verdict.forbidden),
        )
    return called(verdict, t, tail) + code_at(verdict.place)


def _operator(name: str) -> str:
    """`aten::gru_cell.input` as students know it, behind "PyTorch's"."""
    if not name.startswith("aten::"):
        return name.removeprefix("torch.")
    return name.removeprefix("aten::").partition(".")[0]


_NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")


def _raised(verdict: Verdict, t: Translator) -> list[Part]:
    message = verdict.detail.message if verdict.detail else ""
    found = _NO_ATTRIBUTE.match(message)
    if verdict.place is None and found and found[1] == verdict.function:
        tail = t.text(
            "and {name} is missing: your {type} has nothing of that name.",
            name=found[2],
            type=found[1],
        )
        return called(verdict, t, tail) + parameter_advice(verdict, t)
    if verdict.unbound:
        tail = t.text(
            "and it needs {name}, which is not there: this line, outside the functions, failed when"
            " your file was loaded:",
            name=verdict.unbound,
        )
    elif verdict.cause == "self":
        tail = t.text("and this method, to which Python hands the object first, lacks self:")
    elif verdict.place is not None:
        tail = t.text("and it stopped here:")
    else:
        tail = t.text("and this error came out, at no line of your file:")
    parts = called(verdict, t, tail) + code_at(verdict.place) + variables(verdict)
    return parts + exception_quote(verdict) + _surroundings(verdict, t)


def _timed_out(verdict: Verdict, t: Translator) -> list[Part]:
    limit = number_text(verdict.limit)
    tail = t.text("and stopped waiting after {limit} s.", limit=limit)
    if verdict.place is not None:
        tail = t.text("and stopped waiting after {limit} s. It was at this line:", limit=limit)
    usual = t.text(
        "The usual cause is a loop whose condition never changes, or a Python loop over numbers"
        " that one tensor operation could do at once."
    )
    parts = called(verdict, t, tail) + code_at(verdict.place) + variables(verdict)
    return parts + usual_advice(verdict, usual)


def _time_used_up(verdict: Verdict, t: Translator) -> list[Part]:
    limit = number_text(verdict.limit)
    usual = t.text("The usual causes are a loop that takes long in every call, and sleep().")
    if verdict.outcome == "not_run":
        sentence = t.text(
            "I have not run this check: the {limit} s that all calls of your code may take"
            " together are used up.",
            limit=limit,
        )
        return [Sentence(sentence), Sentence(usual)]
    tail = t.text(
        "and stopped waiting: the {limit} s that all calls of your code may take together are used"
        " up.",
        limit=limit,
    )
    return called(verdict, t, tail) + usual_advice(verdict, usual)


def _out_of_memory(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and it asked for more memory than a call may have.")
    usual = t.text(
        "The usual cause is a tensor far larger than meant: look at the shapes that are broadcast,"
        " and at lists that keep growing."
    )
    parts = called(verdict, t, tail) + code_at(verdict.place) + variables(verdict)
    return parts + usual_advice(verdict, usual)


def _process_ended(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.exception.startswith("SIG"):
        tail = t.text("and the process was ended by {signal}.", signal=verdict.exception)
        usual = t.text("The usual causes are endless recursion and far too large a tensor.")
    else:
        tail = t.text(
            "and your code ended the whole process ({how}) instead of returning.",
            how=verdict.exception or "exit",
        )
        usual = t.text("Take out exit(), quit(), sys.exit() and os._exit().")
    return called(verdict, t, tail) + usual_advice(verdict, usual)


def _reply_too_large(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and what it returned is far larger than the answer can be.")
    usual = t.text("Return the result only, no intermediate values.")
    return called(verdict, t, tail) + usual_advice(verdict, usual)


def _malformed_reply(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and what came back was no answer that I could read.")
    usual = t.text(
        "Your code writes to files or descriptors that are not its own: take that out; print() is"
        " fine."
    )
    return called(verdict, t, tail) + usual_advice(verdict, usual)


def _not_run(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.function:
        sentence = t.text(
            "I have not run this check: in another one I waited in vain for {function}.",
            function=verdict.function,
        )
        return [Sentence(sentence)]
    return [Sentence(t.text("I have not run this check: another one has to pass first."))]


def _grader_fault(verdict: Verdict, t: Translator) -> list[Part]:
    sentence = t.text("This is our bug, not yours. Please send us this line:")
    return [Sentence(sentence), *exception_quote(verdict)]


def _machine_fault(verdict: Verdict, t: Translator) -> list[Part]:
    sentence = t.text(
        "This machine could not run the check; it is not your fault. Run it once more, and if it"
        " comes back, send us this line:"
    )
    return [Sentence(sentence), *exception_quote(verdict)]


TELLERS: dict[Kind, Callable[[Verdict, Translator], list[Part]]] = {
    Kind.MISSING: _missing,
    Kind.NOT_CALLABLE: _not_callable,
    Kind.IMPORT_FAILED: _import_failed,
    Kind.NOT_WRITTEN: _not_written,
    Kind.FORBIDDEN: _forbidden,
    Kind.RAISED: _raised,
    Kind.TIMED_OUT: _timed_out,
    Kind.TIME_USED_UP: _time_used_up,
    Kind.OUT_OF_MEMORY: _out_of_memory,
    Kind.PROCESS_ENDED: _process_ended,
    Kind.REPLY_TOO_LARGE: _reply_too_large,
    Kind.MALFORMED_REPLY: _malformed_reply,
    Kind.NOT_RUN: _not_run,
    Kind.GRADER_FAULT: _grader_fault,
    Kind.MACHINE_FAULT: _machine_fault,
}
