"""Escrita por alguien que piensa en castellano: nombres, comentarios y orden propios."""

import torch
from torch import Tensor, nn


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    tipificada = (x - mean_from) / std_from  # en desviaciones de su propia persona
    return std_to * tipificada + mean_to


def red(entrada: int, medio: int, salida: int) -> nn.ModuleDict:
    return nn.ModuleDict({"uno": nn.Linear(entrada, medio), "dos": nn.Linear(medio, salida)})


def aplicar(capas: nn.ModuleDict, x: Tensor) -> Tensor:
    return capas["dos"](torch.maximum(capas["uno"](x), torch.zeros((), dtype=x.dtype)))


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.codificador = red(pixels, hidden, code)
        self.de_a = red(code, hidden, pixels)
        self.de_b = red(code, hidden, pixels)

    def encode(self, x: Tensor) -> Tensor:
        return aplicar(self.codificador, x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return aplicar(self.de_b if who == 1 else self.de_a, z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        otra = {0: 1, 1: 0}[who]
        return self.decode(self.encode(x), otra)


def swap_loss(net: nn.Module, xa: Tensor, xb: Tensor, noisy_a: Tensor, noisy_b: Tensor) -> Tensor:
    def error(ruidosa: Tensor, limpia: Tensor, quien: int) -> Tensor:
        vuelta = net.decode(net.encode(ruidosa), quien)
        return torch.linalg.vector_norm(vuelta - limpia) ** 2 / limpia.numel()

    return error(noisy_a, xa, 0) + error(noisy_b, xb, 1)


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    azar = torch.Generator().manual_seed(seed)
    optimizador = torch.optim.Adam([{"params": net.parameters()}], lr=lr)
    perdidas = torch.zeros(steps, dtype=xa.dtype)
    for paso in range(steps):
        filas_a = torch.multinomial(torch.ones(len(xa)), batch_size, generator=azar)
        filas_b = torch.multinomial(torch.ones(len(xb)), batch_size, generator=azar)
        a, b = xa[filas_a], xb[filas_b]
        ruido = torch.randn((2, *a.shape), generator=azar, dtype=a.dtype)
        vuelta_a = net.decode(net.encode(a + noise * ruido[0]), 0)
        vuelta_b = net.decode(net.encode(b + noise * ruido[1]), 1)
        perdida = (vuelta_a - a).pow(2).mean() + (vuelta_b - b).pow(2).mean()
        optimizador.zero_grad()
        perdida.backward()
        optimizador.step()
        perdidas[paso] = perdida.detach()
    return perdidas.tolist()


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    diferencia = torch.sign(scores[labels == 1].unsqueeze(1) - scores[labels == 0].unsqueeze(0))
    return float((1 + diferencia.double()).mean() / 2)


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    de_prueba = torch.isin(source, test_sources)
    orden = torch.argsort(de_prueba.long(), stable=True)
    cuantos = int((~de_prueba).sum())
    return orden[:cuantos], orden[cuantos:]


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[2]
    potencia = torch.fft.fftn(x, dim=(1, 2), norm="ortho").abs().pow(2)
    anillos: list[list[tuple[int, int]]] = [[] for _ in range(2 * S + 2)]
    for fila in range(S):
        for columna in range(S):
            u = fila if 2 * fila < S else fila - S
            v = columna if 2 * columna < S else columna - S
            anillos[round((u * u + v * v) ** 0.5)].append((fila, columna))
    medias = []
    for anillo in anillos[: S // 2 + 1]:
        medias.append(sum(potencia[:, f, c] for f, c in anillo) / len(anillo))
    return torch.stack(medias, dim=1)


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    suma = torch.zeros(int(video.max()) + 1, dtype=logits.dtype)
    cuenta = torch.zeros_like(suma)
    for logit, cual in zip(logits, video, strict=True):
        suma[cual] += logit
        cuenta[cual] += 1
    return suma / cuenta


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    X = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)
    penalty = torch.full((X.shape[1],), float(l2), dtype=x.dtype)
    penalty[-1] = 0
    theta = torch.zeros(X.shape[1], dtype=x.dtype)

    def objetivo(theta: Tensor) -> Tensor:
        t = X @ theta
        return (nn.functional.softplus(t) - y * t).mean() + (penalty * theta**2).sum() / 2

    for _ in range(60):
        p = torch.sigmoid(X @ theta)
        gradient = X.T @ (p - y) / len(y) + penalty * theta
        hessian = (X * (p * (1 - p))[:, None]).T @ X / len(y) + torch.diag(penalty)
        step = torch.linalg.lstsq(hessian, gradient[:, None]).solution[:, 0]
        size = 1.0
        while objetivo(theta - size * step) > objetivo(theta) and size > 1e-6:
            size /= 2
        theta = theta - size * step
    return theta[:-1], theta[-1]
