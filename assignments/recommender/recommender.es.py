"""Un sistema de recomendación: el enunciado está en README.es.md; comprueba tu trabajo con
`autograder check recommender`.

En todo el archivo `mask` es bool, True donde la nota se conoce. Lo que haya en un tensor de notas
donde la máscara es False no significa nada: puede ser nan.
"""

from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    """Reserva una parte de las notas conocidas de cada usuario.

    Args:
        mask: (U, I) bool, U usuarios e I artículos
        share: 0 ≤ share < 1, la parte que se reserva
        seed: de ella sale todo el azar

    Returns:
        (train, test), cada una (U, I) bool: de un usuario con n notas conocidas, floor(share · n)
        sorteadas al azar están en test, y las demás en train
    """
    raise NotImplementedError


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    """Explica las notas conocidas con una media, un sesgo por usuario y un sesgo por artículo.

    Args:
        r: (U, I), notas; se conoce al menos una
        mask: (U, I) bool
        l2: > 0, el peso de la penalización de los cuadrados de los sesgos

    Returns:
        mu (), bu (U,) y bi (I,)
    """
    raise NotImplementedError


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    """El error cuadrático medio sobre las notas conocidas.

    Args:
        pred: (U, I), predicciones
        r: (U, I), notas
        mask: (U, I) bool

    Returns:
        (), y 0 si no se conoce ninguna nota
    """
    raise NotImplementedError


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    """Los mejores gustos de cada usuario con los artículos dados: un paso de mínimos cuadrados
    alternados.

    Args:
        r: (U, I), notas sin su media ni sus sesgos
        mask: (U, I) bool
        Q: (I, K), un vector por artículo
        l2: > 0, el peso de la penalización

    Returns:
        P (U, K), ceros para un usuario sin notas conocidas
    """
    raise NotImplementedError


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    """Predice las notas de alguien nuevo, con todo lo que se sabe de los artículos.

    Args:
        r: (I,), notas de una persona
        mask: (I,) bool
        mu: (), la media
        bi: (I,), los sesgos de los artículos
        Q: (I, K), un vector por artículo
        l2: > 0, el peso de las dos penalizaciones

    Returns:
        (I,), una predicción por artículo
    """
    raise NotImplementedError


class AutoRec(nn.Module):
    """Un autocodificador de las notas de un usuario.

    Args:
        mean: (I,), lo habitual de cada artículo, por ejemplo su nota media
        hidden_size: H, el tamaño del código
    """

    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        """Devuelve una predicción por artículo.

        Args:
            r: (N, I), notas de N usuarios
            mask: (N, I) bool, cuáles de ellas se le muestran a la red

        Returns:
            (N, I)
        """
        raise NotImplementedError


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Entrena un modelo dado para que prediga notas de las que solo se le muestra una parte.

    Args:
        model: model(r, mask) da predicciones (N, I), como un AutoRec
        r: (U, I), notas
        mask: (U, I) bool
        keep: la probabilidad con que se muestra una nota conocida
        steps: cuántos pasos se dan
        batch_size: usuarios por minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        La pérdida de cada paso
    """
    raise NotImplementedError


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    """Cuenta, para cada artículo, las notas conocidas de `like` o más.

    Args:
        r: (U, I), notas
        mask: (U, I) bool
        like: la nota más baja que quiere decir «me gusta»

    Returns:
        (I,) int64
    """
    raise NotImplementedError


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    """Los n artículos sin valorar con más puntuación para cada usuario, del mejor al peor.

    Args:
        scores: (U, I)
        mask: (U, I) bool
        n: cuántos

    Returns:
        (U, n) int64, los artículos; -1 en los últimos puestos donde no hay tantos
    """
    raise NotImplementedError


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    """La parte de los n primeros puestos que tiene un artículo que le gusta al usuario.

    Args:
        items: (U, L) int64, artículos recomendados, del mejor al peor; -1 es un puesto vacío
        liked: (U, I) bool
        n: cuántos puestos, n ≤ L

    Returns:
        (U,), en coma flotante
    """
    raise NotImplementedError


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    """La ganancia acumulada con descuento y normalizada de los n primeros puestos.

    Args:
        items: (U, L) int64, artículos recomendados, del mejor al peor; -1 es un puesto vacío
        gains: (U, I), ≥ 0, lo que vale cada artículo para cada usuario
        n: cuántos puestos, n ≤ L

    Returns:
        (U,), del dtype de gains; 0 para un usuario a quien nada le vale
    """
    raise NotImplementedError
