"""A class for each machine; the restricted one in a general one where it is small."""

from dataclasses import dataclass
from functools import cached_property

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor


def binary(D, dtype):
    numbers = torch.arange(1 << D).unsqueeze(1)
    return numbers.bitwise_right_shift(torch.arange(D)).remainder(2).to(dtype)


@dataclass
class General:
    W: Tensor
    b: Tensor

    @cached_property
    def states(self):
        return binary(self.b.numel(), self.b.dtype)

    @cached_property
    def log_weights(self):
        return -self.energy(self.states)

    def energy(self, v):
        return -0.5 * F.bilinear(v, v, self.W.unsqueeze(0)).squeeze(1) - F.linear(v, self.b)

    def average(self, p):
        return torch.tensordot(p, self.states, 1)

    def visit(self, v, i, u, temperature):
        p = F.sigmoid((F.linear(v, self.W[i]) + self.b[i]) / temperature)
        return torch.cat([v[:, :i], (p - u > 0).to(v.dtype)[:, None], v[:, i + 1 :]], 1)


def energy(v, W, b):
    return General(W, b).energy(v)


def exact_distribution(W, b):
    machine = General(W, b)
    log_Z = machine.log_weights.logsumexp(0)
    return (machine.log_weights - log_Z).exp(), log_Z


def gibbs_sweep(v, W, b, u, temperature=1.0):
    machine = General(W, b)
    for i in range(v.shape[1]):
        v = machine.visit(v, i, u[:, i], temperature)
    return v


def anneal(v, W, b, u, temperatures):
    machine, seen = General(W, b), []
    for uniforms, T in zip(u.unbind(), temperatures.unbind()):
        v = gibbs_sweep(v, W, b, uniforms, T)
        seen += [machine.energy(v)]
    return v, torch.stack(seen)


def log_likelihood_gradient(v, W, b):
    machine = General(W, b)
    p = machine.log_weights.softmax(0)
    dW = v.T.matmul(v).div(v.shape[0]) - (p * machine.states.T).matmul(machine.states)
    return dW.tril(-1) + dW.triu(1), v.mean(0) - machine.average(p)


@dataclass
class Restricted:
    W: Tensor
    b: Tensor
    c: Tensor

    def up(self, v):
        return F.linear(v, self.W.T, self.c)

    def down(self, h):
        return F.linear(h, self.W, self.b)

    def free_energy(self, v):
        return -F.linear(v, self.b) - F.softplus(self.up(v)).sum(-1)

    def turned(self):
        return Restricted(self.W.T, self.c, self.b)

    def log_partition(self):
        D, H = self.W.shape
        smaller = self if D < H else self.turned()
        return (-smaller.free_energy(binary(min(D, H), self.W.dtype))).logsumexp(0)

    def step(self, v, uh, uv):
        h = (uh < F.sigmoid(self.up(v))).to(v.dtype)
        return (uv < F.sigmoid(self.down(h))).to(v.dtype)

    def direction(self, v, dream):
        p, q = F.sigmoid(self.up(v)), F.sigmoid(self.up(dream))
        N, M = len(v), len(dream)
        dW = (v.T @ p) / N - (dream.T @ q) / M
        return dW, v.sum(0) / N - dream.sum(0) / M, p.sum(0) / N - q.sum(0) / M

    def moved(self, lr, direction):
        return Restricted(
            self.W + lr * direction[0], self.b + lr * direction[1], self.c + lr * direction[2]
        )


def free_energy(v, W, b, c):
    return Restricted(W, b, c).free_energy(v)


def conditionals(v, h, W, b, c):
    machine = Restricted(W, b, c)
    return F.sigmoid(machine.up(v)), F.sigmoid(machine.down(h))


def gibbs_chain(v, W, b, c, uh, uv, known=None):
    machine, state, out = Restricted(W, b, c), v, []
    for s in range(len(uh)):
        state = machine.step(state, uh[s], uv[s])
        if known is not None:
            state = state.masked_scatter(known.expand_as(v), v[:, known])
        out.append(state)
    return torch.stack(out)


def rbm_log_likelihood(v, W, b, c):
    machine = Restricted(W, b, c)
    return -machine.free_energy(v) - machine.log_partition()


def contrastive_divergence(v, W, b, c, uh, uv):
    return Restricted(W, b, c).direction(v, gibbs_chain(v, W, b, c, uh, uv)[-1])


def persistent_step(v, chain, W, b, c, uh, uv, lr):
    machine = Restricted(W, b, c)
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    machine = machine.moved(lr, machine.direction(v, chain))
    return machine.W, machine.b, machine.c, chain


def train_rbm(v, W, b, c, steps, batch_size, lr, k, seed):
    torch.manual_seed(seed)
    machine = Restricted(W, b, c)
    for _ in range(steps):
        rows = v[torch.multinomial(torch.ones(len(v)), batch_size)]
        dream = rows
        for _ in range(k):
            dream = machine.step(
                dream, torch.rand(batch_size, len(c)), torch.rand(batch_size, len(b))
            )
        machine = machine.moved(lr, machine.direction(rows, dream))
    return machine.W, machine.b, machine.c
