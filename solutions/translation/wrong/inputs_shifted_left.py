# /// wrong answer
# check = "test_inputs_shifted"
# kind = "wrong_value"
# hint.en = """
# You shifted to the left: the decoder reads the word after the one it has to write."""
# hint.es = """
# Desplazaste hacia la izquierda: el decodificador lee la palabra que sigue a la que debe
# escribir."""
# ///
"""The target is shifted the wrong way."""


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    return torch.cat([target[:, 1:], torch.full_like(start, PAD)], dim=1)
