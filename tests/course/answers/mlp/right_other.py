# RIGHT: numpy draws, recursion and einsum, the N x N Jacobian of batch norm, log1p losses, nn.Sequential with optim.Adam, epochs dropping what is left over
import numpy as np
import torch
from torch import nn


def initial_layers(sizes, seed):
    rng = np.random.default_rng(seed)
    return [
        (
            torch.from_numpy(rng.normal(0.0, np.sqrt(2.0 / sizes[i]), (sizes[i], sizes[i + 1]))),
            torch.zeros(sizes[i + 1]).double(),
        )
        for i in range(len(sizes) - 1)
    ]


def network_forward(x, layers):
    (W, b), *rest = layers
    z = torch.einsum("nd,dh->nh", x, W) + b
    if not rest:
        return z
    return network_forward(torch.clamp(z, min=0), rest)


def softmax_loss(logits, labels):
    N, C = logits.shape
    right = torch.nn.functional.one_hot(labels, C).bool()
    top = logits.max(dim=1, keepdim=True).values
    e = torch.exp(logits - top)
    total = e.sum(dim=1, keepdim=True)
    others = torch.where(right, torch.zeros_like(e), e).sum(dim=1, keepdim=True)
    at_right = logits[right][:, None]
    # -ln p: with the right class on top, the sum is 1 + others
    per_row = torch.where(at_right == top, torch.log1p(others), top - at_right + torch.log(total))
    d = torch.where(right, -others, e) / total
    return per_row.sum() / N, d / N


def network_backward(dlogits, x, layers):
    (W, b), *rest = layers
    if not rest:
        dz, later = dlogits, []
    else:
        z = x @ W + b
        dh, later = network_backward(dlogits, z.clamp(min=0), rest)
        dz = dh.clone()
        dz[z <= 0] = 0
    dW = torch.einsum("nd,nh->dh", x, dz)
    return torch.einsum("nh,dh->nd", dz, W), [(dW, torch.einsum("nh->h", dz))] + later


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        scale = gamma * torch.rsqrt(running_var + eps)
        return (x - running_mean) * scale + beta, running_mean.clone(), running_var.clone()
    var, mu = torch.var_mean(x, dim=0, correction=0)
    y = torch.addcmul(beta, gamma, (x - mu) * torch.rsqrt(var + eps))
    new_mean = torch.lerp(running_mean, mu.detach(), momentum)
    new_var = torch.lerp(running_var, x.detach().var(dim=0), momentum)
    return y, new_mean, new_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    N = x.shape[0]
    centred = x - x.mean(dim=0, keepdim=True)
    s = (centred.square().sum(dim=0) / N + eps).sqrt()
    xhat = centred / s
    eye = torch.eye(N, dtype=x.dtype)
    # J[j, i, d] = d xhat_j / d x_i in column d
    J = (eye[:, :, None] - 1 / N - xhat[:, None] * xhat[None] / N) / s
    return torch.einsum("jd,jid->id", dy, J) * gamma, torch.einsum("nd,nd->d", dy, xhat), dy.sum(0)


def dropout(x, u, p, training):
    if training:
        return torch.where(u < p, torch.zeros_like(x), x / (1 - p))
    return x.clone()


def momentum_step(w, g, velocity, lr, momentum):
    new = velocity.clone().mul_(momentum).add_(g)
    return torch.sub(w, new, alpha=lr), new


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    new_m = m * beta1 + g * (1 - beta1)
    new_v = v * beta2 + g * g * (1 - beta2)
    step = (new_m / (1 - beta1**k)) / ((new_v / (1 - beta2**k)).sqrt() + eps)
    return w * (1 - lr * weight_decay) - lr * step, new_m, new_v


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    modules = []
    for W, b in layers:
        linear = nn.Linear(*W.shape).double()
        with torch.no_grad():
            linear.weight.copy_(W.T)
            linear.bias.copy_(b)
        modules += [linear, nn.ReLU()]
    net = nn.Sequential(*modules[:-1])
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses, waiting = [], []
    for _ in range(steps):
        if len(waiting) < batch_size:
            waiting = list(rng.permutation(len(x)))
        rows, waiting = torch.tensor(np.array(waiting[:batch_size])), waiting[batch_size:]
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    linears = [module for module in net if isinstance(module, nn.Linear)]
    return [(m.weight.detach().T.clone(), m.bias.detach().clone()) for m in linears], losses
