"""A class for a layer, updated in place on copies."""

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor

Machine = tuple[Tensor, Tensor, Tensor]  # W (D, H), b (D,) and c (H,) of a restricted machine
Map = tuple[Tensor, Tensor]  # W (I, O) and b (O,): the units of one layer from those of another


def draw(p: Tensor, u: Tensor) -> Tensor:
    """Return 1 where u < p, and 0 elsewhere, in the dtype of p."""
    return (u < p).to(p.dtype)


def all_states(D: int, like: Tensor) -> Tensor:
    """Return the 2^D states of D units, (2^D, D); state i has the bits of i, lowest first."""
    numbers = torch.arange(2**D)
    return (numbers[:, None] >> torch.arange(D) & 1).to(like.dtype)


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """Return the free energy (N,) of visible states v (N, D): -ln of the sum of e^-E over h."""
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def gibbs_chain(v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor) -> Tensor:
    """Return the visible states (k, N, D) after each of k steps from v (N, D).

    A step draws the hidden units with uh[s] (N, H), then the visible ones with uv[s] (N, D).
    """
    states = []
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        h = draw(torch.sigmoid(v @ W + c), for_hidden)
        v = draw(torch.sigmoid(h @ W.T + b), for_visible)
        states.append(v)
    return torch.stack(states)


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> Machine:
    """Return dW, db and dc of CD-k, upwards: means over the N rows, data less dream."""
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    p, dream_p = torch.sigmoid(v @ W + c), torch.sigmoid(dream @ W + c)
    return (
        (v.T @ p - dream.T @ dream_p) / len(v),
        (v - dream).mean(dim=0),
        (p - dream_p).mean(dim=0),
    )


class Layer:
    """The units of one layer from those of another."""

    def __init__(self, W, b):
        self.W, self.b = W.clone(), b.clone()

    def p(self, x):
        return 1 / (1 + torch.exp(-(x @ self.W + self.b)))

    def draw(self, x, u):
        return torch.where(u < self.p(x), 1.0, 0.0).to(self.W.dtype)

    def log_prob(self, y, x):
        """ln p of the rows of y (N, O) given those of x (S, I), (N, S)."""
        z = x @ self.W + self.b
        return y @ z.T - torch.logaddexp(z, torch.zeros_like(z)).sum(-1)

    def learn(self, x, y, lr):
        error = (y - self.p(x)) * (lr / x.shape[0])
        self.W.add_(x.T @ error)
        self.b.add_(error.sum(0))

    def parameters(self):
        return self.W, self.b


def tied_init(W, b, c):
    new = (W.new_empty(W.shape[1], W.shape[0]), torch.empty_like(c), torch.empty_like(b))
    for each, old in zip(new, (W.T, c, b), strict=True):
        each.copy_(old)
    return new


def up_pass(v, layers, us):
    states = []
    for (W, _, c), u in zip(layers, us, strict=True):
        states.append(Layer(W, c).draw(states[-1] if states else v, u))
    return states


def generate(x, layers, uh, uv, us):
    x = gibbs_chain(x, *layers[-1], uh, uv)[-1]
    for i in range(len(us) - 1, -1, -1):
        x = Layer(layers[i][0].T, layers[i][1]).draw(x, us[i])
    return x


def joint(v, layers):
    W, b, _ = layers[0]
    h = all_states(W.shape[1], W)
    return Layer(W.T, b).log_prob(v, h) + dbn_log_prob(h, layers[1:])[None]


def dbn_log_prob(v, layers):
    if len(layers) == 1:
        W, b, c = layers[0]
        states = all_states(len(b), b)
        scores = -free_energy(states, W, b, c)
        index = (v @ 2.0 ** torch.arange(len(b), dtype=v.dtype)).long()
        return torch.log_softmax(scores, 0)[index]
    return joint(v, layers).logsumexp(dim=-1)


def bound(v, q, layers):
    exact = joint(v, layers)
    posterior = torch.log_softmax(exact, 1)
    # ln p(v) less the divergence of q from the true posterior.
    divergence = torch.where(q > 0, q * (torch.log(q) - posterior), 0.0).sum(1)
    return exact.logsumexp(1) - divergence


def pretrain(v, layers, us, uh, uv, lr):
    trained = [tuple(each.clone() for each in layer) for layer in layers]
    data = v
    for i, machine in enumerate(trained):
        if i:
            W, _, c = trained[i - 1]
            data = Layer(W, c).draw(data, us[i - 1])
        for s in range(len(uh[i])):
            for each, move in zip(
                machine, contrastive_divergence(data, *machine, uh[i][s], uv[i][s]), strict=True
            ):
                each.add_(move, alpha=lr)
    return trained


def delta_rule(x, y, W, b, lr):
    layer = Layer(W, b)
    layer.learn(x, y, lr)
    return layer.parameters()


def wake_sleep_step(v, up, down, top, us, uh, uv, ud, lr):
    ups, downs = [Layer(*each) for each in up], [Layer(*each) for each in down]
    wake = [v]
    for layer, u in zip(ups, us, strict=True):
        wake.append(layer.draw(wake[-1], u))
    dream = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for layer, u in zip(downs[::-1], ud[::-1], strict=True):
        dream.append(layer.draw(dream[-1], u))
    dream = dream[::-1]
    new_top = [
        each + lr * move
        for each, move in zip(top, contrastive_divergence(wake[-1], *top, uh, uv), strict=True)
    ]
    for i in range(len(ups)):
        downs[i].learn(wake[i + 1], wake[i], lr)
        ups[i].learn(dream[i], dream[i + 1], lr)
    return [u.parameters() for u in ups], [d.parameters() for d in downs], tuple(new_top)
