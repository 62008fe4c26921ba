"""Recurrent networks: statement in README.md; check your work with `autograder check rnn`.

Redes recurrentes: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check rnn`.
"""

from torch import Tensor


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Return the next hidden state.

    Devuelve el siguiente estado oculto.

    Args:
        x: (N, D), the input of this step · la entrada de este paso
        h: (N, H), the hidden state so far · el estado oculto hasta aquí
        Wx: (D, H), input weights · pesos de la entrada
        Wh: (H, H), recurrent weights · pesos recurrentes
        b: (H,), bias · sesgo

    Returns:
        (N, H), the next hidden state · el siguiente estado oculto
    """
    raise NotImplementedError


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Run the step over a sequence and return the hidden state after every step.

    Recorre una secuencia paso a paso y devuelve el estado oculto tras cada paso.

    Args:
        x: (N, T, D), N sequences of T steps · N secuencias de T pasos
        h0: (N, H), the state before the first step · el estado antes del primer paso
        Wx, Wh, b: as in rnn_step · como en rnn_step

    Returns:
        (N, T, H), hs[:, t] is the state after step t · hs[:, t] es el estado tras el paso t
    """
    raise NotImplementedError


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through time by hand.

    Retropropaga en el tiempo a mano.

    Args:
        dhs: (N, T, H), what the loss says of each state that rnn_forward returns: dhs[:, t] does
            not count what reaches the loss through the later states · lo que la pérdida dice de
            cada estado que devuelve rnn_forward: dhs[:, t] no cuenta lo que llega a la pérdida por
            los estados posteriores
        x, h0, Wx, Wh, b: as in rnn_forward · como en rnn_forward

    Returns:
        (dx, dh0, dWx, dWh, db), each with the shape of what it is the gradient of ·
        cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    """Return how much a small change of h0 can grow on its way to each later state.

    Devuelve cuánto puede crecer un cambio pequeño de h0 en su camino a cada estado posterior.

    Args:
        hs: (N, T, H), the states that rnn_forward returned · los estados que devolvió rnn_forward
        Wh: (H, H), recurrent weights · pesos recurrentes

    Returns:
        (N, T), the largest singular value of the Jacobian of hs[n, t] with respect to h0[n] ·
        el mayor valor singular del jacobiano de hs[n, t] respecto a h0[n]
    """
    raise NotImplementedError


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    """Shorten the vector of all gradients together to length c, if it is longer.

    Acorta a longitud c el vector de todos los gradientes juntos, si es más largo.

    Args:
        grads: gradients of any shapes · gradientes de cualquier forma
        c: the largest norm that is let through, c > 0 · la mayor norma que se deja pasar, c > 0

    Returns:
        (clipped, norm): new tensors, and the norm before clipping · tensores nuevos, y la norma
        antes de recortar
    """
    raise NotImplementedError


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Every k1 steps, back-propagate the errors of these steps through the last k2 steps.

    Cada k1 pasos, retropropaga los errores de esos pasos a través de los últimos k2 pasos.

    Args:
        dhs, x, h0, Wx, Wh, b: as in rnn_backward · como en rnn_backward
        k1: steps between two backward passes · pasos entre dos retropropagaciones
        k2: steps that each goes back, k2 >= k1 · pasos que retrocede cada una, k2 >= k1

    Returns:
        (dWx, dWh, db), summed over all the backward passes · sumados sobre todas las
        retropropagaciones
    """
    raise NotImplementedError


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    """Draw one token for each row, by the inverse of the cumulative distribution.

    Saca un símbolo por fila, con la inversa de la distribución acumulada.

    Args:
        logits: (N, V), scores of V tokens · puntuaciones de V símbolos
        temperature: divides the logits, > 0 · divide los logits, > 0
        u: (N,), random numbers in [0, 1), one a row · números al azar en [0, 1), uno por fila

    Returns:
        (N,), int64: the first token at which the cumulative probability exceeds u ·
        el primer símbolo en el que la probabilidad acumulada supera a u
    """
    raise NotImplementedError


Params = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""(Wx, Wh, b, Wy, by); Wy (H, C) and by (C,) make C logits of a state · hacen C logits de un estado
"""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    """Train a network that reads a sequence and then says which class it belongs to.

    Entrena una red que lee una secuencia y luego dice a qué clase pertenece.

    Args:
        x: (N, T, D), all of them are used in every step · en cada paso se usan todas
        y: (N,), int64, the class of each sequence · la clase de cada secuencia
        params: where to start; they stay as they are · el punto de partida; quedan como están
        lr: learning rate of Adam · tasa de aprendizaje de Adam
        steps: how many steps to take · cuántos pasos dar
        max_norm: if given, clip the norm of all gradients together · si se da, recorta la norma
            de todos los gradientes juntos

    Returns:
        The trained parameters, and the loss before each step, as Python floats · los parámetros
        entrenados y la pérdida antes de cada paso, como floats de Python
    """
    raise NotImplementedError


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    """Train a network that says a class after every step.

    Entrena una red que dice una clase después de cada paso.

    Args:
        x: (N, T, D), all of them are used in every step · en cada paso se usan todas
        y: (N, T), int64, the class of each step · la clase de cada paso
        params, lr, steps, max_norm: as in train_many_to_one · como en train_many_to_one

    Returns:
        The trained parameters, and the loss before each step, as Python floats · los parámetros
        entrenados y la pérdida antes de cada paso, como floats de Python
    """
    raise NotImplementedError
