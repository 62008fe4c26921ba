"""Adam written down, a list comprehension for a training, angles by projection, jacrev."""

import torch
from torch import nn


def linear_autoencoder(x, k):
    mean = x.sum(dim=0) / len(x)
    U, S, Vh = torch.linalg.svd((x - mean).T, full_matrices=False)
    W = U[:, :k]
    projector_bias = mean - mean @ W @ W.T  # no bias before the code: all of it behind
    return W, torch.zeros(k, dtype=x.dtype), W.T.clone(), projector_bias


def gram_schmidt(A):
    columns = []
    for column in (A / A.norm(dim=0)).T:
        for _ in range(2):  # twice is enough
            for other in columns:
                column = column - (other @ column) * other
        columns.append(column / column.norm())
    return torch.stack(columns, dim=1)


def principal_angle(A, B):
    QA, QB = gram_schmidt(A), gram_schmidt(B)
    cosine = torch.linalg.svdvals(QA.T @ QB)[-1]
    sine = torch.linalg.matrix_norm(QB - QA @ (QA.T @ QB), ord=2)
    return torch.atan2(sine, cosine)


def two_layers(size_in, hidden_size, size_out):
    return nn.Sequential(
        nn.Linear(size_in, hidden_size), nn.ReLU(inplace=True), nn.Linear(hidden_size, size_out)
    )


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.encode = two_layers(input_size, hidden_size, code_size)
        self.decode = two_layers(code_size, hidden_size, input_size)

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    batch = x.repeat(len(x), 1).requires_grad_()
    outputs = reconstruct(batch)
    (J,) = torch.autograd.grad(outputs.diagonal().sum(), batch)  # row i: the i-th output
    s = torch.linalg.svdvals(J)
    return (s > s[0] * tol).sum().item()


def corrupt(x, u, p):
    return torch.where(u >= p, x, 0.0)


def denoising_loss(model, x, noisy):
    return torch.stack([(a - b).dot(a - b) for a, b in zip(model(noisy), x)]).mean()


class Adam:
    def __init__(self, parameters, lr):
        self.parameters, self.lr, self.k = list(parameters), lr, 0
        self.m = [torch.zeros_like(p) for p in self.parameters]
        self.v = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        self.k += 1
        for p, m, v in zip(self.parameters, self.m, self.v):
            if p.grad is None:
                continue
            m += 0.1 * (p.grad - m)
            v += 0.001 * (p.grad**2 - v)
            m_hat, v_hat = m / (1 - 0.9**self.k), v / (1 - 0.999**self.k)
            p -= self.lr * m_hat / (v_hat.sqrt() + 1e-8)


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    adam = Adam(model.parameters(), lr)

    def step():
        batch = x[torch.multinomial(torch.ones(len(x)), batch_size, replacement=True)]
        kept = torch.bernoulli(torch.full_like(batch, 1 - p))
        loss = denoising_loss(model, batch, batch * kept)
        adam.zero_grad()
        loss.backward()
        adam.step()
        return loss.item()

    return [step() for _ in range(steps)]


def reparameterize(mu, logvar, eps):
    return mu + logvar.exp().sqrt() * eps


def gaussian_kl(mu, logvar):
    q = torch.distributions.Normal(mu, torch.exp(logvar / 2))
    # The cross entropy minus the entropy, each in closed form.
    cross = 0.5 * (mu**2 + q.variance + torch.log(torch.tensor(2 * torch.pi, dtype=mu.dtype)))
    return (cross - q.entropy()).sum(1)


def elbo(x, logits, mu, logvar):
    log_on = -torch.logaddexp(torch.zeros_like(logits), -logits)
    log_off = -torch.logaddexp(torch.zeros_like(logits), logits)
    return (x * log_on + (1 - x) * log_off).sum(1) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.hidden = nn.Linear(input_size, hidden_size)
        self.heads = nn.ModuleDict(
            {
                "mu": nn.Linear(hidden_size, code_size),
                "logvar": nn.Linear(hidden_size, code_size),
            }
        )
        self.decode = two_layers(code_size, hidden_size, input_size)

    def encode(self, x):
        h = nn.functional.relu(self.hidden(x))
        return self.heads["mu"](h), self.heads["logvar"](h)

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is not None:
            z = reparameterize(mu, logvar, eps)
        else:
            z = torch.distributions.Normal(mu, torch.exp(logvar / 2)).rsample()
        return self.decode(z), mu, logvar


def sample(vae, n, code_size, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        z = torch.randn(n, code_size)
    return 1 / (1 + torch.exp(-vae.decode(z)))


def train_step(vae, optimizer, x, eps, beta=1.0):
    mu, logvar = vae.encode(x)
    logits = vae.decode(reparameterize(mu, logvar, eps))
    kl = gaussian_kl(mu, logvar)
    loss = -(elbo(x, logits, mu, logvar) + (1 - beta) * kl).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    adam = Adam(vae.parameters(), lr)
    losses = []
    while len(losses) < steps:
        rows = torch.tensor([int(torch.randint(len(x), ())) for _ in range(batch_size)])
        losses.append(train_step(vae, adam, x[rows], torch.randn(batch_size, code_size).to(x)))
    return losses
