"""Máquinas de Boltzmann: enunciado en README.es.md; revisa con `autograder check boltzmann`."""

import torch  # noqa: F401 -- para lo que escribas
from torch import Tensor


def energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Devuelve la energía de cada estado de una máquina general.

    Args:
        v: (N, D), N estados de D unidades, 0 o 1
        W: (D, D), simétrica, con ceros en la diagonal
        b: (D,), sesgos

    Returns:
        (N,), las energías
    """
    raise NotImplementedError


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve la probabilidad de cada estado de una máquina general, por enumeración.

    Args:
        W: (D, D), simétrica, con ceros en la diagonal
        b: (D,), sesgos

    Returns:
        p (2^D,), donde el estado v tiene el índice v[0] + 2 v[1] + 4 v[2] + …,
        y log_Z, un tensor sin ejes
    """
    raise NotImplementedError


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    """Recorre las unidades 0, 1, …, D - 1 y sortea cada una dadas las demás tal como están.

    Args:
        v: (N, D), N estados, 0 o 1
        W, b: como en energy
        u: (N, D), números uniformes: la unidad i pasa a 1 donde u[:, i] < p, si no a 0
        temperature: T > 0, entre la que se dividen los campos locales

    Returns:
        (N, D), los estados tras la pasada
    """
    raise NotImplementedError


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    """Hace una pasada a cada temperatura de una lista.

    Args:
        v: (N, D), los estados iniciales
        W, b: como en energy
        u: (S, N, D), números uniformes para S pasadas
        temperatures: (S,), la de cada pasada

    Returns:
        Los estados (N, D) tras la última pasada y las energías (S, N) tras cada pasada
    """
    raise NotImplementedError


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve el gradiente exacto de la log-verosimilitud media de los datos, enumerando.

    Args:
        v: (N, D), los datos
        W, b: como en energy

    Returns:
        dW (D, D), simétrica, con ceros en la diagonal, donde dW[i, j] es la derivada respecto al
        peso de la pareja i, j; y db (D,)
    """
    raise NotImplementedError


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Devuelve la energía libre de cada estado visible de una máquina restringida.

    Args:
        v: (N, D), N estados visibles
        W: (D, H), los pesos entre unidades visibles y ocultas
        b: (D,), sesgos visibles
        c: (H,), sesgos ocultos

    Returns:
        (N,), las energías libres
    """
    raise NotImplementedError


def conditionals(v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve las probabilidades de que las unidades de una capa sean 1, dada la otra.

    Args:
        v: (N, D), estados visibles
        h: (M, H), estados ocultos
        W, b, c: como en free_energy

    Returns:
        p(h = 1 | v) (N, H) y p(v = 1 | h) (M, D)
    """
    raise NotImplementedError


def gibbs_chain(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    known: Tensor | None = None,
) -> Tensor:
    """Avanza N cadenas k pasos; un paso sortea las unidades ocultas y luego las visibles.

    Args:
        v: (N, D), los estados iniciales
        W, b, c: como en free_energy
        uh: (k, N, H), números uniformes para las unidades ocultas de cada paso
        uv: (k, N, D), números uniformes para las unidades visibles de cada paso
        known: (D,), bool: estas visibles conservan, en cada paso, lo que son en v; o None

    Returns:
        (k, N, D), los estados visibles tras cada paso
    """
    raise NotImplementedError


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Devuelve la log-verosimilitud exacta de cada estado visible de una máquina restringida.

    Args:
        v: (N, D), estados visibles
        W, b, c: como en free_energy; el menor de D y H es como mucho 10, el otro 60

    Returns:
        (N,), log p(v)
    """
    raise NotImplementedError


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Devuelve la estimación CD-k del gradiente de la log-verosimilitud media.

    Args:
        v: (N, D), un minilote de datos
        W, b, c: como en free_energy
        uh, uv: (k, N, H) y (k, N, D), números uniformes, usados como en gibbs_chain

    Returns:
        dW (D, H), db (D,) y dc (H,), la dirección en la que deben moverse los parámetros
    """
    raise NotImplementedError


def persistent_step(
    v: Tensor,
    chain: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    lr: float,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Da un paso de divergencia contrastiva persistente (PCD).

    Args:
        v: (N, D), un minilote de datos
        chain: (M, D), los estados visibles de M cadenas, del paso anterior
        W, b, c: como en free_energy
        uh, uv: (k, M, H) y (k, M, D), números uniformes para k pasos de las cadenas
        lr: tasa de aprendizaje

    Returns:
        Los nuevos W, b y c, y las cadenas (M, D) para el paso siguiente
    """
    raise NotImplementedError


def train_rbm(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    steps: int,
    batch_size: int,
    lr: float,
    k: int,
    seed: int,
) -> tuple[Tensor, Tensor, Tensor]:
    """Entrena una máquina restringida con CD-k.

    Args:
        v: (N, D), los datos
        W, b, c: los parámetros iniciales
        steps: cuántos pasos dar
        batch_size: filas de un minilote, como mucho N
        lr: tasa de aprendizaje
        k: pasos de las cadenas en cada paso de entrenamiento
        seed: de ella sale todo el azar

    Returns:
        Los W, b y c entrenados
    """
    raise NotImplementedError
