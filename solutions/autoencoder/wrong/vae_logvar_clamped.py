from collections.abc import Callable

import torch
from torch import Tensor, nn


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=False)
    We = Vh[:k].T
    return We, -mean @ We, We.T, mean


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.acos(cosines[-1].clamp(max=1.0))


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc_code(torch.relu(self.enc_hidden(x)))

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    J = torch.autograd.functional.jacobian(lambda each: reconstruct(each[None])[0], x)
    stretches = torch.linalg.svdvals(J)
    return int((stretches > tol * stretches[0]).sum())


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    return torch.where(u < p, torch.zeros_like(x), x)


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    return ((model(noisy) - x) ** 2).sum(dim=1).mean()


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    return mu + torch.exp(logvar / 2) * eps


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    return (logvar.exp() + mu**2 - 1 - logvar).sum(dim=1) / 2


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).sum(dim=1)
    return log_likelihood - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_mu = nn.Linear(hidden_size, code_size)
        self.enc_logvar = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        h = torch.relu(self.enc_hidden(x))
        return self.enc_mu(h), self.enc_logvar(h).clamp(-4, 4)

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor, eps: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.randn_like(mu)
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    torch.manual_seed(seed)
    return torch.sigmoid(vae.decode(torch.randn(n, code_size)))


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    logits, mu, logvar = vae(x, eps)
    misfit = (nn.functional.softplus(logits) - x * logits).sum(dim=1)
    loss = (misfit + beta * gaussian_kl(mu, logvar)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
