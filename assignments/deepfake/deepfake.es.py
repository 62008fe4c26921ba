"""Deepfakes. El enunciado está en README.es.md; comprueba con `autograder check deepfake`.

Las imágenes de dos personas son las filas de dos tensores, una fila por imagen con sus D píxeles
uno tras otro. La persona 0 se llama A, y la persona 1 se llama B.
"""

from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    """Da a unas imágenes la media y la desviación típica que tienen las de otra persona.

    Args:
        x: (N, D), imágenes
        mean_from, std_from: () o (D,), las de la propia persona; std_from > 0
        mean_to, std_to: () o (D,), las que deben tener; std_to ≥ 0

    Returns:
        (N, D)
    """
    raise NotImplementedError


class FaceSwapper(nn.Module):
    """Un codificador para todos, y un decodificador para cada una de dos personas.

    Args:
        pixels: D, el tamaño de una imagen
        hidden: H, el ancho de la capa del medio de cada una de las tres redes
        code: K, el tamaño de un código
    """

    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        raise NotImplementedError

    def encode(self, x: Tensor) -> Tensor:
        """Devuelve los códigos (N, K) de imágenes (N, D), sea quien sea quien está en ellas."""
        raise NotImplementedError

    def decode(self, z: Tensor, who: int) -> Tensor:
        """Devuelve cómo se ven códigos (N, K) en la persona `who`, 0 o 1: imágenes (N, D)."""
        raise NotImplementedError

    def forward(self, x: Tensor, who: int) -> Tensor:
        """Devuelve imágenes (N, D) de la persona `who`, codificadas y decodificadas como ella
        misma: (N, D)."""
        raise NotImplementedError

    def swap(self, x: Tensor, who: int) -> Tensor:
        """Devuelve imágenes (N, D) de la persona `who`, codificadas y decodificadas como la otra:
        (N, D)."""
        raise NotImplementedError


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    """Cuánto les falta a las dos personas cuando vuelven de imágenes con ruido.

    Args:
        net: tiene encode(x) y decode(z, who), como un FaceSwapper
        xa: (Na, D), imágenes de la persona 0
        xb: (Nb, D), imágenes de la persona 1
        noisy_a, noisy_b: las mismas imágenes con ruido

    Returns:
        (), la media por píxel de los cuadrados de los errores de A más la de los de B
    """
    raise NotImplementedError


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Entrena una red, en el sitio, para que devuelva a las dos personas desde imágenes con ruido.

    Args:
        net: tiene encode(x) y decode(z, who), como un FaceSwapper
        xa: (Na, D), imágenes de la persona 0
        xb: (Nb, D), imágenes de la persona 1
        noise: desviación típica del ruido normal que se suma a lo que entra
        steps: cuántos pasos dar
        batch_size: imágenes de cada persona en un paso
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        La pérdida de cada paso, antes de darlo: float de Python
    """
    raise NotImplementedError


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    """El área bajo la curva ROC.

    Args:
        scores: (N,), más altas cuanto más parece falsa la imagen
        labels: (N,) int64, 1 para una falsa y 0 para una real; hay de las dos

    Returns:
        La parte de las parejas de una falsa y una real en que la falsa tiene más puntuación; si la
        tienen igual, cuenta la mitad
    """
    raise NotImplementedError


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    """Reparte fotogramas sin que ninguna fuente quede en los dos lados.

    Args:
        source: (N,) int64, de dónde viene cada fotograma
        test_sources: (M,) int64, las fuentes que se reservan

    Returns:
        (train, test): (n,) y (N − n,) int64, los índices de los fotogramas de cada lado, crecientes
    """
    raise NotImplementedError


def ring_spectrum(x: Tensor) -> Tensor:
    """La potencia de unas imágenes en cada frecuencia, sea cual sea su dirección.

    Args:
        x: (N, S, S), imágenes grises

    Returns:
        (N, S // 2 + 1), la potencia media en los anillos de radio 0, 1, …, S // 2
    """
    raise NotImplementedError


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    """Una puntuación por vídeo.

    Args:
        logits: (N,), las puntuaciones de los fotogramas
        video: (N,) int64, el vídeo de cada fotograma; aparecen todos los números 0, …, V − 1

    Returns:
        (V,), la media de los logits de cada vídeo
    """
    raise NotImplementedError


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    """Ajusta la regresión logística que distingue imágenes falsas de reales.

    Args:
        x: (N, F), características
        y: (N,) int64, 1 para una falsa y 0 para una real; hay de las dos
        l2: > 0, el peso de la penalización de w

    Returns:
        w (F,) y b (), de modo que x @ w + b son los logits
    """
    raise NotImplementedError
