# WRONG: cumulates in float32. Must lose points in: sample
import math

import torch
import torch.nn.functional as F
from torch import nn


def sample(logits, temperature, u):
    p = torch.softmax(logits.float() / temperature, 1).cumsum(1)
    first = (p > u[:, None]).int().argmax(1)
    none = ~(p > u[:, None]).any(1)
    return torch.where(none, torch.full_like(first, logits.shape[1] - 1), first)
