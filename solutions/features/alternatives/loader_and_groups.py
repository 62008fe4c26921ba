"""A data loader; optimised by groups; bisection for neighbours; rows asked one by one."""

import torch
from torch.utils.data import DataLoader, RandomSampler, TensorDataset


def split_rows(y, per_class, n_validation, n_test, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    use = torch.full((len(y),), 3)
    order = torch.randperm(len(y), generator=generator)
    use[order[:n_validation]] = 1
    use[order[n_validation:][:n_test]] = 2
    later = order[n_validation + n_test :]
    for kind in torch.unique(y).tolist():
        use[later[y[later] == kind][-per_class:]] = 0
    return tuple(torch.where(use == number)[0] for number in range(4))


def standardise(fit, x):
    origin = fit[0]
    off, asked = fit - origin, x - origin
    unit = off.abs().amax(dim=0)
    unit = torch.where(unit == 0, torch.ones_like(unit), unit)
    off, scaled = off / unit, asked / unit
    spread, middle = torch.std_mean(off, dim=0, correction=0)
    return (scaled - middle) / torch.where(spread == 0, torch.ones_like(spread), spread)


def encode(x, parameters):
    W, b, V, c = parameters
    a = x @ W + b
    return (1 - torch.exp(-2 * a.abs())) / (1 + torch.exp(-2 * a.abs())) * torch.sign(a)


def reconstruction_loss(x, parameters):
    W, b, V, c = parameters
    again = torch.tanh(x @ W + b) @ V + c
    of_pixels = torch.linalg.vector_norm(again - x, dim=0).square() / len(x)
    return of_pixels.mean()


def train_encoder(x, parameters, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    data = TensorDataset(x)
    sampler = RandomSampler(
        data, replacement=True, num_samples=steps * batch_size, generator=generator
    )
    W, b, V, c = [torch.nn.Parameter(each.detach().clone()) for each in parameters]
    optimizer = torch.optim.Adam([{"params": [W, b]}, {"params": [V, c]}], lr=lr)
    losses = []
    for (batch,) in DataLoader(data, batch_size=batch_size, sampler=sampler):
        optimizer.zero_grad(set_to_none=True)
        loss = reconstruction_loss(batch, [W, b, V, c])
        loss.backward()
        losses.append(loss.detach().item())
        optimizer.step()
    return [each.data for each in (W, b, V, c)], losses


def linear_probe(z, y, classes, l2):
    N, k = z.shape
    centre = torch.eye(N, dtype=z.dtype) - 1 / N
    t = torch.eye(classes, dtype=z.dtype)[y]
    factor = torch.linalg.cholesky((centre @ z).T @ (centre @ z) + l2 * torch.eye(k, dtype=z.dtype))
    A = torch.cholesky_solve((centre @ z).T @ (centre @ t), factor)
    return A, (t - z @ A).mean(dim=0)


def knn_predict(z, y, new, k):
    told = torch.empty(len(new), dtype=torch.int64)
    for m, one in enumerate(new):
        far = torch.linalg.vector_norm(z - one, dim=1)
        left = list(range(len(z)))
        votes = [0] * (int(y.max()) + 1)
        for _ in range(k):
            nearest = min(left, key=lambda row, far=far: (far[row].item(), row))
            left.remove(nearest)
            votes[int(y[nearest])] += 1
        told[m] = votes.index(max(votes))
    return told


def balanced_accuracy(predicted, y):
    kinds, counts = torch.unique(y, return_counts=True)
    weights = {kind: 1 / count for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)}
    pairs = zip(predicted.tolist(), y.tolist(), strict=True)
    return float(sum(weights[true] for told, true in pairs if told == true) / len(kinds))


def choose(candidates, x_validation, y_validation, x_test):
    right = []
    for candidate in candidates:
        told = torch.cat([candidate(row[None]) for row in x_validation])
        right.append(torch.sum(told == y_validation).item())
    index = max(range(len(right)), key=lambda i: (right[i], -i))
    return index, torch.cat([candidates[index](row[None]) for row in x_test])
