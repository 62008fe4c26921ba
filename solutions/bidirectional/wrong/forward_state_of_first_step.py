# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# At the first letter the forward layer has read one letter: its summary is at the last real one."""
# hint.es = """
# En la primera letra la capa hacia delante ha leído una sola letra: su resumen está en la última
# real."""
# ///
"""Both halves are read at the first step."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[:, 0]
