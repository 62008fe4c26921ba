"""El autocodificador de secuencias: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check sequence_autoencoder`.
"""

from collections.abc import Callable

import torch  # noqa: F401 -- para tu código
from torch import Tensor, nn

# cell(x (N, 1), h (N, H)) -> h (N, H)
Cell = Callable[[Tensor, Tensor], Tensor]


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    """Devuelve todas las ventanas de una serie, y lo que viene después de cada una.

    Args:
        series: (L,) float64, L ≥ length + horizon
        length: cuántos números tiene una ventana, ≥ 1
        horizon: cuántos de los números siguientes son su futuro, ≥ 1

    Returns:
        x (n, length) e y (n, horizon), n = L - length - horizon + 1; la fila i de x empieza en
        series[i], y la fila i de y justo después de ella
    """
    raise NotImplementedError


def standardise(train: Tensor, series: Tensor) -> Tensor:
    """Devuelve la serie menos la media de train, dividida entre la desviación típica de train.

    Args:
        train: (L,) float64, no todos iguales
        series: (M,) float64

    Returns:
        (M,); la varianza es la media de los cuadrados: su divisor es L
    """
    raise NotImplementedError


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    """Lee series con una celda y devuelve un código de cada una: una aplicación lineal del último
    estado.

    Args:
        x: (N, T) float64, un número por paso
        cell: cell(x (N, 1), h (N, H)) da el estado siguiente (N, H)
        h0: (N, H), el estado antes del primer paso
        Wz, bz: (H, K) y (K,)

    Returns:
        (N, K), los códigos
    """
    raise NotImplementedError


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    """Escribe series a partir de códigos; cada paso recibe la salida del paso anterior.

    Args:
        z: (N, K) float64, los códigos
        steps: cuántos números escribir, ≥ 1
        cell: cell(x (N, 1), h (N, H)) da el estado siguiente (N, H)
        Wh, bh: (K, H) y (H,), de un código al estado antes del primer paso, con tanh
        Wo, bo: (H, 1) y (1,), de un estado a una salida

    Returns:
        (N, steps), las salidas en el orden en que se escribieron
    """
    raise NotImplementedError


def reconstruct(
    x: Tensor, encode: Callable[[Tensor], Tensor], decode: Callable[[Tensor, int], Tensor]
) -> Tensor:
    """Codifica x, lo decodifica hacia atrás y lo devuelve en el orden de x.

    Args:
        x: (N, T)
        encode: encode(x) da los códigos
        decode: decode(códigos, pasos) da (N, pasos), la última hora primero

    Returns:
        (N, T), la primera hora primero
    """
    raise NotImplementedError


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    """Devuelve weight por el error cuadrático medio del pasado más 1 - weight por el del futuro.

    Args:
        recon, x: (N, T) float64, el pasado
        pred, y: (N, P) float64, el futuro
        weight: en [0, 1]

    Returns:
        (), un tensor
    """
    raise NotImplementedError


def linear_forecaster(X: Tensor, Y: Tensor, K: int, ridge: float) -> tuple[Tensor, Tensor]:
    """Devuelve la mejor predicción lineal de Y a partir de X que pasa por K números.

    Args:
        X: (n, T) float64, el pasado
        Y: (n, P) float64, el futuro
        K: el rango de W, de 1 a min(T, P)
        ridge: ≥ 0, el peso de los cuadrados de W; 0 solo si las columnas centradas de X son
            independientes

    Returns:
        W (T, P) y b (P,); la predicción es X @ W + b
    """
    raise NotImplementedError


def train_forecaster(
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    code_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Entrena con Adam un autocodificador de secuencias que además predice.

    Args:
        x: (N, T) float32, ventanas
        y: (N, P) float32, lo que vino después de cada una
        hidden_size: H, el tamaño de todos los estados recurrentes
        code_size: K, cuántos números van del codificador a los decodificadores
        steps: cuántos pasos dar
        batch_size: ventanas por minilote
        lr: tasa de aprendizaje del primer paso
        seed: todo el azar sale de ella

    Returns:
        El modelo, con model(x (M, S)) igual a (recon (M, S), pred (M, P)) para cualesquiera M y
        S ≥ 1, y la pérdida de cada paso
    """
    raise NotImplementedError
