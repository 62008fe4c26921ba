# /// wrong answer
# check = "test_loss_far"
# kind = "not_finite"
# ///
"""exp underflows far from every Gaussian."""


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, r, pen = raw.split([M] * 6 + [3], dim=-1)
    zx = (target[..., :1] - mx) * torch.exp(-sx)
    zy = (target[..., 1:2] - my) * torch.exp(-sy)
    rho = torch.tanh(r)
    free = 1 - rho**2
    square = (zx**2 + zy**2 - 2 * rho * zx * zy) / free
    log_normal = -square / 2 - sx - sy - torch.log(free) / 2 - math.log(2 * math.pi)
    log_offset = (pi.softmax(dim=-1) * log_normal.exp()).sum(dim=-1).log()
    log_pen = (pen.log_softmax(dim=-1) * target[..., 2:]).sum(dim=-1)

    t = torch.arange(raw.shape[1])
    points = t < lengths[:, None]
    with_end = t <= lengths[:, None]
    return -log_offset[points].mean(), -log_pen[with_end].mean()
