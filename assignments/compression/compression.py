"""Compressing images: statement in README.md; check with `autograder check compression`."""

from torch import Tensor, nn


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    """Return the nearest of `levels` equidistant values from 0 to 1, for every entry.

    Args:
        u: (…), float32 or float64; what lies outside [0, 1], however far, goes to the nearer end
        levels: how many values there are, at least 2

    Returns:
        indices, (…), int64, from 0 to levels - 1; and the values, (…), of the dtype of u
    """
    raise NotImplementedError


def straight_through(u: Tensor, levels: int) -> Tensor:
    """Return the values of `quantise`, with a gradient that passes through the rounding.

    Args:
        u: (…), float32 or float64
        levels: how many values there are, at least 2

    Returns:
        (…), the quantised values; the gradient with respect to u is 1 inside (0, 1), 0
        outside [0, 1], either at 0 and 1
    """
    raise NotImplementedError


def entropy_bits(indices: Tensor) -> float:
    """Return the sum over the entries of a code of their empirical entropies, in bits.

    Args:
        indices: (N, k), int64, N codes, any whole numbers, negative ones too

    Returns:
        Bits for one code
    """
    raise NotImplementedError


def huffman(counts: Tensor) -> list[str]:
    """Return the codewords of a prefix code that spends as few bits as any can.

    Args:
        counts: (L,), int64, how often each symbol occurs, not negative, at least one not 0

    Returns:
        L strings of "0" and "1"; the empty one for a symbol that does not occur, and one bit where
        there is only one that does
    """
    raise NotImplementedError


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    """Return the codewords of the symbols one after the other, eight bits a byte.

    Args:
        symbols: (n,), int64, each from 0 to L - 1
        codewords: L strings of "0" and "1"

    Returns:
        The bytes: the first bit is the highest one of the first byte, the last byte is filled up
        with zeros
    """
    raise NotImplementedError


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    """Return the first n symbols whose codewords the bytes hold.

    Args:
        data: what `encode` made, perhaps with more behind
        codewords: L strings, none the beginning of another one, but for the empty ones
        n: how many symbols are read

    Returns:
        (n,), int64

    Raises:
        ValueError: the bytes end before n symbols are read
    """
    raise NotImplementedError


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    """Return how many bits of `data` there are for every pixel of the images.

    Args:
        data: the compressed images
        x: (N, height, width) or, in colour, (N, height, width, 3)

    Returns:
        Bits per pixel; a pixel is a place, whatever the number of its colours
    """
    raise NotImplementedError


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    """Return the peak signal-to-noise ratio in decibels, inf if x and y are equal.

    Args:
        x: images of any shape, float32, float64 or uint8
        y: others, of the same shape and dtype
        peak: the largest value that a pixel can have

    Returns:
        Decibels, from the mean squared error over all entries of all images
    """
    raise NotImplementedError


def rate_distortion(points: Tensor) -> Tensor:
    """Return which points are corners of the falling part of the lower convex hull.

    Args:
        points: (P, 2), a rate and a distortion a row, P ≥ 1, no two alike

    Returns:
        (Q,), int64, the rows for which a price λ > 0 of a bit makes D + λ R smaller than for all
        other rows, from the smallest rate to the largest
    """
    raise NotImplementedError


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    """Return the bits that the best code of independent Gaussians spends on each of them.

    Args:
        variances: (D,), float64, not negative, at least one not 0
        distortion: the expected squared errors of all D together, more than 0

    Returns:
        (D,), float64, bits
    """
    raise NotImplementedError


def dct_matrix(n: int) -> Tensor:
    """Return the orthonormal discrete cosine transform (DCT-II) as a matrix.

    Args:
        n: how many pixels in a row

    Returns:
        (n, n), float64, a frequency a row, the lowest first
    """
    raise NotImplementedError


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    """Return the rounded coefficients of x in a basis, and what they reconstruct.

    Args:
        x: (N, D), float32 or float64, an image a row
        basis: (K, D), orthonormal rows, K ≤ D, of the dtype of x
        step: the distance of two neighbouring values of a coefficient

    Returns:
        indices, (N, K), int64: the coefficients in steps, to the nearest whole number; and the
        reconstruction, (N, D), of the dtype of x
    """
    raise NotImplementedError


def train_compressor(
    encoder: nn.Module,
    decoder: nn.Module,
    x: Tensor,
    levels: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Train both networks in place, with rounded codes, and return the loss before each step.

    Args:
        encoder: gives (N, k) real numbers for images (N, D); their sigmoid is the code
        decoder: gives images (N, D) for quantised codes (N, k)
        x: (N, D), the images
        levels: how many values an entry of a code can have
        steps: how many steps of Adam are taken
        batch_size: how many images, drawn at random, each step sees, at most N
        lr: Adam's learning rate
        seed: where all randomness comes from

    Returns:
        `steps` losses, each of its batch
    """
    raise NotImplementedError
