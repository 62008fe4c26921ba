# /// wrong answer
# check = "test_dropout_evaluation"
# kind = "wrong_value"
# hint.en = "Entries are dropped outside training, too: look at what training=False asks for."
# hint.es = "También fuera del entrenamiento se quitan entradas: mira qué pide training=False."
# ///
"""Dropped after training, too."""


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    return torch.where(u >= p, x / (1 - p), 0)
