"""The images are constants: detached wherever they come in. Draws with NumPy's generator."""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


def linear_autoencoder(x, k):
    data = x.detach().numpy()
    mean = data.mean(axis=0)
    _, _, Vt = np.linalg.svd(data - mean)
    V = np.ascontiguousarray(Vt[:k].T)
    turn = np.linalg.qr(np.arange(1, k * k + 1).reshape(k, k) + np.eye(k))[0]
    We = V @ turn
    parts = We, 3 - mean @ We, We.T, mean - 3 * We.sum(axis=1)
    return tuple(torch.from_numpy(np.ascontiguousarray(each)) for each in parts)


def principal_angle(A, B):
    QA, QB = np.linalg.qr(A.numpy())[0], np.linalg.qr(B.numpy())[0]
    cosines = np.linalg.svd(QA.T @ QB, compute_uv=False)
    return torch.tensor(np.arccos(np.clip(cosines, -1, 1)).max())


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.first = nn.Linear(input_size, hidden_size)
        self.second = nn.Linear(hidden_size, code_size)
        self.third = nn.Linear(code_size, hidden_size)
        self.fourth = nn.Linear(hidden_size, input_size)
        for layer in (self.first, self.second, self.third, self.fourth):
            nn.init.kaiming_normal_(layer.weight)

    def encode(self, x):
        return self.second(F.relu(self.first(x)))

    def decode(self, z):
        hidden = self.third(z)
        return self.fourth(hidden * (hidden > 0))

    def forward(self, x):
        z = self.encode(x)
        return self.decode(z)


def directions_through(reconstruct, x, tol=1e-6):
    J = torch.func.jacfwd(lambda each: reconstruct(each.reshape(1, -1)).reshape(-1))(x)
    s = torch.linalg.svdvals(J.detach())
    largest = s.max()
    return int(torch.count_nonzero(s > tol * largest))


def corrupt(x, u, p):
    return x * (u >= p)


def denoising_loss(model, x, noisy):
    target = x.detach()
    return F.mse_loss(model(noisy), target, reduction="sum") / len(target)


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    adam = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for _ in range(steps):
        rows = rng.choice(len(x), size=batch_size, replace=batch_size > len(x))
        batch = x[torch.from_numpy(rows)].detach()
        u = torch.from_numpy(rng.random(batch.shape))
        loss = denoising_loss(model, batch, corrupt(batch, u, p))
        adam.zero_grad(set_to_none=False)
        loss.backward()
        losses.append(loss.item())
        adam.step()
    return losses


def reparameterize(mu, logvar, eps):
    sigma = logvar.mul(0.5).exp()
    return torch.addcmul(mu, sigma, eps)


def gaussian_kl(mu, logvar):
    variance = logvar.exp()
    return -0.5 * (1 + logvar - mu.pow(2) - variance).sum(dim=-1)


def misfit(x, logits):
    target = x.detach()
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(dim=1)


def elbo(x, logits, mu, logvar):
    return -misfit(x, logits) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(input_size, hidden_size), nn.ReLU())
        self.mean = nn.Linear(hidden_size, code_size)
        self.log_variance = nn.Linear(hidden_size, code_size)
        self.generator = nn.Sequential(
            nn.Linear(code_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, input_size)
        )

    def encode(self, x):
        h = self.body(x.detach())
        return self.mean(h), self.log_variance(h)

    def decode(self, z):
        return self.generator(z)

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        noise = torch.randn(mu.shape, dtype=mu.dtype) if eps is None else eps.detach()
        return self.decode(reparameterize(mu, logvar, noise)), mu, logvar


@torch.no_grad()
def sample(vae, n, code_size, seed):
    rng = np.random.default_rng(seed)
    images = []
    for _ in range(n):  # one after the other
        z = torch.tensor(rng.standard_normal((1, code_size)), dtype=torch.get_default_dtype())
        images.append(torch.sigmoid(vae.decode(z)))
    return torch.cat(images)


def train_step(vae, optimizer, x, eps, beta=1.0):
    logits, mu, logvar = vae(x, eps)
    loss = torch.mean(misfit(x, logits)) + beta * torch.mean(gaussian_kl(mu, logvar))
    vae.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    adam = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.from_numpy(rng.integers(0, len(x), batch_size))
        eps = torch.from_numpy(rng.standard_normal((batch_size, code_size))).to(x.dtype)
        losses.append(train_step(vae, adam, x[rows], eps))
    return losses
