"""Layers as plain parameters, float64 as the default dtype, eigenvectors, epochs that are shuffled."""

import math

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def linear_autoencoder(x, k):
    mean = x.mean(0, keepdim=True)
    centred = x - mean
    _, vectors = torch.linalg.eigh(centred.T @ centred)  # from the smallest to the largest
    V = vectors[:, -k:]
    scales = torch.arange(1.0, k + 1)  # any scale of the code, if the decoder undoes it
    We, Wd = V * scales, (V / scales).T
    return We, -(mean @ We)[0], Wd, mean[0]


def principal_angle(A, B):
    def basis(M):
        U, _, _ = torch.linalg.svd(M, full_matrices=False)
        return U

    cosine = float(torch.linalg.svdvals(basis(A).T @ basis(B)).min())
    return math.acos(min(1.0, cosine))


def glorot(size_out, size_in):
    bound = math.sqrt(6 / (size_in + size_out))
    return nn.Parameter(torch.empty(size_out, size_in).uniform_(-bound, bound))


def small(size):
    return nn.Parameter(torch.empty(size).uniform_(-0.3, 0.3))


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.W1, self.b1 = glorot(hidden_size, input_size), small(hidden_size)
        self.W2, self.b2 = glorot(code_size, hidden_size), small(code_size)
        self.W3, self.b3 = glorot(hidden_size, code_size), small(hidden_size)
        self.W4, self.b4 = glorot(input_size, hidden_size), small(input_size)

    def encode(self, x):
        return (x @ self.W1.T + self.b1).clamp(min=0) @ self.W2.T + self.b2

    def decode(self, z):
        return (z @ self.W3.T + self.b3).clamp(min=0) @ self.W4.T + self.b4

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    x = x.detach().clone().requires_grad_()
    y = reconstruct(x.unsqueeze(0)).squeeze(0)
    rows = []
    for i in range(len(y)):
        (row,) = torch.autograd.grad(y[i], x, retain_graph=True)
        rows.append(row)
    s = torch.linalg.svd(torch.stack(rows)).S
    return sum(1 for each in s.tolist() if each > tol * s.max().item())


def corrupt(x, u, p):
    damaged = x.clone()
    damaged[u < p] = 0
    return damaged


def denoising_loss(model, x, noisy):
    residual = model(noisy) - x
    return (residual * residual).sum() / residual.shape[0]


def shuffled(n, batch_size, generator):
    """Rows of full minibatches, epoch after epoch: what is left of one is not used."""
    while True:
        order = torch.randperm(n, generator=generator)
        for first in range(0, n - batch_size + 1, batch_size):
            yield order[first : first + batch_size]


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(model.parameters(), lr)
    rows = shuffled(len(x), batch_size, generator)
    losses = []
    for _ in range(steps):
        batch = x[next(rows)]
        u = torch.rand(batch.shape, generator=generator)
        loss = denoising_loss(model, batch, corrupt(batch, u, p))
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(float(loss))
    return losses


def reparameterize(mu, logvar, eps):
    return torch.exp(0.5 * logvar) * eps + mu


def gaussian_kl(mu, logvar):
    return 0.5 * (torch.expm1(logvar) - logvar + mu.square()).sum(-1)


def elbo(x, logits, mu, logvar):
    signs = 2 * x.round() - 1
    if bool((x == x.round()).all()):
        likelihood = nn.functional.logsigmoid(signs * logits).sum(1)
    else:
        likelihood = (
            x * nn.functional.logsigmoid(logits) + (1 - x) * nn.functional.logsigmoid(-logits)
        ).sum(1)
    return likelihood - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.linears = nn.ModuleList(
            [
                nn.Linear(input_size, hidden_size),
                nn.Linear(hidden_size, code_size),
                nn.Linear(hidden_size, code_size),
                nn.Linear(code_size, hidden_size),
                nn.Linear(hidden_size, input_size),
            ]
        )

    def encode(self, x):
        h = self.linears[0](x).relu()
        return self.linears[1](h), self.linears[2](h)

    def decode(self, z):
        return self.linears[4](self.linears[3](z).relu())

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.normal(torch.zeros_like(mu), torch.ones_like(mu))
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar


def sample(vae, n, code_size, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        return vae.decode(torch.randn(n, code_size, generator=generator)).sigmoid()


def train_step(vae, optimizer, x, eps, beta=1.0):
    optimizer.zero_grad()
    logits, mu, logvar = vae(x, eps)
    kl = gaussian_kl(mu, logvar)
    likelihood = elbo(x, logits, mu, logvar) + kl
    loss = torch.mean(beta * kl - likelihood)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(vae.parameters(), lr)
    rows = shuffled(len(x), batch_size, generator)
    losses = []
    for _ in range(steps):
        eps = torch.randn(batch_size, code_size, generator=generator)
        losses.append(train_step(vae, adam, x[next(rows)], eps))
    return losses
