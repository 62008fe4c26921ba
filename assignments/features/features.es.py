"""Pocas etiquetas: enunciado en README.es.md; compruébalo con `autograder check features`."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Reparte las filas al azar: cada una exactamente a uno de cuatro usos.

    Args:
        y: (N,), int64, la clase de cada fila; números enteros cualesquiera, en cualquier orden
        per_class: cuántas filas de cada clase se etiquetan, al menos 1
        n_validation, n_test: cuántas filas son para validación y para la prueba, al menos 0
        seed: decide todo lo que se sortea, al menos 0

    Returns:
        labelled, validation, test, unlabelled: números de fila, int64, en cualquier orden
    """
    raise NotImplementedError


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    """Escala columnas con la media y la desviación típica de otras filas.

    Args:
        fit: (N, k), N al menos 1; de ellas son la media y la desviación típica (dividida entre N)
        x: (M, k), lo que se escala; M al menos 1

    Returns:
        (M, k); las columnas en que todas las filas de fit son iguales solo se centran
    """
    raise NotImplementedError


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """Devuelve los códigos de unas imágenes.

    Args:
        x: (N, D), imágenes
        parameters: W (D, k), b (k,), V (k, D) y c (D,)

    Returns:
        z (N, k)
    """
    raise NotImplementedError


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """Devuelve el error cuadrático medio de las reconstrucciones de unas imágenes.

    Args:
        x, parameters: como en encode

    Returns:
        Un tensor sin ejes: la media sobre todas las filas y todos los píxeles
    """
    raise NotImplementedError


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    """Entrena el autoencoder con Adam en minilotes de imágenes.

    Args:
        x: (N, D), float64, imágenes sin etiquetas
        parameters: W, b, V y c de los que se parte, float64; quedan como están
        steps: cuántos pasos se dan, al menos 1
        batch_size: imágenes de un minilote, a lo sumo N
        lr: tasa de aprendizaje de Adam
        seed: decide todos los minilotes, al menos 0

    Returns:
        W, b, V y c después del último paso, y la pérdida de cada minilote antes de su paso
    """
    raise NotImplementedError


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    """Ajusta una función lineal de códigos a clases: regresión ridge sin penalizar el sesgo.

    Args:
        z: (N, k), códigos; N al menos 1
        y: (N,), int64, de 0 a classes - 1
        classes: C, cuántas clases hay, aparezcan o no
        l2: peso de la penalización junto a la suma sobre todas las filas, mayor que 0

    Returns:
        A (k, C) y a (C,)
    """
    raise NotImplementedError


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    """Devuelve la etiqueta que tienen más de los k códigos más cercanos.

    Args:
        z: (N, D), códigos
        y: (N,), int64, sus etiquetas, de 0 a 999
        new: (M, D), códigos por reconocer; M al menos 1
        k: cuántos vecinos votan, de 1 a N

    Returns:
        (M,), int64; de códigos igual de cercanos va antes la fila de menor número, de etiquetas
        con los mismos votos gana la menor
    """
    raise NotImplementedError


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    """Devuelve la media sobre las clases de la proporción de sus filas que se acierta.

    Args:
        predicted: (N,), int64
        y: (N,), int64, las clases verdaderas, enteros cualesquiera; N al menos 1

    Returns:
        Un float de 0 a 1; las clases que no aparecen en y no cuentan
    """
    raise NotImplementedError


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    """Elige solo con la validación, y pregunta por la prueba a quien ha elegido.

    Args:
        candidates: funciones que dan etiquetas (M,), int64, a imágenes (M, D); al menos una
        x_validation: (N, D), N al menos 1
        y_validation: (N,), int64
        x_test: (T, D), T al menos 1

    Returns:
        El índice de quien acierta más filas de la validación (el primero, si son varios), y las
        etiquetas (T,) que da a la prueba
    """
    raise NotImplementedError


# Ya hecho, para el ejercicio que no se califica.


def dark_pages(images: np.ndarray, noise: float, seed: int) -> Tensor:
    """Devuelve imágenes (N, 64), de 0 a 16, como fotos (N, 576) con ruido; sin él, de 0 a 1.

    Cada píxel se dibuja como 3 x 3; noise es la desviación típica de lo que se suma.
    """
    small = torch.tensor(np.asarray(images), dtype=torch.float64).reshape(-1, 8, 8) / 16
    large = small.repeat_interleave(3, dim=1).repeat_interleave(3, dim=2).flatten(1)
    drawn = torch.Generator().manual_seed(seed)
    return large + noise * torch.randn(large.shape, generator=drawn, dtype=torch.float64)


def first_parameters(x: Tensor, k: int, seed: int) -> list[Tensor]:
    """Devuelve W, b, V y c para empezar a entrenar con x (N, D): c es la imagen media."""
    drawn = torch.Generator().manual_seed(seed)
    D = x.shape[1]
    W = torch.randn(D, k, generator=drawn, dtype=torch.float64) / (2 * D**0.5)
    V = torch.randn(k, D, generator=drawn, dtype=torch.float64) / (2 * k**0.5)
    return [W, torch.zeros(k, dtype=torch.float64), V, x.mean(dim=0)]


def read_picture(drawing: str) -> np.ndarray:
    """Devuelve un dibujo de ocho líneas de ocho caracteres como imagen (1, 64): 16 donde hay #."""
    lines = drawing.split()
    return np.array([[16 * (mark == "#") for line in lines for mark in line]])
