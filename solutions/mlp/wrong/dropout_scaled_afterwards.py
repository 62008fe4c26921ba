# /// wrong answer
# check = "test_dropout_evaluation"
# kind = "wrong_value"
# hint.en = """
# Outside training you make x smaller. That belongs to the dropout that does not enlarge what it
# keeps; here nothing happens after training."""
# hint.es = """
# Fuera del entrenamiento haces x más pequeño. Eso es del dropout que no agranda lo que conserva;
# aquí después de entrenar no pasa nada."""
# ///
"""After training everything shrinks."""


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    if not training:
        return x * (1 - p)
    return torch.where(u >= p, x / (1 - p), 0)
