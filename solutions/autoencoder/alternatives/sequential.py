"""nn.Sequential, library losses, torch.func, a DataLoader for the minibatches."""

import itertools

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- torch's own name for it
from torch.utils.data import DataLoader, TensorDataset


def linear_autoencoder(x, k):
    mu = x.mean(0, keepdim=True)
    centred = x - mu
    covariance = centred.T @ centred / (len(x) - 1)
    values, vectors = torch.linalg.eigh(covariance)  # ascending
    top = vectors[:, values.argsort(descending=True)[:k]]
    return top, -(mu @ top).squeeze(0), top.t(), mu.squeeze(0)


def principal_angle(A, B):
    QA = torch.linalg.qr(A).Q
    QB = torch.linalg.qr(B).Q
    s = torch.linalg.svd(QA.mT @ QB).S
    return s.min().clamp(0, 1).arccos()


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Linear(input_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, code_size)
        )
        self.decoder = nn.Sequential(
            nn.Linear(code_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, input_size)
        )

    def encode(self, x):
        return self.encoder(x)

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x):
        return self.decoder(self.encoder(x))


def directions_through(reconstruct, x, tol=1e-6):
    J = torch.func.jacrev(lambda v: reconstruct(v.unsqueeze(0)).squeeze(0))(x)
    return torch.linalg.matrix_rank(J.detach(), rtol=tol).item()


def corrupt(x, u, p):
    keep = (u >= p).to(x.dtype)
    return x * keep


def denoising_loss(model, x, noisy):
    return F.mse_loss(model(noisy), x, reduction="sum") / x.shape[0]


def endless(loader):
    while True:
        yield from loader


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        TensorDataset(x), batch_size=batch_size, shuffle=True, drop_last=True, generator=g
    )
    opt = torch.optim.Adam(model.parameters(), lr)
    history = []
    model.train()
    for (xb,) in itertools.islice(endless(loader), steps):
        opt.zero_grad(set_to_none=True)
        loss = denoising_loss(model, xb, corrupt(xb, torch.rand(xb.shape, generator=g), p))
        loss.backward()
        opt.step()
        history.append(float(loss))
    return history


def reparameterize(mu, logvar, eps):
    std = torch.exp(0.5 * logvar)
    return torch.addcmul(mu, std, eps)


def gaussian_kl(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=-1)


def elbo(x, logits, mu, logvar):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    return -(bce + gaussian_kl(mu, logvar))


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(input_size, hidden_size), nn.ReLU())
        self.heads = nn.ModuleList([nn.Linear(hidden_size, code_size) for _ in range(2)])
        self.decoder = nn.Sequential(
            nn.Linear(code_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, input_size)
        )

    def encode(self, x):
        features = self.body(x)
        return tuple(head(features) for head in self.heads)

    def decode(self, z):
        return self.decoder(z)

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        eps = torch.randn(mu.shape, dtype=mu.dtype) if eps is None else eps
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar


@torch.no_grad()
def sample(vae, n, code_size, seed):
    g = torch.Generator().manual_seed(seed)
    return vae.decode(torch.randn((n, code_size), generator=g)).sigmoid()


def train_step(vae, optimizer, x, eps, beta=1.0):
    optimizer.zero_grad()
    logits, mu, logvar = vae(x, eps)
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    loss = (bce + beta * gaussian_kl(mu, logvar).sum()) / len(x)
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        TensorDataset(x), batch_size=batch_size, shuffle=True, drop_last=True, generator=g
    )
    opt = torch.optim.Adam(vae.parameters(), lr)
    return [
        train_step(vae, opt, xb, torch.randn((batch_size, code_size), generator=g))
        for (xb,) in itertools.islice(endless(loader), steps)
    ]
