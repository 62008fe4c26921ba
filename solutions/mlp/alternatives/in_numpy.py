"""All that is worked out by hand in NumPy, and minibatches without replacement."""

import numpy as np
import torch

torch.set_default_dtype(torch.float64)


def initial_layers(sizes, seed):
    rng = np.random.default_rng(seed)
    return [
        (torch.from_numpy(rng.normal(0, np.sqrt(2 / a), (a, b))), torch.zeros(b))
        for a, b in zip(sizes[:-1], sizes[1:])
    ]


def network_forward(x, layers):
    h = x
    for W, b in layers[:-1]:
        h = (h @ W + b).clamp(min=0)
    return h @ layers[-1][0] + layers[-1][1]


def softmax_loss(logits, labels):
    z, y = logits.numpy(), labels.numpy()
    shifted = z - z.max(1, keepdims=True)
    logp = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    rows = np.arange(len(z))
    d = np.exp(logp)
    d[rows, y] -= 1
    return torch.tensor(-logp[rows, y].mean()), torch.from_numpy(d / len(z))


def network_backward(dlogits, x, layers):
    arrays = [(W.numpy(), b.numpy()) for W, b in layers]
    h, d, masks, inputs = x.numpy(), dlogits.numpy(), [], []
    for W, b in arrays:
        inputs.append(h)
        z = np.dot(h, W) + b
        masks.append(z > 0)
        h = np.where(masks[-1], z, 0)
    gradients = []
    for i in range(len(arrays) - 1, -1, -1):
        if i != len(arrays) - 1:
            d = np.where(masks[i], d, 0)
        gradients.insert(0, [inputs[i].T.dot(d), d.sum(axis=0)])
        d = d.dot(arrays[i][0].T)
    return torch.from_numpy(d), [[torch.from_numpy(g) for g in pair] for pair in gradients]


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        n = x.size(0)
        mu = x.sum(0) / n
        xmu = x - mu
        var = (xmu * xmu).sum(0) / n
        y = gamma * (xmu / torch.sqrt(var + eps)) + beta
        unbiased = var * (n / (n - 1))
        running_mean = running_mean - momentum * (running_mean - mu)
        running_var = running_var - momentum * (running_var - unbiased)
    else:
        y = gamma * ((x - running_mean) / torch.sqrt(running_var + eps)) + beta
    return y, running_mean, running_var


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    dy, x, gamma = dy.numpy(), x.numpy(), gamma.numpy()
    N = len(x)
    centred = x - x.mean(0)
    s = np.sqrt((centred**2).mean(0) + eps)
    # Through the Jacobian of one column at a time.
    dx = np.empty_like(x)
    for j in range(x.shape[1]):
        xhat = centred[:, j] / s[j]
        jacobian = (np.eye(N, dtype=x.dtype) - 1 / N - np.outer(xhat, xhat) / N) / s[j]
        dx[:, j] = (jacobian @ dy[:, j]) * gamma[j]
    dgamma, dbeta = (dy * centred / s).sum(0), dy.sum(0)
    return torch.from_numpy(dx.astype(x.dtype)), torch.from_numpy(dgamma), torch.from_numpy(dbeta)


def dropout(x, u, p, training):
    return x * (u >= p) / (1 - p) if training else x + 0


def momentum_step(w, g, velocity, lr, momentum):
    new = g + velocity * momentum
    return w - new * lr, new


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m1 = m + (1 - beta1) * (g - m)
    v1 = v + (1 - beta2) * (g**2 - v)
    m_hat, v_hat = m1 / (1 - beta1**k), v1 / (1 - beta2**k)
    return w - lr * (m_hat / (v_hat**0.5 + eps) + weight_decay * w), m1, v1


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    rng = np.random.RandomState(seed % 2**32)
    current = [(W.clone(), b.clone()) for W, b in layers]
    state = [[torch.zeros_like(t) for t in (W, W, b, b)] for W, b in layers]
    losses = []
    for k in range(1, steps + 1):
        batch = torch.from_numpy(rng.choice(len(x), batch_size, replace=False))
        xb, yb = x[batch], y[batch]
        loss, d = softmax_loss(network_forward(xb, current), yb)
        losses.append(float(loss))
        _, gradients = network_backward(d, xb, current)
        for i, ((W, b), (dW, db)) in enumerate(zip(current, gradients)):
            W, mW, vW = adam_step(W, dW, state[i][0], state[i][1], k, lr)
            b, mb, vb = adam_step(b, db, state[i][2], state[i][3], k, lr)
            current[i], state[i] = (W, b), [mW, vW, mb, vb]
    return current, losses
