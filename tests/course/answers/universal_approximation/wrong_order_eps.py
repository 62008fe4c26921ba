# WRONG: adds 1e-12 to the errors. Must lose points in: order
import math

import torch
import torch.nn.functional as F


def order(ns, errors):
    a, b = torch.log(ns), torch.log(errors + 1e-12)
    a = a - a.mean()
    return float((a * (b - b.mean())).sum() / (a * a).sum())
