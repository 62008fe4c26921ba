"""From image to image. The statement is in README.md; check with
`autograder check image_to_image`.

Pictures are tensors (N, C, H, W): picture, channel, row and column, row 0 at the top. A mask m is
(N, 1, H, W), of the dtype of the pictures: 1 in the hole and 0 elsewhere.
"""

from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    """What a network is shown that has to fill in a hole.

    Args:
        x: (N, C, H, W), pictures
        m: (N, 1, H, W), 1 in the hole and 0 elsewhere

    Returns:
        (N, C + 1, H, W): the pictures with 0 in the hole, and the mask as the last channel
    """
    raise NotImplementedError


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    """The damaged pictures, with an answer put into the hole.

    Args:
        x: (N, C, H, W), pictures
        m: (N, 1, H, W), 1 in the hole and 0 elsewhere
        y: (N, C, H, W), what a network answered

    Returns:
        (N, C, H, W): y in the hole, and x elsewhere
    """
    raise NotImplementedError


def to_grey(rgb: Tensor) -> Tensor:
    """The brightness of colours.

    Args:
        rgb: (N, 3, H, W), red, green and blue

    Returns:
        (N, 1, H, W)
    """
    raise NotImplementedError


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    """Colours from their brightness and two differences.

    Args:
        grey: (N, 1, H, W), the brightness
        chroma: (N, 2, H, W), blue minus brightness, and red minus brightness

    Returns:
        (N, 3, H, W), red, green and blue
    """
    raise NotImplementedError


def edges(x: Tensor, t: float) -> Tensor:
    """Where a picture changes.

    Args:
        x: (N, C, H, W), pictures
        t: the change that an edge has to exceed, at least 0

    Returns:
        (N, 1, H, W), of the dtype of x: 1 at an edge and 0 elsewhere
    """
    raise NotImplementedError


class PatchCritic(nn.Module):
    """A critic that gives a verdict for every patch of a pair of pictures.

    Args:
        channels: those of the condition and of the picture, together
        hidden: channels between its two convolutions
    """

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        """The logits of pairs of a condition (N, A, H, W) and a picture (N, B, H, W), where
        A + B are the channels: (N, 1, H // 4, W // 4)."""
        raise NotImplementedError


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    """What the critic minimises.

    Args:
        real: (N, 1, h, w), its logits of pairs with true pictures
        fake: (M, 1, h, w), its logits of pairs with pictures that the translator made

    Returns:
        ()
    """
    raise NotImplementedError


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    """What the translator minimises.

    Args:
        fake: (N, 1, h, w), the critic's logits of pairs with pictures that the translator made
        y_hat: (N, C, H, W), these pictures
        y: (N, C, H, W), the true pictures
        weight: how much the error counts
        p: 1 for absolute errors, 2 for squared ones
        m: (N, 1, H, W), 1 where errors count and 0 elsewhere; without it, all count

    Returns:
        ()
    """
    raise NotImplementedError


def best_constant(y: Tensor, p: int) -> Tensor:
    """The picture that is the best answer to all of these, if there may be but one.

    Args:
        y: (N, C, H, W), pictures
        p: 1 for absolute errors, 2 for squared ones

    Returns:
        (C, H, W)
    """
    raise NotImplementedError


def pair_step(
    translator: nn.Module,
    critic: nn.Module,
    translator_optimizer: Optimizer,
    critic_optimizer: Optimizer,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    m: Tensor | None = None,
) -> tuple[float, float]:
    """Take one step of the critic, and then one of the translator.

    Args:
        translator: takes cond, and answers pictures of the shape of y
        critic: takes a condition and pictures, and answers logits (N, 1, h, w)
        translator_optimizer, critic_optimizer: each holds the parameters of its own network
        cond: (N, A, H, W), conditions
        y: (N, C, H, W), the true pictures
        weight, p, m: as for translator_loss

    Returns:
        The critic's loss and the translator's loss, each as it was for its step
    """
    raise NotImplementedError


def train_pairs(
    translator: nn.Module,
    critic: nn.Module,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    m: Tensor | None = None,
) -> list[tuple[float, float]]:
    """Train a translator and a critic, in place, on pairs of a condition and a picture.

    Args:
        translator, critic: as for pair_step
        cond: (N, A, H, W), conditions
        y: (N, C, H, W), their pictures
        weight, p: as for translator_loss
        steps: how many steps to take
        batch_size: pairs in a step
        lr: learning rate of both players' Adam
        seed: all randomness comes from it
        m: (N, 1, H, W), a mask for every pair, or nothing

    Returns:
        What pair_step returned at every step
    """
    raise NotImplementedError
