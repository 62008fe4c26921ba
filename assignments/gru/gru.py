"""Gated recurrent units: statement in README.md; check your work with `autograder check gru`.

Unidades recurrentes con compuertas: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check gru`.
"""

import torch
from torch import Tensor, nn


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Return the next hidden state.

    Devuelve el siguiente estado oculto.

    Args:
        x: (N, D), the input of this step · la entrada de este paso
        h: (N, H), the hidden state so far · el estado oculto hasta aquí
        Wx: (D, 3H), input weights, gates r, z, n · pesos de la entrada, compuertas r, z, n
        Wh: (H, 3H), recurrent weights, same order · pesos recurrentes, en el mismo orden
        bx: (3H,), bias on the side of the input · sesgo del lado de la entrada
        bh: (3H,), bias on the side of the state · sesgo del lado del estado
        reset_after: reset after the product with Whn (True) or before it (False) ·
            reinicio después del producto con Whn (True) o antes (False)

    Returns:
        (N, H), the next hidden state · el siguiente estado oculto
    """
    raise NotImplementedError


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    """Run the cell over a sequence and return the hidden state after every step.

    Recorre una secuencia con la celda y devuelve el estado oculto tras cada paso.

    Args:
        x: (N, T, D), N sequences of T steps · N secuencias de T pasos
        h0: (N, H), the state before the first step · el estado antes del primer paso
        Wx, Wh, bx, bh, reset_after: as in gru_cell · como en gru_cell

    Returns:
        (N, T, H), hs[:, t] is the state after step t · hs[:, t] es el estado tras el paso t
    """
    raise NotImplementedError


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand, for the reset-after form.

    Retropropaga en el tiempo a mano, para la forma con reinicio después del producto.

    Args:
        dhs: (N, T, H), gradient of the loss with respect to the states that gru_forward returns ·
            gradiente de la pérdida respecto a los estados que devuelve gru_forward
        x, h0, Wx, Wh, bx, bh: as in gru_forward · como en gru_forward

    Returns:
        (dx, dh0, dWx, dWh, dbx, dbh), each with the shape of what it is the gradient of ·
        cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


class GRU(nn.Module):
    """A layer with parameters Wx, Wh, bx and bh (shapes as in gru_cell), reset-after form.

    Una capa con parámetros Wx, Wh, bx y bh (formas como en gru_cell), con reinicio después del
    producto.

    Args:
        input_size: D, the size of the input of a step · el tamaño de la entrada de un paso
        hidden_size: H, the size of the hidden state · el tamaño del estado oculto
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the hidden states of all steps, and the last one.

        Devuelve los estados ocultos de todos los pasos, y el último.

        Args:
            x: (N, T, D), N sequences of T steps · N secuencias de T pasos
            h0: (N, H), or None for zeros · o None para empezar en ceros

        Returns:
            hs (N, T, H) and h_last (N, H) · hs (N, T, H) y h_last (N, H)
        """
        raise NotImplementedError


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    """Take one step of training on the mean squared error, with clipped gradients.

    Da un paso de entrenamiento con el error cuadrático medio y gradientes recortados.

    Args:
        model: model(x) gives predictions (N,) · model(x) da predicciones (N,)
        optimizer: holds the parameters of the model · tiene los parámetros del modelo
        x: (N, T, D), a minibatch · un minilote
        y: (N,), its targets · sus objetivos
        max_norm: the largest norm of all gradients together ·
            la mayor norma de todos los gradientes juntos

    Returns:
        The loss before the step, a Python float · la pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    """Train a recurrent model on the adding problem with Adam.

    Entrena un modelo recurrente en el problema de la suma con Adam.

    Args:
        x: (N, T, 2), values in [0, 1] and marks 0 or 1 · valores en [0, 1] y marcas 0 o 1
        y: (N,), the targets · los objetivos
        hidden_size: H, the size of the hidden state · el tamaño del estado oculto
        steps: how many steps to take · cuántos pasos dar
        batch_size: sequences in a minibatch · secuencias en un minilote
        lr: learning rate of Adam · tasa de aprendizaje de Adam
        seed: all randomness comes from it · de ella sale todo el azar

    Returns:
        The model, with model(x) of shape (N,), and the loss of every step ·
        el modelo, con model(x) de forma (N,), y la pérdida de cada paso
    """
    raise NotImplementedError
