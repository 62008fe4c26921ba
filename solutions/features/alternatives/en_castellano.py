"""Nombres en castellano; gradientes a mano; los minilotes salen de torch.multinomial."""

import torch
from torch import Tensor


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    azar = torch.Generator().manual_seed(seed)
    # Cada fila saca un número, y los más pequeños de su clase llevan etiqueta.
    suerte = torch.rand(len(y), generator=azar, dtype=torch.float64)
    etiquetadas = []
    for clase in sorted(set(y.tolist())):
        filas = (y == clase).nonzero().flatten()
        etiquetadas.append(filas[suerte[filas].argsort()[:per_class]])
    con_etiqueta = torch.cat(etiquetadas)
    ocupadas = torch.zeros(len(y), dtype=torch.bool)
    ocupadas[con_etiqueta] = True
    libres = (~ocupadas).nonzero().flatten()
    libres = libres[torch.rand(len(libres), generator=azar).argsort()]
    corte = n_validation + n_test
    return con_etiqueta, libres[:n_validation], libres[n_validation:corte], libres[corte:]


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    media = fit.mean(0, keepdim=True)
    fija = (fit == fit[0]).all(0)
    resto = fit - media
    escala = resto.abs().max(0).values.masked_fill(fija, 1.0)
    resto = resto / escala
    desviacion = (resto * resto).mean(0).sqrt().masked_fill(fija, 1.0)
    return (x - media) / escala / desviacion


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    pesos, sesgo = parameters[:2]
    return torch.einsum("nd,dk->nk", x, pesos).add(sesgo).tanh()


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    vuelta = torch.einsum("nk,kd->nd", encode(x, parameters), parameters[2]) + parameters[3]
    return torch.mean((x - vuelta).pow(2), dim=1).mean()


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    azar = torch.Generator().manual_seed(seed)
    aprendidos = [p.detach().clone() for p in parameters]
    adam = torch.optim.Adam(aprendidos, lr=lr, betas=(0.9, 0.999), eps=1e-8)
    perdidas: list[float] = []
    iguales = torch.ones(len(x), dtype=torch.float64)
    for _ in range(steps):
        lote = x[torch.multinomial(iguales, batch_size, generator=azar)]
        W, b, V, c = aprendidos
        z = torch.tanh(lote @ W + b)
        error = z @ V + c - lote
        perdidas.append(float(error.pow(2).mean()))
        dx = 2 * error / error.numel()
        da = (dx @ V.T) * (1 - z * z)
        pendientes = [lote.T @ da, da.sum(0), z.T @ dx, dx.sum(0)]
        for p, pendiente in zip(aprendidos, pendientes, strict=True):
            p.grad = pendiente
        adam.step()
    return [p.clone() for p in aprendidos], perdidas


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    N, k = z.shape
    objetivo = torch.zeros(N, classes, dtype=z.dtype)
    objetivo[torch.arange(N), y] = 1
    # Una columna más para el sesgo, con penalización cero.
    ancho = torch.cat([z - z[0], torch.ones(N, 1, dtype=z.dtype)], dim=1)
    castigo = torch.full((k + 1,), float(l2), dtype=z.dtype)
    castigo[-1] = 0
    todo = torch.linalg.inv(ancho.T @ ancho + torch.diag(castigo)) @ (ancho.T @ objetivo)
    return todo[:k].clone(), todo[k] - z[0] @ todo[:k]


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    lejos = sum((new[:, d, None] - z[None, :, d]) ** 2 for d in range(z.shape[1]))
    cerca = torch.sort(lejos, dim=1, stable=True)[1][:, :k]
    votos = torch.zeros(len(new), int(y.max()) + 1, dtype=torch.int64)
    votos.scatter_add_(1, y[cerca], torch.ones_like(cerca))
    return torch.stack([(fila == fila.max()).nonzero()[0, 0] for fila in votos])


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    partes = []
    for clase in set(y.tolist()):
        suyas = y == clase
        partes.append(((predicted == y) & suyas).sum().item() / suyas.sum().item())
    return sum(partes) / len(partes)


def choose(candidates, x_validation: Tensor, y_validation: Tensor, x_test: Tensor):
    mejor, elegida = -1.0, 0
    for i in range(len(candidates)):
        nota = float((candidates[i](x_validation) == y_validation).double().mean())
        if nota > mejor:
            mejor, elegida = nota, i
    return elegida, candidates[elegida](x_test)
