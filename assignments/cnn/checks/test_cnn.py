"""The public checks of the topic on convolutional networks: small numbers, to follow by hand."""

from __future__ import annotations

import numpy as np

from autograder.suite import (
    Student,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    mean_cross_entropy,
)

Array = np.ndarray
Task = tuple[Array, Array, list[Array]]  # pictures, classes, parameters


def whole(rng: np.random.Generator, *shape: int) -> Array:
    """Whole numbers from -4 to 4."""
    return rng.integers(-4, 5, shape).astype(np.float64)


# The worked example of the statement.
PAPER_X = np.array([[[[1.0, 2.0, 0.0], [0.0, 3.0, 1.0], [2.0, 0.0, 1.0]]]])
PAPER_W = np.array([[[[1.0, 0.0], [2.0, -1.0]]]])
PAPER_DY = np.array([[[[1.0, 0.0], [0.0, 2.0]]]])


@check("output_size", es="Un kernel de 2 tiene 2 lugares en 3 píxeles, y 2 con paso 2 y relleno 1")
def test_size_on_paper(student: Student) -> None:
    """A kernel of 2 has 2 places on 3 pixels, and 2 with stride 2 and padding 1."""
    student.output_size(3, 2).matches_reference()
    student.output_size(3, 2, 2, 1).matches_reference()


@check(
    "output_size",
    after=test_size_on_paper,
    es="output_size acierta con y sin resto, hasta 8 píxeles",
)
def test_size_small(student: Student) -> None:
    """output_size is right with and without a rest, up to 8 pixels."""
    for case in [(8, 3), (8, 3, 2), (7, 3, 2), (5, 5, 4), (4, 1, 3), (6, 2, 2, 2)]:
        student.output_size(*case).matches_reference()


@check("conv2d", es="conv2d da -1, 8, 5 y 3 en el ejemplo resuelto")
def test_conv_on_paper(student: Student) -> None:
    """conv2d gives the worked example's -1, 8, 5 and 3."""
    student.conv2d(PAPER_X, PAPER_W, np.array([1.0])).matches_reference()


@check(
    "conv2d",
    after=test_conv_on_paper,
    es="conv2d da el ejemplo con paso 2 y relleno 1, y no cambia sus argumentos",
)
def test_conv_moved(student: Student) -> None:
    """conv2d gives the example with stride 2 and padding 1, and does not change its arguments."""
    expect_arguments_kept(student, "conv2d", PAPER_X, PAPER_W, np.array([1.0]), 2, 1)


@check(
    "conv2d",
    after=test_conv_on_paper,
    es="conv2d sirve con varias imágenes, canales y kernels, más altos que anchos",
)
def test_conv_channels(student: Student, rng: np.random.Generator) -> None:
    """conv2d works for several images, channels and kernels, which are higher than wide."""
    x, w, b = whole(rng, 2, 3, 4, 5), whole(rng, 2, 3, 3, 2), whole(rng, 2)
    student.conv2d(x, w, b).matches_reference()


@check("conv2d_backward", es="conv2d_backward da los gradientes del ejemplo resuelto")
def test_backward_on_paper(student: Student) -> None:
    """conv2d_backward gives the gradients of the worked example."""
    student.conv2d_backward(PAPER_DY, PAPER_X, PAPER_W).matches_reference()


@check(
    "conv2d_backward",
    after=test_backward_on_paper,
    es="conv2d_backward sirve con varias imágenes, canales y kernels, con paso 2 y relleno 1",
)
def test_backward_small(student: Student, rng: np.random.Generator) -> None:
    """conv2d_backward works for several images, channels and kernels, stride 2 and padding 1."""
    x, w = whole(rng, 2, 2, 5, 4), whole(rng, 3, 2, 2, 3)
    student.conv2d_backward(whole(rng, 2, 3, 4, 2), x, w).matches_reference()
    expect_arguments_kept(student, "conv2d_backward", whole(rng, 2, 3, 3, 2), x, w, 2, 1)


@check("max_pool2d", es="max_pool2d da el mayor de cada ventana de 2 × 2, también si es negativo")
def test_pool_small(student: Student, rng: np.random.Generator) -> None:
    """max_pool2d gives the largest of each window of 2 x 2, also where that is negative."""
    student.max_pool2d(whole(rng, 1, 2, 4, 5), 2, 2).matches_reference()
    student.max_pool2d(whole(rng, 1, 1, 3, 4) - 9, 2, 1).matches_reference()


@check("max_pool2d_backward", es="El gradiente llega al mayor de cada ventana")
def test_pool_backward_small(student: Student) -> None:
    """The gradient reaches the largest of each window."""
    x = np.array([[[[1.0, 4.0, 3.0, 7.0], [2.0, 0.0, 9.0, 5.0]]]])
    student.max_pool2d_backward(np.array([[[[2.0, 3.0]]]]), x, 2, 2).matches_reference()
    student.max_pool2d_backward(np.array([[[[2.0, 3.0, 1.0]]]]), x, 2, 1).matches_reference()


@check(
    "max_pool2d_backward",
    after=test_pool_backward_small,
    es="De dos mayores iguales recibe el gradiente el primero",
)
def test_pool_backward_tie(student: Student) -> None:
    """Of two that are largest the first gets the gradient."""
    x = np.array([[[[1.0, 6.0], [6.0, 2.0]]]])
    student.max_pool2d_backward(np.array([[[[5.0]]]]), x, 2, 2).matches_reference()


@check("conv_transpose2d", es="conv_transpose2d da el dx del ejemplo resuelto")
def test_transpose_on_paper(student: Student) -> None:
    """conv_transpose2d gives the worked example's dx."""
    student.conv_transpose2d(PAPER_DY, PAPER_W).matches_reference()


@check(
    "conv_transpose2d",
    after=test_transpose_on_paper,
    es="⟨Ax, y⟩ = ⟨x, Aᵀy⟩, también con paso 2, relleno 1 y output_padding 1",
)
def test_transpose_adjoint(student: Student, rng: np.random.Generator) -> None:
    """⟨Ax, y⟩ = ⟨x, Aᵀy⟩, with stride 2, padding 1 and output_padding 1, too."""
    for settings in [(1, 0, 0), (2, 1, 1)]:
        y, w = whole(rng, 2, 3, 2, 3), whole(rng, 3, 2, 3, 2)
        student.conv_transpose2d(y, w, *settings).matches_reference()


@check("receptive_field", es="receptive_field da (7, 2, -3) en el ejemplo, y (1, 1, 0) sin capas")
def test_field_on_paper(student: Student) -> None:
    """receptive_field gives the example's (7, 2, -3), and (1, 1, 0) without layers."""
    student.receptive_field([(3, 2, 1), (3, 1, 1)]).matches_reference()
    student.receptive_field([]).matches_reference()


@check("cnn_forward", es="cnn_forward da los logits de dos imágenes de 3 × 4")
def test_forward_small(student: Student, rng: np.random.Generator) -> None:
    """cnn_forward gives the logits of two images of 3 x 4."""
    w, b, V, c = whole(rng, 2, 1, 2, 2), whole(rng, 2), whole(rng, 2, 3), whole(rng, 3)
    expect_arguments_kept(student, "cnn_forward", whole(rng, 2, 1, 3, 4), w, b, V, c)


def small_task(rng: np.random.Generator) -> Task:
    """Five times the same picture x, its class y, and parameters."""
    x, y = np.repeat(rng.random((1, 1, 4, 3)), 5, axis=0), np.full(5, 2)
    shapes = [(3, 1, 2, 2), (3,), (3, 4), (4,)]
    return x, y, [rng.standard_normal(shape) for shape in shapes]


@check("train_cnn", es="train_cnn da un paso de Adam, y lo mismo con tres")
def test_training_small(student: Student, rng: np.random.Generator) -> None:
    """train_cnn takes a step of Adam, and three likewise."""
    for steps in [1, 3]:
        student.train_cnn(*small_task(rng), steps, 2, 0.05, 7).matches_reference()


@check(
    "train_cnn",
    after=test_training_small,
    es="train_cnn deja sus argumentos como estaban, y otra semilla da otros minilotes",
)
def test_training_kept(student: Student, rng: np.random.Generator) -> None:
    """train_cnn leaves its arguments as they were, and another seed gives other minibatches."""
    x, y, parameters = small_task(rng)
    expect_arguments_kept(student, "train_cnn", x, y, parameters, 2, 2, 0.05, 7)
    others = rng.random((5, 1, 4, 3)), y, parameters
    one, two = (
        student.train_cnn(*others, 4, 2, 0.05, seed).matches_form().value[1] for seed in [1, 2]
    )
    expect(not np.allclose(one, two))


def logits_of(x: Array, parameters: list[Array]) -> Array:
    """The logits of pictures x (N, 1, H, W), as the judge computes them."""
    w, b, V, c = parameters
    views = np.lib.stride_tricks.sliding_window_view(x[:, 0], w.shape[2:], axis=(1, 2))
    best = np.einsum("nhwij,fij->nfhw", views, w[:, 0]).max(axis=(2, 3)) + b
    return np.asarray(np.maximum(best, 0) @ V + c)


@check(
    "train_cnn",
    after=test_training_small,
    es="Con tasa 0 y una imagen por paso, cada pérdida es la de una imagen con su etiqueta",
)
def test_training_labels(student: Student, rng: np.random.Generator) -> None:
    """At rate 0 and with one picture a step, each loss is that of a picture with its own label."""
    _, _, parameters = small_task(rng)
    x, y = rng.random((5, 1, 4, 3)), np.array([0, 1, 2, 3, 2])
    answer = student.train_cnn(x, y, parameters, 12, 1, 0.0, 7).matches_form()
    z = logits_of(x, parameters)
    own = np.log(np.exp(z).sum(axis=1)) - z[range(5), y]
    expect_each_of(np.asarray(answer.value[1]), own)


def corner_bars(N: int, first: int) -> tuple[Array, Array]:
    """Lying and upright bars in pictures (N, 1, 9, 9) without noise, and which each is (N,)."""
    x, y = np.zeros((N, 1, 9, 9)), np.arange(N) % 2
    for number, (picture, kind) in enumerate(zip(x, y, strict=True)):
        row = first + number // 2 % 2
        if kind == 0:
            picture[0, row, first : first + 3] = 1
        else:
            picture[0, first : first + 3, row] = 1
    return x, y


@check(
    "train_cnn",
    retries=2,
    after=test_training_small,
    es="Dos clases de barras, vistas en una esquina, se reconocen en la otra",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """Two kinds of bars that were seen in one corner are known in the other one."""
    shapes = [(8, 1, 3, 3), (8,), (8, 2), (2,)]
    start = [0.5 * rng.standard_normal(shape) for shape in shapes]
    answer = student.train_cnn(*corner_bars(20, 1), start, 60, 10, 0.05, 3).matches_form()
    x, y = corner_bars(8, 5)
    error = mean_cross_entropy(logits_of(x, arrays_like(answer.value[0], start)), y)
    expect_below(error, 0.3, curve=np.asarray(answer.value[1]))
