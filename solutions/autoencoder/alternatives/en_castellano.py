"""Nombres y comentarios en castellano; épocas barajadas a mano y la VAE con la pérdida desglosada."""

import torch
import torch.nn as nn


def linear_autoencoder(x, k):
    media = x.mean(dim=0)
    centrado = x - media
    _, _, direcciones = torch.linalg.svd(centrado)
    base = direcciones[:k]
    # Cualquier cambio de base del código vale, si el decodificador lo deshace.
    mezcla = torch.triu(torch.ones(k, k, dtype=x.dtype))
    entrada = base.T @ mezcla
    salida = torch.linalg.inv(mezcla) @ base
    desplazamiento = torch.arange(k, dtype=x.dtype)
    return entrada, desplazamiento - media @ entrada, salida, media - desplazamiento @ salida


def principal_angle(A, B):
    # Resolviendo con mínimos cuadrados: lo que de A se ve en B y al revés.
    base_a, base_b = torch.linalg.qr(A)[0], torch.linalg.qr(B)[0]
    cosenos_cuadrados = torch.linalg.eigvalsh(base_b.T @ base_a @ base_a.T @ base_b)
    return torch.sqrt(cosenos_cuadrados.clamp(0, 1)).min().acos()


def capa(entradas, salidas):
    nueva = nn.Linear(entradas, salidas)
    nn.init.kaiming_uniform_(nueva.weight, nonlinearity="relu")
    return nueva


class Autoencoder(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.entrada = capa(input_size, hidden_size)
        self.codigo = capa(hidden_size, code_size)
        self.vuelta = capa(code_size, hidden_size)
        self.salida = capa(hidden_size, input_size)
        self.activacion = nn.ReLU()

    def encode(self, x):
        return self.codigo(self.activacion(self.entrada(x)))

    def decode(self, z):
        return self.salida(self.activacion(self.vuelta(z)))

    def forward(self, x):
        return self.decode(self.encode(x))


def directions_through(reconstruct, x, tol=1e-6):
    def una(imagen):
        return reconstruct(imagen.reshape(1, -1)).reshape(-1)

    # Columna a columna, con productos hacia adelante.
    columnas = [torch.func.jvp(una, (x,), (direccion,))[1] for direccion in torch.eye(len(x)).to(x)]
    valores = torch.linalg.svdvals(torch.stack(columnas, dim=1))
    return len([valor for valor in valores if valor > tol * valores[0]])


def corrupt(x, u, p):
    dañada = x.clone()
    for fila in range(x.shape[0]):
        for columna in range(x.shape[1]):
            if u[fila, columna] < p:
                dañada[fila, columna] = 0
    return dañada


def denoising_loss(model, x, noisy):
    reconstruida = model(noisy)
    return torch.stack([((a - b) ** 2).sum() for a, b in zip(reconstruida, x)]).mean()


def minilotes(x, cuantos, tamaño):
    """Recorre x en épocas barajadas; el último trozo se completa con la época siguiente."""
    pendientes = torch.empty(0, dtype=torch.long)
    for _ in range(cuantos):
        while len(pendientes) < tamaño:
            pendientes = torch.cat([pendientes, torch.randperm(len(x))])
        yield x[pendientes[:tamaño]]
        pendientes = pendientes[tamaño:]


def train_denoising(model, x, p, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    optimizador = torch.optim.Adam(model.parameters(), lr=lr)
    perdidas = []
    for lote in minilotes(x, steps, batch_size):
        dañado = lote * (torch.rand_like(lote) >= p)
        optimizador.zero_grad()
        perdida = (model(dañado) - lote).pow(2).sum(dim=1).mean()
        perdida.backward()
        optimizador.step()
        perdidas.append(perdida.item())
    return perdidas


def reparameterize(mu, logvar, eps):
    desviacion = torch.exp(logvar) ** 0.5
    return eps * desviacion + mu


def gaussian_kl(mu, logvar):
    por_dimension = 0.5 * (mu**2 + torch.exp(logvar) - logvar - 1)
    return por_dimension.sum(dim=1)


def elbo(x, logits, mu, logvar):
    verosimilitud = -(logits.clamp(min=0) - logits * x + torch.log1p(torch.exp(-logits.abs())))
    return verosimilitud.sum(dim=1) - gaussian_kl(mu, logvar)


class VAE(nn.Module):
    def __init__(self, input_size, hidden_size, code_size):
        super().__init__()
        self.entrada = capa(input_size, hidden_size)
        self.media = capa(hidden_size, code_size)
        self.log_varianza = capa(hidden_size, code_size)
        self.vuelta = capa(code_size, hidden_size)
        self.salida = capa(hidden_size, input_size)

    def encode(self, x):
        oculta = torch.relu(self.entrada(x))
        return self.media(oculta), self.log_varianza(oculta)

    def decode(self, z):
        return self.salida(torch.relu(self.vuelta(z)))

    def forward(self, x, eps=None):
        mu, logvar = self.encode(x)
        if eps is None:
            z = torch.normal(mu, torch.exp(logvar / 2))
        else:
            z = reparameterize(mu, logvar, eps)
        return self.decode(z), mu, logvar


def sample(vae, n, code_size, seed):
    azar = torch.Generator().manual_seed(seed)
    imagenes = []
    codigos = torch.randn(n, code_size, generator=azar)
    imagenes = torch.sigmoid(vae.decode(codigos))
    return imagenes.detach()


def train_step(vae, optimizer, x, eps, beta=1.0):
    optimizer.zero_grad()
    logits, mu, logvar = vae(x, eps)
    reconstruccion = nn.BCEWithLogitsLoss(reduction="none")(logits, x).sum(dim=1).mean()
    divergencia = gaussian_kl(mu, logvar).mean()
    perdida = reconstruccion + beta * divergencia
    perdida.backward()
    optimizer.step()
    return perdida.item()


def train_vae(vae, x, code_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    optimizador = torch.optim.Adam(vae.parameters(), lr=lr)
    perdidas = []
    for lote in minilotes(x, steps, batch_size):
        ruido = torch.randn(batch_size, code_size)
        perdidas.append(train_step(vae, optimizador, lote, ruido))
    return perdidas
