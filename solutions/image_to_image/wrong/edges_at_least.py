# /// wrong answer
# check = "test_edges_ties"
# kind = "wrong_value"
# hint.en = """
# A change of exactly t is an edge for you. It has to be greater; and with t = 0 everything would
# be one."""
# hint.es = """
# Para ti un cambio de exactamente t es un borde. Tiene que ser mayor; y con t = 0 lo sería todo."""
# ///
"""At a tie there is an edge."""


def edges(x: Tensor, t: float) -> Tensor:
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]).abs(), (0, 1))
    below = F.pad((x[..., 1:, :] - x[..., :-1, :]).abs(), (0, 0, 0, 1))
    change = torch.maximum(right, below).amax(dim=1, keepdim=True)
    return (change >= t).to(x.dtype)
