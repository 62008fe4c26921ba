# /// wrong answer
# check = "test_loss_offsets"
# kind = "wrong_value"
# hint.en = "Padding rows count in your losses: what follows the end of a drawing must not matter."
# hint.es = """
# Las filas de relleno cuentan en tus pérdidas: lo que sigue al final del dibujo no debe
# importar."""
# ///
"""Padding counts."""


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

    return -log_offset.mean(), -log_pen.mean()
