"""Nombres en castellano, recursión, autograd con listas de hojas y randperm."""

import torch


def initial_layers(sizes, seed):
    azar = torch.Generator().manual_seed(seed)
    capas = []
    for entradas, salidas in zip(sizes, sizes[1:]):
        pesos = torch.zeros(entradas, salidas, dtype=torch.float64)
        pesos.normal_(0, (2 / entradas) ** 0.5, generator=azar)
        capas.append((pesos, pesos.new_zeros(salidas)))
    return capas


def network_forward(x, layers):
    (pesos, sesgo), *resto = layers
    z = torch.einsum("nd,dh->nh", x, pesos) + sesgo
    return network_forward(torch.maximum(z, torch.zeros_like(z)), resto) if resto else z


def softmax_loss(logits, labels):
    n, c = logits.shape
    total = torch.logsumexp(logits, dim=1)
    perdida = sum(total[i] - logits[i, labels[i]] for i in range(n)) / n
    correcta = labels[:, None] == torch.arange(c)
    probabilidad = torch.exp(logits - total[:, None])
    return perdida, torch.where(correcta, probabilidad - 1, probabilidad) / n


def network_backward(dlogits, x, layers):
    (pesos, sesgo), *resto = layers
    if not resto:
        dz, gradientes = dlogits, []
    else:
        z = x @ pesos + sesgo
        dh, gradientes = network_backward(dlogits, z * (z > 0), resto)
        dz = dh * (z > 0)
    dpesos = torch.einsum("nd,nh->dh", x, dz)
    return torch.einsum("nh,dh->nd", dz, pesos), [(dpesos, dz.sum(0)), *gradientes]


def batch_norm(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        media = torch.mean(x, 0, keepdim=True)
        desviaciones = x - media
        varianza = torch.mean(desviaciones**2, 0, keepdim=True)
        insesgada = (desviaciones**2).sum(0) / (x.shape[0] - 1)
        nuevas = (
            (1 - momentum) * running_mean + momentum * media[0],
            (1 - momentum) * running_var + momentum * insesgada,
        )
    else:
        media, varianza = running_mean, running_var
        nuevas = running_mean, running_var
    normal = (x - media) / torch.sqrt(varianza + eps)
    return (gamma * normal + beta, *nuevas)


def batch_norm_backward(dy, x, gamma, eps=1e-5):
    n = len(x)
    media = x.mean(0)
    varianza = ((x - media) ** 2).sum(0) / n
    s = (varianza + eps) ** 0.5
    normal = (x - media) / s
    dnormal = dy * gamma
    dvarianza = (dnormal * normal).sum(0) * (-0.5) / (varianza + eps) * s
    dmedia = -(dnormal / s).sum(0)
    dx = dnormal / s + dvarianza * 2 / n * normal + dmedia / n
    return dx, (dy * normal).sum(0), dy.sum(0)


def dropout(x, u, p, training):
    if not training:
        return x
    return torch.where(torch.lt(u, p), torch.zeros_like(x), x * (1 / (1 - p)))


def momentum_step(w, g, velocity, lr, momentum):
    velocidad = momentum * velocity + g
    return w - lr * velocidad, velocidad


def adam_step(w, g, m, v, k, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    primero = beta1 * m + (1 - beta1) * g
    segundo = beta2 * v + (1 - beta2) * g.pow(2)
    corregido = primero / (1 - pow(beta1, k))
    raiz = torch.sqrt(segundo / (1 - pow(beta2, k)))
    nuevo = w - lr * (corregido / (raiz + eps))
    return nuevo - lr * weight_decay * w, primero, segundo


def train_classifier(x, y, layers, steps, batch_size, lr, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        sorteos = [torch.randperm(len(x))[:batch_size] for _ in range(steps)]
    hojas = [t.detach().clone().requires_grad_() for capa in layers for t in capa]
    promedios = {i: (torch.zeros_like(t), torch.zeros_like(t)) for i, t in enumerate(hojas)}
    perdidas = []
    for k, filas in enumerate(sorteos, 1):
        logits = network_forward(x[filas], list(zip(hojas[::2], hojas[1::2])))
        perdida = -torch.log_softmax(logits, 1)[range(batch_size), y[filas]].mean()
        perdidas.append(perdida.item())
        gradientes = torch.autograd.grad(perdida, hojas)
        with torch.no_grad():
            for i, (hoja, g) in enumerate(zip(hojas, gradientes)):
                nuevo, *promedios[i] = adam_step(hoja, g, *promedios[i], k, lr)
                hoja.copy_(nuevo)
    return [(hojas[i].detach(), hojas[i + 1].detach()) for i in range(0, len(hojas), 2)], perdidas
