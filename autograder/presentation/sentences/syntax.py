"""What to do about a line that is no Python, by what Python says of it."""

import re

from autograder.presentation.messages import N_

_ANYTHING = N_("Fix that line, or the one before it: a bracket or a colon may be missing there.")
_AS_IT_SAYS = N_("Fix what Python says of that line.")

# What Python says, how the line looks, and the advice: the first that fits.
_ADVICE: tuple[tuple[str, str, str], ...] = (
    (
        "",
        r"^(?:<{7}|={7}|>{7}|\|{7})",
        N_("That is a mark of Git's: two versions of the file met. Keep the one that is right."),
    ),
    (
        r"invalid non-printable character",
        "",
        N_(
            "There is a character in that line that can't be seen, as comes along when code is"
            " copied from a page or a PDF: delete the spaces there and type them again."
        ),
    ),
    (
        r"invalid character",
        "",
        N_(
            "That character looks like the one that Python knows and is another one, as comes along"
            " when code is copied from a page or a PDF: type it again."
        ),
    ),
    (
        r"unexpected indent",
        "",
        N_(
            "That line stands further to the right than the one before it, and nothing there opens"
            " a block: move it to the left."
        ),
    ),
    (
        r"unindent does not match",
        "",
        N_(
            "That line stands between two levels of indentation: begin it exactly below a line of"
            " the block that it belongs to."
        ),
    ),
    (
        r"expected an indented block",
        "",
        N_(
            "The line before it opens a block: what belongs to it stands four spaces further to the"
            " right; pass, where there is nothing yet."
        ),
    ),
    (
        r"inconsistent use of tabs",
        "",
        N_("Tabs and spaces are mixed there: let your editor turn all tabs into spaces."),
    ),
    (
        r"'(?:return|yield|await)[^']*' outside|'(?:break|continue)' ",
        "",
        N_("That line stands outside of what it belongs to: indent it as far as the rest of that."),
    ),
    (
        r".* was never closed|closing parenthesis|unmatched",
        "",
        N_("Count the brackets from there on: each that is opened has to be closed, and no other."),
    ),
    (
        r"unterminated",
        "",
        N_("A text that begins there has no end: close it with the quotes that it begins with."),
    ),
    (r"invalid syntax$|expected ':'", "", _ANYTHING),
)


# How a line looks that a newer Python takes, and how it is written for an older one.
_OLDER: tuple[tuple[str, str], ...] = (
    (
        r"^\s*except\b",
        N_("Write it as Python {running} allows: except (A, B), the exceptions in brackets."),
    ),
    (
        r"^\s*(?:type|class|def|async)\b",
        N_(
            "Write it as Python {running} allows: name = type in place of type name = type, and no"
            " types in brackets behind a name."
        ),
    ),
    (
        r"""(?i)\bf["']""",
        N_(
            "Write it as Python {running} allows: inside the braces of an f-string the other kind"
            " of quotes, and no backslash."
        ),
    ),
)
_OTHERWISE = N_("Write it without what is new there: it is Python {running} that reads it here.")


def older_python(line: str) -> str:
    """How a line for a newer Python is written for an older one, a message of the catalogue."""
    return next((advice for looks, advice in _OLDER if re.search(looks, line)), _OTHERWISE)


def syntax_advice(message: str, line: str) -> str:
    """The advice, a message of the catalogue."""
    for said, looks, advice in _ADVICE:
        if re.match(said, message) and re.search(looks, line):
            return advice
    return _AS_IT_SAYS if message else _ANYTHING
