"""Comprimir imágenes: enunciado en README.md; comprueba con `autograder check compression`."""

from torch import Tensor, nn


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    """Devuelve, para cada entrada, el más cercano de `levels` valores equidistantes de 0 a 1.

    Args:
        u: (…), float32 o float64; lo que está fuera de [0, 1], por lejos que esté, va al extremo
            más cercano
        levels: cuántos valores hay, al menos 2

    Returns:
        índices, (…), int64, de 0 a levels - 1; y los valores, (…), del dtype de u
    """
    raise NotImplementedError


def straight_through(u: Tensor, levels: int) -> Tensor:
    """Devuelve los valores de `quantise`, con un gradiente que atraviesa el redondeo.

    Args:
        u: (…), float32 o float64
        levels: cuántos valores hay, al menos 2

    Returns:
        (…), los valores cuantizados; el gradiente respecto a u es 1 dentro de (0, 1), 0 fuera
        de [0, 1], cualquiera de los dos en 0 y 1
    """
    raise NotImplementedError


def entropy_bits(indices: Tensor) -> float:
    """Devuelve la suma de las entropías empíricas de las entradas de un código, en bits.

    Args:
        indices: (N, k), int64, N códigos, enteros cualesquiera, también negativos

    Returns:
        Bits por código
    """
    raise NotImplementedError


def huffman(counts: Tensor) -> list[str]:
    """Devuelve las palabras de un código prefijo que gasta los menos bits posibles.

    Args:
        counts: (L,), int64, cuántas veces aparece cada símbolo, sin negativos, alguno distinto de 0

    Returns:
        L cadenas de "0" y "1"; la vacía para un símbolo que no aparece, y un bit donde solo
        aparece uno
    """
    raise NotImplementedError


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    """Devuelve las palabras de los símbolos, una tras otra, a ocho bits por byte.

    Args:
        symbols: (n,), int64, cada uno de 0 a L - 1
        codewords: L cadenas de "0" y "1"

    Returns:
        Los bytes: el primer bit es el más alto del primer byte, y el último byte se completa con
        ceros
    """
    raise NotImplementedError


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    """Devuelve los primeros n símbolos cuyas palabras están en los bytes.

    Args:
        data: lo que hizo `encode`, quizá con algo más detrás
        codewords: L cadenas, ninguna es el comienzo de otra, salvo las vacías
        n: cuántos símbolos se leen

    Returns:
        (n,), int64

    Raises:
        ValueError: los bytes terminan antes de haber leído n símbolos
    """
    raise NotImplementedError


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    """Devuelve cuántos bits de `data` hay por cada píxel de las imágenes.

    Args:
        data: las imágenes comprimidas
        x: (N, alto, ancho) o, en color, (N, alto, ancho, 3)

    Returns:
        Bits por píxel; un píxel es un lugar, tenga los colores que tenga
    """
    raise NotImplementedError


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    """Devuelve la relación señal-ruido de pico en decibelios, inf si x e y son iguales.

    Args:
        x: imágenes de cualquier forma, float32, float64 o uint8
        y: otras, de la misma forma y dtype
        peak: el mayor valor que puede tener un píxel

    Returns:
        Decibelios, del error cuadrático medio sobre todas las entradas de todas las imágenes
    """
    raise NotImplementedError


def rate_distortion(points: Tensor) -> Tensor:
    """Devuelve qué puntos son vértices de la parte que baja de la envolvente convexa inferior.

    Args:
        points: (P, 2), una tasa y una distorsión por fila, P ≥ 1, no hay dos iguales

    Returns:
        (Q,), int64, las filas para las que algún precio λ > 0 del bit hace D + λ R menor que en
        todas las demás, de la menor tasa a la mayor
    """
    raise NotImplementedError


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    """Devuelve los bits que el mejor código de gaussianas independientes gasta en cada una.

    Args:
        variances: (D,), float64, sin negativos, alguna distinta de 0
        distortion: el error cuadrático esperado de las D juntas, mayor que 0

    Returns:
        (D,), float64, bits
    """
    raise NotImplementedError


def dct_matrix(n: int) -> Tensor:
    """Devuelve la transformada discreta del coseno ortonormal (DCT-II) como matriz.

    Args:
        n: cuántos píxeles hay en una fila

    Returns:
        (n, n), float64, una frecuencia por fila, la más baja primero
    """
    raise NotImplementedError


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    """Devuelve los coeficientes redondeados de x en una base, y lo que reconstruyen.

    Args:
        x: (N, D), float32 o float64, una imagen por fila
        basis: (K, D), filas ortonormales, K ≤ D, del dtype de x
        step: la distancia entre dos valores vecinos de un coeficiente

    Returns:
        índices, (N, K), int64: los coeficientes medidos en pasos, al entero más cercano; y la
        reconstrucción, (N, D), del dtype de x
    """
    raise NotImplementedError


def train_compressor(
    encoder: nn.Module,
    decoder: nn.Module,
    x: Tensor,
    levels: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Entrena las dos redes, en su sitio y con códigos redondeados; devuelve las pérdidas.

    Args:
        encoder: da (N, k) números reales para imágenes (N, D); su sigmoide es el código
        decoder: da imágenes (N, D) para códigos cuantizados (N, k)
        x: (N, D), las imágenes
        levels: cuántos valores puede tener una entrada de un código
        steps: cuántos pasos de Adam se dan
        batch_size: cuántas imágenes, tomadas al azar, ve cada paso, N como mucho
        lr: la tasa de aprendizaje de Adam
        seed: de donde sale todo el azar

    Returns:
        `steps` pérdidas, la de cada minilote antes de su paso
    """
    raise NotImplementedError
