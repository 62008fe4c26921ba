"""Calls encode and decode where others call the model; lists, loops, one random stream a use."""

import math
from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Gaussian:
    mean: torch.Tensor
    logvar: torch.Tensor

    @property
    def std(self):
        return (self.logvar * 0.5).exp()

    def draw(self, noise):
        return self.mean + self.std * noise

    def divergence(self):
        # log of the ratio of the densities under q, coordinate by coordinate
        per_unit = -torch.log(self.std) + (self.std.square() + self.mean.square()) / 2 - 0.5
        return per_unit.sum(-1)


def linear_autoencoder(x, k):
    centre = x.mean(0)
    residual = x - centre
    rows = []
    # One direction at a time: take the best away, look again.
    for _ in range(k):
        v = torch.linalg.svd(residual, full_matrices=False).Vh[0]
        rows.append(v)
        residual = residual - torch.outer(residual @ v, v)
    Wd = torch.stack(rows)
    We = torch.linalg.pinv(Wd)
    return We, -(centre @ We), Wd, centre


def principal_angle(A, B):
    QA, QB = (torch.linalg.qr(each).Q for each in (A, B))
    cosine = torch.linalg.svdvals(QA.T @ QB)[-1]
    sine = torch.linalg.svdvals(QB - QA @ QA.T @ QB)[0]
    return torch.atan2(sine, cosine)


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.encoder = nn.Sequential()
        self.encoder.add_module("hidden", nn.Linear(input_size, hidden_size))
        self.encoder.add_module("relu", nn.ReLU(inplace=True))
        self.encoder.add_module("code", nn.Linear(hidden_size, code_size))
        self.decoder = nn.Sequential()
        self.decoder.add_module("hidden", nn.Linear(code_size, hidden_size))
        self.decoder.add_module("relu", nn.ReLU(inplace=True))
        self.decoder.add_module("out", nn.Linear(hidden_size, input_size))

    def encode(self, x):
        return self.encoder(x)

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        code = self.encode(x)
        return self.decode(code)


def directions_through(reconstruct, x, tol=1e-6):
    J = torch.autograd.functional.jacobian(
        lambda batch: reconstruct(batch).sum(dim=0), x.unsqueeze(0), vectorize=True
    ).squeeze(1)
    # The eigenvalues of JᵀJ are the squares of the singular values.
    s = torch.linalg.svd(J).S
    if s.max() == 0:
        return 0
    return int((s / s.max() > tol).sum())


def corrupt(x, u, p):
    return x * torch.logical_not(u < p)


def denoising_loss(model, x, noisy):
    return torch.linalg.vector_norm(model(noisy) - x, dim=1).pow(2).mean()


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    rows = torch.Generator().manual_seed(seed)
    noise = torch.Generator().manual_seed(seed + 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    draws = torch.randint(len(x), (steps, batch_size), generator=rows)
    losses = []
    for row in draws:
        clean = x[row].clone()
        noisy = corrupt(clean, torch.rand(clean.shape, generator=noise), p)
        loss = denoising_loss(model, clean, noisy)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses).tolist() if losses else []


def reparameterize(mu, logvar, eps):
    return Gaussian(mu, logvar).draw(eps)


def gaussian_kl(mu, logvar):
    return Gaussian(mu, logvar).divergence()


def elbo(x, logits, mu, logvar):
    both = torch.stack([torch.zeros_like(logits), logits], dim=-1)
    log_p = (x * logits - torch.logsumexp(both, dim=-1)).sum(-1)
    return log_p - Gaussian(mu, logvar).divergence()


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.first = nn.Linear(input_size, hidden_size)
        self.to_mean = nn.Linear(hidden_size, code_size)
        self.to_logvar = nn.Linear(hidden_size, code_size)
        self.decoder = nn.Sequential(
            nn.Linear(code_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, input_size)
        )

    def encode(self, x):
        h = self.first(x).relu()
        return self.to_mean(h), self.to_logvar(h)

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x, eps=None):
        code = Gaussian(*self.encode(x))
        noise = torch.randn(code.mean.size()).type_as(code.mean) if eps is None else eps
        return self.decode(code.draw(noise)), code.mean, code.logvar


def sample(vae, n, code_size, seed):
    stream = torch.Generator().manual_seed(seed)
    vae.eval()
    with torch.inference_mode():
        z = torch.randn(n, code_size, generator=stream)
        return torch.sigmoid(vae.decode(z)).clone()


def train_step(vae, optimizer, x, eps, beta=1.0):
    code = Gaussian(*vae.encode(x))
    logits = vae.decode(code.draw(eps))
    total = torch.zeros(())
    for image, answer in zip(x, logits):
        total = total - (image * answer - torch.logaddexp(answer, torch.zeros(1))).sum()
    loss = (total + beta * code.divergence().sum()) / len(x)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    assert math.isfinite(loss.item())
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    rows = torch.Generator().manual_seed(seed)
    noise = torch.Generator().manual_seed(seed + 1)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=rows)]
        code = Gaussian(*vae.encode(batch))
        z = code.draw(torch.randn((batch_size, code_size), generator=noise))
        log_p = -nn.functional.binary_cross_entropy_with_logits(
            vae.decode(z), batch, reduction="none"
        ).sum(1)
        loss = (code.divergence() - log_p).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
