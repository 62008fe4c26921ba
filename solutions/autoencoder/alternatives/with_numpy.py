"""numpy for what needs no gradient, Adam written out, random numbers from numpy."""

import numpy as np
import torch
from torch import nn


def linear_autoencoder(x, k):
    data = x.numpy()
    mean = np.mean(data, axis=0)
    U, S, Vt = np.linalg.svd(data - mean, full_matrices=False)
    V = Vt[:k].T
    # The code is whitened: the decoder has to undo it.
    scale = S[:k]
    We, Wd = V / scale, (V * scale).T
    return tuple(torch.from_numpy(np.ascontiguousarray(a)) for a in (We, -mean @ We, Wd, mean))


def principal_angle(A, B):
    A, B = A.numpy(), B.numpy()
    # cos² of the angles are the eigenvalues of P_A P_B that are not zero.
    PA, PB = A @ np.linalg.pinv(A), B @ np.linalg.pinv(B)
    k = A.shape[1]
    sines = np.linalg.svd(PA - PB, compute_uv=False)  # each angle's sine, twice
    return float(np.arcsin(min(1.0, sines[0]))) if k else 0.0


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.W1, self.b1 = self.layer(input_size, hidden_size)
        self.W2, self.b2 = self.layer(hidden_size, code_size)
        self.W3, self.b3 = self.layer(code_size, hidden_size)
        self.W4, self.b4 = self.layer(hidden_size, input_size)

    @staticmethod
    def layer(size_in, size_out):
        weight = torch.randn(size_out, size_in) * np.sqrt(2 / size_in)
        return nn.Parameter(weight), nn.Parameter(torch.zeros(size_out))

    def encode(self, x):
        h = torch.maximum(x @ self.W1.T + self.b1, torch.zeros(()))
        return h @ self.W2.T + self.b2

    def decode(self, z):
        h = torch.maximum(z @ self.W3.T + self.b3, torch.zeros(()))
        return h @ self.W4.T + self.b4

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    J = torch.autograd.functional.jacobian(reconstruct, x[None])[0, :, 0].numpy()
    s = np.linalg.svd(J, compute_uv=False)
    return int(np.sum(s > tol * s[0]))


def corrupt(x, u, p):
    return torch.from_numpy(np.where(u.numpy() < p, 0, x.numpy()))


def denoising_loss(model, x, noisy):
    return (model(noisy) - x).square().mean() * x.shape[1]


class Adam:
    def __init__(self, parameters, lr):
        self.parameters = list(parameters)
        self.lr = lr
        self.k = 0
        self.m = [torch.zeros_like(q) for q in self.parameters]
        self.v = [torch.zeros_like(q) for q in self.parameters]

    def zero_grad(self):
        for q in self.parameters:
            q.grad = None

    @torch.no_grad()
    def step(self):
        self.k += 1
        for q, m, v in zip(self.parameters, self.m, self.v):
            if q.grad is None:
                continue
            m += 0.1 * (q.grad - m)
            v += 0.001 * (q.grad**2 - v)
            q -= self.lr * (m / (1 - 0.9**self.k)) / ((v / (1 - 0.999**self.k)).sqrt() + 1e-8)


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    adam = Adam(model.parameters(), lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.from_numpy(rng.choice(len(x), batch_size))]
        noisy = corrupt(batch, torch.from_numpy(rng.random(batch.shape)), p)
        loss = denoising_loss(model, batch, noisy)
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    return losses


def reparameterize(mu, logvar, eps):
    variance = torch.exp(logvar)
    return mu + variance**0.5 * eps


def gaussian_kl(mu, logvar):
    variance = torch.exp(logvar)
    return 0.5 * (mu * mu + variance - torch.log(variance) - 1).sum(axis=1)


def elbo(x, logits, mu, logvar):
    # log σ(l) = -log(1 + e^-l) and log(1 - σ(l)) = log σ(-l)
    log_p = x * nn.functional.logsigmoid(logits) + (1 - x) * nn.functional.logsigmoid(-logits)
    return log_p.sum(axis=1) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.W, self.b = Autoencoder.layer(input_size, hidden_size)
        self.Wmu, self.bmu = Autoencoder.layer(hidden_size, code_size)
        self.Wlv, self.blv = Autoencoder.layer(hidden_size, code_size)
        self.Wd, self.bd = Autoencoder.layer(code_size, hidden_size)
        self.Wo, self.bo = Autoencoder.layer(hidden_size, input_size)

    def encode(self, x):
        h = torch.relu(x @ self.W.T + self.b)
        return h @ self.Wmu.T + self.bmu, h @ self.Wlv.T + self.blv

    def decode(self, z):
        return torch.relu(z @ self.Wd.T + self.bd) @ self.Wo.T + self.bo

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.from_numpy(np.random.standard_normal(tuple(mu.shape))).to(mu.dtype)
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar


def sample(vae, n, code_size, seed):
    z = np.random.default_rng(seed).standard_normal((n, code_size)).astype(np.float32)
    with torch.no_grad():
        return torch.sigmoid(vae.decode(torch.from_numpy(z))).numpy()


def train_step(vae, optimizer, x, eps, beta=1.0):
    logits, mu, logvar = vae(x, eps)
    kl = gaussian_kl(mu, logvar)
    log_p = elbo(x, logits, mu, logvar) + kl
    loss = (beta * kl - log_p).sum() / x.shape[0]
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    adam = Adam(vae.parameters(), lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.from_numpy(rng.choice(len(x), batch_size))]
        eps = torch.from_numpy(rng.standard_normal((batch_size, code_size))).to(x.dtype)
        losses.append(train_step(vae, adam, batch, eps))
    return losses
