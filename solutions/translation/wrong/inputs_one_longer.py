# /// wrong answer
# check = "test_inputs_shifted"
# kind = "wrong_shape"
# hint.en = """
# Your answer has one column more than the target: after the last word nothing is left to write,
# so it is not read."""
# hint.es = """
# Tu respuesta tiene una columna más que el objetivo: tras la última palabra no queda nada por
# escribir, así que no se lee."""
# ///
"""<start> is put in front, and nothing is dropped."""


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    return torch.cat([start, target], dim=1)
