"""The hidden suite of the compression topic."""

from __future__ import annotations

import heapq
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
    expect_equal,
    expect_rows_drawn,
    image_rows,
    probe,
    put_in,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# Squared error of held-out digits of twelve bits each, as a part of their variance: always
# answering the mean image scores 1. Measured on this task: see calibration.json.
TRAINING_LIMIT = 0.665


# --- quantise ---------------------------------------------------------------------------------


def near_levels(rng: np.random.Generator, shape: tuple[int, ...], levels: int) -> Array:
    """Numbers in [0, 1] round all levels, none of them halfway between two."""
    indices = rng.integers(0, levels, shape)
    off = rng.uniform(0.02, 0.45, shape) * rng.choice([-1, 1], shape)
    return np.asarray(((indices + off) / (levels - 1)).clip(0, 1))


def outside(rng: np.random.Generator, shape: tuple[int, ...], levels: int) -> Array:
    """Such numbers, and others on both sides of [0, 1]."""
    far = rng.uniform(0.01, 3, shape)
    side = rng.integers(3, size=shape)
    return np.asarray(np.choose(side, [near_levels(rng, shape, levels), -far, 1 + far]))


QUANTISED = [((5, 7), 4), ((3,), 2), ((2, 3, 5), 17), ((1, 11), 256), ((), 3), ((0, 2), 5)]


@check("quantise", weight=3, es="quantise da el nivel más cercano y su índice")
def test_quantise_values(student: Student, rng: np.random.Generator) -> None:
    """quantise gives the nearest level and its index."""
    for shape, levels in QUANTISED:
        u = near_levels(rng, shape, levels)
        student.quantise(u, levels).matches_reference()
        student.quantise(np.asarray(u, np.float32), levels).matches_reference()


@check(
    "quantise",
    after=test_quantise_values,
    es="Lo que está fuera de [0, 1] va al extremo más cercano, y los extremos son 0 y 1",
)
def test_quantise_outside(student: Student, rng: np.random.Generator) -> None:
    """What lies outside [0, 1] goes to the nearer end, and the ends are 0 and 1."""
    for shape, levels in QUANTISED[:4]:
        student.quantise(outside(rng, shape, levels), levels).matches_reference()
        for u in [np.array([0.0, 1.0]), np.array([-1e4, 1e4, -0.7, 1.7])]:
            student.quantise(u, levels).matches_reference()
        far = np.array([1e30, -1e30, 0.0])  # no whole number of int64
        student.quantise(far, levels).matches_reference()
        student.quantise(far.astype(np.float32), levels).matches_reference()


@check(
    "quantise", weight=0.5, after=test_quantise_values, es="quantise deja su entrada como estaba"
)
def test_quantise_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """quantise leaves its input as it was."""
    expect_arguments_kept(student, "quantise", outside(rng, (5, 7), 4), 4)


# --- straight_through -------------------------------------------------------------------------


@check("straight_through", weight=2, es="straight_through da los valores cuantizados")
def test_straight_through_values(student: Student, rng: np.random.Generator) -> None:
    """straight_through gives the quantised values."""
    for shape, levels in QUANTISED:
        u = outside(rng, shape, levels)
        student.straight_through(u, levels).matches_reference()
        student.straight_through(np.asarray(u, np.float32), levels).matches_reference()


@check(
    "straight_through",
    weight=3,
    after=test_straight_through_values,
    es="Dentro de (0, 1) el gradiente pasa tal cual",
)
def test_straight_through_inside(student: Student, rng: np.random.Generator) -> None:
    """Inside (0, 1) the gradient passes as it is."""
    for shape, levels in QUANTISED[:4]:
        u = near_levels(rng, shape, levels).clip(1e-3, 1 - 1e-3)
        student.straight_through.gradients(u, levels).matches_reference()


@check(
    "straight_through",
    weight=2,
    after=test_straight_through_inside,
    es="Fuera de [0, 1] el gradiente es cero",
)
def test_straight_through_outside(student: Student, rng: np.random.Generator) -> None:
    """Outside [0, 1] the gradient is zero."""
    for shape, levels in QUANTISED[:4]:
        u = outside(rng, shape, levels)
        u = np.where((u >= 0) & (u <= 1), u.clip(1e-3, 1 - 1e-3), u)
        student.straight_through.gradients(u, levels).matches_reference()


@probe
def gradients_of_two(student: Any, u: torch.Tensor, v: torch.Tensor, d: Any, levels: int) -> Any:
    """The gradients of u and v, which were both quantised before the way back, weighted with d."""
    u, v = (each.clone().requires_grad_() for each in (u, v))
    codes = [student.straight_through(each, levels) for each in (u, v)]
    (d * codes[0] * codes[1]).sum().backward()
    return [u.grad, v.grad]


@check(
    "straight_through",
    after=test_straight_through_outside,
    es="Dos llamadas en un mismo grafo no se mezclan",
)
def test_straight_through_twice(student: Student, rng: np.random.Generator) -> None:
    """Two calls in one graph do not get mixed up."""
    for shape, levels in QUANTISED[:4]:
        both = outside(rng, (2, *shape), levels)
        both = np.where((both >= 0) & (both <= 1), both.clip(1e-3, 1 - 1e-3), both)
        d = rng.standard_normal(shape)
        student.run(gradients_of_two, *both, d, levels).matches_reference()


@check(
    "straight_through",
    weight=0.5,
    after=test_straight_through_values,
    es="straight_through deja su entrada como estaba",
)
def test_straight_through_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """straight_through leaves its input as it was."""
    expect_arguments_kept(student, "straight_through", outside(rng, (3, 5), 6), 6)


# --- entropy_bits -----------------------------------------------------------------------------

# Numbers, not tensors: whoever counts in float32 has six digits.
FLOAT = {"rtol": 1e-5, "atol": 1e-5}


@check("entropy_bits", weight=3, es="entropy_bits suma las entropías de las columnas, en bits")
def test_entropy_values(student: Student, rng: np.random.Generator) -> None:
    """entropy_bits adds up the entropies of the columns, in bits."""
    for N, k, levels in [(97, 3, 4), (41, 1, 7), (13, 5, 2), (300, 2, 1000)]:
        # The columns are not alike: each prefers other levels.
        squeeze = rng.uniform(0.3, 3, k)
        indices = np.floor(levels * rng.random((N, k)) ** squeeze).astype(np.int64)
        student.entropy_bits(indices).matches_reference(**FLOAT)
    together = np.repeat(rng.integers(0, 4, (50, 1)), 3, axis=1)  # columns that say the same
    student.entropy_bits(together).matches_reference(**FLOAT)


@check(
    "entropy_bits",
    after=test_entropy_values,
    es="Lo constante no cuesta nada, y L niveles iguales cuestan log₂ L",
)
def test_entropy_closed_forms(student: Student, rng: np.random.Generator) -> None:
    """What is constant costs nothing, and L levels equally often log₂ L."""
    for N, k in [(1, 3), (7, 2)]:
        expect_equal(student.entropy_bits(np.full((N, k), 5)).array(), 0.0, **FLOAT)
    for levels, times in [(2, 5), (5, 3), (16, 1)]:
        columns = [rng.permutation(np.repeat(np.arange(levels), times)) for _ in range(3)]
        answer = student.entropy_bits(np.stack(columns, 1))
        expect_equal(answer.array(), 3 * np.log2(levels), **FLOAT)


@check(
    "entropy_bits",
    after=test_entropy_values,
    es="Los números pueden ser negativos o muy grandes, y quedan como estaban",
)
def test_entropy_any_numbers(student: Student, rng: np.random.Generator) -> None:
    """The numbers may be negative or very large, and stay as they were."""
    indices = rng.integers(-3, 4, (61, 3))
    expect_arguments_kept(student, "entropy_bits", indices, **FLOAT)
    student.entropy_bits(indices * 10**12).matches_reference(**FLOAT)
    student.entropy_bits(-1 - np.abs(indices)).matches_reference(**FLOAT)


# --- huffman ----------------------------------------------------------------------------------


def fewest_bits(counts: Array) -> int:
    """The bits that the best prefix code spends on all that was counted."""
    left = [int(count) for count in counts if count > 0]
    if len(left) == 1:
        return left[0]
    heapq.heapify(left)
    total = 0
    while len(left) > 1:
        joined = heapq.heappop(left) + heapq.heappop(left)
        total += joined
        heapq.heappush(left, joined)
    return total


def expect_best_code(student: Student, counts: Array) -> None:
    """huffman gives a prefix code, words for what occurs and no others, and the fewest bits."""
    words = student.huffman(counts).value
    expect(isinstance(words, list | tuple) and len(words) == len(counts))
    expect(all(isinstance(word, str) and set(word) <= {"0", "1"} for word in words))
    expect([bool(word) for word in words] == [bool(count > 0) for count in counts])
    in_order = sorted(word for word in words if word)
    # A word that begins another one stands right before such a one.
    pairs = itertools.pairwise(in_order)
    expect(not any(after.startswith(before) for before, after in pairs))
    spent = sum(int(count) * len(word) for count, word in zip(counts, words, strict=True))
    expect(spent == fewest_bits(counts))


@check(
    "huffman",
    weight=3,
    es="huffman da un código prefijo, y ninguno gasta menos bits",
)
def test_huffman_optimal(student: Student, rng: np.random.Generator) -> None:
    """huffman gives a prefix code, and none spends fewer bits."""
    for L in [2, 3, 7, 23]:
        expect_best_code(student, rng.integers(1, 60, L))
        expect_best_code(student, np.floor(1e6 * rng.random(L) ** 5).astype(np.int64) + 1)
    expect_best_code(student, np.array([1, 1, 2, 3, 5, 8, 13, 21, 34, 55])[rng.permutation(10)])
    expect_best_code(student, np.full(11, 3))
    expect_best_code(student, rng.permutation(np.array([97, 1, 1, 1])))
    # Two neighbours of the order that are joined in the end: the order of the counts is not kept.
    expect_best_code(student, rng.permutation(np.array([15, 7, 6, 6, 5])))


@check(
    "huffman",
    after=test_huffman_optimal,
    es="Lo que no aparece recibe la palabra vacía",
)
def test_huffman_absent(student: Student, rng: np.random.Generator) -> None:
    """What does not occur gets the empty word."""
    for L, absent in [(7, 2), (13, 11), (3, 1)]:
        counts = rng.integers(1, 40, L)
        counts[rng.permutation(L)[:absent]] = 0
        expect_best_code(student, counts)


@check(
    "huffman",
    after=test_huffman_optimal,
    es="Un símbolo que aparece solo cuesta un bit cada vez",
)
def test_huffman_alone(student: Student, rng: np.random.Generator) -> None:
    """A symbol that occurs alone costs one bit each time."""
    expect_best_code(student, np.array([9]))
    for L in [2, 5]:
        counts = np.zeros(L, np.int64)
        counts[rng.integers(L)] = 1 + rng.integers(50)
        expect_best_code(student, counts)


@check(
    "huffman",
    after=test_huffman_optimal,
    es="Las cuentas pueden ser enormes, y quedan como estaban",
)
def test_huffman_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """The counts may be huge, and stay as they were."""
    expect_best_code(student, np.array([2**60, 2**53 + 1, 2**53 + 3, 2**54, 1, 1]))
    # All the same to who computes with shares, or in floating point.
    alike = 2**60 - np.array([1, 2, 3, 7, 5])
    expect_best_code(student, alike)
    expect_best_code(student, alike[::-1].copy())
    # Their sums are no whole numbers of int64.
    expect_best_code(student, rng.integers(2**59, 2**60, 47))
    few = rng.integers(1, 20, 5)
    left = student.run(counts_left, few)
    expect_equal(left.array(), few, 0, 0)


@probe
def counts_left(student: Any, counts: torch.Tensor) -> Any:
    """The counts after a code was made for them."""
    student.huffman(counts)
    return counts


# --- bitstream --------------------------------------------------------------------------------


def prefix_code(rng: np.random.Generator, L: int, absent: int = 0) -> list[str]:
    """L codewords of a prefix code that leaves no word over, drawn at random; some are empty."""
    words = ["0", "1"] if L - absent > 1 else ["1"]
    while len(words) < L - absent:
        word = words.pop(int(rng.integers(len(words))))
        words += [word + "0", word + "1"]
    words += [""] * absent
    return [words[i] for i in rng.permutation(L)]


def present(rng: np.random.Generator, words: list[str], n: int) -> Array:
    """n symbols that have a word."""
    return rng.choice([i for i, word in enumerate(words) if word], n).astype(np.int64)


def packed(words: list[str], symbols: Array) -> list[int]:
    """The bytes of the symbols' words."""
    bits = "".join(words[i] for i in symbols)
    bits = bits.ljust((len(bits) + 7) // 8 * 8, "0")
    return [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]


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


CODES = [(7, 2, 50), (2, 0, 13), (23, 5, 200), (5, 1, 8), (3, 2, 17), (1, 0, 3)]
FIXED = ["00", "01", "10", "11"]


@check("bitstream", weight=3, es="encode escribe las palabras seguidas, a ocho bits por byte")
def test_encode(student: Student, rng: np.random.Generator) -> None:
    """encode writes the words one after the other, eight bits a byte."""
    for L, absent, n in CODES:
        words = prefix_code(rng, L, absent)
        student.run(encoded, present(rng, words, n), words).matches_reference()
    for n in [1, 3, 4, 5, 8]:  # a last byte that is filled up, and one that is full
        symbols = rng.integers(0, 4, n)
        symbols[-1] = 3
        student.run(encoded, symbols, FIXED).matches_reference()
    student.run(encoded, np.zeros(0, np.int64), FIXED).matches_reference()


@check("bitstream", weight=3, es="decode lee los símbolos de vuelta")
def test_decode(student: Student, rng: np.random.Generator) -> None:
    """decode reads the symbols back."""
    for L, absent, n in CODES:
        words = prefix_code(rng, L, absent)
        symbols = present(rng, words, n)
        student.run(decoded, packed(words, symbols), words, n).matches_reference()
    for n in [4, 8]:
        symbols = rng.integers(0, 4, n)
        student.run(decoded, packed(FIXED, symbols), FIXED, n).matches_reference()


@check(
    "bitstream",
    after=test_decode,
    es="decode lee n símbolos y no más: ni del relleno ni de lo que sigue",
)
def test_decode_stops(student: Student, rng: np.random.Generator) -> None:
    """decode reads n symbols and no more: none from the filling, none from what comes behind."""
    for L, absent, n in CODES:
        words = prefix_code(rng, L, absent)
        data = [*packed(words, present(rng, words, n + 9)), 0, 255]
        student.run(decoded, data, words, n).matches_reference()
    for n in [0, 1, 3]:
        data = packed(FIXED, rng.integers(0, 4, n))
        student.run(decoded, data, FIXED, n).matches_reference()


@check(
    "bitstream",
    after=test_decode,
    es="Si los bytes terminan antes, decode lanza ValueError",
)
def test_decode_refuses(student: Student, rng: np.random.Generator) -> None:
    """Where the bytes end too early, decode raises ValueError."""
    words = prefix_code(rng, 11, 3)
    symbols = present(rng, words, 60)
    data = packed(words, symbols)
    cases = [
        (data[: len(data) // 2], words, 60),  # half of it
        ([], FIXED, 1),
        (packed(FIXED, symbols[:4] % 4), FIXED, 5),  # it ends with a whole word
        ([255, 255], ["0", "10", "110", "1111111111"], 4),  # it ends within a word
        ([255, 255], ["0", "10", "110", "111"], 6),  # of which zeros behind would make one
        ([255], ["0", "100", "101", "11"], 5),
    ]
    for arguments in cases:
        student.run(refuses, *arguments).matches_reference()
    student.run(refuses, data, words, 60).matches_reference()  # and here nothing is amiss


@probe
def codes_left(student: Any, symbols: torch.Tensor, codewords: Any, data: Any) -> Any:
    """The symbols and codewords after encode and decode saw them."""
    student.encode(symbols, codewords)
    student.decode(bytes(data), codewords, len(symbols))
    return {"symbols": symbols, "codewords": codewords}


@check(
    "bitstream",
    weight=0.5,
    after=test_decode,
    es="encode y decode dejan sus argumentos como estaban",
)
def test_bitstream_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """encode and decode leave their arguments as they were."""
    words = prefix_code(rng, 7, 2)
    symbols = present(rng, words, 11)
    left = student.run(codes_left, symbols, words, packed(words, symbols))
    expect_equal(left.value, {"symbols": symbols, "codewords": words}, 0, 0)


# --- measures ---------------------------------------------------------------------------------


@probe
def bits_for(student: Any, size: int, x: torch.Tensor) -> Any:
    """The bits per pixel of so many bytes."""
    return student.bits_per_pixel(bytes(size), x)


@check("measures", weight=2, es="bits_per_pixel cuenta bits por lugar, también en color")
def test_bits_per_pixel(student: Student, rng: np.random.Generator) -> None:
    """bits_per_pixel counts bits for every place, in colour too."""
    for shape in [(5, 7, 11), (1, 8, 8), (3, 5, 2, 3), (1, 1, 1, 3), (2, 3, 3)]:
        size = int(rng.integers(1, 500))
        student.run(bits_for, size, rng.random(shape)).matches_reference(**FLOAT)
    student.run(bits_for, 0, rng.random((2, 3, 5))).matches_reference(**FLOAT)
    x = rng.integers(0, 256, (2, 3, 5)).astype(np.uint8)
    student.run(bits_for, 17, x).matches_reference(**FLOAT)


@check("measures", weight=2, es="psnr da decibelios del error medio de todas las imágenes")
def test_psnr_values(student: Student, rng: np.random.Generator) -> None:
    """psnr gives the decibels of the mean error of all images."""
    for shape in [(3, 5, 7), (2, 3, 4, 3), (11,)]:
        x = rng.random(shape)
        # The images are not equally bad.
        bad = rng.uniform(0.01, 1, (shape[0],) + (1,) * (len(shape) - 1))
        y = x + bad * rng.standard_normal(shape)
        student.psnr(x, y).matches_reference(**FLOAT)
        student.psnr(x, y, 3.7).matches_reference(**FLOAT)
        student.psnr(x.astype(np.float32), y.astype(np.float32)).matches_reference(1e-4, 1e-4)
    student.psnr(np.zeros(4), np.full(4, 100.0)).matches_reference(**FLOAT)  # less than 0


@check(
    "measures",
    weight=1.5,
    after=test_psnr_values,
    es="psnr vale también para uint8, es inf si no hay error, y deja sus argumentos como estaban",
)
def test_psnr_odd(student: Student, rng: np.random.Generator) -> None:
    """psnr holds for uint8, too, is inf without an error, and leaves its arguments as they were."""
    x, y = rng.integers(0, 256, (2, 3, 5, 7)).astype(np.uint8)
    student.psnr(x, y, 255.0).matches_reference(**FLOAT)
    student.psnr(y // 16, x // 16, 15).matches_reference(**FLOAT)
    for same in [rng.random((2, 3)), x]:
        expect(student.psnr(same, same).value == np.inf)
    expect_arguments_kept(student, "psnr", *rng.random((2, 2, 3)), 2.0, **FLOAT)


# --- rate_distortion --------------------------------------------------------------------------


def coders(rng: np.random.Generator, P: int) -> Array:
    """P different points above a falling convex curve."""
    rate = rng.permutation(100)[:P]
    distortion = 3000 / (rate + 10) + rng.exponential(30, P)
    return np.stack([rate, distortion], 1)


@check("rate_distortion", weight=3, es="rate_distortion da la envolvente convexa inferior")
def test_hull(student: Student, rng: np.random.Generator) -> None:
    """rate_distortion gives the lower convex hull."""
    for P in [2, 3, 7, 23, 61]:
        student.rate_distortion(coders(rng, P)).matches_reference()
    # None beats another one in both, and most are left out all the same.
    rate = np.arange(13)
    bent = np.sqrt(169.0 - rate**2) + rng.uniform(0, 0.01, 13)
    student.rate_distortion(np.stack([rate, bent], 1)[rng.permutation(13)]).matches_reference()
    # One in which all are on the curve.
    bowl = np.stack([rate, (20.0 - rate) ** 2], 1)
    student.rate_distortion(bowl[rng.permutation(13)]).matches_reference()


@check(
    "rate_distortion",
    after=test_hull,
    es="La curva termina donde más bits no dan menos error",
)
def test_hull_ends(student: Student, rng: np.random.Generator) -> None:
    """The curve ends where more bits give no less error."""
    rate = np.arange(11.0)
    bowl = np.stack([rate, 3 + (rate - 6) ** 2], 1)  # from rate 6 on it rises
    student.rate_distortion(bowl[rng.permutation(11)]).matches_reference()
    level = np.array([[1.0, 9], [3, 4], [5, 4], [8, 4], [1, 12], [1, 10]])
    student.rate_distortion(level[rng.permutation(6)]).matches_reference()
    student.rate_distortion(np.array([[3.0, 2], [4, 5], [7, 3]])).matches_reference()


@check(
    "rate_distortion",
    after=test_hull,
    es="Lo que está en la recta entre dos queda fuera; un punto solo, dentro",
)
def test_hull_odd(student: Student, rng: np.random.Generator) -> None:
    """What lies on the line between two is left out; one point alone is in."""
    line = np.array([[0.0, 8], [2, 6], [4, 4], [6, 2], [8, 1], [10, 0], [3, 5]])
    order = rng.permutation(7)
    for scale in [1.0, 2.0**-40, 2.0**40]:
        student.rate_distortion(line[order] * scale).matches_reference()
        student.rate_distortion(line[order] * [scale, 1 / scale]).matches_reference()
    student.rate_distortion(rng.random((1, 2))).matches_reference()
    expect_arguments_kept(student, "rate_distortion", coders(rng, 9))


# --- reverse_water_filling --------------------------------------------------------------------

WATER = {"rtol": 1e-6, "atol": 1e-6}


@check("reverse_water_filling", weight=3, es="reverse_water_filling reparte los bits óptimos")
def test_water_values(student: Student, rng: np.random.Generator) -> None:
    """reverse_water_filling shares out the best bits."""
    for D in [2, 5, 13]:
        variances = rng.exponential(1, D) ** 2 + 0.01
        for share in [0.03, 0.3, 0.6, 0.95]:
            answer = student.reverse_water_filling(variances, float(share * variances.sum()))
            answer.matches_reference(**WATER)
    # Only one stands out of the water, or all do.
    student.reverse_water_filling(np.array([1.0, 100, 2]), 5.0).matches_reference(**WATER)
    student.reverse_water_filling(np.array([3.0, 5, 4]), 1.5).matches_reference(**WATER)
    student.reverse_water_filling(np.array([7.0]), 0.7).matches_reference(**WATER)


@check(
    "reverse_water_filling",
    after=test_water_values,
    es="Si la distorsión permitida es toda la varianza o más, no hace falta ningún bit",
)
def test_water_covers_all(student: Student, rng: np.random.Generator) -> None:
    """Where all of the variance may be lost, or more, no bit is needed."""
    for D in [1, 7]:
        variances = rng.integers(1, 30, D).astype(np.float64)
        for factor in [1, 1.5, 1000]:
            answer = student.reverse_water_filling(variances, float(factor * variances.sum()))
            answer.matches_reference(**WATER)


@check(
    "reverse_water_filling",
    after=test_water_values,
    es="Vale también con varianzas cero, iguales, enormes y diminutas",
)
def test_water_odd(student: Student, rng: np.random.Generator) -> None:
    """It holds for variances of zero, equal ones, huge and tiny ones, too."""
    cases = [
        (np.array([0.0, 4, 0, 1]), 0.5),
        (np.array([2.0, 2, 2, 2]), 3.0),
        (np.array([5.0, 2, 2, 1]), 4.0),
        (10.0 ** rng.permutation(np.arange(-8, 6)), 1e-5),
        (1e-12 * rng.exponential(1, 5), 1e-12),
        (1e9 * rng.exponential(1, 5), 1e8),
    ]
    for variances, distortion in cases:
        answer = student.reverse_water_filling(variances, distortion)
        answer.matches_reference(**WATER)
    variances = rng.exponential(1, 7)
    expect_arguments_kept(student, "reverse_water_filling", variances, 0.5, **WATER)


# --- transform --------------------------------------------------------------------------------


@check("transform", weight=2, es="dct_matrix da la transformada del coseno ortonormal")
def test_dct(student: Student) -> None:
    """dct_matrix gives the orthonormal cosine transform."""
    for n in [2, 5, 8, 13, 1]:
        student.dct_matrix(n).matches_reference()


def in_basis(
    rng: np.random.Generator, N: int, D: int, K: int, step: float
) -> tuple[Array, Array, float]:
    """Images (N, D), a basis (K, D), and a step: no coefficient is halfway between two values."""
    frame = np.linalg.qr(rng.standard_normal((D, D)))[0]
    steps = rng.integers(-9, 10, (N, D)) + rng.uniform(-0.42, 0.42, (N, D))
    return (step * steps) @ frame, frame[:K], step


@check(
    "transform", weight=3, es="transform_code redondea los coeficientes, y reconstruye con ellos"
)
def test_transform_values(student: Student, rng: np.random.Generator) -> None:
    """transform_code rounds the coefficients, and reconstructs from them."""
    for N, D, K, step in [(5, 7, 3, 0.5), (1, 11, 11, 2.0), (13, 5, 1, 0.03)]:
        student.transform_code(*in_basis(rng, N, D, K, step)).matches_reference()
    x, basis, step = in_basis(rng, 3, 7, 5, 0.4)
    x, basis = x.astype(np.float32), basis.astype(np.float32)
    student.transform_code(x, basis, step).matches_reference()


@check(
    "transform",
    after=test_transform_values,
    es="transform_code vale con pasos enormes y diminutos, y deja sus argumentos como estaban",
)
def test_transform_odd(student: Student, rng: np.random.Generator) -> None:
    """transform_code holds for huge and tiny steps, and leaves its arguments as they were."""
    for step in [1e-6, 1e6]:
        student.transform_code(*in_basis(rng, 3, 5, 2, step)).matches_reference()
    x, basis, _ = in_basis(rng, 3, 5, 4, 1.0)
    student.transform_code(x, basis, 100.0).matches_reference()  # all of it rounds to zero
    expect_arguments_kept(student, "transform_code", *in_basis(rng, 3, 7, 2, 0.7))


# --- train_compressor -------------------------------------------------------------------------


def weights_of(rng: np.random.Generator, *sizes: tuple[int, int]) -> list[Array]:
    """Weights (out, in) and biases (out,) of layers from `in` to `out`, none of them zero."""
    weights: list[Array] = []
    for size_in, size_out in sizes:
        weights += [
            rng.standard_normal((size_out, size_in)) / np.sqrt(size_in),
            0.5 * rng.standard_normal(size_out),
        ]
    return weights


def fresh_weights(rng: np.random.Generator, *sizes: tuple[int, int]) -> list[Array]:
    """Weights and biases as nn.Linear draws them, float32."""
    weights: list[Array] = []
    for size_in, size_out in sizes:
        bound = 1 / np.sqrt(size_in)
        weights += [
            rng.uniform(-bound, bound, shape).astype(np.float32)
            for shape in [(size_out, size_in), (size_out,)]
        ]
    return weights


def layers(D: int, H: int, k: int) -> list[tuple[int, int]]:
    """The sizes of the layers of an encoder and a decoder."""
    return [(D, H), (H, k), (k, H), (H, D)]


def reconstruct(weights: list[Array], x: Array, levels: int) -> Array:
    """What the networks with these weights make of images (N, D), with quantised codes."""
    W1, b1, W2, b2, W3, b3, W4, b4 = (np.asarray(each, np.float64) for each in weights)
    z = np.maximum(x @ W1.T + b1, 0) @ W2.T + b2
    code = (1 + np.tanh(z / 2)) / 2  # the sigmoid, for huge numbers too
    code = np.round(code * (levels - 1)) / (levels - 1)
    return np.maximum(code @ W3.T + b3, 0) @ W4.T + b4


def our_network(weights: Any) -> nn.Module:
    """Two layers of ours, of the dtype of their weights."""
    model = nn.Sequential(
        nn.Linear(*weights[0].shape[::-1]), nn.ReLU(), nn.Linear(*weights[2].shape[::-1])
    )
    model.to(weights[0].dtype)
    put_in(model, weights)
    return model


@probe(beside=[put_in, our_network])
def train_ours(student: Any, weights: Any, x: torch.Tensor, settings: Any, seeds: Any) -> Any:
    """What trainings of our networks with these seeds leave, whatever the global seed was: their
    losses, the parameters after the last one, and the images."""
    losses = []
    for number, seed in enumerate(seeds):
        encoder, decoder = our_network(weights[:4]), our_network(weights[4:])
        torch.manual_seed(seeds[0] // 2 + number)
        found = student.train_compressor(encoder, decoder, x, *settings, seed)
        losses.append([float(loss) for loss in found])
    left = [*encoder.parameters(), *decoder.parameters()]
    return {"losses": torch.tensor(losses, dtype=torch.float64), "parameters": left, "x": x}


# Nothing is left to chance, since all rows are alike: (N, levels, steps, batch_size, lr, peak).
EXACT = [
    (5, 4, 4, 3, 0.02, 16),  # pixels as large as files have them
    (4, 17, 5, 4, 0.03, 1),
    (7, 2, 2, 2, 2.0, 1),  # the loss rises: what is left is what the last step left
    (3, 4, 150, 2, 0.05, 1),  # it falls to nearly 0, and all steps are taken
    (3, 4, 200, 2, 0.0, 1),
    (4, 5, 200, 3, 1e-5, 1),  # all at one rate
]


@check(
    "train_compressor",
    weight=4,
    es="train_compressor da los pasos de Adam en las dos redes, con códigos redondeados",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_compressor takes the steps of Adam in both networks, with rounded codes."""
    for N, *settings, peak in EXACT:
        weights = weights_of(rng, *layers(6, 5, 3))
        weights[0] /= peak  # a sigmoid far from 0 would leave few digits of the gradient
        x = np.repeat(peak * rng.random((1, 6)), N, axis=0)
        student.run(train_ours, weights, x, settings, [random_seed(rng)]).matches_reference()


@check(
    "train_compressor",
    weight=2,
    after=test_training_steps,
    es="Los minilotes se toman al azar de todas las filas, y todo el azar sale de seed",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Minibatches are drawn at random from all rows, and all randomness comes from seed."""
    weights = weights_of(rng, *layers(5, 7, 2))
    for N, steps, batch_size in [(23, 400, 1), (4, 40, 3)]:
        x = rng.random((N, 5))
        rows = np.mean((reconstruct(weights, x, 4) - x) ** 2, axis=1)
        settings = [4, steps, batch_size, 0.0]
        trained = student.run(train_ours, weights, x, settings, [random_seed(rng)])
        losses = trained.array("losses")
        expect(losses.shape == (1, steps))
        expect_rows_drawn(losses[0], rows, batch_size)
    seed, other = random_seed(rng), random_seed(rng)
    trained = student.run(train_ours, weights, x, [4, 30, 1, 0.01], [seed, seed, other])
    losses = trained.matches_form().array("losses")
    expect(np.array_equal(losses[0], losses[1]))
    expect(not np.allclose(losses[0], losses[2]))
    expect_equal(trained["x"], x, 0, 0)


@check(
    "train_compressor",
    weight=4,
    retries=2,
    after=test_training_steps,
    es="Con doce bits por imagen, las redes entrenadas devuelven dígitos que no habían visto",
)
def test_training_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """With twelve bits an image, the trained networks give back digits that they had not seen."""
    x, x_test = (
        (data.load(name)["images"].reshape(-1, 64) / 16).astype(np.float32)
        for name in ["digits.npz", "held_out.npz"]
    )
    weights = fresh_weights(rng, *layers(64, 64, 6))
    trained = student.run(train_ours, weights, x, [4, 500, 32, 0.003], [random_seed(rng)])
    got = reconstruct(arrays_like(trained["parameters"], weights), x_test, 4)
    error = np.sum((got - x_test) ** 2) / np.sum((x_test - x.mean(axis=0)) ** 2)
    rows = {YOURS: got.clip(0, 1)[:10], EXPECTED: x_test[:10]}
    picture = image_rows({name: each.reshape(-1, 8, 8) for name, each in rows.items()})
    expect_below(error, TRAINING_LIMIT, curve=trained.array("losses"), picture=picture)
