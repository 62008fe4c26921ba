"""The hidden suite of the topic on convolutional networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_rows_drawn,
    expect_rows_independent,
    mean_cross_entropy,
    of_all_sizes,
    probe,
    random_seed,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The largest mean cross-entropy on bars where none was seen in training. Right trainings end near
# 0.01, networks that take the mean over all places near 0.6.
BARS_LIMIT = 0.1
FLOAT32 = (1e-4, 1e-5)


@probe
def dtypes(student: Any, arguments: Any) -> list[str]:
    """The dtype of every tensor that comes back, in their order."""
    answer = student.function(*arguments)
    return [str(each.dtype) for each in (answer if isinstance(answer, tuple | list) else [answer])]


def expect_float32(student: Student, function: str, *arguments: Any) -> None:
    """Given float32, a function answers what the reference does, in float32."""
    narrow = [
        each.astype(np.float32) if isinstance(each, np.ndarray) else each for each in arguments
    ]
    getattr(student, function)(*narrow).matches_reference(*FLOAT32)
    student.run(dtypes.of(function=function), narrow).matches_reference()


# --- output_size ------------------------------------------------------------------------------


@probe
def sizes_as_integers(student: Any, cases: Any) -> Any:
    """Whether each answer is an int, and what it is."""
    answers = [student.output_size(*case) for case in cases]
    return [[isinstance(answer, int), answer] for answer in answers]


@check(
    "output_size",
    weight=3,
    es="output_size cuenta los lugares de un kernel, también donde sobra un resto",
)
def test_size_values(student: Student, rng: np.random.Generator) -> None:
    """output_size counts the places of a kernel, also where a rest is left."""
    student.output_size(7, 3).matches_reference()
    student.output_size(9, 4, 1, 2).matches_reference()
    for _ in range(12):
        kernel, stride, padding = (
            int(rng.integers(low, high)) for low, high in [(1, 8), (2, 6), (0, 5)]
        )
        smallest = max(1, kernel - 2 * padding)
        size = int(rng.integers(smallest, smallest + 40))
        student.output_size(size, kernel, stride, padding).matches_reference()
    for case in [
        (5, 5, 3, 0),
        (1, 1, 1, 0),
        (1, 7, 2, 3),
        (3, 2, 9, 0),
        (8, 3, 2, 0),
        (4, 9, 4, 3),
    ]:
        student.output_size(*case).matches_reference()


@check(
    "output_size",
    after=test_size_values,
    es="output_size devuelve un int, exacto también con números grandes",
)
def test_size_integers(student: Student) -> None:
    """output_size returns an int, exact for large numbers, too."""
    cases = [(10, 3), (11, 4, 2), (6, 5, 3, 1), (10**15 + 1, 2, 2, 0), (2**60 + 3, 4, 2, 1)]
    student.run(sizes_as_integers, [list(case) for case in cases]).matches_reference()


# --- conv2d -----------------------------------------------------------------------------------

# N, C, H, W, F, KH, KW.
PLAIN = [
    (2, 3, 7, 5, 4, 3, 2),
    (3, 2, 4, 9, 5, 1, 4),
    (1, 1, 6, 8, 1, 4, 3),
    (5, 3, 3, 2, 2, 3, 2),
    (2, 5, 5, 3, 3, 1, 1),
]
# The same, then stride and padding. Some leave a rest, in some whole windows lie in the padding.
MOVED = [
    (2, 3, 9, 6, 4, 3, 2, 2, 0),
    (3, 2, 7, 10, 3, 2, 4, 3, 1),
    (2, 1, 5, 4, 2, 3, 3, 1, 1),
    (1, 3, 4, 7, 2, 2, 3, 2, 3),
    (2, 2, 8, 5, 3, 5, 1, 1, 2),
    (2, 3, 11, 8, 2, 2, 1, 4, 0),
]


def images(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array, Array]:
    """x (N, C, H, W), w (F, C, KH, KW) and b (F,) for N, C, H, W, F, KH, KW."""
    N, C, H, W, F, KH, KW = shape
    x, w = rng.standard_normal((N, C, H, W)), rng.standard_normal((F, C, KH, KW))
    return x, w, rng.standard_normal(F)


@check("conv2d", weight=4, es="conv2d da los valores con paso 1 y sin relleno")
def test_conv_values(student: Student, rng: np.random.Generator) -> None:
    """conv2d gives the values for stride 1 and no padding."""
    for shape in PLAIN:
        student.conv2d(*images(rng, shape)).matches_reference()


@check(
    "conv2d",
    weight=3,
    after=test_conv_values,
    es="conv2d da los valores con cualquier paso y relleno",
)
def test_conv_stride_padding(student: Student, rng: np.random.Generator) -> None:
    """conv2d gives the values for any stride and padding."""
    for *shape, stride, padding in MOVED:
        student.conv2d(*images(rng, tuple(shape)), stride, padding).matches_reference()
    x, w, b = images(rng, PLAIN[0])
    student.conv2d(x, w, b, padding=2).matches_reference()
    student.conv2d(x, w, b, stride=2).matches_reference()


@check(
    "conv2d",
    weight=2,
    after=test_conv_stride_padding,
    es="conv2d se puede derivar respecto a imágenes, kernels y sesgos",
)
def test_conv_gradients(student: Student, rng: np.random.Generator) -> None:
    """conv2d can be differentiated in images, kernels and biases."""
    student.conv2d.gradients(*images(rng, PLAIN[0])).matches_reference()
    for *shape, stride, padding in MOVED[:2]:
        student.conv2d.gradients(*images(rng, tuple(shape)), stride, padding).matches_reference()


@check(
    "conv2d",
    weight=2,
    after=test_conv_values,
    es="Cada imagen se calcula por su lado, float32 sigue siéndolo y los argumentos no cambian",
)
def test_conv_rows(student: Student, rng: np.random.Generator) -> None:
    """Each image is computed by itself, float32 stays so, and the arguments do not change."""
    expect_rows_independent(student.conv2d, images(rng, (5, 2, 6, 4, 3, 2, 3)))
    expect_arguments_kept(student, "conv2d", *images(rng, PLAIN[1]), 2, 1)
    for stride, padding in [(1, 1), (2, 0)]:
        expect_float32(student, "conv2d", *images(rng, PLAIN[0]), stride, padding)


# --- conv2d_backward --------------------------------------------------------------------------


def arriving(rng: np.random.Generator, shape: Any, stride: int = 1, padding: int = 0) -> list[Any]:
    """dy (N, F, OH, OW), x, w, stride and padding for N, C, H, W, F, KH, KW."""
    N, _, H, W, F, KH, KW = shape
    x, w, _ = images(rng, tuple(shape))
    places = [(n + 2 * padding - k) // stride + 1 for n, k in [(H, KH), (W, KW)]]
    return [rng.standard_normal((N, F, *places)), x, w, stride, padding]


@check(
    "conv2d_backward",
    weight=5,
    es="conv2d_backward da los tres gradientes con paso 1 y sin relleno",
)
def test_backward_values(student: Student, rng: np.random.Generator) -> None:
    """conv2d_backward gives the three gradients for stride 1 and no padding."""
    for shape in PLAIN:
        student.conv2d_backward(*arriving(rng, shape)[:3]).matches_reference()


@check(
    "conv2d_backward",
    weight=5,
    after=test_backward_values,
    es="conv2d_backward da los tres gradientes con cualquier paso y relleno",
)
def test_backward_stride_padding(student: Student, rng: np.random.Generator) -> None:
    """conv2d_backward gives the three gradients for any stride and padding."""
    for *shape, stride, padding in MOVED:
        student.conv2d_backward(*arriving(rng, shape, stride, padding)).matches_reference()


@check(
    "conv2d_backward",
    weight=3,
    after=test_backward_values,
    es="Los gradientes son exactos también con números muy grandes y muy pequeños",
)
def test_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """The gradients are exact with very large and very small numbers, too."""
    for shape, stride, padding in [((2, 3, 5, 4, 2, 2, 3), 1, 0), ((3, 4, 6, 5, 2, 3, 2), 2, 1)]:
        dy, x, w, *_ = arriving(rng, shape, stride, padding)
        # Channels are what the kernels meet first.
        dy, last, turned = of_all_sizes(dy, np.moveaxis(x, 1, 3), w.swapaxes(0, 1))
        x, w = np.moveaxis(last, 3, 1).copy(), turned.swapaxes(0, 1).copy()
        student.conv2d_backward(dy, x, w, stride, padding).matches_reference(1e-7, 0)


@check(
    "conv2d_backward",
    weight=2,
    after=test_backward_values,
    es="conv2d_backward deja sus argumentos como estaban, y float32 sigue siéndolo",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """conv2d_backward leaves its arguments as they were, and float32 stays so."""
    for stride, padding in [(1, 0), (2, 1)]:
        inputs = arriving(rng, PLAIN[0], stride, padding)
        expect_arguments_kept(student, "conv2d_backward", *inputs)
        expect_float32(student, "conv2d_backward", *inputs)


# --- max_pool2d, max_pool2d_backward ----------------------------------------------------------

# N, C, H, W, size, stride: side by side, overlapping, with gaps, with a rest, a single window.
POOLS = [
    (2, 3, 6, 8, 2, 2),
    (3, 2, 7, 5, 3, 2),
    (1, 3, 6, 9, 3, 1),
    (2, 1, 8, 11, 2, 3),
    (2, 3, 4, 5, 4, 3),
    (3, 2, 4, 3, 1, 2),
]


def different(rng: np.random.Generator, *shape: int) -> Array:
    """Numbers of which no two are alike, of both signs."""
    count = int(np.prod(shape))
    return (rng.permutation(count).reshape(shape) - count / 2 + rng.random()) / 7


def pooled(rng: np.random.Generator, shape: tuple[int, ...], size: int, stride: int) -> Array:
    """What arrives at the windows of images of this shape."""
    places = [(n - size) // stride + 1 for n in shape[2:]]
    return rng.standard_normal((*shape[:2], *places))


@check("max_pool2d", weight=4, es="max_pool2d da el mayor de cada ventana de cada canal")
def test_pool_values(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d gives the largest of each window of each channel."""
    for *shape, size, stride in POOLS:
        student.max_pool2d(different(rng, *shape), size, stride).matches_reference()


@check(
    "max_pool2d",
    weight=2,
    after=test_pool_values,
    es="max_pool2d acierta donde todas las entradas son negativas, por grandes que sean",
)
def test_pool_negative(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d is right where all entries are negative, however large they are."""
    for size in [1.0, 1e12, 1e300]:
        x = -size * (1 + rng.random((2, 3, 5, 7)))
        student.max_pool2d(x, 2, 2).matches_reference()
        student.max_pool2d(x, 3, 1).matches_reference()


@check(
    "max_pool2d",
    after=test_pool_values,
    es="max_pool2d se puede derivar respecto a x",
)
def test_pool_gradients(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d can be differentiated in x."""
    for *shape, size, stride in POOLS[:4]:
        student.max_pool2d.gradients(different(rng, *shape), size, stride).matches_reference()


@check(
    "max_pool2d",
    after=test_pool_values,
    es="max_pool2d deja x como estaba, y float32 sigue siéndolo",
)
def test_pool_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d leaves x as it was, and float32 stays so."""
    for size, stride in [(2, 2), (3, 1)]:
        x = different(rng, 2, 3, 7, 5)
        expect_arguments_kept(student, "max_pool2d", x, size, stride)
        expect_float32(student, "max_pool2d", x, size, stride)


@check(
    "max_pool2d_backward",
    weight=3,
    es="El gradiente llega al mayor de cada ventana, si las ventanas no se solapan",
)
def test_pool_backward_apart(student: Student, rng: np.random.Generator) -> None:
    """The gradient reaches the largest of each window, where windows do not overlap."""
    for *shape, size, stride in POOLS:
        if size <= stride:
            dy = pooled(rng, tuple(shape), size, stride)
            x = different(rng, *shape)
            student.max_pool2d_backward(dy, x, size, stride).matches_reference()


@check(
    "max_pool2d_backward",
    weight=3,
    after=test_pool_backward_apart,
    es="Una entrada que gana en varias ventanas recibe la suma",
)
def test_pool_backward_overlap(student: Student, rng: np.random.Generator) -> None:
    """An entry that wins in several windows gets the sum."""
    for *shape, size, stride in POOLS:
        if size > stride:
            dy = pooled(rng, tuple(shape), size, stride)
            x = different(rng, *shape)
            student.max_pool2d_backward(dy, x, size, stride).matches_reference()


@check(
    "max_pool2d_backward",
    weight=3,
    after=test_pool_backward_apart,
    es="De varias entradas iguales recibe el gradiente la primera en el orden de lectura",
)
def test_pool_backward_ties(student: Student, rng: np.random.Generator) -> None:
    """Of several equal entries the first in reading order gets the gradient."""
    for *shape, size, stride in POOLS:
        x = rng.integers(-1, 1, shape).astype(np.float64)
        x[0] = 0
        dy = pooled(rng, tuple(shape), size, stride)
        student.max_pool2d_backward(dy, x, size, stride).matches_reference()
    # The first row has the tie on the right: not the leftmost is meant, but the uppermost.
    x = np.array([[[[1.0, 5.0], [5.0, 5.0]], [[2.0, 3.0], [7.0, 7.0]]]])
    student.max_pool2d_backward(np.array([[[[2.0]], [[3.0]]]]), x, 2, 2).matches_reference()


@check(
    "max_pool2d_backward",
    weight=2,
    after=test_pool_backward_apart,
    es="El gradiente es exacto donde las entradas casi son iguales o de tamaños muy distintos",
)
def test_pool_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """The gradient is exact where entries are nearly alike or of very different size."""
    for size, stride in [(2, 2), (3, 2)]:
        shape = (2, 3, 7, 8)
        x, dy = different(rng, *shape), pooled(rng, (2, 3, 7, 8), size, stride)
        x[0] = 1 + 1e-14 * x[0]
        x[1, 0] *= 1e200
        x[1, 1] *= 1e-200
        dy[:, 1] *= 1e150
        dy[:, 2] *= 1e-150
        student.max_pool2d_backward(dy, x, size, stride).matches_reference(1e-7, 0)


@check(
    "max_pool2d_backward",
    after=test_pool_backward_apart,
    es="max_pool2d_backward deja sus argumentos como estaban, y float32 sigue siéndolo",
)
def test_pool_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d_backward leaves its arguments as they were, and float32 stays so."""
    for size, stride in [(2, 2), (3, 3)]:
        x, dy = different(rng, 2, 3, 7, 6), pooled(rng, (2, 3, 7, 6), size, stride)
        expect_arguments_kept(student, "max_pool2d_backward", dy, x, size, stride)
        expect_float32(student, "max_pool2d_backward", dy, x, size, stride)


# --- conv_transpose2d -------------------------------------------------------------------------

# N, F, OH, OW, C, KH, KW.
SPREAD = [
    (2, 3, 5, 4, 2, 3, 2),
    (3, 2, 2, 6, 4, 1, 4),
    (1, 1, 4, 3, 1, 4, 3),
    (2, 5, 3, 1, 3, 2, 1),
]
# The same, then stride, padding and output_padding.
SPREAD_MOVED = [
    (2, 3, 4, 3, 2, 3, 2, 2, 0, 0),
    (3, 2, 5, 4, 3, 2, 4, 3, 1, 0),
    (2, 1, 5, 6, 2, 3, 3, 1, 1, 0),
    (1, 3, 4, 5, 2, 3, 4, 2, 2, 0),
    (2, 2, 3, 2, 2, 2, 1, 4, 0, 0),
]
SPREAD_LONGER = [
    (2, 3, 4, 3, 2, 3, 2, 2, 1, 1),
    (1, 2, 3, 4, 3, 5, 4, 3, 2, 1),
    (2, 3, 3, 2, 2, 4, 5, 3, 2, 2),
    (2, 2, 3, 4, 1, 2, 3, 3, 0, 2),
    (1, 2, 3, 3, 2, 4, 3, 3, 1, 2),
]


def spread(rng: np.random.Generator, shape: Any) -> tuple[Array, Array]:
    """y (N, F, OH, OW) and w (F, C, KH, KW) for N, F, OH, OW, C, KH, KW."""
    N, F, OH, OW, C, KH, KW = shape
    return rng.standard_normal((N, F, OH, OW)), rng.standard_normal((F, C, KH, KW))


@check("conv_transpose2d", weight=3, es="conv_transpose2d reparte lo que conv2d recoge, con paso 1")
def test_transpose_values(student: Student, rng: np.random.Generator) -> None:
    """conv_transpose2d spreads what conv2d gathers, for stride 1."""
    for shape in SPREAD:
        student.conv_transpose2d(*spread(rng, shape)).matches_reference()


@check(
    "conv_transpose2d",
    weight=3,
    after=test_transpose_values,
    es="conv_transpose2d da los valores con cualquier paso y relleno",
)
def test_transpose_stride_padding(student: Student, rng: np.random.Generator) -> None:
    """conv_transpose2d gives the values for any stride and padding."""
    for *shape, stride, padding, _ in SPREAD_MOVED:
        student.conv_transpose2d(*spread(rng, shape), stride, padding).matches_reference()


@check(
    "conv_transpose2d",
    weight=2,
    after=test_transpose_stride_padding,
    es="output_padding añade abajo y a la derecha lo que allí cae",
)
def test_transpose_output_padding(student: Student, rng: np.random.Generator) -> None:
    """output_padding adds what falls there at the bottom and on the right."""
    for *shape, stride, padding, more in SPREAD_LONGER:
        student.conv_transpose2d(*spread(rng, shape), stride, padding, more).matches_reference()


@check(
    "conv_transpose2d",
    after=test_transpose_values,
    es="conv_transpose2d deja sus argumentos como estaban, y float32 sigue siéndolo",
)
def test_transpose_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """conv_transpose2d leaves its arguments as they were, and float32 stays so."""
    for settings in [(1, 0, 0), (2, 1, 1)]:
        y, w = spread(rng, SPREAD[0])
        expect_arguments_kept(student, "conv_transpose2d", y, w, *settings)
        expect_float32(student, "conv_transpose2d", y, w, *settings)


# --- receptive_field --------------------------------------------------------------------------


@check(
    "receptive_field",
    weight=3,
    es="receptive_field dice qué ve una salida de capas de paso 1",
)
def test_field_without_stride(student: Student) -> None:
    """receptive_field says what an output of layers of stride 1 sees."""
    for layers in [
        [(3, 1, 0)],
        [(5, 1, 2), (3, 1, 1)],
        [(2, 1, 0), (7, 1, 3), (4, 1, 1)],
        [(1, 1, 0), (6, 1, 0), (1, 1, 2)],
    ]:
        student.receptive_field(layers).matches_reference()


@check(
    "receptive_field",
    weight=3,
    after=test_field_without_stride,
    es="Cada paso separa más los lugares que ven las capas siguientes",
)
def test_field_with_strides(student: Student, rng: np.random.Generator) -> None:
    """Each stride puts the places that later layers see further apart."""
    for count in [1, 2, 3, 5, 8]:
        highs = [8, 4, 4]
        layers = [
            tuple(int(rng.integers(low, high)) for low, high in zip([1, 1, 0], highs, strict=True))
            for _ in range(count)
        ]
        student.receptive_field([(5, 3, 1), *layers]).matches_reference()
    for layers in [[(2, 2, 0)] * 5, [(3, 2, 1), (3, 1, 1)] * 3, [(7, 2, 3), (3, 2, 1), (1, 2, 0)]]:
        student.receptive_field(layers).matches_reference()


@probe
def fields_in_turn(student: Any, stacks: Any) -> Any:
    """Whether the three numbers are ints, what they are, and what is left of the layers.

    They are told in digits: some are larger than 64 bits hold.
    """
    found = []
    for stack in stacks:
        layers = [tuple(layer) for layer in stack]
        field = student.receptive_field(layers)
        found.append([all(isinstance(n, int) for n in field), [str(n) for n in field], layers])
    return found


@check(
    "receptive_field",
    weight=2,
    after=test_field_with_strides,
    es="Sin capas una salida ve su entrada; con muchas, los int son exactos y layers no cambia",
)
def test_field_ends(student: Student) -> None:
    """Without layers an output sees its input; with many the ints are exact, and layers stays."""
    stacks = [[], [[3, 2, 1]], [[3, 2, 1]] * 40, [[2, 3, 0], [5, 1, 2]] * 12]
    stacks += [[[2, 3, 1]] * 40]  # beyond 64 bits
    student.run(fields_in_turn, stacks).matches_reference()


# --- cnn_forward ------------------------------------------------------------------------------


def network(
    rng: np.random.Generator, C: int, F: int, KH: int, KW: int, K: int
) -> tuple[Array, Array, Array, Array]:
    """w (F, C, KH, KW), b (F,), V (F, K) and c (K,), of which none is zero."""
    w, b = rng.standard_normal((F, C, KH, KW)), rng.standard_normal(F)
    return w, b, rng.standard_normal((F, K)), rng.standard_normal(K)


@check(
    "cnn_forward",
    weight=3,
    es="cnn_forward da los logits de imágenes de cualquier tamaño",
)
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """cnn_forward gives the logits of images of any size."""
    weights = network(rng, 2, 5, 3, 2, 4)
    for N, H, W in [(3, 7, 5), (1, 3, 11), (2, 3, 2), (7, 4, 6)]:
        student.cnn_forward(rng.standard_normal((N, 2, H, W)), *weights).matches_reference()
    w, b, V, c = network(rng, 1, 7, 2, 3, 3)
    student.cnn_forward(rng.standard_normal((4, 1, 6, 5)), w, b - 3, V, c).matches_reference()


@check(
    "cnn_forward",
    weight=2,
    after=test_forward_values,
    es="cnn_forward se puede derivar, float32 sigue siéndolo y los argumentos no cambian",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """cnn_forward can be differentiated, keeps float32, and leaves its arguments as they were."""
    for C, F, KH, KW, K in [(2, 5, 3, 2, 4), (1, 3, 1, 4, 2)]:
        inputs = rng.standard_normal((3, C, 6, 5)), *network(rng, C, F, KH, KW, K)
        student.cnn_forward.gradients(*inputs).matches_reference()
        expect_arguments_kept(student, "cnn_forward", *inputs)
        expect_float32(student, "cnn_forward", *inputs)


# --- train_cnn --------------------------------------------------------------------------------


def answers_everywhere(x: Array, w: Array, b: Array) -> Array:
    """(N, F, OH, OW), what each kernel answers at each place, as the judge computes it."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.einsum("nchwij,fcij->nfhw", windows, w, optimize=True) + b[:, None, None]


def logits_of(x: Array, parameters: Any) -> Array:
    """(N, K), the logits, as the judge computes them."""
    w, b, V, c = parameters
    return np.asarray(np.maximum(answers_everywhere(x, w, b).max(axis=(2, 3)), 0) @ V + c)


def row_losses(x: Array, y: Array, parameters: Any) -> Array:
    """(N,), the cross-entropy of every row, as the judge computes it."""
    logits = logits_of(x, parameters)
    return np.asarray(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y])


def task(
    rng: np.random.Generator, N: int, C: int, F: int, K: int
) -> tuple[Array, Array, list[Array]]:
    """x (N, C, 6, 5), labels (N,) that have nothing to do with x, and parameters."""
    w, b, V, c = network(rng, C, F, 3, 2, K)
    labels = rng.permutation(np.arange(N) % K)
    # Of larger logits many losses would be nearly 0, and their gradients nothing but rounding.
    return rng.standard_normal((N, C, 6, 5)), labels, [w, b, 0.1 * V, c]


def alike(
    rng: np.random.Generator, N: int, C: int, F: int, K: int
) -> tuple[Array, Array, list[Array]]:
    """A task in which all rows are the same one: whichever are drawn, a step is the same."""
    x, y, parameters = task(rng, N, C, F, K)
    return np.repeat(x[:1], N, axis=0), np.repeat(y[:1], N), parameters


@check(
    "train_cnn",
    weight=4,
    es="train_cnn da los pasos de Adam y devuelve los parámetros y las pérdidas",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_cnn takes the steps of Adam and returns the parameters and the losses."""
    for N, batch, sizes, steps, lr in [
        (5, 3, (1, 7, 4), 1, 0.02),
        (3, 3, (2, 4, 3), 3, 0.05),
        (4, 1, (1, 3, 2), 6, 0.2),
    ]:
        settings = steps, batch, lr, random_seed(rng)
        student.train_cnn(*alike(rng, N, *sizes), *settings).matches_reference()


@check(
    "train_cnn",
    after=test_training_steps,
    es="Se dan todos los pasos con la misma tasa lr, baje o no la pérdida",
)
def test_training_every_step(student: Student, rng: np.random.Generator) -> None:
    """All steps are taken, all at the same rate lr, whether the loss falls or not."""
    for steps, lr in [(120, 0.0), (120, 1e-6), (80, 0.02)]:
        settings = steps, 2, lr, random_seed(rng)
        answer = student.train_cnn(*alike(rng, 3, 1, 3, 2), *settings)
        answer.matches_reference(1e-6, 1e-7)


@probe
def types_of_losses(student: Any, arguments: Any) -> Any:
    """Whether parameters and losses are lists, how many they are, and what each loss is."""
    trained, losses = student.train_cnn(*arguments)
    lists = [isinstance(trained, list | tuple), isinstance(losses, list)]
    return [*lists, len(trained), len(losses), *(isinstance(loss, float) for loss in losses)]


@check(
    "train_cnn",
    after=test_training_steps,
    es="Las pérdidas son float de Python, y los argumentos quedan como estaban",
)
def test_training_returns(student: Student, rng: np.random.Generator) -> None:
    """The losses are Python floats, and the arguments stay as they were."""
    inputs = [*alike(rng, 5, 1, 7, 3), 3, 4, 0.05, random_seed(rng)]
    student.run(types_of_losses, inputs).matches_reference()
    expect_arguments_kept(student, "train_cnn", *inputs)


@check(
    "train_cnn",
    weight=2,
    after=test_training_steps,
    es="Cada paso sortea batch_size filas de entre todas, cada una con su etiqueta",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Each step draws batch_size rows from all of them, every one with its own label."""
    x, y, parameters = task(rng, 13, 1, 5, 3)
    rows = row_losses(x, y, parameters)
    for copies in [1, 100]:
        settings = 80, 3, 0.0, random_seed(rng)
        data = np.repeat(x, copies, axis=0), np.repeat(y, copies)
        answer = student.train_cnn(*data, parameters, *settings).matches_form()
        which = expect_rows_drawn(np.asarray(answer.value[1]), rows, 3)
        drawn = np.sort(np.unravel_index(which, (13,) * 3), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > 40)


def first_move(x: Array, label: int, parameters: list[Array], lr: float) -> list[Array]:
    """What the first step of Adam makes of a network for one row x (C, H, W), by the judge."""
    w, b, V, c = parameters
    (everywhere,) = answers_everywhere(x[None], w, b)
    best = everywhere.max(axis=(1, 2))
    found = np.maximum(best, 0)
    logits = found @ V + c
    back = np.exp(logits - np.logaddexp.reduce(logits))
    back[label] -= 1
    into = np.where(best > 0, V @ back, 0)
    dw = np.zeros_like(w)
    for f, kernel in enumerate(w):
        top, left = np.unravel_index(everywhere[f].argmax(), everywhere[f].shape)
        window = x[:, top : top + kernel.shape[1], left : left + kernel.shape[2]]
        dw[f] = into[f] * window
    gradients = [dw, into, np.outer(found, back), back]
    pairs = zip(parameters, gradients, strict=True)
    return [tensor - lr * g / (np.abs(g) + 1e-8) for tensor, g in pairs]


@check(
    "train_cnn",
    after=test_training_minibatches,
    es="Cada paso sigue el gradiente de las filas de su pérdida",
)
def test_training_own_rows(student: Student, rng: np.random.Generator) -> None:
    """Each step follows the gradient of its loss's rows."""
    x, y, parameters = task(rng, 11, 2, 5, 3)
    rows = row_losses(x, y, parameters)
    for _ in range(5):
        settings = 1, 1, 0.1, random_seed(rng)
        answer = student.train_cnn(x, y, parameters, *settings).matches_form()
        row = int(np.abs(rows - np.asarray(answer.value[1])).argmin())
        expected = first_move(x[row], int(y[row]), parameters, 0.1)
        expect_equal(arrays_like(answer.value[0], parameters), expected, 1e-6, 1e-7)


@probe
def trained_three_times(student: Any, data: Any, settings: Any, seeds: Any) -> Any:
    """The parameters and losses of trainings with these seeds, with something drawn before."""
    found = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        trained, losses = student.train_cnn(*data, *settings, seed)
        found.append([list(trained), [float(loss) for loss in losses]])
    return found


@check(
    "train_cnn",
    after=test_training_minibatches,
    es="La misma semilla da los mismos parámetros, y otra semilla otros",
)
def test_training_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same parameters, and another seed others."""
    data, one, two = list(task(rng, 23, 1, 5, 3)), random_seed(rng), random_seed(rng)
    answer = student.run(trained_three_times, data, [4, 5, 0.05], [one, one, two]).matches_form()
    first, again, other = answer.value
    expect_equal(again, first, 0, 0)
    expect(not np.allclose(first[1], other[1]))
    expect(not np.allclose(first[0][0], other[0][0]))


# Row and column of each of the three pixels of a bar: - | \ /
STROKES = np.array(
    [
        [[1, 0], [1, 1], [1, 2]],
        [[0, 1], [1, 1], [2, 1]],
        [[0, 0], [1, 1], [2, 2]],
        [[0, 2], [1, 1], [2, 0]],
    ]
)


def barred(rng: np.random.Generator, N: int, near: int) -> tuple[Array, Array]:
    """Noisy pictures (N, 1, 12, 12) with a bar whose corner is at `near` to `near` + 2 both ways,
    and which of the four it is (N,), in that order."""
    kinds = np.sort(np.arange(N) % 4)
    pictures = 0.2 * rng.standard_normal((N, 1, 12, 12))
    corners = rng.integers(near, near + 3, (N, 1, 2))
    rows, columns = np.moveaxis(STROKES[kinds] + corners, 2, 0)
    pictures[np.arange(N)[:, None], 0, rows, columns] += 1
    return pictures, kinds


@check(
    "train_cnn",
    weight=2,
    retries=2,
    after=test_training_steps,
    es="La red que vio barras arriba a la izquierda las reconoce abajo a la derecha",
)
def test_training_bars(student: Student, rng: np.random.Generator) -> None:
    """The network that saw bars at the top left knows them at the bottom right."""
    start = [
        rng.standard_normal((16, 1, 3, 3)) * np.sqrt(2 / 9),
        np.zeros(16),
        rng.standard_normal((16, 4)) * np.sqrt(2 / 16),
        np.zeros(4),
    ]
    # A short training, in which wrong answers are told apart.
    student.train_cnn(*alike(rng, 5, 1, 4, 3), 3, 2, 0.05, 0).matches_form()
    settings = 100, 32, 0.05, random_seed(rng)
    answer = student.train_cnn(*barred(rng, 400, 1), start, *settings).matches_form()
    parameters = arrays_like(answer.value[0], start)
    x_test, y_test = barred(rng, 1000, 6)
    error = mean_cross_entropy(logits_of(x_test, parameters), y_test)
    expect_below(error, BARS_LIMIT, curve=np.asarray(answer.value[1]))
