"""Bidirectional networks: statement in README.md; check your work with
`autograder check bidirectional`.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Layer = Callable[[Tensor], Tensor]  # maps (n, t, D) to (n, t, H), for any n and t


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    """Turn each sequence round within its own length; the padding stays where it is.

    Args:
        x: (N, T, D), N sequences and their padding, float32, float64 or int64
        lengths: (N,), int64, from 1 to T, in any order

    Returns:
        (N, T, D), of the dtype of x
    """
    raise NotImplementedError


def bidirectional(
    forward_layer: Layer, backward_layer: Layer, x: Tensor, lengths: Tensor
) -> Tensor:
    """Read each sequence in both directions.

    Args:
        forward_layer: maps (n, t, D) to (n, t, H); reads x as it is
        backward_layer: the same, for the sequences turned round
        x: (N, T, D), N sequences and their padding
        lengths: (N,), int64, from 1 to T, in any order

    Returns:
        (N, T, 2H), at step t the state of the forward layer and beside it that of the backward
        layer, when each has just read step t; 0 at the padding
    """
    raise NotImplementedError


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    """Return the last state of each of the two layers.

    Args:
        outputs: (N, T, 2H), as bidirectional returns it, but with any numbers at the padding
        lengths: (N,), int64

    Returns:
        (N, 2H), the forward layer's last state and beside it the backward layer's
    """
    raise NotImplementedError


def stack(layers: list[tuple[Layer, Layer]], x: Tensor, lengths: Tensor) -> Tensor:
    """Run several bidirectional layers, one above the other.

    Args:
        layers: one or more pairs (forward_layer, backward_layer), the lowest first
        x: (N, T, D), N sequences and their padding
        lengths: (N,), int64

    Returns:
        (N, T, 2H), the output of the last pair
    """
    raise NotImplementedError


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Layer, backward_vjp: Layer
) -> Tensor:
    """Go back through bidirectional by hand.

    Args:
        dout: (N, T, 2H), gradient of the loss with respect to what bidirectional returned
        lengths: (N,), int64
        forward_vjp: maps the gradient (N, T, H) of what the forward layer returned to the
            gradient (N, T, D) of what it was given
        backward_vjp: the same for the backward layer, which was given the sequences turned round

    Returns:
        (N, T, D), gradient of the loss with respect to x; 0 at the padding
    """
    raise NotImplementedError


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    """Return the binary cross-entropy, as a mean over all real letters of all words together.

    Args:
        logits: (N, T)
        targets: (N, T), 0 or 1, of the dtype of the logits
        lengths: (N,), int64

    Returns:
        A scalar tensor, of the dtype of the logits
    """
    raise NotImplementedError


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train a bidirectional network to say which letters of a word bear a mark, with Adam.

    Args:
        ids: (N, T), int64, the letters without their marks: a = 1 … z = 26, padding 0
        lengths: (N,), int64
        marks: (N, T), float32, 1 where the letter bore a mark, else 0
        hidden_size: H, the size of the state in each direction
        steps: how many steps to take
        batch_size: words in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, with model(ids, lengths) of shape (N, T): logits; and the loss of every step
    """
    raise NotImplementedError


# Given: how a word becomes numbers, and how the marks get into it.


def encode(words: list[str]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids (N, T), lengths (N,) and marks (N, T) of words in small letters."""
    T = max(len(word) for word in words)
    ids, marks = torch.zeros(len(words), T, dtype=torch.int64), torch.zeros(len(words), T)
    for row, word in enumerate(words):
        for t, letter in enumerate(word):
            plain = letter.translate(str.maketrans("áéíóúüñ", "aeiouun"))
            ids[row, t] = ord(plain) - ord("a") + 1
            marks[row, t] = plain != letter
    return ids, torch.tensor([len(word) for word in words]), marks


def write_marks(words: list[str], logits: Tensor) -> str:
    """Return the words with a mark on every letter that can bear one and has a positive logit."""
    table = str.maketrans("aeioun", "áéíóúñ")
    written = []
    for word, row in zip(words, logits.tolist(), strict=True):
        pairs = zip(word, row[: len(word)], strict=True)
        letters = [c.translate(table) if z > 0 else c for c, z in pairs]
        written.append("".join(letters))
    return " ".join(written)
