# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# Your sequences begin one step too far to the right: the last step of a sequence of length L is
# number L - 1."""
# hint.es = """
# Tus secuencias empiezan un paso demasiado a la derecha: el último paso de una secuencia de
# longitud L es el número L - 1."""
# ///
"""Step L - t instead of L - 1 - t."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    t = torch.arange(x.shape[1])
    source = torch.where(t < lengths[:, None], lengths[:, None] - t, t).clamp(max=x.shape[1] - 1)
    return x.gather(1, source[:, :, None].expand_as(x))
