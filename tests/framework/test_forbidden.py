"""The library's own cells and automatic differentiation are refused, whichever door is taken.

Which dispatch keys lead to a kernel is a fact of the installed torch: this file is what says, for a
new release, whether the refusal still holds.
"""

import json
import subprocess
import sys
import textwrap

import pytest

from autograder.execution.workers import Host
from autograder.model.record import Kind, Verdict
from tests.framework.conftest import Course, forbidden_operators

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shared host is forked")

SUITE = """
@check("double", es="x")
def test_values(student):
    "values"
    student.double(np.ones((2, 3))).matches_reference()
"""
HEAD = """
import torch
from torch import nn
x = torch.ones(2, 4)
w = [torch.ones(12, 4), torch.ones(12, 4), torch.ones(12), torch.ones(12)]

def double(given):
    {body}
"""

DOORS = {
    "GRU": "nn.GRU(4, 4)(x[None])",
    "a GRU of two layers that looks back": "nn.GRU(4, 4, 2, bidirectional=True)(x[None])",
    "GRU on packed sequences": "nn.GRU(4, 4)(nn.utils.rnn.pack_sequence([x, x]))",
    "GRUCell": "nn.GRUCell(4, 4)(x)",
    "GRUCell without gradients": "torch.no_grad().__enter__(); nn.GRUCell(4, 4)(x)",
    "GRUCell in inference mode": "torch.inference_mode().__enter__(); nn.GRUCell(4, 4)(x)",
    "a subclass": "type('Mine', (nn.GRU,), {})(4, 4)(x[None])",
    "RNNBase": "nn.RNNBase('GRU', 4, 4); nn.modules.rnn.GRU(4, 4)(x[None])",
    "torch.gru_cell": "torch.gru_cell(x, x, *w)",
    "torch.gru": "torch.gru(x[None], x[None], w, True, 1, 0.0, False, False, False)",
    "torch._VF.gru_cell": "torch._VF.gru_cell(x, x, *w)",
    "torch._VF.gru": "torch._VF.gru(x[None], x[None], w, True, 1, 0.0, False, False, False)",
    "torch._C._VariableFunctions": "torch._C._VariableFunctions.gru_cell(x, x, *w)",
    "torch.ops.aten": "torch.ops.aten.gru_cell(x, x, *w)",
    "torch.ops.aten, an overload": "torch.ops.aten.gru_cell.default(x, x, *w)",
    "torch.ops.aten, the sequence": (
        "torch.ops.aten.gru.input(x[None], x[None], w, True, 1, 0.0, False, False, False)"
    ),
    "torch._C._dispatch": "torch._C._jit_get_operation('aten::gru_cell')[0](x, x, *w)",
    "scripted": "torch.jit.script(nn.GRUCell(4, 4))(x)",
    "traced": "torch.jit.trace(nn.GRUCell(4, 4), (x, x))(x, x)",
    "the fused kernel": (
        "torch.ops.aten._thnn_fused_gru_cell(torch.ones(2, 12), torch.ones(2, 12), x)"
    ),
    "vmap": "torch.vmap(lambda each: torch.gru_cell(each[None], each[None], *w))(x)",
    "functional_call": "torch.func.functional_call(nn.GRUCell(4, 4), {}, (x,))",
    "LSTM": "nn.LSTM(4, 4)(x[None])",
    "LSTMCell": "nn.LSTMCell(4, 4)(x)",
    "RNN": "nn.RNN(4, 4)(x[None])",
    "RNN with rectifiers": "nn.RNN(4, 4, nonlinearity='relu')(x[None])",
    "RNNCell": "nn.RNNCell(4, 4)(x)",
    "another number type": "nn.GRUCell(4, 4).double()(x.double())",
    "half precision": "nn.GRUCell(4, 4).bfloat16()(x.bfloat16())",
    "the quantised cell": (
        "import torch.ao.nn.quantized.dynamic as q; q.GRUCell(4, 4, dtype=torch.qint8)(x)"
    ),
    "a name put together": "getattr(torch, 'gr' + 'u_cell')(x, x, *w)",
    "a name from the modules": "__import__('sys').modules['torch._VF'].gru_cell(x, x, *w)",
}


@pytest.mark.parametrize("body", DOORS.values(), ids=DOORS)
def test_every_door_to_the_librarys_cells_is_refused(course: Course, body: str) -> None:
    course.suite(SUITE)
    verdict = course.judge(HEAD.format(body=body))["test_values"]
    assert verdict.kind == Kind.FORBIDDEN, (verdict.exception, verdict.detail)
    assert "::" in verdict.forbidden
    assert verdict.place is not None


CLIP = "torch.nn.utils.clip_grad_value_"
NAMED = {
    "a function": (CLIP, f"{CLIP}([x], 1.0)"),
    "a function, imported": (
        CLIP,
        "from torch.nn.utils import clip_grad_value_ as cut; cut([x], 1.0)",
    ),
    "a function, where it is written": (CLIP, "nn.utils.clip_grad.clip_grad_value_([x], 1.0)"),
    "a function, by a name put together": (
        CLIP,
        "getattr(nn.utils, 'clip_grad_' + 'value_')([x], 1)",
    ),
    "a class": ("torch.optim.Rprop", "torch.optim.Rprop([x.requires_grad_()])"),
    "a class, imported": (
        "torch.optim.Rprop",
        "from torch.optim.rprop import Rprop; Rprop([x.requires_grad_()])",
    ),
    "a subclass of it": (
        "torch.optim.Rprop",
        "type('Mine', (torch.optim.Rprop,), {})([x.requires_grad_()])",
    ),
    "a function of a module": (
        "torch.nn.utils.parametrize",
        "nn.utils.parametrize.is_parametrized(nn.Linear(1, 1))",
    ),
}


@pytest.mark.parametrize(("name", "body"), NAMED.values(), ids=NAMED)
def test_what_no_operator_stands_behind_is_refused_by_its_name(
    course: Course, name: str, body: str
) -> None:
    course.suite(SUITE)
    verdict = course.judge(HEAD.format(body=body))["test_values"]
    assert (verdict.kind, verdict.forbidden) == (Kind.FORBIDDEN, name), verdict.detail
    assert verdict.place is not None


def test_a_forbidden_name_that_is_only_mentioned_costs_nothing(course: Course) -> None:
    course.suite(SUITE)
    body = f"cut, kind = {CLIP}, torch.optim.Rprop; isinstance(x, kind); return 2 * given"
    assert course.judge(HEAD.format(body=body))["test_values"].passed


def test_what_is_allowed_still_works_beside_it(course: Course, either: Host) -> None:
    course.suite(SUITE)
    body = (
        "layer = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3)).double();"
        " layer(given).sum().backward(); return 2 * given"
    )
    assert course.judge(HEAD.format(body=body), pool=either)["test_values"].passed


BY_HAND = "torch.ones(1, requires_grad=True)"
GRADIENTS = {
    "backward": f"{BY_HAND}.sum().backward()",
    "autograd.backward": f"torch.autograd.backward({BY_HAND}.sum())",
    "autograd.grad": f"v = {BY_HAND}; torch.autograd.grad(v.sum(), v)",
    "functional.jacobian": f"torch.autograd.functional.jacobian(torch.sin, {BY_HAND})",
    "functional.vjp": f"torch.autograd.functional.vjp(torch.sin, {BY_HAND}, torch.ones(1))",
    "functional.hessian": (
        f"torch.autograd.functional.hessian(lambda v: v.sin().sum(), {BY_HAND})"
    ),
    "func.grad": "torch.func.grad(torch.sin)(torch.tensor(1.0))",
    "func.vjp": "torch.func.vjp(torch.sin, torch.ones(1))[1](torch.ones(1))",
    "func.jacrev": "torch.func.jacrev(torch.sin)(torch.ones(1))",
}


@pytest.mark.parametrize("body", GRADIENTS.values(), ids=GRADIENTS)
def test_automatic_differentiation_is_refused_where_a_gradient_is_asked_for_by_hand(
    course: Course, body: str
) -> None:
    course.suite(SUITE)
    path = course.root / "assignments/toy/assignment.toml"
    text = path.read_text()
    path.write_text(text.replace("defines =", 'by_hand = ["double"]\ndefines ='))
    verdict = course.judge(HEAD.format(body=body))["test_values"]
    assert verdict.kind == Kind.FORBIDDEN, (verdict.exception, verdict.detail)
    assert "autograd" in verdict.forbidden


@pytest.mark.parametrize("body", GRADIENTS.values(), ids=GRADIENTS)
def test_it_is_allowed_everywhere_else(course: Course, body: str) -> None:
    course.suite(SUITE)
    verdict: Verdict = course.judge(HEAD.format(body=f"{body}; return 2 * given"))["test_values"]
    assert verdict.passed, (verdict.exception, verdict.detail)


def test_by_hand_code_that_differentiates_by_hand_passes(course: Course) -> None:
    course.suite(SUITE)
    path = course.root / "assignments/toy/assignment.toml"
    text = path.read_text()
    path.write_text(text.replace("defines =", 'by_hand = ["double"]\ndefines ='))
    body = "v = torch.ones(2, requires_grad=True); (v * 2).detach(); return 2 * given"
    assert course.judge(HEAD.format(body=body))["test_values"].passed


def test_the_operators_that_a_topic_forbids_exist_in_this_torch() -> None:
    script = """
        import json, sys, torch
        missing = []
        for qualified in json.loads(sys.argv[1]):
            namespace, name = qualified.split("::")
            name, _, overload = name.partition(".")
            packet = getattr(getattr(torch.ops, namespace), name, None)
            if packet is None or (overload and overload not in packet.overloads()):
                missing.append(qualified)
        print(json.dumps(missing))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), json.dumps(forbidden_operators())],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []
