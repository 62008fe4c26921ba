"""Convolutional networks: statement in README.md; check your work with `autograder check cnn`."""

import torch
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Return how many places a kernel has along one axis.

    Args:
        size: of the image along this axis
        kernel: size of the kernel along it, at most size + 2 * padding
        stride: how far apart two places are, at least 1
        padding: zeros before the image, and as many behind it

    Returns:
        An int, at least 1
    """
    raise NotImplementedError


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Convolve images with kernels, as deep learning has it: without turning the kernels round.

    Args:
        x: (N, C, H, W), images
        w: (F, C, KH, KW), kernels
        b: (F,), a bias for each kernel
        stride, padding: of both axes

    Returns:
        (N, F, OH, OW), of the sizes that exercise 1 gives
    """
    raise NotImplementedError


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    """Back-propagate through conv2d by hand.

    Args:
        dy: (N, F, OH, OW), gradient of the loss with respect to what conv2d returns
        x, w, stride, padding: as in conv2d

    Returns:
        dx (N, C, H, W), dw (F, C, KH, KW), db (F,)
    """
    raise NotImplementedError


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    """Return the largest entry of each window, for every channel by itself.

    Args:
        x: (N, C, H, W)
        size: windows are size x size, and fit into x
        stride: how far apart two windows are, in both axes

    Returns:
        (N, C, OH, OW), of the sizes that exercise 1 gives
    """
    raise NotImplementedError


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    """Back-propagate through max_pool2d by hand.

    Args:
        dy: (N, C, OH, OW), gradient of the loss with respect to what max_pool2d returns
        x, size, stride: as in max_pool2d

    Returns:
        dx (N, C, H, W)
    """
    raise NotImplementedError


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    """Apply the adjoint of conv2d (without its bias): from what comes out back to what goes in.

    Args:
        y: (N, F, OH, OW), of the shape of what conv2d returns
        w: (F, C, KH, KW), the kernels of conv2d
        stride, padding: of conv2d
        output_padding: rows and columns more, at the bottom and on the right; less than stride

    Returns:
        (N, C, H, W) with H = (OH - 1) * stride - 2 * padding + KH + output_padding, and W alike
    """
    raise NotImplementedError


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Return which inputs an output of a stack of layers sees, along one axis.

    Args:
        layers: (kernel, stride, padding) of each layer, from the input to the output; may be empty

    Returns:
        Three ints: size, step and start. Output i sees the inputs from start + i * step on, as
        many as size says, those in the padding and in holes counted
    """
    raise NotImplementedError


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    """Return the logits of a network that looks for its kernels everywhere.

    Args:
        x: (N, C, H, W), images of any size that the kernels fit into
        w, b: (F, C, KH, KW) and (F,), of a convolution with stride 1 and no padding
        V, c: (F, K) and (K,), of a linear layer on what was found

    Returns:
        (N, K), the logits
    """
    raise NotImplementedError


def train_cnn(
    x: Tensor,
    y: Tensor,
    parameters: list[Tensor],
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[list[Tensor], list[float]]:
    """Train the network of cnn_forward on the cross-entropy of minibatches with Adam.

    Args:
        x: (N, C, H, W), float64
        y: (N,), int64, the classes
        parameters: w, b, V and c to start from, float64; they stay as they are
        steps: how many steps to take, at least 1
        batch_size: images in a minibatch, at most N
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        A list of w, b, V and c after the last step, and the loss of every step
    """
    raise NotImplementedError


# Given: pictures of bars, parameters to start from, a way to draw a picture of your own.


def bars(N: int, corner: str, seed: int) -> tuple[Tensor, Tensor]:
    """Return N noisy pictures (N, 1, 12, 12) with a bar each, and which of the four it is (N,).

    A bar is three pixels long: 0 is -, 1 is |, 2 is \\, 3 is /. It lies in the named corner, "top
    left" or "bottom right", and never touches the edge.
    """
    generator = torch.Generator().manual_seed(seed)
    x = 0.2 * torch.randn(N, 1, 12, 12, generator=generator, dtype=torch.float64)
    y = torch.randint(4, (N,), generator=generator)
    near = 1 if corner == "top left" else 6
    places = torch.randint(near, near + 3, (N, 2), generator=generator)
    shapes = ["...###...", ".#..#..#.", "#...#...#", "..#.#.#.."]
    for picture, kind, (top, left) in zip(x, y.tolist(), places.tolist(), strict=True):
        bar = torch.tensor([character == "#" for character in shapes[kind]]).reshape(3, 3)
        picture[0, top : top + 3, left : left + 3] += bar
    return x, y


def first_parameters(F: int, seed: int) -> list[Tensor]:
    """Return random w (F, 1, 3, 3) and V (F, 4), and zeros for b (F,) and c (4,)."""
    generator = torch.Generator().manual_seed(seed)
    w = torch.randn(F, 1, 3, 3, generator=generator, dtype=torch.float64) * (2 / 9) ** 0.5
    V = torch.randn(F, 4, generator=generator, dtype=torch.float64) * (2 / F) ** 0.5
    return [w, torch.zeros(F, dtype=torch.float64), V, torch.zeros(4, dtype=torch.float64)]


def read_picture(drawing: str) -> Tensor:
    """Return lines of text as a picture (1, 1, H, W): "#" is 1, all else is 0."""
    lines = drawing.strip("\n").split("\n")
    width = max(len(line) for line in lines)
    ink = [[float(character == "#") for character in line.ljust(width)] for line in lines]
    return torch.tensor(ink, dtype=torch.float64)[None, None]
