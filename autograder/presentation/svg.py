"""SVG by hand: an element that may stand in any page, and the few shapes that small pictures need.

Ink takes the colour of the text around it, and the two colours are those of the page. Whatever is
put in goes through an XML writer, which escapes it.
"""

import base64
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from rich.cells import cell_len

GOT, EXPECTED = "var(--got, #d5670a)", "var(--expected, #2f83c5)"
INK = "currentColor"
WIDTH = 460.0  # of a picture, in pixels
FONT = 13.0
LETTER = 0.64 * FONT  # how wide a letter is taken to be: which font a page has is its reader's
MONOSPACE = "ui-monospace, Menlo, Consolas, monospace"

Element = ElementTree.Element


@dataclass(frozen=True)
class Drawing:
    """An `<svg>` element and, in the reader's language, what can be seen in it."""

    svg: str
    caption: str


class Canvas:
    """A picture that grows downwards."""

    def __init__(self) -> None:
        self.root = Element("svg")

    def drawing(self, height: float, caption: str, words: Iterable[str] = ()) -> Drawing:
        """The picture as it stands. `words` say what is in it, for who can't see it."""
        size = {"width": f"{WIDTH:g}", "height": f"{height:.0f}"}
        self.root.attrib.update(
            {
                "role": "img",
                "aria-label": caption,
                "viewBox": f"0 0 {WIDTH:g} {height:.0f}",
                **size,
                "style": f"font-size: {FONT:g}px; fill: {INK}",
            }
        )
        told = " ".join(words)
        if told:
            description = Element("desc")
            description.text = told
            self.root.insert(0, description)
        return Drawing(ElementTree.tostring(self.root, encoding="unicode"), caption)

    def text(
        self, x: float, y: float, words: str, anchor: str = "start", turned: float = 0.0
    ) -> None:
        """Words whose line stands at y; `turned` degrees against the clock."""
        attributes = _at(x=x, y=y)
        if turned:
            attributes["transform"] = f"rotate({-turned:g} {x:.1f} {y:.1f})"
        if anchor != "start":
            attributes["style"] = f"text-anchor: {anchor}"
        self._add("text", attributes).text = _unbroken(words)

    def letters(self, x: float, y: float, words: str, cell: float) -> None:
        """Words in letters that are all `cell` wide, whatever font there is."""
        if not words:
            return
        attributes = _at(x=x, y=y, textLength=cell * cell_len(words))
        attributes |= {
            "lengthAdjust": "spacingAndGlyphs",
            "style": f"font-family: {MONOSPACE}",
        }
        self._add("text", attributes).text = _unbroken(words)

    def rectangle(
        self, x: float, y: float, width: float, height: float, fill: str, opacity: float = 1.0
    ) -> None:
        """A rectangle without a frame."""
        attributes = _at(x=x, y=y, width=width, height=height)
        self._add("rect", {**attributes, "style": f"fill: {fill}; fill-opacity: {opacity:g}"})

    def frame(self, x: float, y: float, width: float, height: float, opacity: float) -> None:
        """A rectangle that is nothing but its frame, in ink."""
        attributes = _at(x=x, y=y, width=width, height=height)
        style = f"fill: none; stroke: {INK}; stroke-opacity: {opacity:g}"
        self._add("rect", {**attributes, "style": style})

    def line(
        self, points: Sequence[tuple[float, float]], stroke: str, width: float, opacity: float = 1.0
    ) -> None:
        """A line through points; through one it is a dot, through none it is none."""
        if not points:
            return
        (x, y), *others = points
        path = f"M{x:.1f} {y:.1f}" + "".join(f"L{x:.1f} {y:.1f}" for x, y in others)
        style = (
            f"fill: none; stroke: {stroke}; stroke-width: {width:g}; stroke-opacity: {opacity:g}"
        )
        style += "; stroke-linecap: round; stroke-linejoin: round"
        self._add("path", {"d": path if others else f"{path}h0", "style": style})

    def pixels(self, x: float, y: float, width: float, height: float, colours: np.ndarray) -> None:
        """An image (H, W, 3) of 8-bit colours, each pixel a rectangle of its own."""
        data = base64.b64encode(png(colours)).decode("ascii")
        self._add(
            "image",
            {
                **_at(x=x, y=y, width=width, height=height),
                "preserveAspectRatio": "none",
                "style": "image-rendering: pixelated",
                "href": f"data:image/png;base64,{data}",
            },
        )

    def window(self, x: float, y: float, width: float, height: float) -> "Canvas":
        """A part of the picture with its own corner, out of which nothing is seen."""
        inner = Canvas()
        inner.root = self._add("svg", _at(x=x, y=y, width=width, height=height))
        return inner

    def _add(self, tag: str, attributes: dict[str, str]) -> Element:
        return ElementTree.SubElement(self.root, tag, attributes)


def png(colours: np.ndarray) -> bytes:
    """An image (H, W, 3) of 8-bit colours as a PNG file."""
    height, width, _ = colours.shape
    rows = np.concatenate(
        [np.zeros((height, 1), np.uint8), colours.astype(np.uint8).reshape(height, -1)], axis=1
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _at(**numbers: float) -> dict[str, str]:
    return {name: f"{number:.1f}".removesuffix(".0") for name, number in numbers.items()}


def _unbroken(words: str) -> str:
    """With spaces that are kept: in SVG several are one, and one at an end is none."""
    return words.replace(" ", "\u00a0")
