"""Small pictures: texts, drawings, attention and rows of images, drawn, told in words, harmless."""

import base64
import math
import re
import struct
import zlib
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judge.pictures import (
    EXPECTED,
    GIVEN,
    YOURS,
    attention,
    image_rows,
    images,
    kept,
    strokes,
    texts,
)
from autograder.model.record import (
    Curve,
    Kind,
    Picture,
    Record,
    Sketch,
    Text,
    TextRow,
    Verdict,
    for_student,
    from_json,
    to_json,
)
from autograder.presentation.html import self_check
from autograder.presentation.messages import Language, Translator
from autograder.presentation.pictures import draw_picture
from autograder.presentation.plates import VIRIDIS, draw_plain_curve
from autograder.presentation.sentences import explain
from autograder.presentation.sentences.pictures import differing, picture_words
from autograder.presentation.svg import Drawing, png
from autograder.presentation.terminal.explanation import explanation_lines
from tests.framework.conftest import Course

ENGLISH = Translator("en")
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e\x00&\"' ]]>"
PEN = [np.array([[0.0, 0.0], [10.0, 20.0]]), np.array([[3.0, 4.0], [5.0, 6.0], [1.0, 9.0]])]


def made() -> dict[str, Picture]:
    """One picture of each kind that is drawn by hand."""
    rng = np.random.default_rng(3)
    grey, colours = rng.random((2, 5, 4)), rng.random((2, 5, 4, 3))
    weights = rng.dirichlet(np.ones(3), size=2)
    found = {
        "rows": image_rows({GIVEN: grey, YOURS: grey / 2, EXPECTED: grey}),
        "colours": image_rows({GIVEN: colours, YOURS: 1 - colours}),
        "texts": texts(["quatre vingt six", "onze"], ["quatre vingt dix", "onze"], ["90", "11"]),
        "strokes": strokes([PEN[:1]], [PEN[1:]], [PEN]),
        "unfinished": strokes([PEN[:1]], [[]]),
        "attention": attention(weights, ["dix", "sept"], ["ninety", "seven", "<end>"]),
        "images": images(grey, 1 - grey),
    }
    assert None not in found.values()
    return {name: picture for name, picture in found.items() if picture is not None}


def drawn(picture: Picture, language: Language = "en") -> tuple[Drawing, ElementTree.Element]:
    drawing = draw_picture(picture, Translator(language), "x")
    assert drawing is not None
    return drawing, ElementTree.fromstring(drawing.svg)


def words_in(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()).replace("\u00a0", " ") for each in root.iter("text")]


def pixels(root: ElementTree.Element) -> list[np.ndarray]:
    """The images of a picture, read from their PNG files."""
    found = []
    for image in root.iter("image"):
        data = base64.b64decode(image.attrib["href"].removeprefix("data:image/png;base64,"))
        width, height = struct.unpack(">II", data[16:24])
        start = data.index(b"IDAT")
        (length,) = struct.unpack(">I", data[start - 4 : start])
        rows = np.frombuffer(zlib.decompress(data[start + 4 : start + 4 + length]), np.uint8)
        found.append(rows.reshape(height, 1 + 3 * width)[:, 1:].reshape(height, width, 3))
    return found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", made())
def test_each_is_drawn_without_matplotlib_and_told_in_both_languages(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    picture = made()[name]
    drawing, root = drawn(picture, language)
    assert (root.get("role"), root.get("aria-label")) == ("img", drawing.caption)
    told = picture_words(picture, Translator(language))
    described = root.find("desc")
    if name == "images":
        assert (told, described) == ((), None)
    else:
        assert described is not None
        assert described.text == " ".join(told)
        assert told != picture_words(picture, Translator("es" if language == "en" else "en"))
    assert drawn(picture, language)[0] == drawing, "the same picture gives the same bytes"
    assert "id=" not in drawing.svg
    assert "currentColor" in drawing.svg
    assert not re.search(r"#(?!d5670a|2f83c5)[0-9a-f]{3,6}\b|black|white|http", drawing.svg)


def test_texts_stand_beside_each_other_and_what_differs_is_marked() -> None:
    picture = made()["texts"]
    drawing, root = drawn(picture)
    assert words_in(root)[:6] == [
        *("given", "90", "expected", "quatre vingt dix", "yours", "quatre vingt six"),
    ]
    marks = [each for each in root.iter("rect") if "fill-opacity: 0.25" in each.attrib["style"]]
    assert len(marks) == 2, "one word in each of the two texts that differ"
    assert {"--got" in each.attrib["style"] for each in marks} == {True, False}
    assert all(math.isclose(float(each.attrib["width"]), 3 * 7.8, abs_tol=0.1) for each in marks)
    assert "Marked" in drawing.caption
    verdict = failed(picture)
    lines = [line.plain.split() for line in explanation_lines(explain(verdict, ENGLISH), ENGLISH)]
    assert ["expected", "quatre", "vingt", "[dix]"] in lines
    assert ["yours", "quatre", "vingt", "[six]"] in lines
    assert ["yours", "onze"] in lines


@pytest.mark.parametrize(
    ("got", "expected", "differs"),
    [
        ("a b c", "a x c", "b"),
        ("a b", "a b", ""),
        ("", "a b", ""),
        ("casa", "caza", "s"),
        ("one two two", "one two", "two"),
    ],
)
def test_what_differs_is_told_by_words_or_in_one_word_by_letters(
    got: str, expected: str, differs: str
) -> None:
    one, other = differing(got, expected)
    assert "".join(text for text, _ in one) == got
    assert "".join(text for text, _ in other) == expected
    assert "".join(text for text, marked in one if marked).strip() == differs


def test_a_long_text_goes_on_in_the_next_line_and_none_leaves_the_picture() -> None:
    picture = texts(["多い " * 40 + "x" * 100], ["one " * 50])
    assert picture is not None
    _, root = drawn(picture)
    for each in root.iter("text"):
        if "textLength" in each.attrib:
            assert float(each.attrib["x"]) + float(each.attrib["textLength"]) <= 460
    height = float(root.attrib["height"])
    assert all(float(each.attrib["y"]) < height for each in root.iter("text"))
    assert len(words_in(root)) > 8


def test_a_drawing_shows_what_was_given_apart_from_how_it_was_gone_on_with() -> None:
    _, root = drawn(made()["strokes"])
    paths = [(each.attrib["d"], each.attrib["style"]) for each in root.iter("path")]
    given_ = [d for d, style in paths if "stroke: currentColor" in style]
    yours = [d for d, style in paths if "--got" in style]
    real = [d for d, style in paths if "--expected" in style]
    assert [len(each) for each in (given_, yours, real)] == [2, 1, 2]
    assert given_[0] == given_[1] == real[0], "at the same place in both rows"
    assert yours[0] == real[1]
    widths = {style: float(re.findall(r"width: ([\d.]+)", style)[0]) for _, style in paths}
    assert len(set(widths.values())) == 2, "who sees no colours sees it, too"


def test_strokes_that_run_off_are_cut_and_shrink_nothing() -> None:
    far = [np.array([[0.0, 0.0], [1e15, -1e15]]), np.full((3, 2), np.nan), np.ones((2, 3))]
    near, runaway = strokes([PEN], [PEN], [PEN]), strokes([PEN], [far], [PEN])
    assert near is not None
    assert runaway is not None
    assert len(runaway.sketches[0].got) == 1, "what is no stroke is left out"
    first = [next(drawn(each)[1].iter("path")).attrib["d"] for each in (near, runaway)]
    assert first[0] == first[1]
    for number in re.findall(
        r"[\d.-]+", " ".join(e.attrib["d"] for e in drawn(runaway)[1].iter("path"))
    ):
        assert abs(float(number)) < 1000
    windows = [each for each in drawn(runaway)[1].iter("svg") if "role" not in each.attrib]
    assert windows, "a window out of which nothing is seen"


def test_attention_has_its_words_along_both_axes_and_is_brightest_where_it_looks() -> None:
    weights = np.array([[0.1, 0.9, 0.0], [0.0, 0.2, 0.8]])
    picture = attention(weights, ["dix", "sept"], ["ninety", "seven", "end"])
    assert picture is not None
    drawing, root = drawn(picture)
    assert words_in(root)[:5] == ["dix", "sept", "ninety", "seven", "end"]
    turned = [each for each in root.iter("text") if "transform" in each.attrib]
    assert len(turned) == 3
    heat = pixels(root)[0]
    assert heat.shape == (2, 3, 3)
    assert (heat[0, 1] == VIRIDIS[-1]).all()
    assert (heat[0, 2] == VIRIDIS[0]).all()
    told = picture_words(picture, ENGLISH)
    assert told[1:] == ("dix: seven (0.9).", "sept: end (0.8).")
    assert drawing.caption == "Where each row looks: the brighter, the more at the word above."
    wrong = msgspec.structs.replace(picture, words=(("a",), ("b", "c", "d")))
    assert draw_picture(wrong, ENGLISH, "x") is None
    assert picture_words(wrong, ENGLISH) == ()


def test_rows_of_images_have_names_and_yours_has_a_frame_of_its_own() -> None:
    truth = Text("truth", "verdad")
    grey = np.linspace(0.0, 1.0, 40).reshape(2, 5, 4)
    picture = image_rows({GIVEN: grey, YOURS: grey + 0.25, truth: grey})
    assert picture is not None
    _, root = drawn(picture, "es")
    assert words_in(root) == ["dado", "tu código", "verdad"]
    frames = [each.attrib["style"] for each in root.iter("rect")]
    assert [("--got" in frame) for frame in frames] == [False, True, False]
    shown = pixels(root)
    assert [each.shape for each in shown] == [(5, 4, 3)] * 6
    assert shown[0][0, 0].tolist() == [0, 0, 0]
    assert picture_words(picture, ENGLISH) == (
        "2 images in rows, one below the other: given, yours, truth.",
        "A pixel of yours is off by 0.25 on average.",
    )


def test_colours_are_shown_as_they_are_and_what_is_no_number_in_none_of_theirs() -> None:
    colours = np.zeros((1, 2, 2, 3))
    colours[0, 0, 0] = [1.0, 0.5, 2.0]
    colours[0, 1, 1] = [math.nan, 0.0, 0.0]
    picture = image_rows({YOURS: colours})
    assert picture is not None
    (shown,) = pixels(drawn(picture)[1])
    assert shown[0, 0].tolist() == [255, 127, 255]
    assert shown[1, 1].tolist() == [213, 103, 10]


def test_a_png_file_is_one_that_others_read() -> None:
    pillow = pytest.importorskip("PIL.Image")
    import io

    rng = np.random.default_rng(0)
    colours = rng.integers(0, 256, (7, 3, 3)).astype(np.uint8)
    assert np.array_equal(np.array(pillow.open(io.BytesIO(png(colours)))), colours)


def failed(picture: Picture, public: bool = True) -> Verdict:
    return Verdict(
        check="test_training",
        exercise="e",
        title=Text("x", "x"),
        outcome="failed",
        kind=Kind.DID_NOT_CONVERGE,
        points=0.0,
        max_points=1.0,
        public=public,
        picture=picture,
    )


HOSTILE_PICTURES = {
    "texts": Picture(
        kind="texts", texts=(TextRow(given=HOSTILE, got=HOSTILE * 50, expected="a b"),) * 50
    ),
    "attention": Picture(
        kind="attention", shape=(1, 2), got=(0.5, None), words=((HOSTILE,), (HOSTILE, ""))
    ),
    "rows": Picture(
        kind="rows", shape=(1, 1, 1, 1), got=(0.5,), labels=(Text(HOSTILE, HOSTILE),), yours=(7,)
    ),
    "strokes": Picture(
        kind="strokes",
        sketches=(Sketch(given=((1.0,), ()), got=((1e300, -1e300, 5.0),)),) * 50,
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", HOSTILE_PICTURES)
def test_whatever_stands_in_a_picture_is_text_and_bounded_wherever_it_is_shown(
    name: str, language: Language
) -> None:
    picture = HOSTILE_PICTURES[name]
    page = self_check([failed(picture)], "t", "", language, "x")
    assert "<script" not in page
    assert "<svg" in page
    terminal = explanation_lines(explain(failed(picture), Translator(language)), ENGLISH)
    for shown in (page, *(line.plain for line in terminal)):
        assert not set(shown) & set("\x1b\x00\u202e")
    assert len(page) < 150_000
    assert len(terminal) < 40
    ElementTree.fromstring(page[page.index("<svg") : page.rindex("</svg>") + 6])


def test_a_picture_that_can_not_be_drawn_is_told_in_words_on_a_page() -> None:
    lost = Picture(kind="strokes", sketches=(Sketch(),))
    page = self_check([failed(lost)], "t", "", "en", "x")
    assert "<svg" not in page
    assert "Drawing 1: strokes given: 0, yours: 0." in page
    page = self_check([failed(made()["texts"])], "t", "", "en", "x")
    assert "[six]" in page[page.index("<svg") : page.index("</svg>")]
    assert "[six]" not in page[page.index("</svg>") :], "once is enough"


ANYTHING = st.recursive(
    st.none() | st.text(max_size=5) | st.floats() | st.integers(-(10**20), 10**20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(got=st.lists(ANYTHING | st.text(max_size=300), max_size=12))
def test_whatever_is_written_makes_a_picture_of_bounded_size(got: list[Any]) -> None:
    picture = texts(got, ["a b"] * 10)
    assert (picture is None) == (not got)
    if picture is not None:
        assert kept(picture) == picture
        drawn(picture)


ARRAYS = st.builds(
    lambda shape, fill, kind: np.full(shape, fill).astype(kind),
    st.lists(st.integers(0, 40), max_size=5).filter(lambda shape: math.prod(shape) < 10**5),
    st.sampled_from([0.0, 1.0, math.nan, math.inf, 1e300]),
    st.sampled_from(["float64", "float32", "complex128", "U3", "object"]),
)


@settings(max_examples=80, deadline=None)
@given(array=ARRAYS, other=ARRAYS)
@pytest.mark.parametrize(
    "make",
    [
        lambda a, b: image_rows({GIVEN: b, YOURS: a}),
        lambda a, b: strokes([[b, a]], [[a, b]], [[a]]),
        lambda a, b: attention(
            a, ["w"] * len(a) if a.ndim else [], ["v"] * a.shape[-1] if a.ndim else []
        ),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_whatever_array_is_returned_makes_a_picture_of_bounded_size_or_none(
    make: Callable[[np.ndarray, np.ndarray], Picture | None], array: np.ndarray, other: np.ndarray
) -> None:
    picture = make(array, other)
    if picture is not None:
        assert kept(picture) == picture
        drawing = draw_picture(picture, ENGLISH, "x")
        if drawing is not None:
            ElementTree.fromstring(drawing.svg)


def test_what_is_larger_than_a_picture_may_be_is_left_out() -> None:
    for name, picture in HOSTILE_PICTURES.items():
        if name in ("texts", "strokes"):
            assert kept(picture) is None, name
    assert kept(Picture(kind="texts", texts=(TextRow(got="x" * 201),))) is None
    endless = Picture(kind="strokes", sketches=(Sketch(got=((math.nan, 1.0),)),))
    assert kept(endless) is None


def test_a_picture_goes_through_a_record_and_of_a_hidden_check_to_the_teacher_alone(
    course: Course,
) -> None:
    course.suite(
        """
        from autograder.suite import EXPECTED, YOURS, attention, image_rows, strokes, texts

        @check("double", es="x")
        def test_words(student):
            "x"
            said = student.double(["uno", "dos"]).value
            expect_below(2.0, 1.0, picture=texts(said, ["one two", "three"]))

        @check("double", es="x")
        def test_pen(student, rng):
            "x"
            pen = rng.standard_normal((4, 2))
            expect(False, picture=strokes([[pen]], [[student.double(pen).array()]], [[2 * pen]]))

        @check("double", es="x")
        def test_rows(student, rng):
            "x"
            x = rng.random((2, 40, 40))
            expect(False, picture=image_rows({YOURS: student.double(x).array(), EXPECTED: x}))

        @check("double", es="x")
        def test_attention(student):
            "x"
            weights = student.double(np.eye(2)).array()
            expect(False, picture=attention(weights, ["a", "b"], ["c", "d"]))
        """
    )
    verdicts = course.judge("def double(x): return x + x")
    pictures = {name: verdict.picture for name, verdict in verdicts.items()}
    assert None not in pictures.values(), {n: v.detail for n, v in verdicts.items()}
    said = pictures["test_words"]
    assert said is not None
    assert [row.got for row in said.texts] == ["uno", "dos"], "a list twice as long, and no more"
    rows = pictures["test_rows"]
    assert rows is not None
    assert rows.shape == (2, 2, 20, 20)
    record = Record(
        submission="x",
        students=(),
        topic="toy",
        status="graded",
        score=0.0,
        max_score=1.0,
        verdicts=tuple(verdicts.values()),
    )
    assert from_json(to_json(record)) == record
    assert all(verdict.picture is None for verdict in for_student(record).verdicts)


def test_without_matplotlib_a_curve_has_axes_with_names_and_its_pass_line() -> None:
    curve = Curve(values=(2.0, None, 1.0, 0.25), final=0.5, limit=0.125)
    drawing = draw_plain_curve(curve, Translator("en"))
    assert drawing is not None
    root = ElementTree.fromstring(drawing.svg)
    words = {"".join(element.itertext()) for element in root.iter() if element.tag == "text"}
    assert {"loss", "step", "1", "4", "2", "0.125"} <= words
    assert "below the dashed line" in drawing.caption
    assert draw_plain_curve(Curve(values=(None,)), Translator("en")) is None
