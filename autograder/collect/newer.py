"""Tells code for a newer Python from code that is wrong, by what the older one says of it."""

import re
import sys

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
# The version, what Python says of it before that, and how the line looks.
_SIGNS: tuple[tuple[tuple[int, int], str, str], ...] = (
    # An f-string's own quotes, again, inside its braces.
    (
        (3, 12),
        r"f-string: |unterminated string",
        r"""f(["\'])(?:(?!\1).)*\{[^}]*\1[^}]*\1[^}]*\}""",
    ),
    ((3, 12), r"f-string expression part cannot include", ""),
    ((3, 12), r"invalid syntax", r"^\s*type\s+\w+\s*(?:\[.*\])?\s*="),
    ((3, 12), r"expected '\('|invalid syntax", r"^\s*(?:async\s+)?def\s+\w+\s*\["),
    ((3, 12), r"invalid syntax|expected ':'", r"^\s*class\s+\w+\s*\["),
    ((3, 15), r"iterable unpacking cannot be used in comprehension|dict unpacking cannot", ""),
    ((3, 15), r"invalid syntax", r"^lazy\s+(?:import|from)\s"),
    ((3, 14), r"multiple exception types must be parenthesized", r"^\s*except\b"),
    ((3, 14), r"invalid syntax", r"""(?<!\w)[tT][rR]?["\']"""),
)


def newer_python(message: str, line: str, running: tuple[int, int] = sys.version_info[:2]) -> str:
    """The version of Python, "3.12", that a line needs of which the running one says `message`;
    empty where no version is known that takes it."""
    for version, said, looks in _SIGNS:
        if running < version and re.match(said, message) and re.search(looks, line):
            return f"{version[0]}.{version[1]}"
    return ""
