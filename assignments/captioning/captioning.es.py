"""Descripción de imágenes: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check captioning`.
"""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- para tu código
from torch import Tensor, nn

NULL, START, END, UNKNOWN = 0, 1, 2, 3

# cell(x (N, E), h (N, H)) -> h (N, H)
Cell = Callable[[Tensor, Tensor], Tensor]
# init(features (N, D)) -> estado
Init = Callable[[Tensor], Any]
# step(words (N,) int64, estado) -> (puntuaciones (N, V), estado)
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    """Convierte frases en ids: los de las palabras, <end>, y <null> hasta max_len.

    Args:
        captions: N listas de palabras; una lista puede estar vacía
        vocabulary: el id de cada palabra conocida, desde 4
        max_len: la longitud de una fila, ≥ 1; de una frase se conservan como mucho sus primeras
            max_len - 1 palabras

    Returns:
        (N, max_len) int64; una palabra que no está en el vocabulario tiene el id <unknown>
    """
    raise NotImplementedError


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    """El gradiente de la consulta W[ids] respecto a W, a mano.

    Args:
        dout: (N, T, E), el gradiente de la pérdida respecto a W[ids]
        ids: (N, T) int64, de 0 a V - 1
        V: el número de filas de W

    Returns:
        dW (V, E), con el dtype de dout
    """
    raise NotImplementedError


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    """La media de -log p de todas las palabras que no son <null>, y su gradiente, a mano.

    Args:
        scores: (N, T, V)
        ids: (N, T) int64, las palabras que deberían venir; al menos una no es <null>

    Returns:
        loss (), y dscores (N, T, V), ambas con el dtype de scores
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
    """Las puntuaciones de cada palabra de unas frases dadas, cada una a partir de la imagen y de
    las palabras anteriores.

    Args:
        features: (N, D), lo que se sabe de cada imagen
        ids: (N, T) int64, las frases
        cell: cell(x (N, E), h (N, H)) da el estado siguiente (N, H)
        We: (V, E), una fila por palabra
        Wi, bi: (D, H) y (H,), de las características al primer estado
        Wo, bo: (H, V) y (V,), de un estado a puntuaciones

    Returns:
        (N, T, V), scores[:, t] son las de la palabra en t
    """
    raise NotImplementedError


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    """Escribe una frase para cada imagen, siempre con la palabra de mayor puntuación.

    Args:
        features: (N, D)
        step: step(words (N,) int64, state) da las puntuaciones (N, V) de la palabra siguiente, y
            el estado
        init: init(features) da el estado antes de la primera palabra; de cualquier tipo
        max_len: cuántos ids hay que escribir, ≥ 1

    Returns:
        (N, max_len) int64, <null> después de <end>
    """
    raise NotImplementedError


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    """Sortea una palabra por fila según softmax(logits / tau), con números aleatorios dados.

    Args:
        logits: (N, V), float32 o float64
        tau: la temperatura, > 0
        uniforms: (N,) float64, en [0, 1)

    Returns:
        (N,) int64, el primer k cuya probabilidad, sumada a las anteriores, supera a uniforms
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
    """Entrena con Adam una red recurrente que describe imágenes.

    Args:
        images: (N, 16, 16) float32, estandarizadas
        ids: (N, T) int64, frases como las hace encode_captions
        words: V, cuántos ids hay
        hidden_size: H, el tamaño del estado recurrente
        steps: cuántos pasos dar
        batch_size: pares por minilote
        lr: tasa de aprendizaje de Adam
        seed: todo el azar sale de ella

    Returns:
        El modelo, con model(images, ids) de forma (N, T, V) y model.caption(images, max_len) de
        forma (N, max_len) int64, y la pérdida de cada paso
    """
    raise NotImplementedError
