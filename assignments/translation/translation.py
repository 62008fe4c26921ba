"""Translation with attention: the statement is in README.md; check your work with
`autograder check translation`.
"""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- for what you will write
from torch import Tensor, nn

PAD, START, END = 0, 1, 2

# step(ids (N,) int64, state) -> (logits (N, V), state)
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    """Put sentences into one array: their ids, <end>, and padding.

    Args:
        sentences: N lists of ids, without <end>; a list may be empty
        max_len: how long a row is, ≥ 1; of a sentence at most max_len - 1 ids are kept, its first

    Returns:
        ids (N, max_len) int64, and mask (N, max_len) bool, True where there is no padding
    """
    raise NotImplementedError


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Scaled dot-product attention.

    Args:
        query: (N, T, H)
        keys: (N, S, H)
        values: (N, S, E)
        mask: (N, S) bool, True for real words; each row has one

    Returns:
        context (N, T, E) and the weights alpha (N, T, S), exactly 0 where mask is False
    """
    raise NotImplementedError


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    """The weights of additive attention.

    Args:
        query: (N, H)
        keys: (N, S, K)
        mask: (N, S) bool, True for real words; each row has one
        Wq: (H, A)
        Wk: (K, A)
        v: (A,)

    Returns:
        alpha (N, S), exactly 0 where mask is False
    """
    raise NotImplementedError


def decoder_inputs(target: Tensor) -> Tensor:
    """What the decoder reads when it is to write the target: shifted by one, behind <start>.

    Args:
        target: (N, T) int64

    Returns:
        (N, T) int64
    """
    raise NotImplementedError


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """The mean of -log p over all words of the target that are not <pad>.

    Args:
        logits: (N, T, V), the log-probabilities before the softmax
        target: (N, T) int64, with at least one word that is not <pad>

    Returns:
        () the loss
    """
    raise NotImplementedError


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    """Write sentences by taking the most probable word again and again.

    Args:
        step: one step of a decoder; it does not change the state that it is given
        state: the decoder's state before the first step
        batch_size: N, how many sentences
        max_len: how many ids to write at most, <end> included; ≥ 1

    Returns:
        (N, max_len) int64, after <end> all <pad>
    """
    raise NotImplementedError


def beam_search(
    step: Step, state: Any, width: int, max_len: int, alpha: float
) -> tuple[list[int], float]:
    """Write one sentence, keeping the `width` most probable beginnings at every step.

    Args:
        step: one step of a decoder, for one sentence (N = 1); it does not change the state
            that it is given
        state: the decoder's state before the first step
        width: how many hypotheses are kept at a step, ≥ 1
        max_len: how many ids to write at most, <end> included; ≥ 1
        alpha: the score is (sum of log p) / length ** alpha

    Returns:
        The ids of the best hypothesis, with its <end> if it has one, and its score, a Python float
    """
    raise NotImplementedError


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    """Corpus BLEU, one reference for each hypothesis, without smoothing.

    Args:
        hypotheses: what was written, lists of words
        references: what should have been, as many lists of words
        max_n: the longest n-grams

    Returns:
        A Python float between 0 and 1
    """
    raise NotImplementedError


def train_translator(
    source: Tensor,
    target: Tensor,
    source_words: int,
    target_words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Train an encoder and a decoder with Adam.

    Args:
        source: (N, S) int64, as pad_batch makes it
        target: (N, T) int64, as pad_batch makes it
        source_words: how many ids the source language has
        target_words: V, how many ids the target language has
        hidden_size: size of the decoder's state, an even number
        steps: how many steps to take
        batch_size: pairs in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The model, and the loss of every step. model(source, target) gives logits (N, T, V),
        those at t from the target before t; model.translate(source, max_len) writes greedily:
        (N, max_len) int64
    """
    raise NotImplementedError
