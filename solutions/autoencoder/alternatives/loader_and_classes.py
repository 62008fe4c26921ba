"""A DataLoader that draws, training as a class, the linear autoencoder by power iteration."""

import torch
from torch import nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset


def linear_autoencoder(x, k):
    mean = torch.mean(x, 0)
    scatter = torch.cov(x.T).reshape(x.shape[1], x.shape[1])
    values, vectors = torch.linalg.eigh(scatter)
    best = torch.argsort(values, descending=True)[:k]
    Wd = vectors[:, best].T
    # The decoder given, the best encoder is its pseudoinverse.
    We = torch.linalg.pinv(Wd)
    return We, -mean @ We, Wd, mean


def principal_angle(A, B):
    QA, QB = (torch.linalg.qr(each / each.norm(dim=0)).Q for each in (A, B))
    M = QA.T @ QB
    return torch.arccos(torch.clip(torch.linalg.eigvalsh(M.T @ M), 0, 1).min().sqrt())


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        sizes = [input_size, hidden_size, code_size, hidden_size, input_size]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        for layer in self.layers:
            nn.init.xavier_uniform_(layer.weight)

    def encode(self, x):
        return self.layers[1](nn.functional.relu(self.layers[0](x)))

    def decode(self, z):
        return self.layers[3](nn.functional.relu(self.layers[2](z)))

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    columns = []
    for i in range(len(x)):
        direction = torch.zeros_like(x)
        direction[i] = 1
        _, change = torch.func.jvp(reconstruct, (x[None],), (direction[None],))
        columns.append(change[0])
    s = torch.linalg.svdvals(torch.stack(columns, dim=1))
    return int(sum(s > tol * s[0]))


def corrupt(x, u, p):
    mask = (u < p).to(x.dtype)
    return x - mask * x


def denoising_loss(model, x, noisy):
    return torch.sum((x - model(noisy)) ** 2, dim=-1).mean(dim=0)


class Trainer:
    def __init__(self, network, x, steps, batch_size, lr, seed):
        self.generator = torch.Generator()
        self.generator.manual_seed(seed)
        self.optimizer = torch.optim.Adam(network.parameters(), lr=lr, foreach=False)
        sampler = RandomSampler(
            x, replacement=True, num_samples=steps * batch_size, generator=self.generator
        )
        self.batches = DataLoader(
            TensorDataset(x), batch_size=batch_size, sampler=sampler, generator=self.generator
        )

    def train(self, loss_of):
        losses = []
        for (batch,) in self.batches:
            self.optimizer.zero_grad()
            loss = loss_of(batch)
            loss.backward()
            self.optimizer.step()
            losses.append(loss.item())
        return losses


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    trainer = Trainer(model, x, steps, batch_size, lr, seed)

    def loss_of(batch):
        u = torch.rand(batch.shape, generator=trainer.generator)
        return denoising_loss(model, batch, corrupt(batch, u, p))

    return trainer.train(loss_of)


def reparameterize(mu, logvar, eps):
    return torch.lerp(mu, mu + eps, torch.exp(logvar / 2))


def gaussian_kl(mu, logvar):
    terms = torch.exp(logvar) + mu * mu - logvar
    return (terms.sum(1) - mu.shape[1]) / 2


def elbo(x, logits, mu, logvar):
    pixels = torch.distributions.Bernoulli(logits=logits, validate_args=False)
    return pixels.log_prob(x).sum(1) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.to_hidden = nn.Linear(input_size, hidden_size)
        self.to_mu = nn.Linear(hidden_size, code_size)
        self.to_logvar = nn.Linear(hidden_size, code_size)
        self.from_code = nn.Linear(code_size, hidden_size)
        self.to_logits = nn.Linear(hidden_size, input_size)
        self.activation = nn.ReLU()

    def encode(self, x):
        h = self.activation(self.to_hidden(x))
        return self.to_mu(h), self.to_logvar(h)

    def decode(self, z):
        return self.to_logits(self.activation(self.from_code(z)))

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.empty_like(mu).normal_()
        z = mu + torch.exp(logvar / 2) * eps
        return self.decode(z), mu, logvar


def sample(vae, n, code_size, seed):
    generator = torch.Generator().manual_seed(seed)
    codes = torch.stack([torch.randn(code_size, generator=generator) for _ in range(n)])
    vae.eval()
    return torch.special.expit(vae.decode(codes))


def loss_of_vae(vae, x, eps, beta):
    logits, mu, logvar = vae(x, eps)
    cross_entropy = nn.BCEWithLogitsLoss(reduction="sum")(logits, x)
    return (cross_entropy + beta * gaussian_kl(mu, logvar).sum()) / len(x)


def train_step(vae, optimizer, x, eps, beta=1.0):
    loss = loss_of_vae(vae, x, eps, beta)
    optimizer.zero_grad()
    loss.backward()
    before = loss.item()
    optimizer.step()
    return before


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    trainer = Trainer(vae, x, steps, batch_size, lr, seed)

    def loss_of(batch):
        eps = torch.randn(len(batch), code_size, generator=trainer.generator)
        return loss_of_vae(vae, batch, eps, 1.0)

    return trainer.train(loss_of)
