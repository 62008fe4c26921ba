"""What was probably meant by a name that nothing has."""

import difflib
from collections.abc import Iterable


def meant(said: str, known: Iterable[str]) -> str:
    """`; did you mean …?` with the known names that are close to what was said; empty without."""
    by_case = {name.casefold(): name for name in known if name}
    close = difflib.get_close_matches(said.casefold(), list(by_case), cutoff=0.5)
    return f"; did you mean {' or '.join(by_case[each] for each in close)}?" if close else ""
