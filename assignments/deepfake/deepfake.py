"""Deepfakes. The statement is in README.md; check with `autograder check deepfake`.

Pictures of two people are the rows of two tensors, a row for each picture with its D pixels one
after the other. Person 0 is called A, and person 1 is called B.
"""

from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    """Give pictures the mean and the standard deviation that those of somebody else have.

    Args:
        x: (N, D), pictures
        mean_from, std_from: () or (D,), those of the pictures' own person; std_from > 0
        mean_to, std_to: () or (D,), those to be had; std_to ≥ 0

    Returns:
        (N, D)
    """
    raise NotImplementedError


class FaceSwapper(nn.Module):
    """One encoder for everybody, and a decoder for each of two people.

    Args:
        pixels: D, the size of a picture
        hidden: H, the width of the layer in the middle of each of the three networks
        code: K, the size of a code
    """

    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> Tensor:
        """Return the codes (N, K) of pictures (N, D), whoever is in them."""
        raise NotImplementedError

    def decode(self, z: Tensor, who: int) -> Tensor:
        """Return what codes (N, K) look like on person `who`, 0 or 1: pictures (N, D)."""
        raise NotImplementedError

    def forward(self, x: Tensor, who: int) -> Tensor:
        """Return pictures (N, D) of person `who`, encoded and decoded as themselves: (N, D)."""
        raise NotImplementedError

    def swap(self, x: Tensor, who: int) -> Tensor:
        """Return pictures (N, D) of person `who`, encoded and decoded as the other: (N, D)."""
        raise NotImplementedError


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    """How badly both people come back from noisy pictures.

    Args:
        net: has encode(x) and decode(z, who), as a FaceSwapper does
        xa: (Na, D), pictures of person 0
        xb: (Nb, D), pictures of person 1
        noisy_a, noisy_b: the same pictures with noise

    Returns:
        (), the mean square per pixel of A's errors plus that of B's
    """
    raise NotImplementedError


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Train a network, in place, to give both people back from noisy pictures.

    Args:
        net: has encode(x) and decode(z, who), as a FaceSwapper does
        xa: (Na, D), pictures of person 0
        xb: (Nb, D), pictures of person 1
        noise: standard deviation of the normal noise that is added to what goes in
        steps: how many steps to take
        batch_size: pictures of each person in a step
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The loss of every step, before it: Python floats
    """
    raise NotImplementedError


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    """The area under the ROC curve.

    Args:
        scores: (N,), the higher the more like a fake
        labels: (N,) int64, 1 for a fake and 0 for a real picture; there are both

    Returns:
        The share of pairs of a fake and a real picture in which the fake has the higher score;
        equal scores count one half
    """
    raise NotImplementedError


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    """Split frames so that no source is on both sides.

    Args:
        source: (N,) int64, where each frame comes from
        test_sources: (M,) int64, the sources that are held back

    Returns:
        (train, test): (n,) and (N − n,) int64, the indices of the frames of each side, rising
    """
    raise NotImplementedError


def ring_spectrum(x: Tensor) -> Tensor:
    """The power of pictures at each frequency, whatever its direction.

    Args:
        x: (N, S, S), grey pictures

    Returns:
        (N, S // 2 + 1), the mean power on the rings of radius 0, 1, …, S // 2
    """
    raise NotImplementedError


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    """One score for every video.

    Args:
        logits: (N,), the scores of frames
        video: (N,) int64, the video of every frame; each of 0, …, V − 1 occurs

    Returns:
        (V,), the mean of each video's logits
    """
    raise NotImplementedError


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    """Fit the logistic regression that tells fakes from real pictures.

    Args:
        x: (N, F), features
        y: (N,) int64, 1 for a fake and 0 for a real picture; there are both
        l2: > 0, the weight of the penalty on w

    Returns:
        w (F,) and b (), such that x @ w + b are the logits
    """
    raise NotImplementedError
