"""Perceptrones multicapa: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check mlp`.
"""

import torch
from torch import Tensor

# Una red: una lista de capas, cada una un par de pesos W (entradas, salidas) y sesgos b (salidas,).
Layers = list[tuple[Tensor, Tensor]]


def initial_layers(sizes: list[int], seed: int) -> Layers:
    """Devuelve los pesos con los que empieza un entrenamiento, según He et al., y sesgos cero.

    Args:
        sizes: al menos dos: el de la entrada, el de cada capa oculta y el número de clases
        seed: todo el azar sale de ella

    Returns:
        len(sizes) - 1 pares (W, b), float64; la W de la capa i tiene forma (sizes[i], sizes[i + 1])
    """
    raise NotImplementedError


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    """Devuelve los logits de una red con una ReLU entre cada capa y la siguiente.

    Args:
        x: (N, D), un minilote
        layers: una o más; la primera W es (D, ...), la última (..., C)

    Returns:
        (N, C), los logits
    """
    raise NotImplementedError


def softmax_loss(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve la entropía cruzada media de la softmax, y su gradiente a mano.

    Args:
        logits: (N, C)
        labels: (N,), int64, las clases correctas, 0 ... C - 1

    Returns:
        loss (), y dlogits (N, C), su gradiente respecto a los logits
    """
    raise NotImplementedError


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    """Retropropaga por la red a mano.

    Args:
        dlogits: (N, C), el gradiente de la pérdida respecto a lo que devuelve network_forward
        x, layers: como en network_forward

    Returns:
        dx (N, D), y una lista con un par (dW, db) por capa, la primera capa primero
    """
    raise NotImplementedError


def batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Tensor, Tensor, Tensor]:
    """Normaliza cada columna, con las estadísticas del lote o con las acumuladas hasta ahora.

    Args:
        x: (N, D), un minilote; al entrenar, N es al menos 2
        gamma, beta: (D,), escala y desplazamiento
        running_mean, running_var: (D,), las estadísticas acumuladas hasta ahora
        training: normalizar con el lote y acumular (True), o con lo ya acumulado (False)
        momentum: la parte de este lote en las nuevas estadísticas acumuladas
        eps: se suma a la varianza

    Returns:
        y (N, D), la nueva media acumulada (D,), la nueva varianza acumulada (D,)
    """
    raise NotImplementedError


def batch_norm_backward(
    dy: Tensor, x: Tensor, gamma: Tensor, eps: float = 1e-5
) -> tuple[Tensor, Tensor, Tensor]:
    """Retropropaga a mano por batch_norm tal como actúa al entrenar.

    Args:
        dy: (N, D), el gradiente de la pérdida respecto a y
        x, gamma, eps: como en batch_norm

    Returns:
        dx (N, D), dgamma (D,), dbeta (D,)
    """
    raise NotImplementedError


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    """Al entrenar, anula las entradas de x donde u lo dice.

    Args:
        x: (N, D)
        u: (N, D), números sorteados uniformemente en [0, 1)
        p: 0 <= p < 1, la probabilidad de anular una entrada
        training: si se anula algo

    Returns:
        (N, D)
    """
    raise NotImplementedError


def momentum_step(
    w: Tensor, g: Tensor, velocity: Tensor, lr: float, momentum: float
) -> tuple[Tensor, Tensor]:
    """Da un paso de descenso de gradiente con momento.

    Args:
        w: un parámetro, de cualquier forma
        g: su gradiente
        velocity: como la devolvió el paso anterior; al principio, ceros
        lr: tasa de aprendizaje
        momentum: la parte de la velocidad que se conserva

    Returns:
        La nueva w y la nueva velocidad
    """
    raise NotImplementedError


def adam_step(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    k: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    """Da un paso de Adam, con el decaimiento de pesos desacoplado (AdamW).

    Args:
        w: un parámetro, de cualquier forma
        g: su gradiente
        m, v: los promedios como los devolvió el paso anterior; al principio, ceros
        k: el número de este paso, 1 para el primero
        lr: tasa de aprendizaje
        beta1, beta2: las partes de los promedios que se conservan
        eps: se suma a la raíz
        weight_decay: qué tan rápido decae w

    Returns:
        Las nuevas w, m y v
    """
    raise NotImplementedError


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    """Entrena una red con Adam y la pérdida softmax de minilotes.

    Args:
        x: (N, D), float64
        y: (N,), int64, las clases
        layers: la red de la que se parte, float64; queda como está
        steps: cuántos pasos se dan, al menos 1
        batch_size: filas de un minilote, a lo sumo N
        lr: tasa de aprendizaje de Adam
        seed: todo el azar sale de ella

    Returns:
        Las capas tras el último paso, y la pérdida de cada paso
    """
    raise NotImplementedError


# Se da hecho: una tarea, una manera de dibujar un dígito tuyo, y otra de ver qué decide una red.


def spirals(N: int, seed: int) -> tuple[Tensor, Tensor]:
    """Devuelve N puntos de tres espirales, x (N, 2), y de cuál es cada uno, y (N,)."""
    generator = torch.Generator().manual_seed(seed)
    y = torch.randint(3, (N,), generator=generator)
    radius = 0.1 + 0.9 * torch.rand(N, generator=generator, dtype=torch.float64).sqrt()
    angle = 2 * torch.pi * (1.5 * radius + y / 3)
    x = radius[:, None] * torch.stack([angle.cos(), angle.sin()], dim=1)
    return x + 0.02 * torch.randn(N, 2, generator=generator, dtype=torch.float64), y


def read_digit(drawing: str) -> Tensor:
    """Devuelve 8 líneas de 8 caracteres como tinta, (1, 64): "#" es 1, "+" es 1/2, lo demás 0."""
    ink = {"#": 1.0, "+": 0.5}
    lines = [line.ljust(8)[:8] for line in drawing.strip("\n").split("\n")]
    pixels = [ink.get(character, 0.0) for line in lines for character in line]
    return torch.tensor([pixels], dtype=torch.float64)


def show_regions(layers: Layers) -> str:
    """Devuelve qué clase gana en cada punto del cuadrado de -1 a 1, en 24 líneas de texto."""
    down, across = torch.linspace(1, -1, 24), torch.linspace(-1, 1, 48)
    grid = torch.cartesian_prod(down, across).flip(1).to(torch.float64)
    winners = network_forward(grid, layers).argmax(dim=1).reshape(24, 48).tolist()
    return "\n".join("".join("o.#"[number % 3] for number in row) for row in winners)
