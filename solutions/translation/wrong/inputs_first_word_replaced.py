# /// wrong answer
# check = "test_inputs_shifted"
# kind = "wrong_value"
# hint.en = """
# You put <start> in the place of the first word; the other words did not move. It has to be put
# in front."""
# hint.es = """
# Pusiste <start> en lugar de la primera palabra; las demás no se movieron. Hay que ponerlo
# delante."""
# ///
"""<start> takes the place of the first word."""


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    return torch.cat([start, target[:, 1:]], dim=1)
