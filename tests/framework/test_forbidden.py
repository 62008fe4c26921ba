"""The library's own cells and automatic differentiation are refused, whichever door is taken.

Which dispatch keys lead to a kernel is a fact of the installed torch: this file is what says, for a
new release, whether the refusal still holds.
"""

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import choose
from autograder.model.groups import GROUPS
from autograder.model.record import Kind, Verdict
from autograder.model.topic import Forbidden, Topic, TopicError
from tests.framework.conftest import REPOSITORY, Course

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


LEAF = "torch.ones(2, requires_grad=True)"
# Each leads to a derivative: reverse mode, forward mode, and who stands before them.
GRADIENTS = {
    "backward": f"{LEAF}.sum().backward()",
    "autograd.backward": f"torch.autograd.backward({LEAF}.sum())",
    "autograd.grad": f"v = {LEAF}; torch.autograd.grad(v.sum(), v)",
    "functional.jacobian": f"torch.autograd.functional.jacobian(torch.sin, {LEAF})",
    "functional.vjp": f"torch.autograd.functional.vjp(torch.sin, {LEAF}, torch.ones(2))",
    "functional.jvp": f"torch.autograd.functional.jvp(torch.sin, {LEAF}, torch.ones(2))",
    "functional.hessian": f"torch.autograd.functional.hessian(lambda v: v.sin().sum(), {LEAF})",
    "forward-mode jacobian": (
        "torch.autograd.functional.jacobian(torch.sin, torch.ones(2),"
        " strategy='forward-mode', vectorize=True)"
    ),
    "func.grad": "torch.func.grad(torch.sin)(torch.tensor(1.0))",
    "func.vjp": "torch.func.vjp(torch.sin, torch.ones(1))[1](torch.ones(1))",
    "func.jvp": "torch.func.jvp(torch.sin, (torch.ones(1),), (torch.ones(1),))",
    "func.jacrev": "torch.func.jacrev(torch.sin)(torch.ones(1))",
    "func.jacfwd": "torch.func.jacfwd(torch.sin)(torch.ones(1))",
    "func.hessian": "torch.func.hessian(torch.sin)(torch.ones(1))",
    "func.linearize": "torch.func.linearize(torch.sin, torch.ones(1))[1](torch.ones(1))",
    "functorch": "import functorch; functorch.grad(torch.sin)(torch.tensor(1.0))",
    "dual numbers": (
        "import torch.autograd.forward_ad as ad; ad.enter_dual_level();"
        " ad.unpack_dual(ad.make_dual(torch.ones(1), torch.ones(1)).sin())"
    ),
    "the engine": (
        f"v = {LEAF}; torch.autograd.Variable._execution_engine.run_backward("
        "(v.sum(),), (torch.tensor(1.0),), False, False, (v,), True, False)"
    ),
    "an engine of one's own": (
        f"v = {LEAF}; torch._C._ImperativeEngine().run_backward("
        "(v.sum(),), (torch.tensor(1.0),), False, False, (v,), True, False)"
    ),
    "a class of one's own": (
        "F = type('F', (torch.autograd.Function,), {'forward': staticmethod(lambda c, v: v.sum()),"
        f" 'backward': staticmethod(lambda c, g: g.expand(2))}}); F.apply({LEAF}).backward()"
    ),
    "a hook": f"{LEAF}.register_hook(print)",
    "a hook on what has gathered": f"{LEAF}.register_post_accumulate_grad_hook(print)",
    "a gradient that is kept": f"v = {LEAF}.sin(); v.retain_grad()",
    "gradcheck": (
        "torch.autograd.gradcheck(torch.sin, torch.ones(1, dtype=torch.double, requires_grad=True))"
    ),
    "functions kept at import": "kept(torch.ones(1))",
    "methods kept at import": f"kept_backward({LEAF}.sum())",
    "an engine kept at import": (
        f"v = {LEAF}; kept_engine.run_backward("
        "(v.sum(),), (torch.tensor(1.0),), False, False, (v,), True, False)"
    ),
    "entries kept at import": "kept_entry(); kept_exit()",
    "another thread": (
        "errors = []\n"
        "    def differentiate():\n"
        "        try: torch.func.grad(torch.sin)(torch.tensor(1.0))\n"
        "        except Exception as error: errors.append(error)\n"
        "    import threading; t = threading.Thread(target=differentiate); t.start(); t.join()\n"
        "    for error in errors: raise error\n"
        "    x"
    ),
}
KEPT = """
kept = torch.func.jacfwd(torch.sin)
kept_backward = torch.Tensor.backward
kept_engine = torch.autograd.Variable._execution_engine
kept_entry = torch._C._functorch._grad_increment_nesting
kept_exit = torch._C._functorch._grad_decrement_nesting
"""
# These come to no engine, and have nothing to go through.
GRAPHS = {
    "a node that is called": f"v = {LEAF}.sin(); return 2 * v.grad_fn(torch.ones(2))",
    "with gradients switched on": (
        f"torch.enable_grad().__enter__(); v = {LEAF}.sin(); return v.grad_fn(torch.ones(2))"
    ),
    "outside of inference": (
        "torch.inference_mode(False).__enter__();"
        f" v = {LEAF}.sin(); return v.grad_fn(torch.ones(2))"
    ),
    "a script's node": (
        f"v = {LEAF}; [scripted(v) for _ in range(3)]; return scripted(v).grad_fn(torch.ones(2))[0]"
    ),
    "an operator of C++'s": (
        f"v = {LEAF}; torch.ops.aten._backward(v.sin().sum(), [v]); return v.grad"
    ),
    "a script's gradient": f"v = {LEAF}; return script_gradient(v)",
    "dual numbers of a level that was entered at import": (
        "return ad.unpack_dual(ad.make_dual(given, given).sin()).tangent + 0"
    ),
}
SCRIPTED = """
import torch.autograd.forward_ad as ad
ad.enter_dual_level()

@torch.jit.script
def scripted(v):
    return torch.tanh(2 * v) * v

@torch.jit.script
def script_gradient(v):
    found = torch.autograd.grad([scripted(v).sum()], [v])[0]
    assert found is not None
    return found
"""


def asked_by_hand(course: Course, *names: str) -> None:
    """The course, in which the gradients of these functions are asked for by hand."""
    path = course.root / "assignments/toy/assignment.toml"
    path.write_text(path.read_text().replace("defines =", f"by_hand = {list(names)}\ndefines ="))


@pytest.mark.parametrize("body", GRADIENTS.values(), ids=GRADIENTS)
def test_automatic_differentiation_is_refused_where_a_gradient_is_asked_for_by_hand(
    course: Course, body: str
) -> None:
    course.suite(SUITE)
    asked_by_hand(course, "double")
    verdict = course.judge(HEAD.format(body=body) + KEPT)["test_values"]
    assert verdict.kind == Kind.FORBIDDEN, (verdict.exception, verdict.detail)
    assert verdict.forbidden == "torch.autograd"
    assert verdict.place is not None


@pytest.mark.parametrize("body", GRAPHS.values(), ids=GRAPHS)
def test_where_no_gate_stands_there_is_no_graph(course: Course, body: str) -> None:
    course.suite(SUITE)
    text = f"{HEAD.format(body=body)}\n{SCRIPTED}"
    with_a_graph = course.judge(text)["test_values"]
    assert with_a_graph.kind in (Kind.WRONG_VALUE, Kind.WRONG_SHAPE, Kind.WRONG_DTYPE), body
    asked_by_hand(course, "double")
    verdict = course.judge(text)["test_values"]
    assert verdict.kind == Kind.RAISED, (verdict.kind, verdict.detail)


@pytest.mark.parametrize("body", GRADIENTS.values(), ids=GRADIENTS)
def test_it_is_allowed_everywhere_else(course: Course, body: str) -> None:
    course.suite(SUITE)
    text = HEAD.format(body=f"{body}; return 2 * given") + KEPT
    verdict: Verdict = course.judge(text)["test_values"]
    assert verdict.passed, (verdict.exception, verdict.detail)


def test_by_hand_code_that_differentiates_by_hand_passes(course: Course) -> None:
    course.suite(SUITE)
    asked_by_hand(course, "double")
    body = """
    v = torch.ones(2, requires_grad=True)
    (v * 2).detach(); F.apply(v); F.backward(None, v); print(v, v.grad_fn)
    return 2 * given

class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, v): return 2 * v
    @staticmethod
    def backward(ctx, g): return 2 * g
    """
    assert course.judge(HEAD.format(body=body))["test_values"].passed


def test_a_transform_that_is_left_open_at_import_is_refused(course: Course) -> None:
    course.suite(SUITE)
    asked_by_hand(course, "double")
    text = """
    import torch
    torch._C._functorch._jvp_increment_nesting()

    def double(given):
        return 2 * given
    """
    verdict = course.judge(text)["test_values"]
    assert verdict.kind == Kind.FORBIDDEN, verdict.detail


ROUND_IT = """
@probe
def differentiated(student, x):
    x = x.requires_grad_(True)
    answer = student.double(x)
    (answer**2).sum().backward()
    before = torch.func.grad(lambda v: (v**3).sum())(x.detach())
    return answer, x.grad, before

@check("double", es="x")
def test_values(student):
    "values"
    student.run(differentiated, np.ones((2, 3))).matches_reference()
    student.double.gradients(np.ones((2, 3))).matches_reference()
"""


def test_a_probe_differentiates_round_a_function_that_is_asked_for_by_hand(course: Course) -> None:
    course.suite(ROUND_IT)
    asked_by_hand(course, "double")
    text = "import torch\ndef double(x): {body}return 2 * x"
    assert course.judge(text.format(body=""))["test_values"].passed
    verdict = course.judge(text.format(body="torch.func.vjp(torch.sin, x); "))["test_values"]
    assert (verdict.kind, verdict.forbidden) == (Kind.FORBIDDEN, "torch.autograd")


LATE = """
@probe
def answered(student, x):
    return student.double(x)

@check("double", es="x")
def test_values(student):
    "values"
    student.{asked}.matches_reference()
"""


@pytest.mark.parametrize("asked", ["double(np.ones(3))", "run(answered, np.ones(3))"])
def test_what_is_worked_out_while_the_answer_is_read_is_worked_out_by_hand(
    course: Course, asked: str
) -> None:
    course.suite(LATE.format(asked=asked))
    course.reference("def double(x): return [2 * x]")
    asked_by_hand(course, "double")
    text = """
    import torch

    class Late(list):
        def __iter__(self):
            yield torch.func.jvp(torch.square, (torch.ones(3, dtype=torch.double),), (self[0],))[1]

    def double(x):
        return Late([x])
    """
    verdict = course.judge(text)["test_values"]
    assert (verdict.kind, verdict.forbidden) == (Kind.FORBIDDEN, "torch.autograd")


def test_a_class_that_is_asked_for_by_hand_has_no_gradients_in_a_probe(course: Course) -> None:
    course.suite(
        """
        @probe
        def used(student, x):
            return student.Double().back(x)

        @check("double", es="x")
        def test_values(student):
            "values"
            student.run(used, np.ones(3)).matches_reference()
        """
    )
    text = "import torch\nclass Double:\n    def back(self, x): {body}return 2 * x"
    course.reference(text.format(body=""))
    asked_by_hand(course, "Double")
    assert course.judge(text.format(body=""))["test_values"].passed
    verdict = course.judge(text.format(body="torch.func.vjp(torch.sin, x); "))["test_values"]
    assert verdict.kind == Kind.FORBIDDEN


# A call of each kind, by the doors that differ: an operator, a function that is Python all through,
# a layer or class, one of another package.
KINDS = {
    "recurrent layers": {
        "its gradient": (
            "torch.ops.aten._thnn_differentiable_gru_cell_backward("
            "x, torch.ones(2, 12), torch.ones(2, 12), x, None, None)"
        ),
        "oneDNN": "torch.mkldnn_rnn_layer(*[x] * 7, False, [], 2, 4, 1, True, False, False, False)",
        "cuDNN": (
            "torch._cudnn_rnn(x, [x], 1, None, x, None, 2, 4, 0, 1, False, 0.0, False, False, [],"
            " None)"
        ),
        "MIOpen": (
            "torch.miopen_rnn(x, [x], 1, x, None, 2, 4, 1, False, 0.0, False, False, [], None)"
        ),
        "a quantised cell": "torch.quantized_rnn_tanh_cell(x, x, *w, x, x, x, x, 1, 1, 1, 1)",
        "decompositions": "torch._decomp.decompositions.gru_cell(x, x, *w)",
    },
    "convolutions": {
        "a layer": "nn.Conv2d(1, 1, 2)(x[None, None])",
        "its transpose": "nn.ConvTranspose1d(1, 1, 2)(x[:, None])",
        "a function": "nn.functional.conv1d(x[None], torch.ones(1, 2, 2))",
        "without gradients": "torch.no_grad().__enter__(); nn.Conv1d(2, 1, 2)(x[None])",
        "its gradient": "nn.grad.conv1d_input((1, 2, 4), torch.ones(1, 2, 2), torch.ones(1, 1, 3))",
        "windows as columns": "nn.functional.unfold(x[None, None], (2, 2))",
        "columns put together": "nn.Fold((2, 4), (1, 1))(torch.ones(1, 1, 8))",
        "the operator": "torch.convolution(x[None], x[None], None, [1], [0], [1], False, [0], 1)",
        "oneDNN": "nn.Conv2d(1, 1, 2)(x[None, None].to_mkldnn())",
        "vmap": "torch.vmap(nn.Conv1d(1, 1, 2))(x[:, None, None])",
    },
    "pooling": {
        "a layer": "nn.MaxPool1d(2)(x)",
        "a function": "nn.functional.avg_pool1d(x, 2)",
        "adaptive": "nn.AdaptiveMaxPool2d(1)(x[None])",
        "a power": "nn.LPPool1d(2, 2)(x)",
        "quantised": (
            "nn.functional.max_pool2d(torch.quantize_per_tensor(x[None, None], 1.0, 0,"
            " torch.quint8), 2)"
        ),
    },
    "normalisation layers": {
        "over a batch": "nn.BatchNorm1d(4)(x)",
        "over features": "nn.LayerNorm(4)(x)",
        "over groups": "nn.functional.group_norm(x, 2)",
        "over an instance": "nn.InstanceNorm1d(2)(x[None])",
        "by the root mean square": "nn.RMSNorm(4)(x)",
        "over neighbours": "nn.LocalResponseNorm(2)(x[None])",
        "the operator": "torch.native_layer_norm(x, [4], None, None, 1e-5)",
    },
    "attention": {
        "the function": "nn.functional.scaled_dot_product_attention(x, x, x)",
        "the operator": "torch.ops.aten._scaled_dot_product_attention_math(x, x, x)",
        "the layer": "nn.MultiheadAttention(4, 2)(x, x, x)",
        "the layer, as used": "nn.MultiheadAttention(4, 2).eval()(*[x[None]] * 3)",
        "a Transformer": "nn.Transformer(4, 2, 1, 1, 8)(x, x)",
        "an encoder": "nn.TransformerEncoderLayer(4, 2, 8, batch_first=True).eval()(x[None])",
    },
    "losses": {
        "a layer": "nn.MSELoss()(x, x)",
        "a function": "nn.functional.cross_entropy(x, torch.tensor([0, 1]))",
        "the operator": "torch.ops.aten.nll_loss(x, torch.tensor([0, 1]))",
        "one of Python": "nn.functional.gaussian_nll_loss(x, x, x)",
        "a divergence": "nn.KLDivLoss()(x, x)",
        "inside a distribution": "torch.distributions.Bernoulli(logits=x).log_prob(x)",
    },
    "optimizers": {
        "a class": "torch.optim.Adam([x.requires_grad_()])",
        "where it is written": "from torch.optim.adam import Adam; Adam([x.requires_grad_()])",
        "a subclass": "type('Mine', (torch.optim.SGD,), {})([x.requires_grad_()])",
        "a function": "torch.optim._functional.sgd([x], [x], [None], weight_decay=0, momentum=0,"
        " lr=1, dampening=0, nesterov=False, maximize=False)",
        "the operator": "torch._fused_sgd_([x], [x], [], weight_decay=0.0, momentum=0.0, lr=1.0,"
        " dampening=0.0, nesterov=False, maximize=False, is_first_step=True)",
    },
    "gradient clipping": {
        "a function": "nn.utils.clip_grad_norm_([x.requires_grad_()], 1.0)",
        "by value": "nn.utils.clip_grad_value_([x.requires_grad_()], 1.0)",
    },
}


@pytest.fixture(scope="module")
def strict() -> Iterator[Host]:
    """Workers that refuse every group."""
    pool = Host(choose("none"), tuple(GROUPS))
    pool.start()
    yield pool
    pool.close()


def strict_course(course: Course) -> Course:
    """The course, forbidding every group."""
    path = course.root / "assignments/toy/assignment.toml"
    text = re.sub("groups = .*", f"groups = {list(GROUPS)}", path.read_text())
    path.write_text(re.sub("names = .*", "", text))
    course.suite(SUITE)
    return course


@pytest.mark.parametrize(
    ("group", "body"),
    [(group, body) for group, bodies in KINDS.items() for body in bodies.values()],
    ids=[f"{group}: {name}" for group, bodies in KINDS.items() for name in bodies],
)
def test_every_kind_of_call_that_a_group_holds_is_refused(
    course: Course, strict: Host, group: str, body: str
) -> None:
    judged = strict_course(course).judge(HEAD.format(body=body), pool=strict)
    verdict = judged["test_values"]
    assert verdict.kind == Kind.FORBIDDEN, (verdict.exception, verdict.detail)
    assert Forbidden(groups=(group,)).holds(verdict.forbidden)
    assert verdict.place is not None


def test_what_stands_beside_the_groups_still_works(course: Course, strict: Host) -> None:
    body = """
    from torch.nn.utils.rnn import pad_sequence

    class Descent(torch.optim.Optimizer):
        def step(self):
            for group in self.param_groups:
                for p in group["params"]:
                    p.data -= group["lr"] * p.grad

    layer = nn.Sequential(nn.Linear(4, 4), nn.Tanh(), nn.Dropout(0.1), nn.Flatten())
    optimizer = Descent(layer.parameters(), {"lr": 0.1})
    torch.optim.lr_scheduler.StepLR(optimizer, 1)
    out = layer(nn.functional.normalize(x.unfold(1, 2, 2).flatten(1)))
    (out.softmax(-1).log() * torch.linalg.norm(out)).sum().backward()
    optimizer.step()
    torch.einsum("nd,nd->n", pad_sequence([x[0], x[1, :2]], batch_first=True), x).amax()
    x.type(torch.float64).clip(0, 1).to_sparse().to_dense()
    return 2 * given
    """
    assert strict_course(course).judge(HEAD.format(body=body), pool=strict)["test_values"].passed


# All that the three topics on recurrent networks listed by hand before there were groups.
LISTED = (
    *("torch.nn.GRU", "torch.nn.GRUCell", "torch.nn.LSTM", "torch.nn.LSTMCell", "torch.nn.RNN"),
    *("torch.nn.RNNBase", "torch.nn.RNNCell", "torch.nn.RNNCellBase", "torch.nn.modules.rnn"),
    *("torch.nn.quantized.dynamic", "torch.ao.nn.quantized.dynamic", "torch.ao.nn.quantizable"),
    *("torch.nn.utils.clip_grad", "torch.nn.utils.clip_grad_norm", "torch.nn.utils.get_total_norm"),
    *("torch.nn.utils.clip_grad_norm_", "torch.nn.utils.clip_grads_with_norm_"),
    *("torch.gru", "torch.gru_cell", "torch.lstm", "torch.lstm_cell", "torch.mkldnn_rnn_layer"),
    *("torch.rnn_relu", "torch.rnn_relu_cell", "torch.rnn_tanh", "torch.rnn_tanh_cell"),
    *("torch.quantized_gru", "torch.quantized_gru_cell", "torch.quantized_lstm"),
    *("torch.quantized_lstm_cell", "torch._VF.gru", "torch._VF.gru_cell", "torch._VF.lstm"),
    *("torch._VF.lstm_cell", "torch._VF.rnn_relu", "torch._VF.rnn_relu_cell"),
    *("torch._VF.rnn_tanh", "torch._VF.rnn_tanh_cell", "torch.ops.aten.gru"),
    *("torch.ops.aten.gru_cell", "torch.ops.aten.lstm", "torch.ops.aten.lstm_cell"),
    *("torch.ops.aten.rnn_relu", "torch.ops.aten.rnn_tanh"),
)
LISTED_OPERATORS = (
    *("aten::gru.input", "aten::gru.data", "aten::gru_cell", "aten::_thnn_fused_gru_cell"),
    *("aten::lstm.input", "aten::lstm.data", "aten::lstm_cell", "aten::_thnn_fused_lstm_cell"),
    *("aten::rnn_relu.input", "aten::rnn_relu.data", "aten::rnn_relu_cell"),
    *("aten::rnn_tanh.input", "aten::rnn_tanh.data", "aten::rnn_tanh_cell"),
    *("aten::mkldnn_rnn_layer", "aten::quantized_gru.input", "aten::quantized_gru.data"),
    *("aten::quantized_gru_cell", "aten::quantized_lstm.input", "aten::quantized_lstm.data"),
    *("aten::quantized_lstm_cell", "quantized::quantized_gru_cell_dynamic"),
    *("quantized::quantized_lstm_cell_dynamic",),
)


def test_what_the_topics_listed_by_hand_their_groups_still_hold() -> None:
    rnn = Topic(REPOSITORY / "assignments" / "rnn", REPOSITORY).assignment.forbidden
    assert [name for name in LISTED if not rnn.found_in(name)] == []
    for name in ("gru", "lstm", "rnn"):
        topic = Topic(REPOSITORY / "assignments" / name, REPOSITORY)
        forbidden = topic.assignment.forbidden
        assert [name for name in LISTED_OPERATORS if not forbidden.holds(name)] == []
        clipping = () if name == "rnn" else ("clip", "norm")
        left_out = [each for each in LISTED if not forbidden.found_in(each)]
        assert all(any(word in each for word in clipping) for each in left_out), name


# Whatever has such a word in its name is of the kind, but for what only looks alike.
WORDS = {
    "recurrent layers": ("gru|lstm|rnn", "torch.nn.utils.rnn"),
    "convolutions": ("conv|fold|im2col|col2im", "_?conver[ts]|aten::unfold|aten::_philox_key_fold"),
    "pooling": ("pool", "_alloc_from_pool|_unpool_output_size"),
    "normalisation layers": (
        "norm|lrn",
        # norms of vectors and weights, normal distributions
        "normal_?$|normalize|normal_functional|weight_norm|spectral_?norm|renorm|clip_grad|total_norm"
        "|(frobenius|nuclear|matrix|vector|native|linalg|foreach|::)_?norm$|norm_except_dim"
        "|vector_norm|::norm|_NormBase|utils.parametri[sz]",
    ),
    "attention": ("attention|transformer|sdp", "_fused_sdp_choice"),
    "losses": ("loss|entropy|kl_div|hinge|nll|criterion", "LinearCrossEntropyOptions"),
    "optimizers": (
        "adam|sgd|adagrad|optim|rprop|lbfgs|muon|adafactor|adadelta",
        r"qparams_optimized|torch.optim.(Optimizer|optimizer|lr_scheduler|swa_utils)\b",
    ),
    "gradient clipping": ("clip.*grad|clip.*norm", "(?!)"),
}
REGISTRY = """
    import importlib, json, pkgutil, warnings
    import torch, torch.ao.nn.quantized, torch.ao.nn.quantizable, torch.ao.nn.quantized.dynamic
    warnings.simplefilter("ignore")
    modules = [torch.nn, torch.nn.functional, torch.optim, torch.nn.utils, torch.ao.nn.quantized,
               torch.ao.nn.quantizable, torch.ao.nn.quantized.dynamic]
    names = {f"{module.__name__}.{name}" for module in modules for name in dir(module)
             if callable(getattr(module, name, None))}
    operators = {each.name for each in torch._C._jit_get_all_schemas()}
    refusable = {name.partition(".")[0] for name in torch._C._dispatch_get_all_op_names()}
    from autograder.execution.worker import forbid
    from autograder.model.groups import GROUPS
    refused = {group: sorted(forbid.refuse([group])) for group in GROUPS}
    print(json.dumps([sorted(names), sorted(operators), sorted(refusable), refused]))
"""


@pytest.fixture(scope="module")
def registry() -> Any:
    """What the installed torch has: names of its layers' packages, operators, those that the
    dispatcher knows; and what a worker refuses of it, by group."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(REGISTRY)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_holds_whatever_torch_has_of_its_kind(group: str, registry: Any) -> None:
    names, operators, refusable, refused = registry
    words, alike = WORDS[group]
    of_the_kind = [
        name
        for name in (*names, *operators)
        if re.search(words, name.rpartition(".")[2], re.IGNORECASE) and not re.search(alike, name)
    ]
    forbidden = Forbidden(groups=(group,))
    assert len(of_the_kind) >= 4
    assert [n for n in of_the_kind if not (forbidden.holds(n) or forbidden.found_in(n))] == []
    # Operators that the dispatcher does not know are TorchScript's own, which nothing else calls.
    said = {name.partition(".")[0] for name in refused[group] if "::" in name}
    wanted = {n for n in of_the_kind if "::" in n} & set(refusable)
    assert wanted <= said
    assert all(forbidden.holds(name) for name in refused[group])
    assert not [name for name in said if not re.search(words, name, re.IGNORECASE)]


def test_a_group_that_there_is_not_is_said(course: Course) -> None:
    path = course.root / "assignments/toy/assignment.toml"
    path.write_text(re.sub("groups = .*", 'groups = ["recurent layers"]', path.read_text()))
    with pytest.raises(TopicError, match=r"no group 'recurent layers' .*recurrent layers, conv"):
        _ = course.topic.assignment


def test_a_name_that_only_looks_like_a_refused_one_carries_nothing_out(course: Course) -> None:
    course.suite(SUITE)
    body = "raise RuntimeError('ForbiddenCall: aten::one_comma_five_gru')"
    verdict = course.judge(HEAD.format(body=body))["test_values"]
    assert (verdict.kind, verdict.forbidden) == (Kind.RAISED, "")
