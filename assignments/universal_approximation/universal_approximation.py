"""Universal approximation: statement in README.md; check with
`autograder check universal_approximation`.

Aproximación universal: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check universal_approximation`.
"""

from collections.abc import Callable

from torch import Tensor


def step(x: Tensor, s: float, w: float) -> Tensor:
    """Return what a sigmoid neuron with its step at s answers.

    Devuelve lo que responde una neurona sigmoide con su escalón en s.

    Args:
        x: (N,), the inputs · las entradas
        s: where the step is · dónde está el escalón
        w: the weight of the input, of either sign · el peso de la entrada, de cualquier signo

    Returns:
        (N,), between 0 and 1 · entre 0 y 1
    """
    raise NotImplementedError


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    """Return what two sigmoid neurons make together: a plateau of height h from s to t.

    Devuelve lo que forman dos neuronas sigmoides: una meseta de altura h desde s hasta t.

    Args:
        x: (N,), the inputs · las entradas
        s: where the bump rises · dónde sube la meseta
        t: where it falls, t > s · dónde baja, t > s
        h: its height, of either sign · su altura, de cualquier signo
        w: the weight of both neurons, w > 0 · el peso de ambas neuronas, w > 0

    Returns:
        (N,), the sum of both neurons with their output weights ·
        la suma de ambas neuronas con sus pesos de salida
    """
    raise NotImplementedError


def bump_network(
    f: Callable[[Tensor], Tensor], n: int, lo: float, hi: float, w: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the parameters of a network that approximates f by n bumps of equal width.

    Devuelve los parámetros de una red que aproxima f con n mesetas de igual ancho.

    Args:
        f: takes a float64 tensor of any shape, returns its values in that shape · recibe un
            tensor float64 de cualquier forma y devuelve sus valores con esa forma
        n: how many bumps · cuántas mesetas
        lo, hi: the ends of the interval · los extremos del intervalo
        w: the weight of every hidden unit, w > 0 · el peso de cada unidad oculta, w > 0

    Returns:
        W1 (1, 2n), b1 (2n,), W2 (2n, 1), in float64; the network is sigmoid(x @ W1 + b1) @ W2,
        and the order of the hidden units is free · en float64; la red es
        sigmoid(x @ W1 + b1) @ W2, y el orden de las unidades ocultas es libre
    """
    raise NotImplementedError


def relu_network(knots: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the parameters of a ReLU network that passes through the given points.

    Devuelve los parámetros de una red ReLU que pasa por los puntos dados.

    Args:
        knots: (K,), increasing, K ≥ 2 · creciente, K ≥ 2
        values: (K,), the value at each knot · el valor en cada nodo

    Returns:
        W1 (1, K), b1 (K,), W2 (K, 1), b2 (1,); the network is relu(x @ W1 + b1) @ W2 + b2, and
        the order of the hidden units is free · la red es relu(x @ W1 + b1) @ W2 + b2, y el orden
        de las unidades ocultas es libre
    """
    raise NotImplementedError


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    """Return what a network with two hidden layers makes: a tower of height h over a rectangle.

    Devuelve lo que forma una red con dos capas ocultas: una torre de altura h sobre un rectángulo.

    Args:
        x: (N, 2), points of the plane · puntos del plano
        s: (2,), where the rectangle begins along each axis · dónde empieza el rectángulo en cada
            eje
        t: (2,), where it ends, t > s · dónde termina, t > s
        h: the height, of either sign · la altura, de cualquier signo
        w: the weight of all hidden units, in both layers · el peso de todas las unidades ocultas,
            en ambas capas

    Returns:
        (N,), the output of the network · la salida de la red
    """
    raise NotImplementedError


def order(ns: Tensor, errors: Tensor) -> float:
    """Return the order of convergence: the slope of the errors in a log-log plot.

    Devuelve el orden de convergencia: la pendiente de los errores en una gráfica log-log.

    Args:
        ns: (M,), sizes of networks, positive, M ≥ 2 · tamaños de redes, positivos, M ≥ 2
        errors: (M,), their errors, positive · sus errores, positivos

    Returns:
        The slope, by least squares · la pendiente, por mínimos cuadrados
    """
    raise NotImplementedError


def mlp_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """Return the output of a network with one hidden layer of tanh units.

    Devuelve la salida de una red con una capa oculta de unidades tanh.

    Args:
        x: (N, D), a batch of inputs · un lote de entradas
        W1: (D, H), weights of the hidden layer · pesos de la capa oculta
        b1: (H,), its biases · sus sesgos
        W2: (H, M), weights of the output layer · pesos de la capa de salida
        b2: (M,), its biases · sus sesgos

    Returns:
        (N, M), the outputs · las salidas
    """
    raise NotImplementedError


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Back-propagate through mlp_forward by hand.

    Retropropaga a través de mlp_forward a mano.

    Args:
        dy: (N, M), gradient of the loss with respect to the outputs · gradiente de la pérdida
            respecto a las salidas
        x, W1, b1, W2, b2: as in mlp_forward · como en mlp_forward

    Returns:
        (dx, dW1, db1, dW2, db2), each with the shape of what it is the gradient of ·
        cada uno con la forma de aquello respecto a lo que se deriva
    """
    raise NotImplementedError


def train(
    x: Tensor,
    y: Tensor,
    parameters: tuple[Tensor, Tensor, Tensor, Tensor],
    steps: int,
    lr: float,
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], list[float]]:
    """Train the network of mlp_forward with Adam on the whole batch.

    Entrena la red de mlp_forward con Adam sobre el lote completo.

    Args:
        x: (N, D), the inputs · las entradas
        y: (N, M), the targets · los objetivos
        parameters: (W1, b1, W2, b2) at the start; they stay as they are · (W1, b1, W2, b2) al
            principio; se quedan como están
        steps: how many steps to take · cuántos pasos dar
        lr: learning rate of Adam · tasa de aprendizaje de Adam

    Returns:
        (W1, b1, W2, b2) after the last step, and the loss before each step ·
        (W1, b1, W2, b2) tras el último paso, y la pérdida antes de cada paso
    """
    raise NotImplementedError
