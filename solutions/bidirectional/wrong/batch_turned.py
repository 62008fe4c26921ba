# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# For the backward layer you turned the batch round, not the sequences."""
# hint.es = """
# Para la capa hacia atrás invertiste el lote, no las secuencias."""
# ///
"""The batch is turned round for the backward layer."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = backward_layer(x.flip(0))
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
