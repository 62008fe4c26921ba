"""Generative adversarial networks: statement in README.md; check with `autograder check gan`.

Redes generativas adversarias: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check gan`.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    """Return what the discriminator minimises.

    Devuelve lo que minimiza el discriminador.

    Args:
        real: (N,), logits of real data · logits de datos reales
        fake: (M,), logits of generated data · logits de datos generados
        kind: "minimax", "non_saturating", "least_squares", "hinge", "wasserstein"

    Returns:
        (), the loss · la pérdida
    """
    raise NotImplementedError


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    """Return what the generator minimises.

    Devuelve lo que minimiza el generador.

    Args:
        fake: (M,), logits of generated data · logits de datos generados
        kind: as in discriminator_loss · como en discriminator_loss

    Returns:
        (), the loss · la pérdida
    """
    raise NotImplementedError


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    """Return the gradient penalty of WGAN-GP, without its factor λ.

    Devuelve la penalización del gradiente de WGAN-GP, sin su factor λ.

    Args:
        critic: critic(x) of shape (N,) for x of shape (N, …) ·
            critic(x) de forma (N,) para x de forma (N, …)
        real: (N, …), real data · datos reales
        fake: (N, …), generated data · datos generados
        eps: (N,), in [0, 1], the share of real in each row ·
            en [0, 1], la parte de real en cada fila

    Returns:
        (), the penalty, which can be differentiated in the critic's parameters ·
        la penalización, que se puede derivar respecto a los parámetros del crítico
    """
    raise NotImplementedError


class Generator(nn.Module):
    """A perceptron with two hidden layers, from latent vectors to data.

    Un perceptrón con dos capas ocultas, de vectores latentes a datos.

    Args:
        latent_size: Z, the size of z · el tamaño de z
        hidden_size: H, the size of both hidden layers · el tamaño de las dos capas ocultas
        data_size: D, the size of a row of data · el tamaño de una fila de datos
    """

    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, z: Tensor) -> Tensor:
        """Return generated data (N, D) for z (N, Z).

        Devuelve datos generados (N, D) para z (N, Z).
        """
        raise NotImplementedError


class Discriminator(nn.Module):
    """A perceptron with two hidden layers, from data to a logit.

    Un perceptrón con dos capas ocultas, de datos a un logit.

    Args:
        data_size: D, the size of a row of data · el tamaño de una fila de datos
        hidden_size: H, the size of both hidden layers · el tamaño de las dos capas ocultas
    """

    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Return logits (N,) for data x (N, D).

        Devuelve logits (N,) para datos x (N, D).
        """
        raise NotImplementedError


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    """Take one step of the discriminator; the generator stays as it is.

    Da un paso del discriminador; el generador se queda como está.

    Args:
        generator: generator(z) gives data · generator(z) da datos
        discriminator: discriminator(x) gives logits · discriminator(x) da logits
        optimizer: holds the discriminator's parameters · tiene los parámetros del discriminador
        real: (N, D), a minibatch of real data · un minilote de datos reales
        z: (M, Z), latent vectors · vectores latentes
        loss: loss(real logits, fake logits), of shape () ·
            loss(logits de lo real, logits de lo falso), de forma ()

    Returns:
        The loss before the step, a Python float · la pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    """Take one step of the generator; the discriminator's parameters stay as they are.

    Da un paso del generador; los parámetros del discriminador se quedan como están.

    Args:
        generator: generator(z) gives data · generator(z) da datos
        discriminator: discriminator(x) gives logits · discriminator(x) da logits
        optimizer: holds the generator's parameters · tiene los parámetros del generador
        z: (M, Z), latent vectors · vectores latentes
        loss: loss(fake logits), of shape () · loss(logits de lo falso), de forma ()

    Returns:
        The loss before the step, a Python float · la pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    """Move the average of the generator's parameters towards where they are now, in place.

    Acerca la media de los parámetros del generador a donde están ahora, en el mismo módulo.

    Args:
        average: a copy of the generator that holds the average ·
            una copia del generador que guarda la media
        generator: the generator, which stays as it is · el generador, que se queda como está
        decay: in [0, 1), how much of the average is kept ·
            en [0, 1), cuánto de la media se conserva
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
    """Train both networks in place, one step of each for every batch.

    Entrena ambas redes, las mismas que recibe, con un paso de cada una por lote.

    Args:
        generator: generator(z) gives data · generator(z) da datos
        discriminator: discriminator(x) gives logits · discriminator(x) da logits
        batches: (real (N, D), z (N, Z) of the discriminator's step, z (N, Z) of the generator's)
            for every step; they come once ·
            (real (N, D), z (N, Z) del paso del discriminador, z (N, Z) del paso del generador)
            para cada paso; solo se pueden recorrer una vez
        d_loss: as loss in discriminator_step · como loss en discriminator_step
        g_loss: as loss in generator_step · como loss en generator_step
        lr: learning rate of both Adams · tasa de aprendizaje de los dos Adam
        decay: as in update_average · como en update_average

    Returns:
        The averaged generator, and (discriminator's loss, generator's loss) of every step ·
        el generador promediado, y (pérdida del discriminador, pérdida del generador) de cada paso
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
    """Train a GAN of your own on points of the plane.

    Entrena una GAN propia con puntos del plano.

    Args:
        x: (N, 2), the data, neighbours may be alike · los datos, los vecinos pueden parecerse
        latent_size: Z, the size of z · el tamaño de z
        hidden_size: H, the size of the hidden layers · el tamaño de las capas ocultas
        steps: how many steps of each player · cuántos pasos de cada jugador
        batch_size: points in a minibatch · puntos en un minilote
        lr: learning rate · tasa de aprendizaje
        decay: of the average · el de la media
        seed: all randomness comes from it · de ella sale todo el azar

    Returns:
        A generator, with generator(z) of shape (n, 2) for z of shape (n, Z), and both losses of
        every step, as in train_gan ·
        un generador, con generator(z) de forma (n, 2) para z de forma (n, Z), y las dos pérdidas
        de cada paso, como en train_gan
    """
    raise NotImplementedError
