"""torch.distributions for densities and draws; the divergence from entropy and cross-entropy."""

import math

import torch
from torch import nn
from torch.distributions import Bernoulli, Independent, Normal


def linear_autoencoder(x, k):
    bd = torch.mean(x, axis=0)
    V = torch.linalg.svd(x - bd, full_matrices=True)[2].T[:, :k]
    return V, -(bd @ V), V.T, bd


def principal_angle(A, B):
    # The sine of the largest angle: what of B's directions is not in A.
    QA, QB = torch.linalg.qr(A)[0], torch.linalg.qr(B)[0]
    rest = QB - QA @ (QA.T @ QB)
    sine = torch.linalg.matrix_norm(rest, 2)
    return torch.asin(torch.clamp(sine, max=1)).item()


class Mlp(nn.Module):
    def __init__(self, size_in, size_hidden, size_out):
        super().__init__()
        self.first = nn.Linear(size_in, size_hidden)
        self.second = nn.Linear(size_hidden, size_out)

    def forward(self, x):
        return self.second(self.first(x).clamp(min=0))


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.encode = Mlp(input_size, hidden_size, code_size)
        self.decode = Mlp(code_size, hidden_size, input_size)

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    rows = []
    point = x.clone().requires_grad_(True)
    output = reconstruct(point.view(1, -1)).view(-1)
    for value in output:
        (row,) = torch.autograd.grad(value, point, retain_graph=True)
        rows.append(row)
    s = torch.linalg.svdvals(torch.stack(rows))
    return sum(1 for value in s.tolist() if value > tol * s.max().item())


def corrupt(x, u, p):
    return x.masked_fill(u < p, 0.0)


def denoising_loss(model, x, noisy):
    # The log-density of a unit Gaussian round the reconstruction, but for its constant.
    likelihood = Independent(Normal(model(noisy), math.sqrt(0.5)), 1)
    constant = 0.5 * x.shape[1] * math.log(math.pi)
    return (-likelihood.log_prob(x) - constant).mean()


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    erase = Bernoulli(torch.full((batch_size, x.shape[1]), float(p)))
    losses = []
    for _ in range(steps):
        batch = x[torch.randperm(x.shape[0])[:batch_size]]
        loss = denoising_loss(model, batch, torch.where(erase.sample() == 1, 0.0, batch))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def reparameterize(mu, logvar, eps):
    return mu + logvar.mul(0.5).exp() * eps


def gaussian_kl(mu, logvar):
    q = Independent(Normal(mu, torch.exp(logvar / 2)), 1)
    cross_entropy = 0.5 * (math.log(2 * math.pi) + mu**2 + torch.exp(logvar)).sum(1)
    return cross_entropy - q.entropy()


def elbo(x, logits, mu, logvar):
    p = Independent(Bernoulli(logits=logits, validate_args=False), 1)
    return p.log_prob(x) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.trunk = nn.Linear(input_size, hidden_size)
        self.mean = nn.Linear(hidden_size, code_size)
        self.log_variance = nn.Linear(hidden_size, code_size)
        self.decode = Mlp(code_size, hidden_size, input_size)

    def encode(self, x):
        features = torch.relu(self.trunk(x))
        return self.mean(features), self.log_variance(features)

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            z = Normal(mu, torch.exp(logvar / 2)).rsample()
        else:
            z = reparameterize(mu, logvar, eps)
        return self.decode(z), mu, logvar


def sample(vae, n, code_size, seed):
    torch.manual_seed(seed)
    prior = Normal(torch.zeros(code_size), torch.ones(code_size))
    return Bernoulli(logits=vae.decode(prior.sample((n,)))).probs


def train_step(vae, optimizer, x, eps, beta=1.0):
    logits, mu, logvar = vae(x, eps)
    log_p = Bernoulli(logits=logits, validate_args=False).log_prob(x).sum(1)
    loss = -torch.mean(log_p - beta * gaussian_kl(mu, logvar))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    noise = Normal(torch.zeros(batch_size, code_size), 1.0)
    losses = []
    for _ in range(steps):
        batch = x[torch.randperm(x.shape[0])[:batch_size]]
        losses.append(train_step(vae, optimizer, batch, noise.sample()))
    return losses
