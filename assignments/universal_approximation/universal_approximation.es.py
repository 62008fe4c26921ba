"""Aproximación universal: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check universal_approximation`.
"""

from collections.abc import Callable

from torch import Tensor


def step(x: Tensor, s: float, w: float) -> Tensor:
    """Devuelve lo que responde una neurona sigmoide con su escalón en s.

    Args:
        x: (N,), las entradas
        s: dónde está el escalón
        w: el peso de la entrada, de cualquier signo

    Returns:
        (N,), entre 0 y 1
    """
    raise NotImplementedError


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    """Devuelve lo que forman dos neuronas sigmoides: una meseta de altura h desde s hasta t.

    Args:
        x: (N,), las entradas
        s: dónde sube la meseta
        t: dónde baja, t > s
        h: su altura, de cualquier signo
        w: el peso de ambas neuronas, w > 0

    Returns:
        (N,), la suma de ambas neuronas con sus pesos de salida
    """
    raise NotImplementedError


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Devuelve los parámetros de una red que aproxima f con n mesetas de igual ancho.

    Args:
        f: recibe un tensor float64 de cualquier forma y devuelve sus valores con esa forma
        n: cuántas mesetas
        lo, hi: los extremos del intervalo
        w: el peso de cada unidad oculta, w > 0

    Returns:
        W1 (1, 2n), b1 (2n,), W2 (2n, 1), en float64; la red es sigmoid(x @ W1 + b1) @ W2, y el
        orden de las unidades ocultas es libre
    """
    raise NotImplementedError


def relu_network(knots: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Devuelve los parámetros de una red ReLU que pasa por los puntos dados.

    Args:
        knots: (K,), creciente, K ≥ 2
        values: (K,), el valor en cada nodo

    Returns:
        W1 (1, K), b1 (K,), W2 (K, 1), b2 (1,); la red es relu(x @ W1 + b1) @ W2 + b2, y el orden
        de las unidades ocultas es libre
    """
    raise NotImplementedError


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    """Devuelve lo que forma una red con dos capas ocultas: una torre de altura h sobre un
    rectángulo.

    Args:
        x: (N, 2), puntos del plano
        s: (2,), dónde empieza el rectángulo en cada eje
        t: (2,), dónde termina, t > s
        h: la altura, de cualquier signo
        w: el peso de todas las unidades ocultas, en ambas capas

    Returns:
        (N,), la salida de la red
    """
    raise NotImplementedError


def order(ns: Tensor, errors: Tensor) -> float:
    """Devuelve el orden de convergencia: la pendiente de los errores en una gráfica log-log.

    Args:
        ns: (M,), tamaños de redes, positivos, M ≥ 2
        errors: (M,), sus errores, positivos

    Returns:
        La pendiente, por mínimos cuadrados
    """
    raise NotImplementedError


def mlp_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """Devuelve la salida de una red con una capa oculta de unidades tanh.

    Args:
        x: (N, D), un lote de entradas
        W1: (D, H), pesos de la capa oculta
        b1: (H,), sus sesgos
        W2: (H, M), pesos de la capa de salida
        b2: (M,), sus sesgos

    Returns:
        (N, M), las salidas
    """
    raise NotImplementedError


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Retropropaga a través de mlp_forward a mano.

    Args:
        dy: (N, M), gradiente de la pérdida respecto a las salidas
        x, W1, b1, W2, b2: como en mlp_forward

    Returns:
        (dx, dW1, db1, dW2, db2), cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


def train(
    x: Tensor,
    y: Tensor,
    parameters: tuple[Tensor, Tensor, Tensor, Tensor],
    steps: int,
    lr: float,
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], list[float]]:
    """Entrena la red de mlp_forward con Adam sobre el lote completo.

    Args:
        x: (N, D), las entradas
        y: (N, M), los objetivos
        parameters: (W1, b1, W2, b2) al principio; se quedan como están
        steps: cuántos pasos dar
        lr: tasa de aprendizaje de Adam

    Returns:
        (W1, b1, W2, b2) tras el último paso, y la pérdida antes de cada paso
    """
    raise NotImplementedError
