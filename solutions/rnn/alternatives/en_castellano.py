"""Con nombres en castellano: una clase para los pesos, recursión hacia atrás, listas y bucles."""

from typing import NamedTuple

import torch


class Pesos(NamedTuple):
    entrada: torch.Tensor
    estado: torch.Tensor
    sesgo: torch.Tensor

    def paso(self, x, h):
        suma = torch.matmul(x, self.entrada)
        suma = suma + torch.matmul(h, self.estado)
        return (suma + self.sesgo).tanh()


def rnn_step(x, h, Wx, Wh, b):
    return Pesos(Wx, Wh, b).paso(x, h)


def rnn_forward(x, h0, Wx, Wh, b):
    pesos, estado, estados = Pesos(Wx, Wh, b), h0, []
    for t in range(x.shape[1]):
        estado = pesos.paso(x[:, t], estado)
        estados.append(estado.unsqueeze(1))
    return torch.cat(estados, dim=1)


def rnn_backward(dhs, x, h0, Wx, Wh, b):
    estados = [h0, *rnn_forward(x, h0, Wx, Wh, b).unbind(1)]
    dx = [None] * x.shape[1]
    sumas = [torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)]

    def atras(t, llega):
        """De este paso al primero; devuelve el gradiente que llega a h0."""
        if t < 0:
            return llega
        h = estados[t + 1]
        da = (llega + dhs[:, t]) * (1 - h.pow(2))
        dx[t] = da.mm(Wx.T)
        sumas[0] = sumas[0] + x[:, t].T.mm(da)
        sumas[1] = sumas[1] + estados[t].T.mm(da)
        sumas[2] = sumas[2] + da.sum(0)
        return atras(t - 1, da.mm(Wh.T))

    dh0 = atras(x.shape[1] - 1, torch.zeros_like(h0))
    return (torch.stack(dx, dim=1), dh0, *sumas)


def jacobian_norm(hs, Wh):
    filas = []
    for secuencia in hs:
        producto, normas = None, []
        for h in secuencia:
            jacobiana = Wh * (1 - h * h)
            producto = jacobiana if producto is None else producto @ jacobiana
            mayor = torch.linalg.eigvalsh(producto.T @ producto)[-1]
            normas.append(mayor.clamp(min=0).sqrt())
        filas.append(torch.stack(normas))
    return torch.stack(filas)


def clip_grad_norm(grads, c):
    largo = torch.tensor([torch.linalg.vector_norm(g) for g in grads], dtype=grads[0].dtype)
    norma = torch.linalg.vector_norm(largo)
    if bool(norma > c):
        grads = [g / norma * c for g in grads]
    return list(grads), norma


def truncated_bptt(dhs, x, h0, Wx, Wh, b, k1, k2):
    """Cada ventana con rnn_backward, con ceros donde sus errores ya volvieron."""
    pasos = x.shape[1]
    estados = [h0, *rnn_forward(x, h0, Wx, Wh, b).unbind(1)]
    total = (0, 0, 0)
    for inicio in range(0, pasos, k1):
        fin = inicio + k1 if inicio + k1 < pasos else pasos
        primero = fin - k2 if fin > k2 else 0
        mascara = (torch.arange(primero, fin) >= inicio).to(dhs.dtype)
        errores = dhs[:, primero:fin] * mascara[None, :, None]
        partes = rnn_backward(errores, x[:, primero:fin], estados[primero], Wx, Wh, b)
        total = tuple(suma + parte for suma, parte in zip(total, partes[2:]))
    return total


def sample(logits, temperature, u):
    elegidos = []
    probabilidades = torch.softmax(logits / temperature, dim=1)
    for fila, umbral in zip(probabilidades.tolist(), u.tolist()):
        acumulado = 0.0
        for indice, p in enumerate(fila):
            acumulado += p
            if acumulado > umbral:
                break
        elegidos.append(indice)
    return torch.tensor(elegidos)


def entrenar(x, y, params, lr, steps, max_norm, todos):
    propios = [torch.nn.Parameter(p.detach().clone()) for p in params]
    adam = torch.optim.Adam(propios, lr=lr)
    perdidas = []
    for _ in range(steps):
        Wx, Wh, b, Wy, by = propios
        hs = rnn_forward(x, torch.zeros_like(x[:, 0, :1]).expand(-1, Wh.shape[0]), Wx, Wh, b)
        hs = hs.reshape(-1, Wh.shape[0]) if todos else hs[:, x.shape[1] - 1]
        registro = torch.log_softmax(hs @ Wy + by, dim=1)
        perdida = torch.nn.functional.nll_loss(registro, y.reshape(-1))
        adam.zero_grad()
        perdida.backward()
        if max_norm is not None:
            cortados, _ = clip_grad_norm([p.grad for p in propios], max_norm)
            for p, g in zip(propios, cortados):
                p.grad = g
        adam.step()
        perdidas.append(perdida.item())
    return tuple(p.detach() for p in propios), perdidas


def train_many_to_one(x, y, params, lr, steps, max_norm=None):
    return entrenar(x, y, params, lr, steps, max_norm, False)


def train_many_to_many(x, y, params, lr, steps, max_norm=None):
    return entrenar(x, y, params, lr, steps, max_norm, True)
