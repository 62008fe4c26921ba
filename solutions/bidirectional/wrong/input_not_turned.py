# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The backward layer read from left to right, and only its states were turned round. It is the
# sequence that it has to be given in reverse order."""
# hint.es = """
# La capa hacia atrás leyó de izquierda a derecha, y solo se invirtieron sus estados. Lo que hay
# que darle al revés es la secuencia."""
# ///
"""Only the states are turned round."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(x), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
