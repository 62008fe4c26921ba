"""Public checks of the compression topic: small numbers that can be followed by hand."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    YOURS,
    Student,
    TopicData,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    image_rows,
    probe,
    put_in,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray


# --- quantise ---------------------------------------------------------------------------------


@check("quantise", es="Con cuatro niveles, 0.2 va a 1/3, 0.5001 a 2/3 y 0.9 a 1")
def test_four_levels(student: Student) -> None:
    """With four levels, 0.2 goes to 1/3, 0.5001 to 2/3 and 0.9 to 1."""
    student.quantise(np.array([0.0, 0.1, 0.2, 0.49, 0.5001, 0.9, 1.0]), 4).matches_reference()
    student.quantise(np.array([[0.3], [0.7]], np.float32), 2).matches_reference()


@check(
    "quantise",
    after=test_four_levels,
    es="-0.2 va a 0, 1.3 y 10³⁰ van a 1, y la entrada no cambia",
)
def test_beyond_the_ends(student: Student) -> None:
    """-0.2 goes to 0, 1.3 and 10³⁰ to 1, and the input does not change."""
    expect_arguments_kept(student, "quantise", np.array([-0.2, 1.3, 0.4, 1e30]), 5)


# --- straight_through -------------------------------------------------------------------------


@check("straight_through", es="straight_through da los valores de quantise")
def test_straight_values(student: Student) -> None:
    """straight_through gives the values of quantise."""
    student.straight_through(np.array([0.2, 0.9, -0.2, 1.3]), 4).matches_reference()


@check(
    "straight_through",
    after=test_straight_values,
    es="El gradiente pasa tal cual en 0.2 y 0.9, y es cero en -0.2 y 1.3",
)
def test_straight_gradient(student: Student) -> None:
    """The gradient passes as it is at 0.2 and 0.9, and is zero at -0.2 and 1.3."""
    student.straight_through.gradients(np.array([0.2, 0.9]), 4).matches_reference()
    student.straight_through.gradients(np.array([0.2, 0.9, -0.2, 1.3]), 4).matches_reference()


# --- entropy_bits -----------------------------------------------------------------------------


@check("entropy_bits", es="El ejemplo resuelto tiene 0.8113 + 2 bits; lo constante, ninguno")
def test_entropy_on_paper(student: Student) -> None:
    """The worked example has 0.8113 + 2 bits; what is constant has none."""
    student.entropy_bits(np.array([[0, 0], [0, 1], [0, 2], [1, 3]])).matches_reference(1e-5, 1e-5)
    student.entropy_bits(np.array([[7], [7], [7]])).matches_reference(1e-5, 1e-5)
    student.entropy_bits(np.array([[-2, 5], [3, 5]])).matches_reference(1e-5, 1e-5)


# --- huffman ----------------------------------------------------------------------------------


@check("huffman", es="Cuentas 8, 4, 2, 2: palabras de 1, 2, 3 y 3 bits, ninguna comienzo de otra")
def test_huffman_on_paper(student: Student) -> None:
    """Counts 8, 4, 2, 2 give words of 1, 2, 3 and 3 bits, none of which begins another one."""
    for counts, lengths in [([8, 4, 2, 2], [1, 2, 3, 3]), ([1, 0, 5, 2], [2, 0, 1, 2])]:
        words = student.huffman(np.array(counts)).value
        expect(isinstance(words, list | tuple))
        expect(all(isinstance(word, str) and set(word) <= {"0", "1"} for word in words))
        expect([len(word) for word in words] == lengths)
        some = sorted(word for word in words if word)
        expect(not any(b.startswith(a) for a, b in itertools.pairwise(some)))


@check("huffman", after=test_huffman_on_paper, es="Un símbolo solo recibe una palabra de un bit")
def test_huffman_one_symbol(student: Student) -> None:
    """A symbol alone gets a word of one bit."""
    words = student.huffman(np.array([0, 6])).value
    expect(list(words) in (["", "0"], ["", "1"]))


# --- bitstream --------------------------------------------------------------------------------

WORDS = ["0", "10", "110", "111"]


@probe
def encoded(student: Any, symbols: torch.Tensor, words: Any) -> Any:
    """The bytes that encode makes, as numbers; what it gives, if these are no bytes."""
    data = student.encode(symbols, words)
    return list(data) if isinstance(data, bytes | bytearray) else data


@probe
def decoded(student: Any, data: Any, words: Any, n: int) -> Any:
    """What decode reads from bytes."""
    return student.decode(bytes(data), words, n)


@probe
def refuses(student: Any, data: Any, words: Any, n: int) -> Any:
    """Whether decode raises a ValueError."""
    try:
        student.decode(bytes(data), words, n)
    except ValueError:
        return True
    return False


@check("bitstream", es="El ejemplo resuelto: 0, 1, 3, 0, 0 son el byte 92")
def test_encode_on_paper(student: Student) -> None:
    """The worked example: 0, 1, 3, 0, 0 are the byte 92."""
    student.run(encoded, np.array([0, 1, 3, 0, 0]), WORDS).matches_reference()
    student.run(encoded, np.array([3, 2, 1, 1]), WORDS).matches_reference()


@check("bitstream", es="decode lee los símbolos de vuelta, y no más que n")
def test_decode_on_paper(student: Student) -> None:
    """decode reads the symbols back, and no more than n."""
    student.run(decoded, [92], WORDS, 5).matches_reference()
    student.run(decoded, [92], WORDS, 3).matches_reference()


@check("bitstream", after=test_decode_on_paper, es="Si los bytes terminan antes, lanza ValueError")
def test_decode_too_short(student: Student) -> None:
    """Where the bytes end too early, it raises ValueError."""
    student.run(refuses, [92], WORDS, 7).matches_reference()


# --- measures ---------------------------------------------------------------------------------


@probe
def bits_for(student: Any, size: int, x: torch.Tensor) -> Any:
    """The bits per pixel of so many bytes."""
    return student.bits_per_pixel(bytes(size), x)


@check(
    "measures", es="Tres bytes para dos imágenes de 2 × 3 son 2 bits por píxel, también en color"
)
def test_bits(student: Student) -> None:
    """Three bytes for two images of 2 × 3 are 2 bits per pixel, in colour too."""
    student.run(bits_for, 3, np.zeros((2, 2, 3))).matches_reference(1e-5, 1e-5)
    student.run(bits_for, 3, np.zeros((2, 2, 3, 3))).matches_reference(1e-5, 1e-5)


@check("measures", es="Un error medio de 0.01 son 20 dB; ninguno, inf")
def test_decibels(student: Student) -> None:
    """A mean error of 0.01 is 20 dB; none, inf."""
    x = np.array([[0.5, 0.2], [0.3, 0.4]])
    student.psnr(x, x + 0.1).matches_reference(1e-5, 1e-5)
    student.psnr(4 * x, 4 * x - np.array([[0.5], [0.1]]), 4.0).matches_reference(1e-5, 1e-5)
    student.psnr(np.array([3], np.uint8), np.array([5], np.uint8), 255).matches_reference(
        1e-5, 1e-5
    )
    expect(student.psnr(x, x).value == np.inf)


# --- rate_distortion --------------------------------------------------------------------------


@check("rate_distortion", es="La curva del ejemplo resuelto pasa por las filas 2, 0 y 4")
def test_curve_on_paper(student: Student) -> None:
    """The curve of the worked example goes through the rows 2, 0 and 4."""
    points = np.array([[2.0, 4], [3, 3.5], [1, 9], [2, 6], [4, 1], [6, 1]])
    student.rate_distortion(points).matches_reference()
    student.rate_distortion(points[3:4]).matches_reference()


# --- reverse_water_filling --------------------------------------------------------------------


@check("reverse_water_filling", es="Varianzas 16, 4 y 1 con distorsión 5: 1.5, 0.5 y 0 bits")
def test_water_on_paper(student: Student) -> None:
    """Variances 16, 4 and 1 with the distortion 5: 1.5, 0.5 and 0 bits."""
    tolerance = {"rtol": 1e-6, "atol": 1e-6}
    student.reverse_water_filling(np.array([16.0, 4, 1]), 5.0).matches_reference(**tolerance)
    student.reverse_water_filling(np.array([1.0, 0, 16]), 0.5).matches_reference(**tolerance)
    student.reverse_water_filling(np.array([1.0, 2]), 4.0).matches_reference(**tolerance)


# --- transform --------------------------------------------------------------------------------


@check("transform", es="dct_matrix(2) tiene las filas (1, 1)/√2 y (1, -1)/√2")
def test_dct_of_two(student: Student) -> None:
    """dct_matrix(2) has the rows (1, 1)/√2 and (1, -1)/√2."""
    student.dct_matrix(2).matches_reference()
    student.dct_matrix(3).matches_reference()


@check("transform", es="(1, 2) en la dirección (0.6, 0.8) y pasos de 0.5: índice 4, y (1.2, 1.6)")
def test_transform_on_paper(student: Student) -> None:
    """(1, 2) along (0.6, 0.8) in steps of 0.5: the index 4, and (1.2, 1.6)."""
    x, basis = np.array([[1.0, 2], [-1, -2], [0.1, 0.1]]), np.array([[0.6, 0.8]])
    student.transform_code(x, basis, 0.5).matches_reference()


# --- train_compressor -------------------------------------------------------------------------


def fresh_weights(rng: np.random.Generator, dtype: Any, *sizes: tuple[int, int]) -> list[Array]:
    """Weights (out, in) and biases (out,) as nn.Linear draws them."""
    weights: list[Array] = []
    for size_in, size_out in sizes:
        bound = 1 / np.sqrt(size_in)
        weights += [
            rng.uniform(-bound, bound, shape).astype(dtype)
            for shape in [(size_out, size_in), (size_out,)]
        ]
    return weights


def our_network(weights: Any) -> nn.Module:
    """Two layers of ours, of the dtype of their weights."""
    model = nn.Sequential(
        nn.Linear(*weights[0].shape[::-1]), nn.ReLU(), nn.Linear(*weights[2].shape[::-1])
    )
    model.to(weights[0].dtype)
    put_in(model, weights)
    return model


@probe(beside=[put_in, our_network])
def train_ours(student: Any, weights: Any, x: torch.Tensor, settings: Any) -> Any:
    """The losses of a training of our networks, and the parameters that it leaves."""
    encoder, decoder = our_network(weights[:4]), our_network(weights[4:])
    losses = student.train_compressor(encoder, decoder, x, *settings)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"losses": losses, "parameters": [*encoder.parameters(), *decoder.parameters()]}


@check("train_compressor", es="Tres pasos de Adam en las dos redes, con códigos redondeados")
def test_three_steps(student: Student, rng: np.random.Generator) -> None:
    """Three steps of Adam in both networks, with rounded codes."""
    weights = fresh_weights(rng, np.float64, (4, 3), (3, 2), (2, 3), (3, 4))
    weights[2] *= 3
    x = np.array([[0.1, 0.9, 0.3, 0.6]] * 5)
    student.run(train_ours, weights, x, [4, 3, 2, 0.05, 1]).matches_reference()


@check(
    "train_compressor",
    retries=2,
    after=test_three_steps,
    es="Un entrenamiento corto aprende a escribir dígitos en doce bits",
)
def test_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """A short training learns to write digits in twelve bits."""
    digits = (data.load("digits.npz")["images"].reshape(-1, 64) / 16).astype(np.float32)
    x, x_test = digits[:1000], digits[1000:]
    weights = fresh_weights(rng, np.float32, (64, 64), (64, 6), (6, 64), (64, 64))
    trained = student.run(train_ours, weights, x, [4, 250, 32, 0.005, 1])
    found = arrays_like(trained["parameters"], weights)
    W1, b1, W2, b2, W3, b3, W4, b4 = (each.astype(np.float64) for each in found)
    z = np.maximum(x_test @ W1.T + b1, 0) @ W2.T + b2
    code = np.round(3 * (1 + np.tanh(z / 2)) / 2) / 3  # of the sigmoid
    got = np.maximum(code @ W3.T + b3, 0) @ W4.T + b4
    # Always answering the mean image scores 1; right answers about 0.5.
    error = np.sum((got - x_test) ** 2) / np.sum((x_test - x.mean(axis=0)) ** 2)
    rows = {YOURS: got.clip(0, 1)[:10], EXPECTED: x_test[:10]}
    picture = image_rows({name: each.reshape(-1, 8, 8) for name, each in rows.items()})
    expect_below(float(error), 0.8, curve=trained.array("losses"), picture=picture)
