"""Redes recurrentes: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check rnn`.
"""

from torch import Tensor


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Devuelve el siguiente estado oculto.

    Args:
        x: (N, D), la entrada de este paso
        h: (N, H), el estado oculto hasta aquí
        Wx: (D, H), pesos de la entrada
        Wh: (H, H), pesos recurrentes
        b: (H,), sesgo

    Returns:
        (N, H), el siguiente estado oculto
    """
    raise NotImplementedError


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    """Recorre una secuencia paso a paso y devuelve el estado oculto tras cada paso.

    Args:
        x: (N, T, D), N secuencias de T pasos
        h0: (N, H), el estado antes del primer paso
        Wx, Wh, b: como en rnn_step

    Returns:
        (N, T, H), hs[:, t] es el estado tras el paso t
    """
    raise NotImplementedError


def rnn_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Retropropaga en el tiempo a mano.

    Args:
        dhs: (N, T, H), lo que la pérdida dice de cada estado que devuelve rnn_forward: dhs[:, t] no
            cuenta lo que llega a la pérdida por los estados posteriores
        x, h0, Wx, Wh, b: como en rnn_forward

    Returns:
        (dx, dh0, dWx, dWh, db), cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    """Devuelve cuánto puede crecer un cambio pequeño de h0 en su camino a cada estado posterior.

    Args:
        hs: (N, T, H), los estados que devolvió rnn_forward
        Wh: (H, H), pesos recurrentes

    Returns:
        (N, T), el mayor valor singular del jacobiano de hs[n, t] respecto a h0[n]
    """
    raise NotImplementedError


def clip_grad_norm(grads: list[Tensor], c: float) -> tuple[list[Tensor], Tensor]:
    """Acorta a longitud c el vector de todos los gradientes juntos, si es más largo.

    Args:
        grads: gradientes de cualquier forma
        c: la mayor norma que se deja pasar, c > 0

    Returns:
        (clipped, norm): una lista de tensores, y la norma antes de recortar
    """
    raise NotImplementedError


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Cada k1 pasos, retropropaga los errores de esos pasos a través de los últimos k2 pasos.

    Args:
        dhs, x, h0, Wx, Wh, b: como en rnn_backward
        k1: pasos entre dos retropropagaciones
        k2: pasos que retrocede cada una, k2 >= k1

    Returns:
        (dWx, dWh, db), sumados sobre todas las retropropagaciones
    """
    raise NotImplementedError


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    """Saca un símbolo por fila, con la inversa de la distribución acumulada.

    Args:
        logits: (N, V), puntuaciones de V símbolos
        temperature: divide los logits, > 0
        u: (N,), números al azar en [0, 1), uno por fila

    Returns:
        (N,), int64: el primer símbolo en el que la probabilidad acumulada supera a u
    """
    raise NotImplementedError


Params = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""(Wx, Wh, b, Wy, by); Wy (H, C) y by (C,) hacen C logits de un estado."""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    """Entrena una red que lee una secuencia y luego dice a qué clase pertenece.

    Args:
        x: (N, T, D), en cada paso se usan todas
        y: (N,), int64, la clase de cada secuencia
        params: el punto de partida; quedan como están
        lr: tasa de aprendizaje de Adam
        steps: cuántos pasos dar
        max_norm: si se da, recorta la norma de todos los gradientes juntos

    Returns:
        Los parámetros entrenados y la pérdida antes de cada paso, como floats de Python
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
    """Entrena una red que dice una clase después de cada paso.

    Args:
        x: (N, T, D), en cada paso se usan todas
        y: (N, T), int64, la clase de cada paso
        params, lr, steps, max_norm: como en train_many_to_one

    Returns:
        Los parámetros entrenados y la pérdida antes de cada paso, como floats de Python
    """
    raise NotImplementedError
