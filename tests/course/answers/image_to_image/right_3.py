# RIGHT: selection instead of products, a critic by unfold that draws its second layer first, frozen critic restored one by one, pieces of a shuffled order from the re-seeded global generator, an Adam of its own
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import Optimizer

BRIGHTNESS = (0.299, 0.587, 0.114)


def damage(x, m):
    kept = x.masked_fill(m.bool(), 0.0)
    return torch.cat((kept, m.clone()), 1)


def composite(x, m, y):
    answer = x.clone()
    inside = m.bool().expand_as(x)
    answer[inside] = y[inside]
    return answer


def to_grey(rgb):
    kernel = rgb.new_tensor(BRIGHTNESS).view(1, 3, 1, 1)
    return F.conv2d(rgb, kernel)


def recolour(grey, chroma):
    # Invert (R, G, B) -> (Y, B - Y, R - Y) as a matrix, in float64.
    y = torch.tensor(BRIGHTNESS, dtype=torch.float64)
    unit = torch.eye(3, dtype=torch.float64)
    back = torch.linalg.inv(torch.stack([y, unit[2] - y, unit[0] - y]))
    given = torch.cat([grey, chroma], dim=1).double()
    return torch.einsum("rc,nchw->nrhw", back, given).to(grey.dtype)


def edges(x, t):
    # With the last column and row repeated, a missing neighbour makes no change.
    wide = torch.cat([x[..., 1:], x[..., -1:]], dim=-1)
    tall = torch.cat([x[..., 1:, :], x[..., -1:, :]], dim=-2)
    hit = ((wide - x).abs() > t) | ((tall - x).abs() > t)
    return hit.any(dim=1, keepdim=True).to(x.dtype)


def _drawn(*shape, fan_in):
    return nn.Parameter((2 * torch.rand(*shape) - 1) * fan_in**-0.5)


class PatchCritic(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        second = [_drawn(*s, fan_in=16 * hidden) for s in ((1, hidden, 4, 4), (1,))]
        first = [
            _drawn(*s, fan_in=16 * channels) for s in ((hidden, channels, 4, 4), (hidden,))
        ]
        self.all = nn.ParameterList(first + second)

    @staticmethod
    def _convolve(x, weight, bias):
        n, _, h, w = x.shape
        windows = F.unfold(x, 4, padding=1, stride=2)
        out = weight.flatten(1) @ windows + bias[:, None]
        return out.view(n, len(weight), h // 2, w // 2)

    def forward(self, cond, picture):
        joined = torch.cat((cond, picture), 1)
        w1, b1, w2, b2 = self.all
        seen = self._convolve(joined, w1, b1)
        seen = torch.maximum(seen, 0.2 * seen)
        return self._convolve(seen, w2, b2)


def critic_loss(real, fake):
    bce = nn.BCEWithLogitsLoss()
    return bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))


def translator_loss(fake, y_hat, y, weight, p, m=None):
    if m is not None:
        inside = m.bool().expand_as(y)
        y_hat, y = y_hat[inside], y[inside]
    error = F.l1_loss(y_hat, y) if p == 1 else F.mse_loss(y_hat, y)
    return weight * error - F.logsigmoid(fake).mean()


def best_constant(y, p):
    if p == 2:
        return torch.stack(list(y)).sum(0) / y.shape[0]
    lower = y.median(dim=0).values
    upper = -(-y).median(dim=0).values
    return lower + (upper - lower) / 2


def pair_step(
    translator, critic, translator_optimizer, critic_optimizer, cond, y, weight, p, m=None
):
    made = translator(cond)

    critic.zero_grad()
    loss_critic = critic_loss(critic(cond, y), critic(cond, made.detach()))
    loss_critic.backward()
    critic_optimizer.step()

    translator.zero_grad()
    before = [each.requires_grad for each in critic.parameters()]
    try:
        for each in critic.parameters():
            each.requires_grad_(False)
        loss_translator = translator_loss(critic(cond, made), made, y, weight, p, m)
        loss_translator.backward()
    finally:
        for each, was in zip(critic.parameters(), before):
            each.requires_grad_(was)
    translator_optimizer.step()
    return loss_critic.item(), loss_translator.item()


class _Adam(Optimizer):
    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})
        self.times = 0

    @torch.no_grad()
    def step(self, closure=None):
        self.times += 1
        for group in self.param_groups:
            for each in group["params"]:
                if each.grad is None:
                    continue
                state = self.state[each]
                if not state:
                    state["mean"] = torch.zeros_like(each)
                    state["square"] = torch.zeros_like(each)
                state["mean"] = 0.5 * state["mean"] + 0.5 * each.grad
                state["square"] = 0.999 * state["square"] + 0.001 * each.grad**2
                mean = state["mean"] / (1 - 0.5**self.times)
                square = state["square"] / (1 - 0.999**self.times)
                each.sub_(group["lr"] * mean / (square.sqrt() + 1e-8))


def _pieces(n, size):
    while True:
        order = torch.randperm(n)
        for start in range(0, n - size + 1, size):
            yield order[start : start + size]


def train_pairs(
    translator, critic, cond, y, weight, p, steps, batch_size, lr, seed, m=None
):
    torch.manual_seed(seed)
    optimizers = _Adam(translator.parameters(), lr), _Adam(critic.parameters(), lr)
    answer = []
    for _, rows in zip(range(steps), _pieces(len(cond), batch_size)):
        mask = None if m is None else m[rows]
        answer.append(
            pair_step(translator, critic, *optimizers, cond[rows], y[rows], weight, p, mask)
        )
    return answer
