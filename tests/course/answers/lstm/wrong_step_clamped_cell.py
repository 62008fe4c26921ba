# WRONG: the cell is clamped to ±10. Must lose points in: lstm_step
import math

import torch
import torch.nn.functional as F
from torch import nn


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    c = c.clamp(-10, 10)
    return torch.sigmoid(o) * torch.tanh(c), c
