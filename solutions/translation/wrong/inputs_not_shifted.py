# /// wrong answer
# check = "test_inputs_shifted"
# kind = "wrong_value"
# hint.en = """
# The decoder reads the word it has to write. Training will look perfect (a loss near 0), and it
# will not be able to write a thing."""
# hint.es = """
# El decodificador lee la palabra que tiene que escribir. El entrenamiento parecerá perfecto
# (pérdida cerca de 0) y no sabrá escribir nada."""
# ///
"""The decoder reads the word that it has to write."""


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    return target.clone()
