"""Statistics and solutions in float64 inside, given back as they came; a chain of closures."""

import torch
from torch.nn import functional


def split_rows(y, per_class, n_validation, n_test, seed):
    g = torch.Generator().manual_seed(seed + 1)
    n = len(y)
    shuffled = torch.argsort(torch.rand(n, generator=g, dtype=torch.float64))
    # How many rows of its class have come before each row.
    same = y[shuffled][:, None] == y[shuffled][None, :]
    before = torch.tril(same, diagonal=-1).sum(1)
    labelled, rest = shuffled[before < per_class], shuffled[before >= per_class]
    rest = rest[torch.randperm(len(rest), generator=g)]
    sizes = [n_validation, n_test, len(rest) - n_validation - n_test]
    validation, test, unlabelled = rest.split(sizes)
    return [labelled, validation, test, unlabelled]


def standardise(fit, x):
    known, asked = fit.double(), x.double()
    low, high = known.min(dim=0).values, known.max(dim=0).values
    wide = high - low
    width = torch.where(wide > 0, wide, torch.ones_like(wide))
    known, asked = (known - low) / width, (asked - low) / width
    middle = known.mean(0)
    variance = known.var(0, unbiased=False)
    spread = torch.where(wide > 0, variance, torch.ones_like(variance)).sqrt()
    return ((asked - middle) / spread).to(x.dtype)


def encode(x, parameters):
    W, b = parameters[0], parameters[1]
    return functional.linear(x, W.t(), b).tanh()


def reconstruction_loss(x, parameters):
    wrong = torch.addmm(parameters[3], encode(x, parameters), parameters[2]).sub(x)
    return wrong.square().flatten().mean()


def train_encoder(x, parameters, steps, batch_size, lr, seed):
    learnt = [torch.nn.Parameter(torch.empty_like(each).copy_(each)) for each in parameters]
    optimizer = torch.optim.Adam(learnt, lr=lr, foreach=False)
    g = torch.Generator().manual_seed(seed)
    losses = []

    def closure(batch):
        def loss():
            optimizer.zero_grad()
            value = reconstruction_loss(batch, learnt)
            value.backward()
            return value

        return loss

    while len(losses) < steps:
        rows = torch.randperm(len(x), generator=g)[:batch_size]
        losses.append(float(optimizer.step(closure(x[rows]))))
    with torch.no_grad():
        return [each.clone() for each in learnt], losses


def linear_probe(z, y, classes, l2):
    codes = z.double()
    t = functional.one_hot(y, num_classes=classes).double()
    # A block of equations for the weights, one for the biases.
    k = codes.shape[1]
    middle = codes.mean(0)
    codes = codes - middle
    left = torch.zeros(k + 1, k + 1, dtype=torch.float64)
    left[:k, :k] = codes.T @ codes + l2 * torch.eye(k, dtype=torch.float64)
    left[:k, k] = left[k, :k] = codes.sum(0)
    left[k, k] = len(codes)
    right = torch.cat([codes.T @ t, t.sum(0, keepdim=True)])
    answer = torch.linalg.solve(left, right)
    A = answer[:k]
    return A.to(z.dtype), (answer[k] - middle @ A).to(z.dtype)


def knn_predict(z, y, new, k):
    far = torch.stack([(new.double() - row.double()).pow(2).sum(1) for row in z], dim=1)
    ranks = far.argsort(dim=1, stable=True).argsort(dim=1)
    votes = (ranks < k).double() @ functional.one_hot(y).double()
    return votes.argmax(1)


def balanced_accuracy(predicted, y):
    table = [(int(t), int(p == t)) for p, t in zip(predicted, y, strict=True)]
    kinds = {true for true, _ in table}
    recalls = []
    for kind in kinds:
        of = [right for true, right in table if true == kind]
        recalls.append(sum(of) / len(of))
    return float(sum(recalls) / len(recalls))


def choose(candidates, x_validation, y_validation, x_test):
    scores = torch.tensor(
        [torch.count_nonzero(f(x_validation.clone()) == y_validation) for f in candidates]
    )
    index = int((scores == scores.max()).nonzero()[0])
    return index, candidates[index](x_test.clone())
