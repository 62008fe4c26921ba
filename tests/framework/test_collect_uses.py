"""Forbidden names are found by what they stand for, and honest code is left in peace."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import read_source
from autograder.model.record import Text
from autograder.model.submission import File, Submission, Use
from autograder.model.topic import Assignment, Exercise, Forbidden

ASSIGNMENT = Assignment(
    title=Text("GRU", "GRU"),
    file="gru.py",
    exercises=(Exercise(name="e", title=Text("e", "e"), points=1, defines=("gru_cell", "GRU")),),
    forbidden=Forbidden(names=("torch.nn.GRU", "torch.gru_cell", "torch.softmax")),
)


GROUPS = msgspec.structs.replace(ASSIGNMENT, forbidden=Forbidden(groups=("recurrent layers",)))


def uses(text: str, assignment: Assignment = ASSIGNMENT, **beside: str) -> tuple[Use, ...]:
    files = {"gru.py": text} | {f"{name}.py": other for name, other in beside.items()}
    source = read_source(
        Submission(
            id="x",
            files=tuple(File(path=path, data=data.encode()) for path, data in files.items()),
            main="gru.py",
        ),
        assignment,
    )
    assert source.problem is None
    return source.uses


BY_HAND = msgspec.structs.replace(
    ASSIGNMENT,
    exercises=(
        Exercise(
            name="e", title=Text("e", "e"), points=1, defines=("back", "train"), by_hand=("back",)
        ),
    ),
)


def certain(text: str) -> set[str]:
    return {use.name for use in uses(text) if use.certain}


@pytest.mark.parametrize(
    "text",
    [
        "import torch\nx = torch.nn.GRU(3, 4)",
        "import torch as t\nx = t.nn.GRU",
        "import torch.nn as nn\nx = nn.GRU",
        "import torch.nn\nx = torch.nn.GRU",
        "from torch import nn as layers\nx = layers.GRU",
        "from torch.nn import GRU",
        "from torch.nn import GRU as G\nx = G(3, 4)",
        "from torch.nn import *\nx = GRU(3, 4)",
        "import torch\nx = torch.nn.modules.rnn.GRU",
        "from torch.nn.modules import rnn\nx = rnn.GRU",
        "import torch\nN = torch.nn\nG = N.GRU\nx = G(1)",
        "import torch\na, b = torch.nn, 1\nx = a.GRU",
        "import torch\nx = (m := torch.nn).GRU",
        "import torch.nn as nn\nx = getattr(nn, 'GRU')",
        "import torch.nn as nn\nx = getattr(nn, 'G' + 'RU')",
        "import torch.nn as nn\nx = getattr(nn, ''.join(['G', 'RU']))",
        "import torch.nn as nn\nname = 'GRU'\nx = getattr(nn, name)",
        "import torch.nn as nn\ng = 'G'\nx = getattr(nn, f'{g}RU')",
        "import importlib\nx = importlib.import_module('torch.nn').GRU",
        "from importlib import import_module as load\nx = load('torch' + '.nn').GRU",
        "x = __import__('torch').nn.GRU",
        "x = __import__('torch.nn', fromlist=['GRU']).GRU",
        "import torch\nx = torch.nn.ＧＲＵ",
        "import torch\nx = torch.nn.𝐆𝐑𝐔",
        "import torch\nx = vars(torch.nn)['GRU']",
        "import torch\nx = torch.nn.__dict__['GRU']",
        "import torch\nx = torch.nn.__dict__.get('GRU')",
        "import torch.nn as nn\nx = globals()['nn'].GRU",
        "import sys, torch\nx = sys.modules['torch'].nn.GRU",
        "import torch\nx = torch.nn.__getattribute__('GRU')",
        "import builtins, torch\nx = builtins.getattr(torch.nn, 'GRU')",
        "import operator, torch\nx = operator.attrgetter('GRU')(torch.nn)",
        "import torch\nclass GRU(torch.nn.GRU): pass",
        "import torch\ndef gru_cell(f=torch.nn.GRU): return f",
        "import torch\ndef gru_cell():\n    def inner(): return torch.nn.GRU\n    return inner",
        "import torch\ndef helper(): return torch.nn.GRU(1, 2)\ndef gru_cell(): return helper()",
        "import torch\n@torch.nn.GRU\ndef gru_cell(): pass",
        "import torch\nif torch.nn.GRU: pass",
        "import torch\nmatch torch.nn:\n    case object(GRU=layer): layer(3, 4)",
        "import torch\nmatch torch:\n    case object(nn=object(GRU=_)): pass",
        "import torch\nmatch torch:\n    case object(nn=layers) as all: layers.GRU(3, 4)",
        "import torch\nmatch vars(torch.nn):\n    case {'GRU': layer}: layer(3, 4)",
        "import torch\nmatch torch.nn:\n    case object(LSTM=_) | object(GRU=_): pass",
    ],
)
def test_every_way_to_write_a_forbidden_name_is_certain(text: str) -> None:
    assert certain(text) == {"torch.nn.GRU"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import torch\nx = torch._VF.gru_cell", "torch.gru_cell"),
        ("import torch\nx = torch._C._VariableFunctions.gru_cell", "torch.gru_cell"),
    ],
)
def test_the_same_function_under_another_name_is_found(text: str, name: str) -> None:
    assert certain(text) == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import torch\nx = torch.nn.LSTM(1, 2)", "torch.nn.LSTM"),
        ("from torch.nn.modules.rnn import RNNCellBase", "torch.nn.RNNCellBase"),
        ("from torch.nn.modules import rnn", "torch.nn.modules.rnn"),
        ("from torch import _VF\nx = _VF.rnn_tanh_cell()", "torch.rnn_tanh_cell"),
        ("import torch\nx = torch.ops.aten.gru.input()", "torch.ops.aten.gru"),
        ("from torch.ao.nn.quantized import dynamic as d\nd.GRU()", "torch.ao.nn.quantized"),
        ("from torch.nn import *\nx = print(GRU(3, 4))", "torch.nn.GRU"),
    ],
)
def test_what_belongs_to_a_forbidden_group_is_certain(text: str, name: str) -> None:
    assert {use.name for use in uses(text, GROUPS) if use.certain} == {name}


def test_what_may_belong_to_a_forbidden_group_is_not_certain() -> None:
    found = uses("def gru_cell(x, library): return library.rnn_relu(x)", GROUPS)
    assert found == (Use(name="rnn_relu", file="gru.py", line=1, certain=False),)


@pytest.mark.parametrize(
    "text",
    [
        "from torch.nn.utils.rnn import pad_sequence, pack_sequence",
        "import torch\nlstm = torch.nn.Linear(2, 3)\ny = lstm(1)",
        "import torch.nn as nn\nclass GRU(nn.Module):\n"
        "    def __init__(self): self.rnn_layers = nn.ModuleList()\n"
        "    def forward(self, x): return self.rnn_layers[0](x)",
        "from torch import *\nprint(tanh(1))",
    ],
)
def test_what_is_only_called_alike_is_left_in_peace(text: str) -> None:
    assert uses(text, GROUPS) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import torch.nn as nn\ngetattr(nn, input())", "getattr(torch.nn, …)"),
        ("exec('x')", "exec"),
        ("import builtins\nbuiltins.eval('x')", "eval"),
        ("import base64\nexec(base64.b64decode('eA=='))", "base64"),
        ("x = __builtins__['ex' + 'ec']", "exec"),
        ("import torch\ntorch._C._nn", "torch._C"),
        ("import torch\ntorch.ops.aten.gru", "torch.ops"),
        ("import torch\nmatch torch:\n    case object(_C=c): c.gru_cell", "torch._C"),
        (
            "import torch\n[v for k, v in torch.nn.__dict__.items() if k == 'G']",
            "torch.nn.__dict__",
        ),
        ("import torch\nd = torch.__dict__\nlist(d.values())", "torch.__dict__"),
        ("import torch\nmap(getattr, [torch.nn], ['GRU'])", "getattr"),
        ("import functools, torch\nfunctools.reduce(getattr, ['nn', 'GRU'], torch)", "getattr"),
        ("import torch\nlook = getattr\nlook(torch.nn, name())", "getattr"),
        ("import autograder", "autograder"),
        ("from autograder.judge import session", "autograder"),
        ("import ctypes", "ctypes"),
        ("import gc\ngc.get_objects()", "gc"),
        ("import inspect\ninspect.stack()", "inspect"),
        ("import sys\nsys._getframe(1)", "sys._getframe"),
        ("def f(): pass\nf.__globals__", "__globals__"),
        ("().__class__.__base__.__subclasses__()", "__subclasses__"),
        ("try: pass\nexcept E as e: e.__traceback__.tb_frame.f_back", "f_back"),
        ("import torch\ntorch.softmax = None", "torch.softmax = …"),
        ("import torch\nsetattr(torch, 'x', 1)", "setattr(torch, …)"),
        ("import os\nos.system('ls')", "os.system"),
        ("import subprocess", "subprocess"),
        ("def gru_cell(x): return x.softmax(-1)", "torch.softmax"),
        ("import torch\nfor m in [torch.nn]: m.GRU", "torch.nn.GRU"),
        (
            "import torch\ndef compare(): torch.nn.GRU(1, 2)\n"
            "if __name__ == '__main__': compare()\n",
            "torch.nn.GRU",
        ),
        ("import torch\ndef unused_comparison(): return torch.nn.GRU(1, 2)", "torch.nn.GRU"),
    ],
)
def test_what_cannot_be_proven_is_for_a_person_to_look_at(text: str, name: str) -> None:
    found = {use.name: use.certain for use in uses(text)}
    assert name in found
    assert not found[name]


@pytest.mark.parametrize(
    "text",
    [
        "import torch\nfrom torch import nn\n\n"
        "class GRU(nn.Module):\n"
        "    def __init__(self, D, H):\n"
        "        super().__init__()\n"
        "        self.W = nn.Parameter(torch.zeros(D, H))\n"
        "        self.gru_cell = nn.Linear(D, H)\n"
        "        self.softmax = lambda x: x\n"
        "    def forward(self, x):\n"
        "        return self.softmax(self.gru_cell(x)) + getattr(self, 'W')\n"
        "def gru_cell(x): return GRU(1, 2)(x).sigmoid()\n",
        "import torch\nmodel = torch.nn.Linear(1, 2)\nmodel.eval()\ntorch.compile(model)\n",
        "import re\nre.compile('x')",
        "import torch\ntorch.backends.cudnn.deterministic = True\ntorch.manual_seed(0)",
        "import os, sys, math, random, time\nsys.path.append('.')\nos.path.join('a')",
        "# torch.nn.GRU\n'''torch.nn.GRU is not used here'''\nx = 'nn.GRU'",
        "import torch\nif __name__ == '__main__':\n    torch.nn.GRU(1, 2)\n",
        "import numpy as np\nx = np.zeros(3)\nx[0] = 1\nx.flags.writeable = False",
        "from mymodels import GRU\nx = GRU()",
        "class nn:\n    GRU = 1\nx = nn.GRU",
        "match x:\n    case (N, T, D): pass\n    case {'GRU': y}: pass\n    case Point(x=z): pass",
        "def f(model):\n    model.__dict__.items()\n    vars(model)\n    getattr(model, f'a{1}')",
    ],
)
def test_honest_code_is_left_in_peace(text: str) -> None:
    assert uses(text) == ()


def test_the_guard_is_read_where_the_name_was_changed() -> None:
    text = (
        "import torch\n__name__ = '__main__'\nif __name__ == '__main__':\n    torch.nn.GRU(1, 2)\n"
    )
    assert certain(text) == {"torch.nn.GRU"}


def test_a_find_says_file_and_line_and_looks_into_the_modules_beside() -> None:
    found = uses(
        "import utils\n\nx = utils.G\n",
        utils="import torch\n\n\nG = torch.nn.GRU\n",
        other="exec('')",
    )
    assert found == (Use(name="torch.nn.GRU", file="utils.py", line=4, certain=True),)


DIFFERENTIATES = {
    "torch.func.jacfwd": "import torch\ndef back(x): return torch.func.jacfwd(f)(x)",
    "torch.func.vjp": "from torch.func import vjp as v\ndef back(x): return v(f, x)",
    "torch.func.grad": "import functorch\ndef back(x): return functorch.grad(f)(x)",
    "torch.func.hessian": "from torch.func import *\ndef back(x): return hessian(f)(x)",
    "torch.autograd.grad": "from torch import autograd as a\ndef back(x): return a.grad(x, x)",
    "torch.autograd.functional": (
        "import torch\njacobian = torch.autograd.functional.jacobian\n"
        "def helper(x): return jacobian(f, x)\ndef back(x): return helper(x)"
    ),
    "torch.autograd.forward_ad": (
        "import torch.autograd.forward_ad as ad\ndef back(x): return ad.make_dual(x, x)"
    ),
    "torch.autograd.Variable._execution_engine": (
        "import torch\nE = torch.autograd.Variable._execution_engine\n"
        "def back(x): return E.run_backward(x)"
    ),
}


@pytest.mark.parametrize(("name", "text"), DIFFERENTIATES.items(), ids=DIFFERENTIATES)
def test_differentiation_in_what_is_asked_for_by_hand_is_found(name: str, text: str) -> None:
    assert name in {use.name for use in uses(text, BY_HAND) if use.certain}
    elsewhere = text.replace("def back", "def train")
    assert uses(elsewhere, BY_HAND) == ()


def test_what_may_differentiate_is_not_certain() -> None:
    text = """
import sympy, cmath
def back(x):
    x.sum().backward()
    x.grad_fn(x)
    sympy.diff(x)
    return f(x + 1e-30j).imag + complex(0, 1)
"""
    found = {use.name: use.certain for use in uses(text, BY_HAND)}
    names = ("Tensor.backward", "Tensor.grad_fn", "sympy", "complex")
    assert found == dict.fromkeys(names, False)


def test_a_helper_module_is_looked_through_where_the_function_reaches_it() -> None:
    helper = "import torch\ndef jacobian(f, x): return torch.func.jacrev(f)(x)"
    reached = "from helper import jacobian\ndef back(x): return jacobian(f, x)\ndef train(x): x()"
    (found,) = uses(reached, BY_HAND, helper=helper)
    assert (found.name, found.file, found.certain) == ("torch.func.jacrev", "helper.py", False)
    beside = "from helper import jacobian\ndef back(x): x()\ndef train(x): return jacobian(f, x)"
    assert uses(beside, BY_HAND, helper=helper) == ()


def test_a_backward_pass_of_ones_own_is_no_differentiation() -> None:
    text = """
import torch
from torch import nn

class Run(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return 2 * x
    @staticmethod
    def backward(ctx, g): return 2 * g

@torch.no_grad()
def back(x):
    torch.set_grad_enabled(False)
    return torch.vmap(lambda v: 2 * v)(Run.backward(None, x.detach().requires_grad_(False)))

def train(x):
    x.sum().backward()
"""
    assert uses(text, BY_HAND) == ()


fragments = st.lists(
    st.sampled_from(
        [
            "import torch",
            "import torch.nn as nn",
            "from . import x",
            "from .. import *",
            "x = nn",
            "nn = x",
            "x = x.y",
            "x = getattr(x, 'y')",
            "getattr()",
            "getattr(*x)",
            "vars()[x]",
            "x: int",
            "(x := x.z)",
            "a, *b = x, y",
            "[x.a, x[0]] = y",
            "del x.y",
            "globals()[1]",
            "''.join([x, 1])",
            "f'{x!r:>{y}}'",
            "__import__()",
            "x = lambda: x",
            "x = x()() or x if x else x",
            "operator.attrgetter()()",
            "class x(x, metaclass=x): x = x",
            "def x(x=x): global y; y = x",
        ]
    ),
    max_size=8,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(fragments)
def test_no_code_brings_the_scan_down(text: str) -> None:
    import ast

    from autograder.collect.uses import find_differentiation, find_uses
    from autograder.model.outline import needed, statements

    tree = ast.parse(text)
    for use in find_uses(tree, "gru.py", ASSIGNMENT.forbidden, []):
        assert 1 <= use.line <= text.count("\n") + 1
    for use in find_differentiation(tree, "gru.py"):
        assert 1 <= use.line <= text.count("\n") + 1
    every = statements(tree, text)
    assert needed(every, {"x"}) <= set(range(len(every)))
