"""torch's default dtype is float64, and Adam is written out."""

import torch
from torch import Tensor, nn

torch.set_default_dtype(torch.float64)


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return torch.addcmul(mean_to.expand_as(x), (x - mean_from) / std_from, std_to.expand_as(x))


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        sizes = [(pixels, hidden), (hidden, code), (code, hidden), (hidden, pixels)]
        self.layers = nn.ModuleList(nn.Linear(*size) for size in sizes + sizes[2:])

    def run(self, x: Tensor, first: int) -> Tensor:
        return self.layers[first + 1](self.layers[first](x).relu())

    def encode(self, x: Tensor) -> Tensor:
        return self.run(x, 0)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.run(z, 2 * who + 2)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.run(self.run(x, 0), 2 * who + 2)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.run(self.run(x, 0), 4 - 2 * who)


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    loss = 0
    for who, (x, noisy) in enumerate([(xa, noisy_a), (xb, noisy_b)]):
        loss = loss + (net.decode(net.encode(noisy), who) - x).pow(2).mean()
    return loss


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    torch.manual_seed(seed)
    parameters = list(net.parameters())
    m = [torch.zeros_like(each) for each in parameters]
    v = [torch.zeros_like(each) for each in parameters]
    losses = []
    for k in range(1, steps + 1):
        a = xa[torch.randperm(len(xa))[:batch_size]]
        b = xb[torch.randperm(len(xb))[:batch_size]]
        noisy = [each + noise * torch.randn(each.shape).to(each) for each in (a, b)]
        loss = swap_loss(net, a, b, *noisy)
        gradients = torch.autograd.grad(loss, parameters, materialize_grads=True)
        with torch.no_grad():
            for p, g, mean, square in zip(parameters, gradients, m, v, strict=True):
                mean.mul_(0.9).add_(g, alpha=0.1)
                square.mul_(0.999).addcmul_(g, g, value=0.001)
                root = (square / (1 - 0.999**k)).sqrt() + 1e-8
                p -= lr * (mean / (1 - 0.9**k)) / root
        losses.append(loss.item())
    return losses


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1], scores[labels == 0].sort().values
    below = torch.searchsorted(real, fake, right=False)
    up_to = torch.searchsorted(real, fake, right=True)
    return float(((below + up_to) / 2).mean() / len(real))


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    held = torch.zeros(len(source), dtype=torch.bool)
    for each in test_sources:
        held |= source == each
    return torch.where(~held)[0], torch.where(held)[0]


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[1]
    k = torch.arange(S)
    k = torch.minimum(k, S - k)
    radius = (k.square()[:, None] + k.square()).double().sqrt().round().long()
    F = torch.fft.fft2(x, norm="ortho")
    power = F.real.square() + F.imag.square()
    rings = torch.nn.functional.one_hot(radius).to(x.dtype)
    mean = torch.einsum("nuv,uvk->nk", power, rings) / rings.sum((0, 1))
    return mean[:, : S // 2 + 1]


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    one_hot = (video == torch.arange(int(video.max()) + 1)[:, None]).to(logits.dtype)
    return (one_hot @ logits) / one_hot.sum(1)


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    X = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)
    penalty = torch.full((X.shape[1],), float(l2), dtype=x.dtype)
    penalty[-1] = 0
    theta = torch.zeros(X.shape[1], dtype=x.dtype)

    def objective(theta: Tensor) -> Tensor:
        t = X @ theta
        return (nn.functional.softplus(t) - y * t).mean() + (penalty * theta**2).sum() / 2

    for _ in range(100):
        p = torch.sigmoid(X @ theta)
        gradient = X.T @ (p - y) / len(y) + penalty * theta
        hessian = (X * (p * (1 - p))[:, None]).T @ X / len(y) + torch.diag(penalty)
        step = torch.linalg.lstsq(hessian, gradient[:, None]).solution[:, 0]
        size = 1.0
        while objective(theta - size * step) > objective(theta) and size > 1e-6:
            size /= 2
        theta = theta - size * step
    return theta[:-1], theta[-1]
