"""Sentimiento de textos: enunciado en README.es.md; comprueba con `autograder check sentiment`."""

import re
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

# Una capa: de (n, t, E) a (n, t, H), para cualesquiera n y t.
Map = Callable[[Tensor], Tensor]


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    """Devuelve los ids, desde 2, de las palabras que aparecen lo bastante a menudo.

    Args:
        texts: listas de palabras
        min_count: cuántas veces debe aparecer una palabra en todos los textos juntos

    Returns:
        El id de cada palabra: 2, 3 … de más a menos frecuente; a igual frecuencia, por punto de
        código
    """
    raise NotImplementedError


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    """Devuelve los ids y las longitudes de unos textos.

    Args:
        texts: N listas de palabras
        vocabulary: el id de cada palabra conocida; una desconocida recibe 1
        max_len: cuántas palabras de un texto se conservan, las primeras

    Returns:
        ids (N, max_len), int64, con 0 tras el final de un texto; lengths (N,), int64, al menos 1
    """
    raise NotImplementedError


def last_state(states: Tensor, lengths: Tensor) -> Tensor:
    """Devuelve el estado tras la última palabra real de cada texto.

    Args:
        states: (N, T, H), los que pasan de la longitud de un texto son relleno
        lengths: (N,), int64

    Returns:
        (N, H)
    """
    raise NotImplementedError


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    """Devuelve la media sobre las palabras reales de cada texto, (N, H); como last_state."""
    raise NotImplementedError


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    """Devuelve el máximo sobre las palabras reales de cada texto, unidad por unidad, (N, H)."""
    raise NotImplementedError


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    """Devuelve el logit de cada texto.

    Args:
        ids: (N, T), int64, de 0 a V - 1
        lengths: (N,), int64
        embedding: (V, E), la fila i es del id i
        layer: lleva (n, t, E) a (n, t, H) y lee cada fila de izquierda a derecha
        w: (H,), pesos del último estado
        b: (), sesgo

    Returns:
        (N,), logits
    """
    raise NotImplementedError


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Devuelve la entropía cruzada binaria media, y su gradiente deducido a mano.

    Args:
        logits: (N,)
        labels: (N,), 0 o 1, del dtype de los logits

    Returns:
        loss, un tensor escalar, y su gradiente respecto a los logits, (N,)
    """
    raise NotImplementedError


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    """Devuelve accuracy, precision, recall, f1 y auc de un clasificador.

    Args:
        logits: (N,), positivos donde un texto se toma por positivo
        labels: (N,), 0 o 1, del dtype de los logits

    Returns:
        {"accuracy": …, "precision": …, "recall": …, "f1": …, "auc": …}, floats de Python
    """
    raise NotImplementedError


def train_sentiment(
    ids: Tensor,
    lengths: Tensor,
    labels: Tensor,
    vocabulary_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    """Entrena con Adam una red recurrente para distinguir textos positivos de negativos.

    Args:
        ids: (N, T), int64, 0 en el relleno
        lengths: (N,), int64
        labels: (N,), float32, 1 para un texto positivo, 0 para uno negativo
        vocabulary_size: V, los ids son menores, también los de textos por venir
        hidden_size: H, el tamaño del estado
        steps: cuántos pasos dar
        batch_size: textos en un minilote
        lr: tasa de aprendizaje de Adam
        seed: de ella sale todo el azar

    Returns:
        El modelo, con model(ids, lengths) de forma (N,): logits; y la pérdida de cada paso
    """
    raise NotImplementedError


# Ya hechas: cómo se descompone un tuit, cómo se lee el archivo, y un dibujo de un texto.


def words_of(tweet: str) -> list[str]:
    """Devuelve las palabras de un tuit en minúsculas; emoticonos y signos también lo son."""
    faces = r"[:;=x][-'^]?[()dpo/|*]+(?!\w)|<3"
    return re.findall(faces + r"|[@#]?\w+(?:'\w+)*|[!?]+|\.\.+", tweet.lower())


def read_tweets(path: str) -> tuple[list[list[str]], Tensor]:
    """Devuelve las palabras de cada tuit, y etiquetas (N,): 1 si su valoración es mayor que 0."""
    rows = [line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines()]
    ratings = torch.tensor([float(rating) for rating, _ in rows])
    return [text.split(" ") for _, text in rows], (ratings > 0).float()


def coloured(words: list[str], weights: list[float]) -> str:
    """Devuelve las palabras de un texto para la terminal: cuanto más claras, más peso."""
    largest = max(weights) or 1
    shades = [232 + round(23 * weight / largest) for weight in weights]
    return " ".join(
        f"\x1b[38;5;{255 if shade < 244 else 232};48;5;{shade}m {word} \x1b[0m"
        for word, shade in zip(words, shades, strict=True)
    )
