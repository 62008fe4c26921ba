"""Funciones de base radial: enunciado en README.es.md; `autograder check radial_basis`."""

from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    """Devuelve la distancia euclídea al cuadrado de cada punto a cada centro.

    Args:
        X: (N, D), puntos
        C: (K, D), centros

    Returns:
        (N, K)
    """
    raise NotImplementedError


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    """Devuelve lo que responde cada campana gaussiana en cada punto.

    Args:
        X: (N, D), puntos
        C: (K, D), centros
        sigma: el ancho de todas las campanas, o (K,), uno por campana

    Returns:
        (N, K)
    """
    raise NotImplementedError


def common_width(C: Tensor) -> float:
    """Devuelve un ancho para todas las campanas, según la mayor distancia entre dos centros.

    Args:
        C: (K, D), centros

    Returns:
        Un float de Python; 1.0 si todos los centros están en un mismo sitio
    """
    raise NotImplementedError


def local_widths(C: Tensor) -> Tensor:
    """Devuelve, para cada centro, la distancia al centro más cercano que esté en otro sitio.

    Args:
        C: (K, D), centros

    Returns:
        (K,); 1 si todos los centros están en un mismo sitio
    """
    raise NotImplementedError


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    """Asigna cada punto a su centro más cercano y luego lleva cada centro a la media de los suyos.

    Args:
        X: (N, D), puntos
        C: (K, D), centros

    Returns:
        labels (N,) int64, índices de los centros antes de moverse, y los centros nuevos (K, D)
    """
    raise NotImplementedError


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    """Devuelve los pesos y sesgos de salida que mejor ajustan y: mínimos cuadrados o ridge.

    Args:
        X: (N, D), puntos
        y: (N, M), objetivos
        C: (K, D), centros
        sigma: como en rbf_features
        l2: la penalización de los cuadrados de los pesos, no de los sesgos

    Returns:
        w (K, M) y b (M,)
    """
    raise NotImplementedError


def xor_weights(sigma: float) -> tuple[float, float]:
    """Devuelve w y b de la red de dos campanas que es XOR en las esquinas del cuadrado unidad.

    Args:
        sigma: el ancho de las dos campanas

    Returns:
        El peso de las dos campanas y el sesgo, floats de Python
    """
    raise NotImplementedError


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    """Devuelve las características divididas entre su suma sobre los centros.

    Args:
        X, C, sigma: como en rbf_features

    Returns:
        (N, K), cada fila suma 1
    """
    raise NotImplementedError


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    """Devuelve los pesos de campanas en todos los puntos que pasan por todo y, sin sesgo.

    Args:
        X: (N, D), puntos, todos distintos
        y: (N, M), objetivos
        sigma: el ancho de todas las campanas

    Returns:
        w (N, M)
    """
    raise NotImplementedError


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    """Devuelve el mayor valor singular de las características entre el menor.

    Args:
        X, C, sigma: como en rbf_features, N ≥ K

    Returns:
        Un float de Python
    """
    raise NotImplementedError


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    """Elige los centros con k-means y un ancho según ellos, y ajusta los pesos de salida.

    Args:
        X: (N, D), puntos
        y: (N, M), objetivos
        K: cuántos centros
        l2: como en fit_rbf
        seed: de ella sale todo el azar

    Returns:
        C (K, D), sigma (un número o (K,)), w (K, M) y b (M,)
    """
    raise NotImplementedError
