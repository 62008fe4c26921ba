# WRONG: short gradients are returned as they are, not as new tensors. Must lose points in: clip_grad_norm
import math

import torch
import torch.nn.functional as F
from torch import nn


def clip_grad_norm(grads, c):
    norm = torch.sqrt(sum((g**2).sum() for g in grads))
    if norm <= c:
        return list(grads), norm
    return [g * (c / norm) for g in grads], norm
