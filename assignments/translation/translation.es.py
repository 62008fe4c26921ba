"""Traducción con atención: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check translation`.
"""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- para lo que escribirás
from torch import Tensor, nn

PAD, START, END = 0, 1, 2

# step(ids (N,) int64, state) -> (logits (N, V), state)
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    """Pone las frases en una sola tabla: sus ids, <end> y relleno.

    Args:
        sentences: N listas de ids, sin <end>; una lista puede estar vacía
        max_len: cuánto mide una fila, ≥ 1; de una frase se conservan como mucho sus primeros
            max_len - 1 ids

    Returns:
        ids (N, max_len) int64, y mask (N, max_len) bool, True donde no hay relleno
    """
    raise NotImplementedError


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Atención por producto escalar, con escala.

    Args:
        query: (N, T, H)
        keys: (N, S, H)
        values: (N, S, E)
        mask: (N, S) bool, True en las palabras de verdad; cada fila tiene alguna

    Returns:
        context (N, T, E) y los pesos alpha (N, T, S), exactamente 0 donde mask es False
    """
    raise NotImplementedError


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    """Los pesos de la atención aditiva.

    Args:
        query: (N, H)
        keys: (N, S, K)
        mask: (N, S) bool, True en las palabras de verdad; cada fila tiene alguna
        Wq: (H, A)
        Wk: (K, A)
        v: (A,)

    Returns:
        alpha (N, S), exactamente 0 donde mask es False
    """
    raise NotImplementedError


def decoder_inputs(target: Tensor) -> Tensor:
    """Lo que lee el decodificador para escribir el objetivo: desplazado uno, tras <start>.

    Args:
        target: (N, T) int64

    Returns:
        (N, T) int64
    """
    raise NotImplementedError


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """La media de -log p sobre todas las palabras del objetivo que no son <pad>.

    Args:
        logits: (N, T, V), los logaritmos de las probabilidades antes de la softmax
        target: (N, T) int64, con al menos una palabra que no es <pad>

    Returns:
        () la pérdida
    """
    raise NotImplementedError


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    """Escribe frases tomando una y otra vez la palabra más probable.

    Args:
        step: un paso de un decodificador; no modifica el estado que recibe
        state: el estado del decodificador antes del primer paso
        batch_size: N, cuántas frases
        max_len: cuántos ids escribir como mucho, <end> incluido; ≥ 1

    Returns:
        (N, max_len) int64, después de <end> todo <pad>
    """
    raise NotImplementedError


def beam_search(
    step: Step, state: Any, width: int, max_len: int, alpha: float
) -> tuple[list[int], float]:
    """Escribe una frase conservando en cada paso los `width` comienzos más probables.

    Args:
        step: un paso de un decodificador, para una frase (N = 1); no modifica el estado que
            recibe
        state: el estado del decodificador antes del primer paso
        width: cuántas hipótesis se conservan en un paso, ≥ 1
        max_len: cuántos ids escribir como mucho, <end> incluido; ≥ 1
        alpha: la puntuación es (suma de log p) / longitud ** alpha

    Returns:
        Los ids de la mejor hipótesis, con su <end> si lo tiene, y su puntuación, un float de Python
    """
    raise NotImplementedError


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    """BLEU de un corpus, con una referencia por hipótesis y sin suavizado.

    Args:
        hypotheses: lo que se escribió, listas de palabras
        references: lo que se debía escribir, otras tantas listas de palabras
        max_n: los n-gramas más largos

    Returns:
        Un float de Python entre 0 y 1
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
    """Entrena un codificador y un decodificador con Adam.

    Args:
        source: (N, S) int64, como la devuelve pad_batch
        target: (N, T) int64, como lo devuelve pad_batch
        source_words: cuántos ids tiene la lengua de partida
        target_words: V, cuántos ids tiene la lengua de llegada
        hidden_size: tamaño del estado del decodificador, un número par
        steps: cuántos pasos dar
        batch_size: pares de un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        El modelo y la pérdida de cada paso. model(source, target) da logits (N, T, V), los de t
        a partir del objetivo anterior a t; model.translate(source, max_len) escribe de forma
        voraz: (N, max_len) int64
    """
    raise NotImplementedError
