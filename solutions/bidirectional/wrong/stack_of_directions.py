# /// wrong answer
# check = "test_stack_values"
# kind = "wrong_value"
# hint.en = """
# Each layer joins the directions before the next one reads them: in yours the forward layers of
# the upper pairs never see a backward state."""
# hint.es = """
# Cada capa une las direcciones antes de que la siguiente las lea: en la tuya las capas hacia
# delante de arriba nunca ven un estado hacia atrás."""
# ///
"""Each direction reads its own half alone."""


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    outputs = bidirectional(*layers[0], x, lengths)
    for forward_layer, backward_layer in layers[1:]:
        H = outputs.shape[2] // 2
        ahead, behind = outputs.clone(), outputs.clone()
        ahead[:, :, H:], behind[:, :, :H] = 0, 0
        nothing = outputs[:, :, :1] * 0
        upper = bidirectional(forward_layer, lambda x, n=nothing: n, ahead, lengths)
        lower = bidirectional(lambda x, n=nothing: n, backward_layer, behind, lengths)
        outputs = torch.cat([upper[:, :, :-1], lower[:, :, 1:]], dim=2)
    return outputs
