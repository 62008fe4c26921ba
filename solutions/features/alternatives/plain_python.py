"""Loops, dictionaries and sorting in Python; Adam by hand over autograd's gradients."""

import random
from collections import Counter

import torch


def split_rows(y, per_class, n_validation, n_test, seed):
    draw = random.Random(seed)
    rows = list(range(len(y)))
    draw.shuffle(rows)
    labels, taken = y.tolist(), Counter()
    labelled, rest = [], []
    for row in rows:
        if taken[labels[row]] < per_class:
            taken[labels[row]] += 1
            labelled.append(row)
        else:
            rest.append(row)
    draw.shuffle(rest)
    validation = sorted(rest[:n_validation])
    test = sorted(rest[n_validation : n_validation + n_test])
    unlabelled = sorted(rest[n_validation + n_test :])
    four = (sorted(labelled), validation, test, unlabelled)
    return tuple(torch.tensor(each, dtype=torch.int64) for each in four)


def standardise(fit, x):
    columns = []
    for known, asked in zip(fit.T, x.T, strict=True):
        middle = known.sum() / len(known)
        if bool((known == known[0]).all()):
            columns.append(asked - middle)
        else:
            # The length of a vector, which is computed without overflow.
            unit = (known - middle).abs().max()
            spread = torch.linalg.vector_norm((known - middle) / unit) / len(known) ** 0.5
            columns.append((asked - middle) / unit / spread)
    return torch.stack(columns, dim=1)


def encode(x, parameters):
    W, b, *_ = parameters
    return torch.stack([torch.tanh(row @ W + b) for row in x])


def reconstruction_loss(x, parameters):
    *_, V, c = parameters
    total = 0
    for row, code in zip(x, encode(x, parameters), strict=True):
        total = total + ((code @ V + c - row) ** 2).sum()
    return total / (x.shape[0] * x.shape[1])


def _loss(x, W, b, V, c):
    return torch.nn.functional.mse_loss(torch.tanh(x @ W + b) @ V + c, x)


def train_encoder(x, parameters, steps, batch_size, lr, seed):
    draw = random.Random(seed)
    now = [each.detach().clone() for each in parameters]
    m = [torch.zeros_like(each) for each in now]
    v = [torch.zeros_like(each) for each in now]
    losses = []
    for step in range(steps):
        rows = [draw.randrange(len(x)) for _ in range(batch_size)]
        for each in now:
            each.requires_grad_(True)
        loss = _loss(x[rows], *now)
        gradients = torch.autograd.grad(loss, now)
        losses.append(float(loss))
        moved = []
        for i, (each, g) in enumerate(zip(now, gradients, strict=True)):
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g * g
            corrected = m[i] / (1 - 0.9 ** (step + 1))
            scale = (v[i] / (1 - 0.999 ** (step + 1))).sqrt() + 1e-8
            moved.append(each.detach() - lr * corrected / scale)
        now = moved
    return now, losses


def linear_probe(z, y, classes, l2):
    middle = z.mean(0)
    columns, biases = [], []
    U, S, Vh = torch.linalg.svd(z - middle, full_matrices=False)
    for kind in range(classes):
        target = (y == kind).to(z.dtype)
        share = target.mean()
        weight = Vh.T @ (S / (S**2 + l2) * (U.T @ (target - share)))
        columns.append(weight)
        biases.append(share - middle @ weight)
    return torch.stack(columns, 1), torch.stack(biases)


def knn_predict(z, y, new, k):
    told = []
    for one in new:
        far = ((z - one) ** 2).sum(1).tolist()
        nearest = sorted(range(len(far)), key=lambda row: far[row])[:k]
        votes = Counter(int(y[row]) for row in nearest)
        told.append(min(votes, key=lambda label: (-votes[label], label)))
    return torch.tensor(told)


def balanced_accuracy(predicted, y):
    right, count = Counter(), Counter()
    for told, true in zip(predicted.tolist(), y.tolist(), strict=True):
        count[true] += 1
        right[true] += told == true
    return sum(right[kind] / count[kind] for kind in count) / len(count)


def choose(candidates, x_validation, y_validation, x_test):
    best, most = 0, -1
    for number, candidate in enumerate(candidates):
        right = sum(
            told == true
            for told, true in zip(
                candidate(x_validation).tolist(), y_validation.tolist(), strict=True
            )
        )
        if right > most:
            best, most = number, right
    return best, candidates[best](x_test)
