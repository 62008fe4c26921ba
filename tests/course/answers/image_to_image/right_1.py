# RIGHT: short and vectorised; products with masks, softplus, zero_grad and detach, a fresh permutation from a torch Generator for every step
import torch
import torch.nn.functional as F
from torch import nn


def damage(x, m):
    return torch.cat([x * (1 - m), m], dim=1)


def composite(x, m, y):
    return torch.where(m > 0.5, y, x)


def to_grey(rgb):
    r, g, b = rgb.split(1, dim=1)
    return 0.299 * r + 0.587 * g + 0.114 * b


def recolour(grey, chroma):
    b = grey + chroma[:, :1]
    r = grey + chroma[:, 1:]
    g = (grey - 0.299 * r - 0.114 * b) / 0.587
    return torch.cat([r, g, b], dim=1)


def edges(x, t):
    right = F.pad(x.diff(dim=3).abs(), (0, 1))
    below = F.pad(x.diff(dim=2).abs(), (0, 0, 0, 1))
    return (torch.maximum(right, below).amax(dim=1, keepdim=True) > t).to(x.dtype)


class PatchCritic(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, 2, 1),
        )

    def forward(self, cond, picture):
        return self.net(torch.cat([cond, picture], dim=1))


def critic_loss(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def translator_loss(fake, y_hat, y, weight, p, m=None):
    if m is None:
        m = torch.ones_like(y[:, :1])
    error = (m * (y_hat - y).abs() ** p).sum() / (y.shape[1] * m.sum())
    return F.softplus(-fake).mean() + weight * error


def best_constant(y, p):
    if p == 2:
        return y.mean(dim=0)
    n = len(y)
    ordered = y.sort(dim=0).values
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def pair_step(
    translator, critic, translator_optimizer, critic_optimizer, cond, y, weight, p, m=None
):
    critic_optimizer.zero_grad()
    with torch.no_grad():
        made = translator(cond)
    loss_d = critic_loss(critic(cond, y), critic(cond, made))
    loss_d.backward()
    critic_optimizer.step()

    translator_optimizer.zero_grad()
    made = translator(cond)
    loss_g = translator_loss(critic(cond, made), made, y, weight, p, m)
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()


def train_pairs(
    translator, critic, cond, y, weight, p, steps, batch_size, lr, seed, m=None
):
    chance = torch.Generator().manual_seed(seed)
    opt_t = torch.optim.Adam(translator.parameters(), lr=lr, betas=(0.5, 0.999))
    opt_c = torch.optim.Adam(critic.parameters(), lr=lr, betas=(0.5, 0.999))
    losses = []
    for _ in range(steps):
        i = torch.randperm(len(y), generator=chance)[:batch_size]
        masks = None if m is None else m[i]
        losses.append(
            pair_step(translator, critic, opt_t, opt_c, cond[i], y[i], weight, p, masks)
        )
    return losses
