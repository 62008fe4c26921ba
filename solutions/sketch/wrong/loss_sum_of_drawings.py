# /// wrong answer
# check = "test_loss_offsets"
# kind = "wrong_value"
# hint.en = """
# The sums are divided by the number of drawings; here by the number of points (and ends)."""
# hint.es = """
# Las sumas se dividen entre el número de dibujos; aquí, entre el número de puntos (y fines)."""
# ///
"""The sum is divided by the number of drawings."""


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, r, pen = raw.split([M] * 6 + [3], dim=-1)
    zx = (target[..., :1] - mx) * torch.exp(-sx)
    zy = (target[..., 1:2] - my) * torch.exp(-sy)
    rho = torch.tanh(r)
    free = 1 - rho**2
    square = (zx**2 + zy**2 - 2 * rho * zx * zy) / free
    log_normal = -square / 2 - sx - sy - torch.log(free) / 2 - math.log(2 * math.pi)
    log_offset = torch.logsumexp(pi.log_softmax(dim=-1) + log_normal, dim=-1)
    log_pen = (pen.log_softmax(dim=-1) * target[..., 2:]).sum(dim=-1)

    t = torch.arange(raw.shape[1])
    points = t < lengths[:, None]
    with_end = t <= lengths[:, None]
    N = len(raw)
    return -log_offset[points].sum() / N, -log_pen[with_end].sum() / N
