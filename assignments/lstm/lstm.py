"""Long short-term memory: statement in README.md; check your work with `autograder check lstm`.

Memoria larga a corto plazo: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check lstm`.
"""

import torch
from torch import Tensor, nn


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the next hidden state and the next cell state.

    Devuelve el siguiente estado oculto y el siguiente estado de la celda.

    Args:
        x: (N, D), the input of this step · la entrada de este paso
        h: (N, H), the hidden state so far · el estado oculto hasta aquí
        c: (N, H), the cell state so far · el estado de la celda hasta aquí
        Wx: (D, 4H), input weights, gates i, f, g, o · pesos de la entrada, compuertas i, f, g, o
        Wh: (H, 4H), recurrent weights, same order · pesos recurrentes, en el mismo orden
        b: (4H,), bias, same order · sesgo, en el mismo orden

    Returns:
        h' and c', both (N, H) · h' y c', ambos (N, H)
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
    """Run the cell over sequences, each as long as `lengths` says.

    Recorre con la celda secuencias, cada una tan larga como dice `lengths`.

    Args:
        x: (N, T, D), N sequences of T steps, padded at the end ·
            N secuencias de T pasos, con relleno al final
        h0: (N, H), the hidden state before the first step ·
            el estado oculto antes del primer paso
        c0: (N, H), the cell state before the first step ·
            el estado de la celda antes del primer paso
        Wx, Wh, b: as in lstm_step · como en lstm_step
        lengths: (N,), whole numbers from 1 to T, or None if all sequences have T steps ·
            enteros de 1 a T, o None si todas las secuencias tienen T pasos

    Returns:
        hs (N, T, H), the hidden state after every step, zero after a sequence's end;
        h_last and c_last (N, H), the states after each sequence's own last step ·
        hs (N, T, H), el estado oculto tras cada paso, cero tras el final de la secuencia;
        h_last y c_last (N, H), los estados tras el último paso propio de cada secuencia
    """
    raise NotImplementedError


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand, for sequences of equal length.

    Retropropaga en el tiempo a mano, para secuencias de igual longitud.

    Args:
        dhs: (N, T, H), gradient of the loss with respect to the hs of lstm_forward ·
            gradiente de la pérdida respecto al hs de lstm_forward
        x, h0, c0, Wx, Wh, b: as in lstm_forward · como en lstm_forward

    Returns:
        (dx, dh0, dc0, dWx, dWh, db), each with the shape of what it is the gradient of ·
        cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


class LSTM(nn.Module):
    """Layers on layers, with parameter lists Wx, Wh and b: one entry a layer, from the bottom up.

    Capas sobre capas, con listas de parámetros Wx, Wh y b: una entrada por capa, de abajo arriba.

    Args:
        input_size: D, the size of the input of a step · el tamaño de la entrada de un paso
        hidden_size: H, the size of the states of every layer ·
            el tamaño de los estados de cada capa
        num_layers: L, how many layers · cuántas capas
        forget_bias: the initial bias of the forget gates ·
            el sesgo inicial de las compuertas de olvido
    """

    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Return the hidden states of the top layer, and the last states of every layer.

        Devuelve los estados ocultos de la capa superior, y los últimos estados de cada capa.

        Args:
            x: (N, T, D), N sequences of T steps · N secuencias de T pasos
            lengths: as in lstm_forward · como en lstm_forward

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
    """Train a one-layer LSTM on the adding problem with Adam, and stop when it is good enough.

    Entrena una LSTM de una capa en el problema de la suma con Adam, y para cuando ya es buena.

    Args:
        x: (N, T, 2), values in [0, 1] and marks 0 or 1 · valores en [0, 1] y marcas 0 o 1
        y: (N,), the targets · los objetivos
        hidden_size: H, the size of the states · el tamaño de los estados
        forget_bias: as in LSTM · como en LSTM
        max_steps: how many steps to take at most · cuántos pasos dar como máximo
        batch_size: sequences in a minibatch · secuencias en un minilote
        lr: learning rate of Adam · tasa de aprendizaje de Adam
        seed: all randomness comes from it · de ella sale todo el azar
        goal: stop once the mean of the last 20 losses is below it ·
            parar en cuanto la media de las últimas 20 pérdidas sea menor que esto

    Returns:
        The model, with model(x) of shape (N,), and the loss of every step taken ·
        el modelo, con model(x) de forma (N,), y la pérdida de cada paso dado
    """
    raise NotImplementedError
