"""Fills in a table that an LMS wrote, and leaves every other byte of it alone.

A CSV module reads cells and writes them anew, with its own quotes; here each cell keeps the text it
was read from, quotes and all, until it is set.
"""

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTES = 64 * 2**20


class TableError(ValueError):
    """The file can't be read as a table with certainty; the message says where and why."""


class Table:
    """A header and rows of cells, by number of the row (the header is 0) and of the column.

    `delimiters` are the ones to expect: that which gives the header most cells is taken.
    `backslash` says that the writer was PHP's `fputcsv` (Moodle), which leaves a quote behind a
    backslash as it is.

    Raises TableError where the bytes are neither UTF-8 nor UTF-16 with a byte-order mark, where a
    quoted cell does not end, where a row has not as many cells as the header, and where the quotes
    can be read in two ways.
    """

    def __init__(self, data: bytes, *, delimiters: str = ",", backslash: bool = False) -> None:
        if len(data) > _BYTES:
            raise TableError(f"it is larger than {_BYTES // 2**20} MiB; is it a class list?")
        if data[:2] == b"PK":
            raise TableError("it is a spreadsheet or a zip, not a CSV file: save it as CSV (UTF-8)")
        self._mark, self._encoding = next(
            ((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8")
        )
        try:
            text = data[len(self._mark) :].decode(self._encoding)
        except UnicodeDecodeError:
            raise TableError(
                "it is not UTF-8: take it as it was downloaded, or save it as CSV (UTF-8)"
            ) from None
        if not text.strip():
            raise TableError("it is empty")
        self.delimiter = _delimiter(text, delimiters)
        self._rows, self._ends = _read(text, self.delimiter, backslash)
        assert self.render() == data

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return self.row(0)

    def row(self, row: int) -> list[str]:
        """The cells of a row, without their quotes."""
        return [_value(raw) for raw in self._rows[row]]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of each row below the header that is not blank."""
        for number in range(1, len(self._rows)):
            if any(raw.strip() for raw in self._rows[number]):
                yield number, self.row(number)

    def set(self, row: int, column: int, text: str) -> None:
        """Puts `text` into a cell, in quotes where it needs them."""
        needs_quotes = re.search(rf'[{re.escape(self.delimiter)}"\\\s]', text)
        quoted = '"' + text.replace('"', '""') + '"'
        self._rows[row][column] = quoted if needs_quotes else text

    def without_mark(self) -> bool:
        """Takes the byte-order mark away; says whether there was one."""
        had_mark = bool(self._mark)
        self._mark, self._encoding = b"", "utf-8"
        return had_mark

    def render(self) -> bytes:
        """The whole file, as it was read but for the cells that were set."""
        lines = (
            self.delimiter.join(row) + end for row, end in zip(self._rows, self._ends, strict=True)
        )
        return self._mark + "".join(lines).encode(self._encoding)


def line_of(row: int) -> str:
    """How a row is named in a message: as a spreadsheet numbers it."""
    return f"row {row + 1}"


def _delimiter(text: str, delimiters: str) -> str:
    counts = {}
    for each in delimiters:
        try:
            counts[each] = len(_cells(text, each, backslash=False, only_first=True)[0][0])
        except TableError:
            counts[each] = 0
    return max(delimiters, key=lambda each: counts[each])


def _read(text: str, delimiter: str, backslash: bool) -> tuple[list[list[str]], list[str]]:
    plain = _read_one(text, delimiter, False)
    if not backslash or '\\"' not in text:
        if isinstance(plain, TableError):
            raise plain
        return plain
    # Student's text may hold a quote behind a backslash, which PHP does not double. The reading
    # counts that gives every row its cells; if both do and differ, no one can tell.
    escaped = _read_one(text, delimiter, True)
    readings = [each for each in (plain, escaped) if not isinstance(each, TableError)]
    if not readings:
        assert isinstance(plain, TableError)
        raise plain
    if any(reading != readings[0] for reading in readings):
        raise TableError(
            'a backslash in front of a quote (\\") makes the cells ambiguous: leave the column '
            "with the students' text out of the download"
        )
    return readings[0]


def _read_one(
    text: str, delimiter: str, backslash: bool
) -> tuple[list[list[str]], list[str]] | TableError:
    try:
        rows, ends = _cells(text, delimiter, backslash=backslash)
    except TableError as error:
        return error
    for number, row in enumerate(rows):
        if len(row) != len(rows[0]) and any(raw.strip() for raw in row):
            return TableError(
                f"{line_of(number)} has {len(row)} cells where the header has {len(rows[0])}"
            )
    return rows, ends


def _cells(
    text: str, delimiter: str, *, backslash: bool, only_first: bool = False
) -> tuple[list[list[str]], list[str]]:
    inside = r'(?:[^"\\]|\\.|"")*+' if backslash else r'(?:[^"]|"")*+'
    between = re.escape(delimiter)
    cell = re.compile(
        rf'(?:"{inside}"|(?!")[^{between}\r\n]*)(?P<end>{between}|\r\n|\n|\r|\Z)', re.DOTALL
    )
    rows: list[list[str]] = []
    ends: list[str] = []
    row: list[str] = []
    position = 0
    while True:
        match = cell.match(text, position)
        if match is None:
            raise TableError(
                f"{line_of(len(rows))}: the quotes of column {len(row) + 1} do not pair up"
            )
        row.append(text[position : match.start("end")])
        position = match.end()
        if match["end"] == delimiter:
            continue
        rows.append(row)
        ends.append(match["end"])
        row = []
        if position == len(text) or only_first:
            return rows, ends


def _value(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw[:1] == '"' else raw
