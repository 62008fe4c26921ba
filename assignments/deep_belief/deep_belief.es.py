"""Redes de creencia profunda: enunciado en README.es.md; revisa con `autograder check`."""

import torch
import torch.nn.functional as F  # noqa: N812 -- el nombre que usa torch
from torch import Tensor

Machine = tuple[Tensor, Tensor, Tensor]  # W (D, H), b (D,) y c (H,) de una máquina restringida
Map = tuple[Tensor, Tensor]  # W (I, O) y b (O,): las unidades de una capa desde las de otra


# Dado: una máquina restringida. Deja estas funciones como están.


def draw(p: Tensor, u: Tensor) -> Tensor:
    """Devuelve 1 donde u < p y 0 en lo demás, con el dtype de p."""
    return (u < p).to(p.dtype)


def all_states(D: int, like: Tensor) -> Tensor:
    """Devuelve los 2^D estados de D unidades, (2^D, D); el i tiene los bits de i, del más bajo."""
    numbers = torch.arange(2**D)
    return (numbers[:, None] >> torch.arange(D) & 1).to(like.dtype)


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Devuelve la energía libre (N,) de los estados visibles v (N, D): -ln de la suma sobre h."""
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def gibbs_chain(v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor) -> Tensor:
    """Devuelve los estados visibles (k, N, D) tras cada uno de k pasos desde v (N, D).

    Un paso sortea las unidades ocultas con uh[s] (N, H) y luego las visibles con uv[s] (N, D).
    """
    states = []
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        h = draw(torch.sigmoid(v @ W + c), for_hidden)
        v = draw(torch.sigmoid(h @ W.T + b), for_visible)
        states.append(v)
    return torch.stack(states)


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> Machine:
    """Devuelve dW, db y dc de CD-k, hacia arriba: medias de las N filas, datos menos sueño."""
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    p, dream_p = torch.sigmoid(v @ W + c), torch.sigmoid(dream @ W + c)
    return (
        (v.T @ p - dream.T @ dream_p) / len(v),
        (v - dream).mean(dim=0),
        (p - dream_p).mean(dim=0),
    )


# Lo tuyo.


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    """Devuelve la máquina con la que empezar la capa que va encima de una máquina.

    Args:
        W: (D, H), pesos de la máquina de abajo
        b: (D,), sus sesgos visibles
        c: (H,), sus sesgos ocultos

    Returns:
        W2 (H, D), b2 (H,) y c2 (D,), tensores nuevos
    """
    raise NotImplementedError


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    """Sortea las unidades de una capa tras otra, desde los datos hacia arriba.

    Args:
        v: (N, D), los datos, 0 o 1
        layers: L máquinas, de abajo arriba
        us: L tensores de números uniformes, us[i] (N, H) para las ocultas de layers[i]

    Returns:
        Los L estados (N, H), 0 o 1
    """
    raise NotImplementedError


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    """Sueña: muestreo de Gibbs en la máquina de arriba y después una pasada hacia abajo.

    Args:
        x: (N, D), estados de las visibles de la máquina de arriba, de los que partir
        layers: L máquinas, de abajo arriba
        uh, uv: (k, N, H) y (k, N, D), números uniformes para k pasos en la máquina de arriba
        us: L - 1 tensores de números uniformes, us[i] (N, D) para las visibles de layers[i]

    Returns:
        Los estados de las unidades de los datos, 0 o 1
    """
    raise NotImplementedError


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    """Devuelve ln p(v) exacto de cada fila, enumerando las capas intermedias.

    Args:
        v: (N, D), 0 o 1
        layers: una máquina o más, de abajo arriba; las visibles de todas menos la más baja son como
            mucho 8, y también las de una máquina sola

    Returns:
        (N,), derivable respecto a los pesos y los sesgos
    """
    raise NotImplementedError


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    """Devuelve la cota inferior de ln p(v) que da una distribución sobre la primera capa oculta.

    Args:
        v: (N, D), 0 o 1
        q: (N, 2^H), en cada fila las probabilidades de los estados de la primera capa oculta por su
            índice h[0] + 2 h[1] + 4 h[2] + …; algunas pueden ser 0
        layers: dos máquinas o más, de abajo arriba, de los tamaños de dbn_log_prob

    Returns:
        (N,)
    """
    raise NotImplementedError


def pretrain(
    v: Tensor,
    layers: list[Machine],
    us: list[Tensor],
    uh: list[Tensor],
    uv: list[Tensor],
    lr: float,
) -> list[Machine]:
    """Entrena las máquinas una tras otra, cada una con lo sorteado de la capa de abajo.

    Args:
        v: (N, D), los datos
        layers: L máquinas de las que partir, de abajo arriba
        us: L - 1 tensores de números uniformes, us[i] (N, H) para los datos de layers[i + 1]
        uh, uv: L tensores de números uniformes cada una, uh[i] (S, k, N, H) y uv[i] (S, k, N, D)
            para S pasos de CD-k de layers[i]; S puede ser otro en cada una, y 0
        lr: tasa de aprendizaje

    Returns:
        Las L máquinas entrenadas
    """
    raise NotImplementedError


def delta_rule(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> Map:
    """Da un paso por el gradiente de la media de ln p(y | x), hacia arriba; p = sigmoid(x W + b).

    Args:
        x: (N, I), 0 o 1
        y: (N, O), 0 o 1
        W: (I, O), pesos
        b: (O,), sesgos
        lr: tasa de aprendizaje

    Returns:
        Los nuevos W y b
    """
    raise NotImplementedError


def wake_sleep_step(
    v: Tensor,
    up: list[Map],
    down: list[Map],
    top: Machine,
    us: list[Tensor],
    uh: Tensor,
    uv: Tensor,
    ud: list[Tensor],
    lr: float,
) -> tuple[list[Map], list[Map], Machine]:
    """Da un paso del algoritmo de vigilia y sueño.

    Args:
        v: (N, D), los datos
        up: up[i] = (R, c) adivina la capa i + 1 desde la capa i; v es la capa 0
        down: down[i] = (G, b) hace la capa i desde la capa i + 1
        top: la máquina cuyas visibles son la más alta de esas capas
        us: us[i], números uniformes para la capa i + 1 en la vigilia
        uh, uv: (k, N, H) y (k, N, D), números uniformes para k pasos en la máquina de arriba
        ud: ud[i], números uniformes para la capa i en el sueño
        lr: tasa de aprendizaje

    Returns:
        Los nuevos up, down y top
    """
    raise NotImplementedError
