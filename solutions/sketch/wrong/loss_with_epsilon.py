# /// wrong answer
# check = "test_loss_far"
# kind = "wrong_value"
# hint.en = """
# A small number inside the logarithm hides that exp underflows: far points all cost the same, and
# teach nothing. Stay with logarithms."""
# hint.es = """
# Un número pequeño dentro del logaritmo esconde que exp se anula: los puntos lejanos cuestan
# todos lo mismo y no enseñan nada. Sigue con logaritmos."""
# ///
"""A small number is added inside the logarithm."""


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, r, pen = raw.split([M] * 6 + [3], dim=-1)
    zx = (target[..., :1] - mx) * torch.exp(-sx)
    zy = (target[..., 1:2] - my) * torch.exp(-sy)
    rho = torch.tanh(r)
    free = 1 - rho**2
    square = (zx**2 + zy**2 - 2 * rho * zx * zy) / free
    log_normal = -square / 2 - sx - sy - torch.log(free) / 2 - math.log(2 * math.pi)
    log_offset = ((pi.softmax(dim=-1) * log_normal.exp()).sum(dim=-1) + 1e-300).log()
    log_pen = (pen.log_softmax(dim=-1) * target[..., 2:]).sum(dim=-1)

    t = torch.arange(raw.shape[1])
    points = t < lengths[:, None]
    with_end = t <= lengths[:, None]
    return -log_offset[points].mean(), -log_pen[with_end].mean()
