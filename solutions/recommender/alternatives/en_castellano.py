"""Nombres en castellano, y una función para cada idea: todo se apoya en un mismo resolvedor."""

import torch
from torch import Tensor, nn


def resuelve(A: Tensor, b: Tensor, castigo: float) -> Tensor:
    return torch.linalg.solve(A + castigo * torch.eye(len(A), dtype=A.dtype), b)


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    azar = torch.Generator()
    azar.manual_seed(seed)
    reservadas = []
    for fila in mask:
        conocidas = int(fila.sum())
        sorteo = torch.randperm(conocidas, generator=azar) < int(conocidas * share)
        nueva = torch.zeros_like(fila)
        nueva[fila] = sorteo
        reservadas.append(nueva)
    test = torch.stack(reservadas)
    return mask & test.logical_not(), test


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    usuarios, articulos = r.shape
    quien, que = torch.nonzero(mask, as_tuple=True)
    notas = r[quien, que]
    media = notas.mean()
    X = torch.zeros(len(notas), usuarios + articulos, dtype=r.dtype)
    X.scatter_(1, torch.stack([quien, usuarios + que], 1), 1.0)
    b = resuelve(X.T @ X, X.T @ (notas - media), l2)
    return media, b[:usuarios], b[usuarios:]


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    if mask.sum() == 0:
        return torch.zeros((), dtype=pred.dtype)
    return nn.functional.mse_loss(pred[mask], r[mask])


def gustos(notas: Tensor, Q: Tensor, l2: float) -> Tensor:
    return resuelve(Q.T @ Q, Q.T @ notas, l2)


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    return torch.stack([gustos(r[u][mask[u]], Q[mask[u]], l2) for u in range(len(r))])


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    resto = r[mask] - mu - bi[mask]
    sesgo = resto.sum() / (resto.numel() + l2)
    return mu + sesgo + bi + Q @ gustos(resto - sesgo, Q[mask], l2)


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("media", torch.as_tensor(mean).clone())
        articulos = mean.shape[-1]
        self.capas = nn.ModuleList(
            [nn.Linear(articulos, hidden_size), nn.Linear(hidden_size, articulos)]
        )

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        codificador, decodificador = self.capas
        desvio = torch.where(mask, r, self.media) - self.media
        salida: Tensor = decodificador(codificador(desvio).sigmoid())
        return salida + self.media


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    azar = torch.Generator().manual_seed(seed)
    model.train()
    optimizador = torch.optim.Adam(model.parameters(), lr=lr)
    perdidas = []
    for _ in range(steps):
        quienes = torch.randint(0, r.size(0), (batch_size,), generator=azar)
        ocultas = torch.rand(batch_size, r.size(1), generator=azar) >= keep
        notas, conocidas = r.index_select(0, quienes), mask.index_select(0, quienes)
        optimizador.zero_grad()
        perdida = masked_loss(model(notas, conocidas & ~ocultas), notas, conocidas)
        if perdida.requires_grad:
            perdida.backward()
        else:  # nadie ha valorado nada: también es un paso, con el gradiente 0
            for parametro in model.parameters():
                parametro.grad = torch.zeros_like(parametro)
        optimizador.step()
        perdidas.append(perdida.detach().item())
    return perdidas


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return torch.stack([(nota[hay] >= like).sum() for nota, hay in zip(r.T, mask.T, strict=True)])


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    listas = torch.full((len(scores), n), -1, dtype=torch.long)
    for u, puntos in enumerate(scores):
        libres = (~mask[u]).nonzero()[:, 0]
        orden = libres[torch.sort(puntos[libres], descending=True, stable=True).indices][:n]
        listas[u, : orden.numel()] = orden
    return listas


def ganancias(items: Tensor, valores: Tensor, n: int) -> Tensor:
    return torch.stack(
        [
            torch.stack([v[i] if i >= 0 else torch.zeros_like(v[0]) for i in fila[:n]])
            for fila, v in zip(items, valores, strict=True)
        ]
    )


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    return ganancias(items, liked.to(torch.float64), n).mean(dim=1)


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    def dcg(g: Tensor) -> Tensor:
        puestos = torch.arange(g.shape[1], dtype=torch.float32)
        return (g / torch.log2(puestos + 2)).sum(dim=1)

    mejor = dcg(torch.sort(gains, dim=1, descending=True).values[:, :n])
    propio = dcg(ganancias(items, gains, n))
    nada = mejor == 0
    return torch.where(nada, torch.zeros_like(mejor), propio / (mejor + nada.to(mejor.dtype)))
