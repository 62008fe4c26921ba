"""Autocodificadores: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check autoencoder`.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Devuelve el autocodificador lineal con un código de k números que mejor reconstruye x.

    Args:
        x: (N, D), N puntos, sin centrar
        k: el tamaño del código, menor que N y a lo sumo D

    Returns:
        (We, be, Wd, bd) de formas (D, k), (k,), (k, D), (D,): el código es z = x We + be, la
        reconstrucción z Wd + bd
    """
    raise NotImplementedError


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    """Devuelve el mayor ángulo principal entre los espacios de columnas de A y B.

    Args:
        A: (D, k), columnas independientes, de cualquier longitud y ángulo entre sí
        B: (D, k), lo mismo

    Returns:
        Un número en [0, π/2], en radianes
    """
    raise NotImplementedError


class Autoencoder(nn.Module):
    """Dos capas hasta el código y dos capas de vuelta; ReLU en las capas ocultas y nada en las
    demás.

    Args:
        input_size: D, el tamaño de una imagen
        hidden_size: H, el tamaño de cada capa oculta
        code_size: k, el tamaño del código
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> Tensor:
        """Devuelve los códigos (N, k) de imágenes (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Devuelve las imágenes (N, D) de códigos (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Devuelve las reconstrucciones (N, D) de imágenes (N, D)."""
        raise NotImplementedError


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    """Cuenta las direcciones en las que un cambio pequeño de x llega a la reconstrucción.

    Args:
        reconstruct: lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (D,), la imagen en la que se mira
        tol: se cuentan los valores singulares del jacobiano (D, D) mayores que tol veces el mayor

    Returns:
        Cuántas hay
    """
    raise NotImplementedError


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    """Devuelve x con las entradas borradas donde u < p.

    Args:
        x: (N, D), imágenes; se quedan como están
        u: (N, D), números aleatorios uniformes en [0, 1)
        p: la probabilidad de borrar una entrada

    Returns:
        (N, D), cero donde se borró, x en lo demás
    """
    raise NotImplementedError


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    """Devuelve la pérdida de un autocodificador que debe restaurar x a partir de noisy.

    Args:
        model: lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (N, D), imágenes limpias
        noisy: (N, D), las mismas imágenes, dañadas

    Returns:
        Un tensor sin ejes: la media sobre las N filas de la suma sobre las D entradas de los
        errores al cuadrado
    """
    raise NotImplementedError


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Entrena un autocodificador, sin copiarlo, para que restaure imágenes, con Adam.

    Args:
        model: lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (N, D), imágenes limpias
        p: la probabilidad de borrar una entrada de una imagen
        steps: cuántos pasos dar
        batch_size: imágenes en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        La pérdida de cada paso, antes de darlo
    """
    raise NotImplementedError


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    """Devuelve una muestra de N(mu, exp(logvar)) hecha a partir del ruido normal estándar eps.

    Args:
        mu: (N, k), medias
        logvar: (N, k), logaritmos de las varianzas
        eps: (N, k), ruido normal estándar

    Returns:
        (N, k), los códigos
    """
    raise NotImplementedError


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """Devuelve la divergencia KL(N(mu, exp(logvar)) || N(0, I)) de cada fila.

    Args:
        mu: (N, k), medias
        logvar: (N, k), logaritmos de las varianzas

    Returns:
        (N,), en nats
    """
    raise NotImplementedError


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """Devuelve la cota inferior de la evidencia de cada imagen, con una muestra de su código.

    Args:
        x: (N, D), imágenes, con entradas en [0, 1]
        logits: (N, D), lo que se decodificó de la muestra: la probabilidad de una entrada es su
            sigmoide
        mu: (N, k), medias del código
        logvar: (N, k), logaritmos de sus varianzas

    Returns:
        (N,), en nats
    """
    raise NotImplementedError


class VAE(nn.Module):
    """Un autocodificador variacional: una capa oculta ReLU en cada sentido, un código gaussiano y
    píxeles de Bernoulli.

    Args:
        input_size: D, el tamaño de una imagen
        hidden_size: H, el tamaño de cada capa oculta
        code_size: k, el tamaño del código
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Devuelve mu y logvar (N, k) de imágenes (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Devuelve los logits (N, D) de códigos (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor, eps: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Codifica, toma una muestra del código y la decodifica.

        Args:
            x: (N, D), imágenes
            eps: (N, k), el ruido de la muestra; None: normal estándar, nuevo en cada llamada

        Returns:
            logits (N, D), mu (N, k), logvar (N, k)
        """
        raise NotImplementedError


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    """Devuelve imágenes nuevas a partir de la distribución previa.

    Args:
        vae: vae.decode(z) lleva códigos (n, k) a logits (n, D)
        n: cuántas imágenes
        code_size: k, el tamaño de un código
        seed: de ella sale todo el azar

    Returns:
        (n, D), las probabilidades de las entradas
    """
    raise NotImplementedError


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    """Da un paso de entrenamiento con la media de menos la cota inferior de la evidencia.

    Args:
        vae: vae(x, eps) da logits, mu y logvar, como VAE
        optimizer: tiene los parámetros de vae
        x: (N, D), un minilote
        eps: (N, k), el ruido de la muestra
        beta: por cuánto se multiplica la divergencia

    Returns:
        La pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Entrena un autocodificador variacional, sin copiarlo, con Adam y beta = 1.

    Args:
        vae: vae(x, eps) da logits, mu y logvar, como VAE
        x: (N, D), imágenes, con entradas en [0, 1]
        code_size: k, el tamaño del código
        steps: cuántos pasos dar
        batch_size: imágenes en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        La pérdida de cada paso, antes de darlo
    """
    raise NotImplementedError
