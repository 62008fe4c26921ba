# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# The forward summary was read in the padding: the last real step of each sequence is its own."""
# hint.es = """
# El resumen hacia delante se leyó en el relleno: cada secuencia tiene su propio último paso real."""
# ///
"""The forward half is read at the last column."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    return torch.cat([outputs[:, -1, :H], outputs[:, 0, H:]], dim=1)
