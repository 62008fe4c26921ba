"""Sentiment of texts: statement in README.md; check your work with `autograder check sentiment`."""

import re
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

# A layer: (n, t, E) to (n, t, H), for any n and t.
Map = Callable[[Tensor], Tensor]


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    """Return the ids, from 2 on, of the words that occur often enough.

    Args:
        texts: lists of words
        min_count: how often a word has to occur in all texts together

    Returns:
        The id of each word: 2, 3 … by falling count, and of equal count by code point
    """
    raise NotImplementedError


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    """Return the ids and the lengths of texts.

    Args:
        texts: N lists of words
        vocabulary: the id of each known word; an unknown one gets 1
        max_len: how many words of a text are kept, its first ones

    Returns:
        ids (N, max_len), int64, with 0 after the end of a text; lengths (N,), int64, at least 1
    """
    raise NotImplementedError


def last_state(states: Tensor, lengths: Tensor) -> Tensor:
    """Return the state after the last real word of each text.

    Args:
        states: (N, T, H), those beyond the length of a text are padding
        lengths: (N,), int64

    Returns:
        (N, H)
    """
    raise NotImplementedError


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    """Return the mean over the real words of each text, (N, H); arguments as in last_state."""
    raise NotImplementedError


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    """Return the maximum over the real words of each text, unit by unit, (N, H)."""
    raise NotImplementedError


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    """Return the logit of each text.

    Args:
        ids: (N, T), int64, from 0 to V - 1
        lengths: (N,), int64
        embedding: (V, E), row i belongs to id i
        layer: maps (n, t, E) to (n, t, H), reading each row from left to right
        w: (H,), weights of the last state
        b: (), bias

    Returns:
        (N,), logits
    """
    raise NotImplementedError


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return the mean binary cross-entropy, and its gradient worked out by hand.

    Args:
        logits: (N,)
        labels: (N,), 0 or 1, of the dtype of the logits

    Returns:
        loss, a scalar tensor, and its gradient with respect to the logits, (N,)
    """
    raise NotImplementedError


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    """Return accuracy, precision, recall, f1 and auc of a classifier.

    Args:
        logits: (N,), positive where a text is taken for positive
        labels: (N,), 0 or 1, of the dtype of the logits

    Returns:
        {"accuracy": …, "precision": …, "recall": …, "f1": …, "auc": …}, Python floats
    """
    raise NotImplementedError


def train_sentiment(
    ids: Tensor,
    lengths: Tensor,
    labels: Tensor,
    vocabulary_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train a recurrent network to tell positive from negative texts, with Adam.

    Args:
        ids: (N, T), int64, 0 at the padding
        lengths: (N,), int64
        labels: (N,), float32, 1 for a positive text, 0 for a negative one
        vocabulary_size: V, ids are below it, also those of texts to come
        hidden_size: H, the size of the state
        steps: how many steps to take
        batch_size: texts in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, with model(ids, lengths) of shape (N,): logits; and the loss of every step
    """
    raise NotImplementedError


# Given: how a tweet is taken apart, how the file of tweets is read, and a picture of a text.


def words_of(tweet: str) -> list[str]:
    """Return the words of a tweet in small letters; emoticons and marks are words, too."""
    faces = r"[:;=x][-'^]?[()dpo/|*]+(?!\w)|<3"
    return re.findall(faces + r"|[@#]?\w+(?:'\w+)*|[!?]+|\.\.+", tweet.lower())


def read_tweets(path: str) -> tuple[list[list[str]], Tensor]:
    """Return the words of each tweet of a file, and labels (N,): 1 where its rating is above 0."""
    rows = [line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines()]
    ratings = torch.tensor([float(rating) for rating, _ in rows])
    return [text.split(" ") for _, text in rows], (ratings > 0).float()


def coloured(words: list[str], weights: list[float]) -> str:
    """Return the words of a text for a terminal: the brighter, the more weight."""
    largest = max(weights) or 1
    shades = [232 + round(23 * weight / largest) for weight in weights]
    return " ".join(
        f"\x1b[38;5;{255 if shade < 244 else 232};48;5;{shade}m {word} \x1b[0m"
        for word, shade in zip(words, shades, strict=True)
    )
