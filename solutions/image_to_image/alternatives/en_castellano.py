"""Nombres en castellano, parámetros sueltos en el crítico y otro orden de las operaciones."""

import math

import torch
import torch.nn.functional as F  # noqa: N812 -- el nombre que le da torch
from torch import Tensor, nn
from torch.optim import Optimizer


def damage(x: Tensor, m: Tensor) -> Tensor:
    visible = m.logical_not().to(x.dtype)
    return torch.cat([visible * x, m.clone()], dim=1)


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return torch.where(m > 0.5, y, x)


PESOS = (0.299, 0.587, 0.114)


def to_grey(rgb: Tensor) -> Tensor:
    pesos = torch.tensor(PESOS, dtype=rgb.dtype)
    return (pesos @ rgb.flatten(2)).view(len(rgb), 1, *rgb.shape[2:])


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    # La inversa de la matriz que lleva los colores a brillo y diferencias.
    r, g, b = PESOS
    ida = torch.tensor([[r, g, b], [-r, -g, 1 - b], [1 - r, -g, -b]], dtype=torch.float64)
    vuelta = torch.linalg.inv(ida).to(grey.dtype)
    juntos = torch.cat([grey, chroma], dim=1).movedim(1, -1)
    return (juntos @ vuelta.T).movedim(-1, 1)


def edges(x: Tensor, t: float) -> Tensor:
    marcas = torch.zeros_like(x[:, 0])
    derecha = ((x[..., 1:] - x[..., :-1]).abs() > t).any(dim=1)
    abajo = ((x[..., 1:, :] - x[..., :-1, :]).abs() > t).any(dim=1)
    marcas[..., :-1][derecha] = 1
    marcas[..., :-1, :][abajo] = 1
    return marcas[:, None]


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.pesos = nn.ParameterList()
        for entran, salen in [(channels, hidden), (hidden, 1)]:
            cota = 1 / math.sqrt(16 * entran)
            self.pesos.append(nn.Parameter(torch.empty(salen, entran, 4, 4).uniform_(-cota, cota)))
            self.pesos.append(nn.Parameter(torch.empty(salen).uniform_(-cota, cota)))

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        uno, sesgo_uno, dos, sesgo_dos = self.pesos
        pareja = torch.cat([cond, picture], dim=1)
        h = F.leaky_relu(F.conv2d(pareja, uno, sesgo_uno, 2, 1), 0.2)
        return F.conv2d(h, dos, sesgo_dos, 2, 1)


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return nn.functional.softplus(fake).mean() - F.logsigmoid(real).mean()


def translator_loss(
    fake: Tensor, y_hat: Tensor, y: Tensor, weight: float, p: int, m: Tensor | None = None
) -> Tensor:
    mascara = torch.ones_like(y) if m is None else m.expand_as(y)
    diferencias = (y_hat - y) * mascara
    norma = diferencias.abs().sum() if p == 1 else diferencias.pow(2).sum()
    return weight * norma / mascara.sum() - F.logsigmoid(fake).mean()


def best_constant(y: Tensor, p: int) -> Tensor:
    if p == 2:
        return y.mean(dim=0)
    orden = torch.sort(y, dim=0)[0]
    mitad = len(y) // 2
    return orden[mitad] if len(y) % 2 else (orden[mitad - 1] + orden[mitad]) / 2


def pair_step(
    translator: nn.Module,
    critic: nn.Module,
    translator_optimizer: Optimizer,
    critic_optimizer: Optimizer,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    m: Tensor | None = None,
) -> tuple[float, float]:
    respuesta = translator(cond)
    critic_optimizer.zero_grad()
    de_critico = critic_loss(critic(cond, y), critic(cond, respuesta.data))
    de_critico.backward()
    critic_optimizer.step()
    translator_optimizer.zero_grad()
    de_traductor = translator_loss(critic(cond, respuesta), respuesta, y, weight, p, m)
    de_traductor.backward()
    translator_optimizer.step()
    return de_critico.item(), de_traductor.item()


def train_pairs(
    translator: nn.Module,
    critic: nn.Module,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    m: Tensor | None = None,
) -> list[tuple[float, float]]:
    azar = torch.Generator().manual_seed(seed)
    traductor = torch.optim.Adam(translator.parameters(), lr, (0.5, 0.999))
    critico = torch.optim.Adam(critic.parameters(), lr, (0.5, 0.999))
    perdidas = []
    for _ in range(steps):
        filas = torch.multinomial(torch.ones(len(y)), batch_size, generator=azar)
        lote = [cond[filas], y[filas], weight, p]
        if m is not None:
            lote.append(m[filas])
        perdidas.append(pair_step(translator, critic, traductor, critico, *lote))
    return perdidas
