"""How training curves, points and lines look: SVG, to stand inside a page or a notebook.

What has axes. The only module that knows matplotlib, which is imported when there is something to
draw; smaller pictures are drawn by hand (`plates`). What is
ink takes the colour of the text around it; the two colours can be told apart on light and on dark,
and by who sees no colours, since lines and marks differ as well. The same arrays give the same
bytes.
"""

import io
import math
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np

from autograder.model.record import Curve, Picture
from autograder.presentation.messages import Translator
from autograder.presentation.plates import LARGEST, PLATES, SPAN_OF_A_LOGARITHM, numbers, shaped
from autograder.presentation.svg import EXPECTED, GOT, INK, Drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_POINTS = 500
BINS = 10
MOST_SIDE_BY_SIDE = 3  # words of a legend
_LABELLED, _TICKS, _EDGE, _ROW = 0.46, 0.3, 0.12, 0.2  # inches around the axes

# What matplotlib is told, and what stands in the page instead.
_INK, _GOT, _EXPECTED = "#010203", "#d55e01", "#0173b3"
_COLOURS = {_INK: INK, _GOT: GOT, _EXPECTED: EXPECTED}
SETTINGS = {
    "svg.hashsalt": "autograder",
    "svg.fonttype": "none",  # text stays text: smaller, and in the reader's own font
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.facecolor": "none",
    "legend.frameon": False,
    "legend.borderpad": 0.0,
}
_SVG = "{http://www.w3.org/2000/svg}"


def draw_curve(curve: Curve, t: Translator, prefix: str) -> Drawing | None:
    """A training curve, where it had to end, and the band in which right solutions lie.

    `prefix` makes its ids the only ones of their page. None where there is nothing to draw.
    """
    values = numbers(curve.values)
    if not np.isfinite(values).any():
        return None
    steps = np.arange(1, len(values) + 1)
    low, high = numbers(curve.band_low), numbers(curve.band_high)
    banded = 0 < len(low) == len(high)
    limit = curve.limit if curve.limit is not None and abs(curve.limit) < LARGEST else None
    final = curve.final if curve.final is not None and abs(curve.final) < LARGEST else None

    def plot(figure: "Figure") -> None:
        from matplotlib.ticker import MaxNLocator, NullFormatter

        axes = figure.subplots()
        if banded:
            band = np.arange(1, len(low) + 1)
            axes.fill_between(
                band, low, high, color=_EXPECTED, alpha=0.4, lw=1.5, label=t.text("right solutions")
            )
        label = t.text("yours")
        if len(values) == 1:
            axes.plot(steps, values, "o", color=_GOT, label=label)
        axes.plot(steps, values, color=_GOT, lw=1.6, label=label if len(values) > 1 else None)
        if limit is not None:
            axes.axhline(limit, color=_INK, lw=1, ls=(0, (5, 3)), label=t.text("pass line"))
        if final is not None:
            mark = axes.plot([len(values)], [final], "D", color=_GOT, ms=6, mec=_INK, clip_on=False)
            mark[0].set_label(t.text("measured"))
        shown = np.concatenate([values, low, high, [x for x in (limit, final) if x is not None]])
        shown = shown[np.isfinite(shown)]
        if shown.min() > 0 and shown.max() > SPAN_OF_A_LOGARITHM * shown.min():
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
            axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_xlabel(t.text("step"))
        axes.set_ylabel(t.text("loss"))
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        _legend(axes)

    seen = [t.text("Your training curve.")]
    if limit is not None and final is not None:
        seen.append(
            t.text("The diamond, what I measured in the end, has to be below the dashed line.")
        )
    if banded:
        seen.append(t.text("The band is where right solutions are."))
    return _drawn(plot, (7.2, 2.6), prefix, " ".join(seen))


def draw_picture(picture: Picture, t: Translator, prefix: str) -> Drawing | None:
    """A picture of a verdict. `prefix` as for `draw_curve`; None where its arrays do not fit the
    shape that they announce, or hold no number."""
    if picture.kind in PLATES:
        return PLATES[picture.kind](picture, t)
    dimensions = _DIMENSIONS[picture.kind]
    got = shaped(picture.got, picture.shape, dimensions)
    expected = shaped(picture.expected, picture.shape, dimensions)
    if got is None or not np.isfinite(got).any() or got.shape[1:] not in ((), (2,)):
        return None
    return _DRAWERS[picture.kind](got, expected, t, prefix)


def draw_distribution(
    scores: Sequence[float], max_score: float, t: Translator, prefix: str
) -> Drawing | None:
    """How many submissions have how many points. None where there is no score."""
    if not scores or max_score <= 0:
        return None
    counts, edges = np.histogram(scores, bins=BINS, range=(0, max_score))

    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        bars = axes.bar(
            edges[:-1], counts, width=np.diff(edges) * 0.92, align="edge", color=_EXPECTED
        )
        axes.bar_label(bars, labels=[str(n) if n else "" for n in counts], padding=2, color=_INK)
        axes.set_xticks(edges)
        axes.set_xticklabels([f"{edge:g}" for edge in edges])
        axes.set_xlabel(t.text("points"))
        axes.set_ylabel(t.text("submissions"))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.margins(x=0.01, y=0.12)

    full = sum(score >= max_score for score in scores)
    seen = t.plural(
        "{n} submission with a score; with full marks: {full}.",
        "{n} submissions with a score; with full marks: {full}.",
        len(scores),
        full=full,
    )
    return _drawn(plot, (4.8, 2.2), prefix, seen)


def _scatter(got: np.ndarray, expected: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        if expected is not None:
            points = expected[:MOST_POINTS]
            axes.plot(*points.T[:2], "+", color=_EXPECTED, ms=5, mew=1, label=t.text("data"))
        points = got[:MOST_POINTS]
        axes.plot(*points.T[:2], "o", color=_GOT, ms=3.2, alpha=0.8, label=t.text("yours"))
        axes.set_aspect("equal", adjustable="datalim")
        _legend(axes)

    return _drawn(
        plot,
        (4.2, 3.6),
        prefix,
        t.text("Circles: your samples. Crosses: the data they should be like."),
    )


def _lines(got: np.ndarray, expected: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        if expected is not None:
            axes.plot(expected, color=_EXPECTED, lw=1.6, ls=(0, (5, 2)), label=t.text("expected"))
        axes.plot(got, color=_GOT, lw=1.6, label=t.text("yours"))
        _legend(axes)

    return _drawn(
        plot, (4.8, 2.6), prefix, t.text("Solid line: yours. Dashed line: what it should be.")
    )


_DRAWERS: dict[str, Callable[[np.ndarray, np.ndarray | None, Translator, str], Drawing]] = {
    "scatter": _scatter,
    "lines": _lines,
}
_DIMENSIONS = {"scatter": 2, "lines": 1}


def _legend(axes: "Axes") -> None:
    columns = _columns(len(axes.get_legend_handles_labels()[1]))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, handlelength=1.6)


def _columns(entries: int) -> int:
    return 2 if entries > MOST_SIDE_BY_SIDE else entries


def _lay_out(figure: "Figure") -> None:
    """Leaves room for labels and legend. Measuring it (`layout="constrained"`) would take three
    times as long as drawing."""
    width, height = figure.get_size_inches()
    (axes,) = figure.axes
    legend = axes.get_legend()
    entries = len(legend.get_texts()) if legend else 0
    rows = math.ceil(entries / _columns(entries)) if entries else 0
    below = _LABELLED if axes.get_xlabel() else _TICKS
    left = _LABELLED if len(axes.get_yticks()) else 0.0
    left += _TICKS if axes.get_ylabel() else 0.0
    figure.subplots_adjust(
        left=left / width,
        right=1 - _EDGE / width,
        bottom=below / height,
        top=1 - (_EDGE + rows * _ROW) / height,
    )


def _drawn(
    plot: Callable[["Figure"], None], inches: tuple[float, float], prefix: str, caption: str
) -> Drawing:
    # Neither pyplot nor the user's own settings: in a notebook both are the student's.
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {**matplotlib.rcParamsDefault, **SETTINGS}
    settings.pop("backend", None)
    context: AbstractContextManager[None] = matplotlib.rc_context(settings)
    out = io.BytesIO()
    with context, np.errstate(all="ignore"):
        figure = Figure(figsize=inches, facecolor="none")
        FigureCanvasSVG(figure)
        plot(figure)
        _lay_out(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return Drawing(_inline(out.getvalue(), prefix, caption), caption)


def _inline(svg: bytes, prefix: str, caption: str) -> str:
    """matplotlib's file as an element that may stand in a page beside others of its kind."""
    root = ElementTree.fromstring(svg)  # noqa: S314 -- written by matplotlib a moment ago
    used = set(re.findall(rb'(?:href="#|url\(#)([\w-]+)', svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)  # its style would be that of the whole page
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        attributes = {key.partition("}")[2] or key: x for key, x in element.attrib.items()}
        element.attrib.clear()
        for key, value in attributes.items():
            if key == "id":
                if value.encode() in used:
                    element.set(key, f"{prefix}-{value}")
                continue
            value = re.sub(r"url\(#", f"url(#{prefix}-", value)
            if key == "href" and value.startswith("#"):
                value = f"#{prefix}-{value[1:]}"
            for ours, theirs in _COLOURS.items():
                value = value.replace(ours, theirs)
            if key == "style":
                value = re.sub(r"font-family: [^;]+", "font-family: inherit", value)
            element.set(key, value)
    view = [float(number) for number in root.attrib["viewBox"].split()]
    root.attrib.clear()
    root.attrib.update(
        {
            "role": "img",
            "aria-label": caption,
            "viewBox": " ".join(f"{number:g}" for number in view),
            "width": f"{view[2] * 4 / 3:.0f}",
            "height": f"{view[3] * 4 / 3:.0f}",
            "stroke-linejoin": "round",
            "stroke-linecap": "butt",
        }
    )
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))
