"""Completar dibujos: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check sketch`.
"""

from collections.abc import Callable
from typing import Any

import torch  # noqa: F401 -- para tu código
from torch import Tensor, nn


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    """Convierte los puntos de un dibujo en filas de desplazamientos y estados del lápiz.

    Args:
        points: (P, 3) de int64, P ≥ 1: x, y, y 1 si el lápiz se levanta después del punto
        scale: entre qué se dividen los desplazamientos
        length: cuántas filas devolver, al menos P + 1

    Returns:
        (length, 5) de float32
    """
    raise NotImplementedError


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    """Convierte filas de desplazamientos y estados del lápiz otra vez en puntos.

    Args:
        strokes: (T, 5) de float32 o float64; solo cuentan las filas de antes del primer fin
        scale: entre qué se dividieron los desplazamientos

    Returns:
        (n, 3) de int64: x e y redondeadas a enteros, y 1 si el lápiz se levanta
    """
    raise NotImplementedError


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    """Convierte las salidas de una red en los parámetros de una mezcla y del lápiz.

    Args:
        raw: (…, 6M + 3), en el orden del enunciado

    Returns:
        pi (…, M), mu (…, M, 2), sigma (…, M, 2), rho (…, M) y pen (…, 3), con estos nombres
    """
    raise NotImplementedError


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve la log-verosimilitud negativa de unos dibujos, de desplazamientos y del lápiz.

    Args:
        raw: (N, T, 6M + 3), lo que dice una red sobre cada fila de target
        target: (N, T, 5), dibujos en filas
        lengths: (N,) de int64, cuántos puntos tiene cada uno, 1 ≤ lengths < T

    Returns:
        La media sobre los puntos, y la media sobre los puntos y los fines, ambas de forma ()
    """
    raise NotImplementedError


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    """Hace más atrevidos (tau > 1) o más prudentes (tau < 1) una mezcla y un lápiz.

    Args:
        params: lo que devuelve mixture_parameters
        tau: la temperatura, > 0

    Returns:
        Un dict nuevo con los mismos nombres y formas
    """
    raise NotImplementedError


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    """Continúa un dibujo.

    Args:
        step: step(row, state) lee una fila (5,) y devuelve raw (6M + 3,) y el siguiente estado
        prefix: (t, 5), las filas que ya hay, t ≥ 0, ninguna de ellas un fin
        steps: el mayor número de filas nuevas, ≥ 0
        choose: choose(raw) sortea la siguiente fila (5,)

    Returns:
        (t + n, 5), las filas de prefix y n ≤ steps filas nuevas
    """
    raise NotImplementedError


def train_sketcher(
    strokes: Tensor,
    lengths: Tensor,
    hidden: int,
    M: int,
    steps: int,
    batch: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Entrena una red recurrente para decir cómo siguen los dibujos, con Adam.

    Args:
        strokes: (N, T, 5) de float32, dibujos en filas
        lengths: (N,) de int64, cuántos puntos tiene cada uno
        hidden: el tamaño del estado oculto
        M: cuántas gaussianas tienen las mezclas
        steps: cuántos pasos dar
        batch: dibujos en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        El modelo, con model(rows) de forma (N, T, 6M + 3) para rows (N, T, 5), y la pérdida de
        cada paso
    """
    raise NotImplementedError
