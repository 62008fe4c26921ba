"""Redes generativas adversarias: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check gan`.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    """Devuelve lo que minimiza el discriminador.

    Args:
        real: (N,), logits de datos reales
        fake: (M,), logits de datos generados
        kind: "minimax", "non_saturating", "least_squares", "hinge", "wasserstein"

    Returns:
        (), la pérdida
    """
    raise NotImplementedError


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    """Devuelve lo que minimiza el generador.

    Args:
        fake: (M,), logits de datos generados
        kind: como en discriminator_loss

    Returns:
        (), la pérdida
    """
    raise NotImplementedError


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    """Devuelve la penalización del gradiente de WGAN-GP, sin su factor λ.

    Args:
        critic: critic(x) de forma (N,) para x de forma (N, …)
        real: (N, …), datos reales
        fake: (N, …), datos generados
        eps: (N,), en [0, 1], la parte de real en cada fila

    Returns:
        (), la penalización, que se puede derivar respecto a los parámetros del crítico
    """
    raise NotImplementedError


class Generator(nn.Module):
    """Un perceptrón con dos capas ocultas, de vectores latentes a datos.

    Args:
        latent_size: Z, el tamaño de z
        hidden_size: H, el tamaño de las dos capas ocultas
        data_size: D, el tamaño de una fila de datos
    """

    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, z: Tensor) -> Tensor:
        """Devuelve datos generados (N, D) para z (N, Z)."""
        raise NotImplementedError


class Discriminator(nn.Module):
    """Un perceptrón con dos capas ocultas, de datos a un logit.

    Args:
        data_size: D, el tamaño de una fila de datos
        hidden_size: H, el tamaño de las dos capas ocultas
    """

    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Devuelve logits (N,) para datos x (N, D)."""
        raise NotImplementedError


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    """Da un paso del discriminador; el generador se queda como está.

    Args:
        generator: generator(z) da datos
        discriminator: discriminator(x) da logits
        optimizer: tiene los parámetros del discriminador
        real: (N, D), un minilote de datos reales
        z: (M, Z), vectores latentes
        loss: loss(logits de lo real, logits de lo falso), de forma ()

    Returns:
        La pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    """Da un paso del generador; los parámetros del discriminador se quedan como están.

    Args:
        generator: generator(z) da datos
        discriminator: discriminator(x) da logits
        optimizer: tiene los parámetros del generador
        z: (M, Z), vectores latentes
        loss: loss(logits de lo falso), de forma ()

    Returns:
        La pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    """Acerca la media de los parámetros del generador a donde están ahora, en el mismo módulo.

    Args:
        average: una copia del generador que guarda la media
        generator: el generador, que se queda como está
        decay: en [0, 1), cuánto de la media se conserva
    """
    raise NotImplementedError


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    """Entrena ambas redes, las mismas que recibe, con un paso de cada una por lote.

    Args:
        generator: generator(z) da datos
        discriminator: discriminator(x) da logits
        batches: (real (N, D), z (N, Z) del paso del discriminador, z (N, Z) del paso del generador)
            para cada paso; solo se pueden recorrer una vez
        d_loss: como loss en discriminator_step
        g_loss: como loss en generator_step
        lr: tasa de aprendizaje de los dos Adam
        decay: como en update_average

    Returns:
        El generador promediado, y (pérdida del discriminador, pérdida del generador) de cada paso
    """
    raise NotImplementedError


def train_ring(
    x: Tensor,
    latent_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    decay: float,
    seed: int,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    """Entrena una GAN propia con puntos del plano.

    Args:
        x: (N, 2), los datos, los vecinos pueden parecerse
        latent_size: Z, el tamaño de z
        hidden_size: H, el tamaño de las capas ocultas
        steps: cuántos pasos de cada jugador
        batch_size: puntos en un minilote
        lr: tasa de aprendizaje
        decay: el de la media
        seed: de ella sale todo el azar

    Returns:
        Un generador, con generator(z) de forma (n, 2) para z de forma (n, Z), y las dos pérdidas de
        cada paso, como en train_gan
    """
    raise NotImplementedError
