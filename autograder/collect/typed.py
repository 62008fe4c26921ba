"""Code that was typed or pasted into an LMS's text box, and is downloaded as a page of HTML."""

import re
from html.parser import HTMLParser

from autograder.collect.bounded import TooComplex, bounded

PAGE_BYTES = 2 * 2**20
# A line ends before and behind these.
_BLOCKS = frozenset({
    "p", "div", "pre", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5",
    "h6", "section", "article",
})  # fmt: skip
_UNSEEN = frozenset({"head", "script", "style", "title"})


def code_of(page: bytes) -> str:
    """The text of a page with its lines and indentation, as it is seen. Empty where it can't be
    read: who knows what a student pastes."""
    try:
        text: str = bounded(_text, page[:PAGE_BYTES], returns=str)
    except TooComplex:
        return ""
    return text


def _text(page: bytes) -> str:
    reader = _Reader()
    reader.feed(page.decode("utf-8-sig", "replace"))
    reader.close()
    lines = "".join(reader.parts).replace("\xa0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._in_pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._in_pre += tag == "pre"
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._in_pre = max(0, self._in_pre - (tag == "pre"))
        if tag in _BLOCKS:
            self._new_line()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        data = data.replace("\r\n", "\n")
        if not self._in_pre:
            if not data.strip(" \t\n"):
                # Between tags; spaces alone may indent what follows on the same line.
                data = "" if "\n" in data else data
            elif self._at_line_start():
                data = re.sub(r"^[ \t]*\n", "", data)  # the page's own end of a line, after <br>
        self.parts.append(data)

    def _new_line(self) -> None:
        if self.parts and not self._at_line_start():
            self.parts.append("\n")

    def _at_line_start(self) -> bool:
        last = next((part for part in reversed(self.parts) if part), "\n")
        return last.endswith("\n")
