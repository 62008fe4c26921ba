"""Captioning: the statement is in README.md; check your work with `autograder check captioning`."""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- for your code
from torch import Tensor, nn

NULL, START, END, UNKNOWN = 0, 1, 2, 3

# cell(x (N, E), h (N, H)) -> h (N, H)
Cell = Callable[[Tensor, Tensor], Tensor]
# init(features (N, D)) -> state
Init = Callable[[Tensor], Any]
# step(words (N,) int64, state) -> (scores (N, V), state)
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    """Turn captions into ids: those of the words, <end>, and <null> up to max_len.

    Args:
        captions: N lists of words; a list may be empty
        vocabulary: the id of every known word, from 4 on
        max_len: the length of a row, ≥ 1; of a caption at most its first max_len - 1 words are kept

    Returns:
        (N, max_len) int64; a word that is not in the vocabulary has the id <unknown>
    """
    raise NotImplementedError


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    """The gradient of the look-up W[ids] with respect to W, by hand.

    Args:
        dout: (N, T, E), the gradient of the loss with respect to W[ids]
        ids: (N, T) int64, from 0 to V - 1
        V: the number of rows of W

    Returns:
        dW (V, E), with the dtype of dout
    """
    raise NotImplementedError


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    """The mean of -log p of all words that are not <null>, and its gradient, by hand.

    Args:
        scores: (N, T, V)
        ids: (N, T) int64, the words that should come; at least one is not <null>

    Returns:
        loss (), and dscores (N, T, V), both with the dtype of scores
    """
    raise NotImplementedError


def caption_scores(
    features: Tensor,
    ids: Tensor,
    cell: Cell,
    We: Tensor,
    Wi: Tensor,
    bi: Tensor,
    Wo: Tensor,
    bo: Tensor,
) -> Tensor:
    """The scores of every word of given captions, each from the image and the words before it.

    Args:
        features: (N, D), what is known of each image
        ids: (N, T) int64, the captions
        cell: cell(x (N, E), h (N, H)) gives the next state (N, H)
        We: (V, E), a row for each word
        Wi, bi: (D, H) and (H,), from features to the first state
        Wo, bo: (H, V) and (V,), from a state to scores

    Returns:
        (N, T, V), scores[:, t] are those of the word at t
    """
    raise NotImplementedError


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    """Write a caption for each image, always with the word that has the highest score.

    Args:
        features: (N, D)
        step: step(words (N,) int64, state) gives the scores (N, V) of the next word, and the state
        init: init(features) gives the state before the first word; of any type
        max_len: how many ids to write, ≥ 1

    Returns:
        (N, max_len) int64, <null> after <end>
    """
    raise NotImplementedError


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    """Draw a word for each row from softmax(logits / tau), with given random numbers.

    Args:
        logits: (N, V), float32 or float64
        tau: the temperature, > 0
        uniforms: (N,) float64, in [0, 1)

    Returns:
        (N,) int64, the first k whose probability, added to those before it, is above uniforms
    """
    raise NotImplementedError


def train_captioner(
    images: Tensor,
    ids: Tensor,
    words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train a recurrent captioner with Adam.

    Args:
        images: (N, 16, 16) float32, standardised
        ids: (N, T) int64, captions as encode_captions makes them
        words: V, the number of ids that there are
        hidden_size: H, the size of the recurrent state
        steps: how many steps to take
        batch_size: pairs in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, with model(images, ids) of shape (N, T, V) and model.caption(images, max_len)
        of shape (N, max_len) int64, and the loss of every step
    """
    raise NotImplementedError
