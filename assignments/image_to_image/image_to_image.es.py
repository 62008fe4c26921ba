"""De imagen a imagen. El enunciado está en README.es.md; comprueba con
`autograder check image_to_image`.

Las imágenes son tensores (N, C, H, W): imagen, canal, fila y columna, con la fila 0 arriba. Una
máscara m es (N, 1, H, W), del dtype de las imágenes: 1 en el hueco y 0 fuera de él.
"""

from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    """Lo que se muestra a una red que tiene que rellenar un hueco.

    Args:
        x: (N, C, H, W), imágenes
        m: (N, 1, H, W), 1 en el hueco y 0 fuera de él

    Returns:
        (N, C + 1, H, W): las imágenes con 0 en el hueco, y la máscara como último canal
    """
    raise NotImplementedError


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    """Las imágenes dañadas, con una respuesta puesta en el hueco.

    Args:
        x: (N, C, H, W), imágenes
        m: (N, 1, H, W), 1 en el hueco y 0 fuera de él
        y: (N, C, H, W), lo que respondió una red

    Returns:
        (N, C, H, W): y en el hueco, y x fuera de él
    """
    raise NotImplementedError


def to_grey(rgb: Tensor) -> Tensor:
    """El brillo de unos colores.

    Args:
        rgb: (N, 3, H, W), rojo, verde y azul

    Returns:
        (N, 1, H, W)
    """
    raise NotImplementedError


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    """Los colores, a partir de su brillo y dos diferencias.

    Args:
        grey: (N, 1, H, W), el brillo
        chroma: (N, 2, H, W), azul menos brillo, y rojo menos brillo

    Returns:
        (N, 3, H, W), rojo, verde y azul
    """
    raise NotImplementedError


def edges(x: Tensor, t: float) -> Tensor:
    """Dónde cambia una imagen.

    Args:
        x: (N, C, H, W), imágenes
        t: el cambio que un borde tiene que superar, como mínimo 0

    Returns:
        (N, 1, H, W), del dtype de x: 1 en un borde y 0 en lo demás
    """
    raise NotImplementedError


class PatchCritic(nn.Module):
    """Un crítico que da un veredicto por cada parche de una pareja de imágenes.

    Args:
        channels: los de la condición y los de la imagen, juntos
        hidden: los canales entre sus dos convoluciones
    """

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        """Los logits de parejas de una condición (N, A, H, W) y una imagen (N, B, H, W), donde
        A + B son los canales: (N, 1, H // 4, W // 4)."""
        raise NotImplementedError


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Lo que minimiza el crítico.

    Args:
        real: (N, 1, h, w), sus logits de parejas con imágenes verdaderas
        fake: (M, 1, h, w), sus logits de parejas con imágenes hechas por el traductor

    Returns:
        ()
    """
    raise NotImplementedError


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    """Lo que minimiza el traductor.

    Args:
        fake: (N, 1, h, w), los logits del crítico de parejas con imágenes hechas por el traductor
        y_hat: (N, C, H, W), esas imágenes
        y: (N, C, H, W), las imágenes verdaderas
        weight: cuánto pesa el error
        p: 1 para errores absolutos, 2 para errores al cuadrado
        m: (N, 1, H, W), 1 donde cuentan los errores y 0 donde no; sin ella cuentan todos

    Returns:
        ()
    """
    raise NotImplementedError


def best_constant(y: Tensor, p: int) -> Tensor:
    """La imagen que mejor responde a todas estas, si solo puede haber una.

    Args:
        y: (N, C, H, W), imágenes
        p: 1 para errores absolutos, 2 para errores al cuadrado

    Returns:
        (C, H, W)
    """
    raise NotImplementedError


def pair_step(
    translator: nn.Module,
    critic: nn.Module,
    translator_optimizer: Optimizer,
    critic_optimizer: Optimizer,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    m: Tensor | None = None,
) -> tuple[float, float]:
    """Da un paso del crítico, y después uno del traductor.

    Args:
        translator: recibe cond, y responde imágenes de la forma de y
        critic: recibe una condición e imágenes, y responde logits (N, 1, h, w)
        translator_optimizer, critic_optimizer: cada uno tiene los parámetros de su red
        cond: (N, A, H, W), condiciones
        y: (N, C, H, W), las imágenes verdaderas
        weight, p, m: como en translator_loss

    Returns:
        La pérdida del crítico y la del traductor, cada una la de su paso
    """
    raise NotImplementedError


def train_pairs(
    translator: nn.Module,
    critic: nn.Module,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    m: Tensor | None = None,
) -> list[tuple[float, float]]:
    """Entrena a un traductor y a un crítico, modificándolos, con parejas de condición e imagen.

    Args:
        translator, critic: como en pair_step
        cond: (N, A, H, W), condiciones
        y: (N, C, H, W), sus imágenes
        weight, p: como en translator_loss
        steps: cuántos pasos dar
        batch_size: cuántas parejas en un paso
        lr: la tasa de aprendizaje del Adam de los dos
        seed: de aquí sale todo el azar
        m: (N, 1, H, W), una máscara por pareja, o nada

    Returns:
        Lo que devolvió pair_step en cada paso
    """
    raise NotImplementedError
