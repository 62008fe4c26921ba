"""Redes bidireccionales: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check bidirectional`.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Layer = Callable[[Tensor], Tensor]  # lleva (n, t, D) a (n, t, H), con n y t cualesquiera


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    """Invierte cada secuencia dentro de su propia longitud; el relleno se queda donde está.

    Args:
        x: (N, T, D), N secuencias y su relleno, float32, float64 o int64
        lengths: (N,), int64, de 1 a T, en cualquier orden

    Returns:
        (N, T, D), del dtype de x
    """
    raise NotImplementedError


def bidirectional(
    forward_layer: Layer, backward_layer: Layer, x: Tensor, lengths: Tensor
) -> Tensor:
    """Lee cada secuencia en las dos direcciones.

    Args:
        forward_layer: lleva (n, t, D) a (n, t, H); lee x tal como está
        backward_layer: lo mismo, para las secuencias invertidas
        x: (N, T, D), N secuencias y su relleno
        lengths: (N,), int64, de 1 a T, en cualquier orden

    Returns:
        (N, T, 2H), en el paso t el estado de la capa hacia delante y al lado el de la capa hacia
        atrás, cuando cada una acaba de leer el paso t; 0 en el relleno
    """
    raise NotImplementedError


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    """Devuelve el último estado de cada una de las dos capas.

    Args:
        outputs: (N, T, 2H), como lo devuelve bidirectional, pero con números cualesquiera en el
            relleno
        lengths: (N,), int64

    Returns:
        (N, 2H), el último estado de la capa hacia delante y al lado el de la capa hacia atrás
    """
    raise NotImplementedError


def stack(layers: list[tuple[Layer, Layer]], x: Tensor, lengths: Tensor) -> Tensor:
    """Recorre varias capas bidireccionales, una encima de otra.

    Args:
        layers: uno o más pares (forward_layer, backward_layer), primero el de más abajo
        x: (N, T, D), N secuencias y su relleno
        lengths: (N,), int64

    Returns:
        (N, T, 2H), la salida del último par
    """
    raise NotImplementedError


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Layer, backward_vjp: Layer
) -> Tensor:
    """Vuelve a través de bidirectional a mano.

    Args:
        dout: (N, T, 2H), gradiente de la pérdida respecto a lo que devolvió bidirectional
        lengths: (N,), int64
        forward_vjp: lleva el gradiente (N, T, H) de lo que devolvió la capa hacia delante al
            gradiente (N, T, D) de lo que ella recibió
        backward_vjp: lo mismo para la capa hacia atrás, que recibió las secuencias invertidas

    Returns:
        (N, T, D), gradiente de la pérdida respecto a x; 0 en el relleno
    """
    raise NotImplementedError


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    """Devuelve la entropía cruzada binaria, media sobre todas las letras reales de todas las
    palabras juntas.

    Args:
        logits: (N, T)
        targets: (N, T), 0 o 1, del dtype de los logits
        lengths: (N,), int64

    Returns:
        Un tensor escalar, del dtype de los logits
    """
    raise NotImplementedError


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Entrena con Adam una red bidireccional que dice qué letras de una palabra llevan una marca.

    Args:
        ids: (N, T), int64, las letras sin sus marcas: a = 1 … z = 26, relleno 0
        lengths: (N,), int64
        marks: (N, T), float32, 1 donde la letra llevaba una marca, si no 0
        hidden_size: H, el tamaño del estado en cada dirección
        steps: cuántos pasos dar
        batch_size: palabras en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        El modelo, con model(ids, lengths) de forma (N, T): logits; y la pérdida de cada paso
    """
    raise NotImplementedError


# Ya escrito: cómo una palabra se vuelve números, y cómo se le ponen las marcas.


def encode(words: list[str]) -> tuple[Tensor, Tensor, Tensor]:
    """Devuelve ids (N, T), longitudes (N,) y marcas (N, T) de palabras en minúsculas."""
    T = max(len(word) for word in words)
    ids, marks = torch.zeros(len(words), T, dtype=torch.int64), torch.zeros(len(words), T)
    for row, word in enumerate(words):
        for t, letter in enumerate(word):
            plain = letter.translate(str.maketrans("áéíóúüñ", "aeiouun"))
            ids[row, t] = ord(plain) - ord("a") + 1
            marks[row, t] = plain != letter
    return ids, torch.tensor([len(word) for word in words]), marks


def write_marks(words: list[str], logits: Tensor) -> str:
    """Devuelve las palabras con una marca en cada letra que puede llevarla y tiene logit
    positivo."""
    table = str.maketrans("aeioun", "áéíóúñ")
    written = []
    for word, row in zip(words, logits.tolist(), strict=True):
        pairs = zip(word, row[: len(word)], strict=True)
        letters = [c.translate(table) if z > 0 else c for c, z in pairs]
        written.append("".join(letters))
    return " ".join(written)
