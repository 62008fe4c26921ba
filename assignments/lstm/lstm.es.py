"""Memoria larga a corto plazo: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check lstm`.
"""

import torch
from torch import Tensor, nn


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    """Devuelve el siguiente estado oculto y el siguiente estado de la celda.

    Args:
        x: (N, D), la entrada de este paso
        h: (N, H), el estado oculto hasta aquí
        c: (N, H), el estado de la celda hasta aquí
        Wx: (D, 4H), pesos de la entrada, compuertas i, f, g, o
        Wh: (H, 4H), pesos recurrentes, en el mismo orden
        b: (4H,), sesgo, en el mismo orden

    Returns:
        h' y c', ambos (N, H)
    """
    raise NotImplementedError


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Recorre con la celda secuencias, cada una tan larga como dice `lengths`.

    Args:
        x: (N, T, D), N secuencias de T pasos, con relleno al final
        h0: (N, H), el estado oculto antes del primer paso
        c0: (N, H), el estado de la celda antes del primer paso
        Wx, Wh, b: como en lstm_step
        lengths: (N,), enteros de 1 a T, o None si todas las secuencias tienen T pasos

    Returns:
        hs (N, T, H), el estado oculto tras cada paso, cero tras el final de la secuencia; h_last y
        c_last (N, H), los estados tras el último paso propio de cada secuencia
    """
    raise NotImplementedError


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Retropropaga en el tiempo a mano, para secuencias de igual longitud.

    Args:
        dhs: (N, T, H), gradiente de la pérdida respecto al hs de lstm_forward
        x, h0, c0, Wx, Wh, b: como en lstm_forward

    Returns:
        (dx, dh0, dc0, dWx, dWh, db), cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


class LSTM(nn.Module):
    """Capas sobre capas, con listas de parámetros Wx, Wh y b: una entrada por capa, de abajo
    arriba.

    Args:
        input_size: D, el tamaño de la entrada de un paso
        hidden_size: H, el tamaño de los estados de cada capa
        num_layers: L, cuántas capas
        forget_bias: el sesgo inicial de las compuertas de olvido
    """

    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Devuelve los estados ocultos de la capa superior, y los últimos estados de cada capa.

        Args:
            x: (N, T, D), N secuencias de T pasos
            lengths: como en lstm_forward

        Returns:
            hs (N, T, H), h_last (L, N, H), c_last (L, N, H)
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
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    forget_bias: float,
    max_steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    goal: float,
) -> tuple[nn.Module, list[float]]:
    """Entrena una LSTM de una capa en el problema de la suma con Adam, y para cuando ya es buena.

    Args:
        x: (N, T, 2), valores en [0, 1] y marcas 0 o 1
        y: (N,), los objetivos
        hidden_size: H, el tamaño de los estados
        forget_bias: como en LSTM
        max_steps: cuántos pasos dar como máximo
        batch_size: secuencias en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar
        goal: parar en cuanto la media de las últimas 20 pérdidas sea menor que esto

    Returns:
        El modelo, con model(x) de forma (N,), y la pérdida de cada paso dado
    """
    raise NotImplementedError
