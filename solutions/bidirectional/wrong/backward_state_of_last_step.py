# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# At the last letter the backward layer has only just begun: its summary is at the first."""
# hint.es = """
# En la última letra la capa hacia atrás acaba de empezar: su resumen está en la primera."""
# ///
"""Both halves are read at the last real step."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[torch.arange(len(outputs)), lengths - 1]
