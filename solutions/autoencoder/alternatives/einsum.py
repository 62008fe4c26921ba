"""einsum, and layers of one's own with plain parameters."""

import math

import torch
from torch import nn


def linear_autoencoder(x, k):
    N, D = x.shape
    m = torch.einsum("nd->d", x) / N
    c = x - m
    # By the Gram matrix where there are fewer points than axes.
    if N < D:
        values, U = torch.linalg.eigh(torch.einsum("nd,md->nm", c, c))
        top = values[-k:].sqrt()
        V = torch.einsum("nd,nk->dk", c, U[:, -k:]) / top
    else:
        _, V = torch.linalg.eigh(torch.einsum("nd,ne->de", c, c))
        V = V[:, -k:]
    return V, -torch.einsum("d,dk->k", m, V), torch.einsum("dk->kd", V), m


def orthonormal(A):
    return torch.linalg.svd(A, full_matrices=False).U


def principal_angle(A, B):
    cosines = torch.linalg.svdvals(torch.einsum("dk,dl->kl", orthonormal(A), orthonormal(B)))
    smallest = min(1.0, float(cosines.min()))
    return math.acos(smallest)


class Dense(nn.Module):
    def __init__(self, size_in, size_out):
        super().__init__()
        bound = 1 / math.sqrt(size_in)
        self.weight = nn.Parameter(torch.empty(size_out, size_in).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(size_out).uniform_(-bound, bound))

    def forward(self, x):
        return torch.einsum("...i,oi->...o", x, self.weight) + self.bias


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        sizes = [input_size, hidden_size, code_size, hidden_size, input_size]
        self.affine = nn.ModuleList(Dense(a, b) for a, b in zip(sizes, sizes[1:]))

    def encode(self, x):
        return self.affine[1](torch.relu(self.affine[0](x)))

    def decode(self, z):
        return self.affine[3](torch.relu(self.affine[2](z)))

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    # One backward pass for all outputs at once: row i of the batch is asked for output i.
    copies = x.detach().repeat(len(x), 1).requires_grad_(True)
    picked = torch.einsum("ii->", reconstruct(copies))
    if not picked.requires_grad:
        return 0
    (J,) = torch.autograd.grad(picked, copies)
    s = torch.linalg.svdvals(J)
    return int(torch.count_nonzero(s > tol * s.amax()))


def corrupt(x, u, p):
    y = x.clone()
    y[u < p] = 0
    return y


def denoising_loss(model, x, noisy):
    error = model(noisy) - x
    return torch.einsum("nd,nd->", error, error) / error.shape[0]


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    adam = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(0, len(x), (batch_size,), generator=g)
        u = torch.rand((batch_size, x.shape[1]), generator=g)
        loss = denoising_loss(model, x[rows], corrupt(x[rows], u, p))
        model.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    return losses


def reparameterize(mu, logvar, eps):
    return mu + torch.einsum("nk,nk->nk", torch.sqrt(torch.exp(logvar)), eps)


def gaussian_kl(mu, logvar):
    return 0.5 * (torch.einsum("nk,nk->n", mu, mu) + torch.einsum("nk->n", logvar.expm1() - logvar))


def elbo(x, logits, mu, logvar):
    inside = torch.einsum("nd,nd->n", x, logits)
    return (
        inside - torch.logaddexp(logits, torch.zeros_like(logits)).sum(1) - gaussian_kl(mu, logvar)
    )


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.affine = nn.ModuleList(
            [
                Dense(input_size, hidden_size),
                Dense(hidden_size, code_size),
                Dense(hidden_size, code_size),
                Dense(code_size, hidden_size),
                Dense(hidden_size, input_size),
            ]
        )

    def encode(self, x):
        h = torch.relu(self.affine[0](x))
        return self.affine[1](h), self.affine[2](h)

    def decode(self, z):
        return self.affine[4](torch.relu(self.affine[3](z)))

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.empty_like(mu).normal_()
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar


def sample(vae, n, code_size, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    logits = vae.decode(torch.empty(n, code_size).normal_(generator=g))
    return 1 / (1 + torch.exp(-logits))


def train_step(vae, optimizer, x, eps, beta=1.0):
    logits, mu, logvar = vae(x, eps)
    bound = elbo(x, logits, mu, logvar) - (beta - 1) * gaussian_kl(mu, logvar)
    loss = -bound.mean()
    vae.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    adam = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(0, len(x), (batch_size,), generator=g)
        eps = torch.randn((batch_size, code_size), generator=g)
        losses.append(train_step(vae, adam, x[rows], eps))
    return losses
