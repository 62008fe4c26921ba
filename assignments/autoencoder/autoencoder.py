"""Autoencoders: statement in README.md; check your work with `autograder check autoencoder`.

Autocodificadores: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check autoencoder`.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the linear autoencoder with a code of k numbers that reconstructs x best.

    Devuelve el autocodificador lineal con un código de k números que mejor reconstruye x.

    Args:
        x: (N, D), N points, not centred · N puntos, sin centrar
        k: the size of the code, less than N, at most D ·
            el tamaño del código, menor que N y a lo sumo D

    Returns:
        (We, be, Wd, bd) of shapes (D, k), (k,), (k, D), (D,): the code is z = x We + be, the
        reconstruction z Wd + bd · de formas (D, k), (k,), (k, D), (D,): el código es z = x We + be,
        la reconstrucción z Wd + bd
    """
    raise NotImplementedError


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    """Return the largest principal angle between the column spaces of A and B.

    Devuelve el mayor ángulo principal entre los espacios de columnas de A y B.

    Args:
        A: (D, k), independent columns, of any length and at any angle to each other ·
            columnas independientes, de cualquier longitud y ángulo entre sí
        B: (D, k), likewise · igualmente

    Returns:
        A number in [0, π/2], in radians · un número en [0, π/2], en radianes
    """
    raise NotImplementedError


class Autoencoder(nn.Module):
    """Two layers to the code, two layers back; ReLU in the hidden layers, nothing elsewhere.

    Dos capas hasta el código y dos capas de vuelta; ReLU en las capas ocultas y nada en las demás.

    Args:
        input_size: D, the size of an image · el tamaño de una imagen
        hidden_size: H, the size of either hidden layer · el tamaño de cada capa oculta
        code_size: k, the size of the code · el tamaño del código
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> Tensor:
        """Return the codes (N, k) of images (N, D) ·
        Devuelve los códigos (N, k) de imágenes (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Return the images (N, D) of codes (N, k) ·
        Devuelve las imágenes (N, D) de códigos (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """Return the reconstructions (N, D) of images (N, D) ·
        Devuelve las reconstrucciones (N, D) de imágenes (N, D)."""
        raise NotImplementedError


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    """Count the directions in which a small change of x comes through to the reconstruction.

    Cuenta las direcciones en las que un cambio pequeño de x llega a la reconstrucción.

    Args:
        reconstruct: maps images (N, D) to reconstructions (N, D) ·
            lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (D,), the image at which to look · la imagen en la que se mira
        tol: counted are the singular values of the Jacobian (D, D) above tol times the largest ·
            se cuentan los valores singulares del jacobiano (D, D) mayores que tol veces el mayor

    Returns:
        How many there are · cuántas hay
    """
    raise NotImplementedError


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    """Return x with the entries erased at which u < p.

    Devuelve x con las entradas borradas donde u < p.

    Args:
        x: (N, D), images; they stay as they are · imágenes; se quedan como están
        u: (N, D), uniform random numbers in [0, 1) · números aleatorios uniformes en [0, 1)
        p: the probability that an entry is erased · la probabilidad de borrar una entrada

    Returns:
        (N, D), zero where erased, x elsewhere · cero donde se borró, x en lo demás
    """
    raise NotImplementedError


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    """Return the loss of an autoencoder that is to restore x from noisy.

    Devuelve la pérdida de un autocodificador que debe restaurar x a partir de noisy.

    Args:
        model: maps images (N, D) to reconstructions (N, D) ·
            lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (N, D), clean images · imágenes limpias
        noisy: (N, D), the same images, damaged · las mismas imágenes, dañadas

    Returns:
        A tensor of no axes: the mean over the N rows of the sum over the D entries of the squared
        errors · un tensor sin ejes: la media sobre las N filas de la suma sobre las D entradas de
        los errores al cuadrado
    """
    raise NotImplementedError


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Train an autoencoder in place to restore images, with Adam.

    Entrena un autocodificador, sin copiarlo, para que restaure imágenes, con Adam.

    Args:
        model: maps images (N, D) to reconstructions (N, D) ·
            lleva imágenes (N, D) a reconstrucciones (N, D)
        x: (N, D), clean images · imágenes limpias
        p: the probability that an entry of an image is erased ·
            la probabilidad de borrar una entrada de una imagen
        steps: how many steps to take · cuántos pasos dar
        batch_size: images in a minibatch · imágenes en un minilote
        lr: learning rate of Adam · tasa de aprendizaje de Adam
        seed: all randomness comes from it · de ella sale todo el azar

    Returns:
        The loss of every step, before it was taken · la pérdida de cada paso, antes de darlo
    """
    raise NotImplementedError


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    """Return a draw from N(mu, exp(logvar)) that was made of the standard normal noise eps.

    Devuelve una muestra de N(mu, exp(logvar)) hecha a partir del ruido normal estándar eps.

    Args:
        mu: (N, k), means · medias
        logvar: (N, k), logarithms of the variances · logaritmos de las varianzas
        eps: (N, k), standard normal noise · ruido normal estándar

    Returns:
        (N, k), the codes · los códigos
    """
    raise NotImplementedError


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """Return the divergence KL(N(mu, exp(logvar)) || N(0, I)) of every row.

    Devuelve la divergencia KL(N(mu, exp(logvar)) || N(0, I)) de cada fila.

    Args:
        mu: (N, k), means · medias
        logvar: (N, k), logarithms of the variances · logaritmos de las varianzas

    Returns:
        (N,), in nats · en nats
    """
    raise NotImplementedError


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """Return the evidence lower bound of every image, from one draw of its code.

    Devuelve la cota inferior de la evidencia de cada imagen, con una muestra de su código.

    Args:
        x: (N, D), images, entries in [0, 1] · imágenes, con entradas en [0, 1]
        logits: (N, D), what was decoded from the draw: the probability of an entry is sigmoid of
            it · lo que se decodificó de la muestra: la probabilidad de una entrada es su sigmoide
        mu: (N, k), means of the code · medias del código
        logvar: (N, k), logarithms of its variances · logaritmos de sus varianzas

    Returns:
        (N,), in nats · en nats
    """
    raise NotImplementedError


class VAE(nn.Module):
    """A variational autoencoder: a hidden ReLU layer each way, a Gaussian code, Bernoulli pixels.

    Un autocodificador variacional: una capa oculta ReLU en cada sentido, un código gaussiano y
    píxeles de Bernoulli.

    Args:
        input_size: D, the size of an image · el tamaño de una imagen
        hidden_size: H, the size of either hidden layer · el tamaño de cada capa oculta
        code_size: k, the size of the code · el tamaño del código
    """

    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return mu and logvar (N, k) of images (N, D) ·
        Devuelve mu y logvar (N, k) de imágenes (N, D)."""
        raise NotImplementedError

    def decode(self, z: Tensor) -> Tensor:
        """Return the logits (N, D) of codes (N, k) ·
        Devuelve los logits (N, D) de códigos (N, k)."""
        raise NotImplementedError

    def forward(self, x: Tensor, eps: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Encode, draw a code, decode it.

        Codifica, toma una muestra del código y la decodifica.

        Args:
            x: (N, D), images · imágenes
            eps: (N, k), the noise of the draw; None: standard normal, drawn anew at every call ·
                el ruido de la muestra; None: normal estándar, nuevo en cada llamada

        Returns:
            logits (N, D), mu (N, k), logvar (N, k)
        """
        raise NotImplementedError


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    """Return new images from the prior.

    Devuelve imágenes nuevas a partir de la distribución previa.

    Args:
        vae: vae.decode(z) maps codes (n, k) to logits (n, D) ·
            vae.decode(z) lleva códigos (n, k) a logits (n, D)
        n: how many images · cuántas imágenes
        code_size: k, the size of a code · el tamaño de un código
        seed: all randomness comes from it · de ella sale todo el azar

    Returns:
        (n, D), the probabilities of the entries · las probabilidades de las entradas
    """
    raise NotImplementedError


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    """Take one step of training on the mean of minus the evidence lower bound.

    Da un paso de entrenamiento con la media de menos la cota inferior de la evidencia.

    Args:
        vae: vae(x, eps) gives logits, mu, logvar, as VAE does ·
            vae(x, eps) da logits, mu y logvar, como VAE
        optimizer: holds the parameters of the vae · tiene los parámetros del vae
        x: (N, D), a minibatch · un minilote
        eps: (N, k), the noise of the draw · el ruido de la muestra
        beta: what the divergence is multiplied by · por cuánto se multiplica la divergencia

    Returns:
        The loss before the step, a Python float · la pérdida antes del paso, un float de Python
    """
    raise NotImplementedError


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    """Train a variational autoencoder in place, with Adam and beta = 1.

    Entrena un autocodificador variacional, sin copiarlo, con Adam y beta = 1.

    Args:
        vae: vae(x, eps) gives logits, mu, logvar, as VAE does ·
            vae(x, eps) da logits, mu y logvar, como VAE
        x: (N, D), images, entries in [0, 1] · imágenes, con entradas en [0, 1]
        code_size: k, the size of the code · el tamaño del código
        steps: how many steps to take · cuántos pasos dar
        batch_size: images in a minibatch · imágenes en un minilote
        lr: learning rate of Adam · tasa de aprendizaje de Adam
        seed: all randomness comes from it · de ella sale todo el azar

    Returns:
        The loss of every step, before it was taken · la pérdida de cada paso, antes de darlo
    """
    raise NotImplementedError
