"""An Optimizer of its own, a data loader, and the graph of PyTorch in the training."""

import torch
from torch import nn
from torch.utils.data import DataLoader, RandomSampler, TensorDataset


def initial_layers(sizes, seed):
    torch.manual_seed(seed)
    pairs = list(zip(sizes[:-1], sizes[1:]))
    return [
        (torch.randn(D, H).double() * (2.0 / D) ** 0.5, torch.zeros(H, dtype=torch.float64))
        for D, H in pairs
    ]


def network_forward(x, layers):
    last = len(layers) - 1
    for i in range(len(layers)):
        W, b = layers[i]
        x = torch.matmul(x, W) + b.unsqueeze(0)
        x = x if i == last else nn.functional.relu(x)
    return x


def softmax_loss(logits, labels):
    N = logits.size(0)
    biggest = torch.max(logits, dim=1, keepdim=True).values
    e = torch.exp(logits - biggest)
    Z = e.sum(dim=1, keepdim=True)
    right = logits[torch.arange(N), labels]
    loss = torch.mean(torch.log(Z).flatten() + biggest.flatten() - right)
    return loss, e / Z / N - torch.eye(logits.size(1), dtype=logits.dtype)[labels] / N


def network_backward(dlogits, x, layers):
    hs, zs = [x], []
    for W, b in layers:
        zs.append(hs[-1] @ W + b)
        hs.append(torch.relu(zs[-1]))
    grads = []
    d = dlogits
    for i in reversed(range(len(layers))):
        grads.append((torch.einsum("ni,no->io", hs[i], d), d.sum(0)))
        d = d @ layers[i][0].transpose(0, 1)
        if i > 0:
            d = d * torch.heaviside(zs[i - 1], torch.zeros((), dtype=d.dtype))
    grads.reverse()
    return d, tuple(grads)


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    new_mean, new_var = running_mean.clone(), running_var.clone()
    if training:
        mean, std2 = x.mean(dim=0), x.var(dim=0, unbiased=False)
        with torch.no_grad():
            new_mean.mul_(1 - momentum).add_(momentum * mean)
            new_var.mul_(1 - momentum).add_(momentum * x.var(dim=0, unbiased=True))
    else:
        mean, std2 = running_mean, running_var
    return gamma * (x - mean) / torch.sqrt(std2 + eps) + beta, new_mean, new_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    std = torch.sqrt(x.var(dim=0, unbiased=False) + eps)
    z = (x - x.mean(dim=0)) / std
    d = dy - dy.mean(dim=0)
    d = d - z * torch.mean(dy * z, dim=0)
    return d * gamma / std, torch.sum(dy * z, dim=0), torch.sum(dy, dim=0)


def dropout(x, u, p, training):
    keep = torch.ones_like(x) if not training else (u >= p).type_as(x) / (1 - p)
    return keep * x


def momentum_step(w, g, velocity, lr, momentum):
    v = torch.add(g, velocity, alpha=momentum)
    return torch.add(w, v, alpha=-lr), v


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * torch.square(g)
    mhat = m / (1 - beta1**k)
    vhat = v / (1 - beta2**k)
    w = w - lr * weight_decay * w - lr * mhat / (vhat.sqrt() + eps)
    return w, m, v


class MyAdam(torch.optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                k = state.get("k", 0) + 1
                m, v = state.get("m", torch.zeros_like(p)), state.get("v", torch.zeros_like(p))
                new, m, v = adam_step(p, p.grad, m, v, k, group["lr"])
                state.update(k=k, m=m, v=v)
                p.copy_(new)


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    source = torch.Generator()
    source.manual_seed(seed)
    dataset = TensorDataset(x, y)
    wanted = steps * batch_size
    sampler = RandomSampler(dataset, replacement=True, num_samples=wanted, generator=source)
    loader = DataLoader(dataset, batch_size=batch_size, sampler=sampler)
    params = [nn.Parameter(tensor.clone()) for layer in layers for tensor in layer]
    optimizer = MyAdam(params, lr)
    losses = []
    for inputs, targets in loader:
        logits = network_forward(inputs, list(zip(params[::2], params[1::2])))
        loss = nn.NLLLoss()(logits.log_softmax(dim=1), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().item())
    trained = [p.data for p in params]
    return list(zip(trained[::2], trained[1::2])), losses
