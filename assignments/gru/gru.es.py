"""Unidades recurrentes con compuertas: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check gru`.
"""

import torch
from torch import Tensor, nn


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Devuelve el siguiente estado oculto.

    Args:
        x: (N, D), la entrada de este paso
        h: (N, H), el estado oculto hasta aquí
        Wx: (D, 3H), pesos de la entrada, compuertas r, z, n
        Wh: (H, 3H), pesos recurrentes, en el mismo orden
        bx: (3H,), sesgo del lado de la entrada
        bh: (3H,), sesgo del lado del estado
        reset_after: reinicio después del producto con Whn (True) o antes (False)

    Returns:
        (N, H), el siguiente estado oculto
    """
    raise NotImplementedError


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Recorre una secuencia con la celda y devuelve el estado oculto tras cada paso.

    Args:
        x: (N, T, D), N secuencias de T pasos
        h0: (N, H), el estado antes del primer paso
        Wx, Wh, bx, bh, reset_after: como en gru_cell

    Returns:
        (N, T, H), hs[:, t] es el estado tras el paso t
    """
    raise NotImplementedError


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Retropropaga en el tiempo a mano, para la forma con reinicio después del producto.

    Args:
        dhs: (N, T, H), gradiente de la pérdida respecto a los estados que devuelve gru_forward
        x, h0, Wx, Wh, bx, bh: como en gru_forward

    Returns:
        (dx, dh0, dWx, dWh, dbx, dbh), cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


class GRU(nn.Module):
    """Una capa con parámetros Wx, Wh, bx y bh (formas como en gru_cell), con reinicio después del
    producto.

    Args:
        input_size: D, el tamaño de la entrada de un paso
        hidden_size: H, el tamaño del estado oculto
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Devuelve los estados ocultos de todos los pasos, y el último.

        Args:
            x: (N, T, D), N secuencias de T pasos
            h0: (N, H), o None para empezar en ceros

        Returns:
            hs (N, T, H) y h_last (N, H)
        """
        raise NotImplementedError


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    """Da un paso de entrenamiento con el error cuadrático medio y gradientes recortados.

    Args:
        model: model(x) da predicciones (N,)
        optimizer: tiene los parámetros del modelo
        x: (N, T, D), un minilote
        y: (N,), sus objetivos
        max_norm: la mayor norma de todos los gradientes juntos

    Returns:
        La pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    """Entrena un modelo recurrente en el problema de la suma con Adam.

    Args:
        x: (N, T, 2), valores en [0, 1] y marcas 0 o 1
        y: (N,), los objetivos
        hidden_size: H, el tamaño del estado oculto
        steps: cuántos pasos dar
        batch_size: secuencias en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        El modelo, con model(x) de forma (N,), y la pérdida de cada paso
    """
    raise NotImplementedError
