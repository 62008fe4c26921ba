"""What the library has: cross_entropy, nn.Sequential and torch.optim.Adam where they are allowed."""

import torch
from torch import nn

F = nn.functional


def initial_layers(sizes, seed):
    torch.manual_seed(seed)
    layers = []
    for i in range(len(sizes) - 1):
        W = torch.empty(sizes[i + 1], sizes[i], dtype=torch.float64)
        nn.init.kaiming_normal_(W, nonlinearity="relu")
        layers.append((W.t().contiguous(), torch.zeros(sizes[i + 1]).double()))
    return layers


def network_forward(x, layers):
    for i, (W, b) in enumerate(layers):
        x = F.linear(x, W.t(), b)
        if i < len(layers) - 1:
            x = F.relu(x)
    return x


def softmax_loss(logits, labels):
    p = F.softmax(logits, dim=-1)
    target = F.one_hot(labels, logits.shape[1]).to(logits.dtype)
    return F.cross_entropy(logits, labels), (p - target) / logits.shape[0]


def network_backward(dlogits, x, layers):
    activations, h = [], x
    for W, b in layers:
        activations.append(h)
        h = F.relu(F.linear(h, W.t(), b))
    grads = [None] * len(layers)
    d = dlogits
    for i in range(len(layers) - 1, -1, -1):
        grads[i] = (torch.mm(activations[i].t(), d), torch.sum(d, 0))
        d = torch.mm(d, layers[i][0].t())
        if i:
            d = d.masked_fill(activations[i] == 0, 0.0)
    return d, grads


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        scale = gamma * torch.rsqrt(running_var + eps)
        return (x - running_mean) * scale + beta, running_mean, running_var
    var, mean = torch.var_mean(x, dim=0, correction=0)
    new_mean = torch.lerp(running_mean, mean.detach(), momentum)
    new_var = torch.lerp(running_var, x.detach().var(0), momentum)
    return (x - mean) * torch.rsqrt(var + eps) * gamma + beta, new_mean, new_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    N = x.shape[0]
    var, mean = torch.var_mean(x, dim=0, correction=0)
    istd = (var + eps) ** -0.5
    xhat = (x - mean) * istd
    dbeta = dy.sum(0)
    dgamma = (dy * xhat).sum(0)
    dx = (gamma * istd / N) * (N * dy - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta


def dropout(x, u, p, training):
    if training:
        mask = (u >= p).to(x.dtype) / (1.0 - p)
        return x * mask
    return x


def momentum_step(w, g, velocity, lr, momentum):
    new = velocity.mul(momentum).add(g)
    return w.sub(new, alpha=lr), new


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = torch.lerp(m, g, 1 - beta1)
    v = v.mul(beta2).addcmul(g, g, value=1 - beta2)
    denominator = v.sqrt() / (1 - beta2**k) ** 0.5 + eps
    w = w * (1 - lr * weight_decay)
    return w.addcdiv(m, denominator, value=-lr / (1 - beta1**k)), m, v


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    modules = []
    for W, b in layers:
        linear = nn.Linear(*W.shape, dtype=W.dtype)
        linear.weight.data.copy_(W.t())
        linear.bias.data.copy_(b)
        modules += [linear, nn.ReLU()]
    model = nn.Sequential(*modules[:-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(0, len(x), (batch_size,))
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    trained = [module for module in model if isinstance(module, nn.Linear)]
    return [(module.weight.detach().t(), module.bias.detach()) for module in trained], losses
