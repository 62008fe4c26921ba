"""Redes convolucionales: enunciado en README.es.md; `autograder check cnn`."""

import torch
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Devuelve cuántos lugares tiene un kernel a lo largo de un eje.

    Args:
        size: tamaño de la imagen a lo largo de este eje
        kernel: el del kernel a lo largo de él, como mucho size + 2 * padding
        stride: a qué distancia están dos lugares, al menos 1
        padding: ceros delante de la imagen, y otros tantos detrás

    Returns:
        Un int, al menos 1
    """
    raise NotImplementedError


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Convoluciona imágenes con kernels, como en aprendizaje profundo: sin girar los kernels.

    Args:
        x: (N, C, H, W), imágenes
        w: (F, C, KH, KW), kernels
        b: (F,), un sesgo por kernel
        stride, padding: paso y relleno, de los dos ejes

    Returns:
        (N, F, OH, OW), de los tamaños que da el ejercicio 1
    """
    raise NotImplementedError


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    """Retropropaga a través de conv2d, a mano.

    Args:
        dy: (N, F, OH, OW), gradiente de la pérdida respecto a lo que devuelve conv2d
        x, w, stride, padding: como en conv2d

    Returns:
        dx (N, C, H, W), dw (F, C, KH, KW), db (F,)
    """
    raise NotImplementedError


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    """Devuelve la mayor entrada de cada ventana, en cada canal por su lado.

    Args:
        x: (N, C, H, W)
        size: las ventanas son de size x size, y caben en x
        stride: a qué distancia están dos ventanas, en los dos ejes

    Returns:
        (N, C, OH, OW), de los tamaños que da el ejercicio 1
    """
    raise NotImplementedError


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    """Retropropaga a través de max_pool2d, a mano.

    Args:
        dy: (N, C, OH, OW), gradiente de la pérdida respecto a lo que devuelve max_pool2d
        x, size, stride: como en max_pool2d

    Returns:
        dx (N, C, H, W)
    """
    raise NotImplementedError


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    """Aplica la adjunta de conv2d (sin su sesgo): de lo que sale a lo que entra.

    Args:
        y: (N, F, OH, OW), de la forma de lo que devuelve conv2d
        w: (F, C, KH, KW), los kernels de conv2d
        stride, padding: los de conv2d
        output_padding: filas y columnas de más, abajo y a la derecha; menor que stride

    Returns:
        (N, C, H, W) con H = (OH - 1) * stride - 2 * padding + KH + output_padding; W igual
    """
    raise NotImplementedError


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Devuelve qué entradas ve una salida de una pila de capas, a lo largo de un eje.

    Args:
        layers: (kernel, stride, padding) de cada capa, de la entrada a la salida; puede estar vacía

    Returns:
        Tres int: size, step y start. La salida i ve las entradas desde start + i * step, tantas
        como dice size, contando las del relleno y las de los huecos
    """
    raise NotImplementedError


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    """Devuelve los logits de una red que busca sus kernels en todas partes.

    Args:
        x: (N, C, H, W), imágenes de cualquier tamaño en el que quepan los kernels
        w, b: (F, C, KH, KW) y (F,), de una convolución con paso 1 y sin relleno
        V, c: (F, K) y (K,), de una capa lineal sobre lo que se encontró

    Returns:
        (N, K), los logits
    """
    raise NotImplementedError


def train_cnn(
    x: Tensor,
    y: Tensor,
    parameters: list[Tensor],
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[list[Tensor], list[float]]:
    """Entrena la red de cnn_forward con Adam, con la entropía cruzada de minilotes.

    Args:
        x: (N, C, H, W), float64
        y: (N,), int64, las clases
        parameters: w, b, V y c de los que se parte, float64; quedan como están
        steps: cuántos pasos se dan, al menos 1
        batch_size: imágenes de un minilote, como mucho N
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        Una lista con w, b, V y c tras el último paso, y la pérdida de cada paso
    """
    raise NotImplementedError


# Ya escrito: imágenes con barras, parámetros iniciales, una manera de dibujar tu propia imagen.


def bars(N: int, corner: str, seed: int) -> tuple[Tensor, Tensor]:
    """Devuelve N imágenes con ruido (N, 1, 12, 12) y una barra, y cuál de las cuatro es (N,).

    Una barra mide tres píxeles: 0 es -, 1 es |, 2 es \\, 3 es /. Está en la esquina que se nombra,
    "top left" (arriba a la izquierda) o "bottom right" (abajo a la derecha), y no toca el borde.
    """
    generator = torch.Generator().manual_seed(seed)
    x = 0.2 * torch.randn(N, 1, 12, 12, generator=generator, dtype=torch.float64)
    y = torch.randint(4, (N,), generator=generator)
    near = 1 if corner == "top left" else 6
    places = torch.randint(near, near + 3, (N, 2), generator=generator)
    shapes = ["...###...", ".#..#..#.", "#...#...#", "..#.#.#.."]
    for picture, kind, (top, left) in zip(x, y.tolist(), places.tolist(), strict=True):
        bar = torch.tensor([character == "#" for character in shapes[kind]]).reshape(3, 3)
        picture[0, top : top + 3, left : left + 3] += bar
    return x, y


def first_parameters(F: int, seed: int) -> list[Tensor]:
    """Devuelve w (F, 1, 3, 3) y V (F, 4) al azar, y ceros para b (F,) y c (4,)."""
    generator = torch.Generator().manual_seed(seed)
    w = torch.randn(F, 1, 3, 3, generator=generator, dtype=torch.float64) * (2 / 9) ** 0.5
    V = torch.randn(F, 4, generator=generator, dtype=torch.float64) * (2 / F) ** 0.5
    return [w, torch.zeros(F, dtype=torch.float64), V, torch.zeros(4, dtype=torch.float64)]


def read_picture(drawing: str) -> Tensor:
    """Devuelve líneas de texto como imagen (1, 1, H, W): "#" es 1, lo demás 0."""
    lines = drawing.strip("\n").split("\n")
    width = max(len(line) for line in lines)
    ink = [[float(character == "#") for character in line.ljust(width)] for line in lines]
    return torch.tensor(ink, dtype=torch.float64)[None, None]
