# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# Every letter gets the same backward state; each should get its own."""
# hint.es = """
# Todas las letras reciben el mismo estado hacia atrás; cada una debe recibir el suyo."""
# ///
"""The last backward state stands at every step."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    read = backward_layer(reverse_sequences(x, lengths))
    behind = read[torch.arange(len(x)), lengths - 1][:, None].expand_as(ahead)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
