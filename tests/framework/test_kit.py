"""The kit for suites: each family passes what is right and fails the mistake it is there for."""

import re
from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder import suite
from autograder.judge.digests import digests, suite_digest
from autograder.judge.kit import draws
from autograder.judge.suite import Failure, SuiteError, probe
from autograder.model.record import Kind, Verdict
from tests.framework.conftest import REPOSITORY, Course

HEAD = """
from autograder.suite import *

def ours(weights: "Any") -> "nn.Module":
    model = nn.Linear(*weights[0].shape[::-1]).to(weights[0].dtype)
    put_in(model, weights)
    return model

@probe(beside=[put_in, ours])
def train_ours(student, weights, x):
    model = ours(weights)
    student.train(model, x)
    return list(model.parameters())

@check("double", es="x")
def test_kit(student, rng):
    "the kit"
"""


def judged(course: Course, check: str, reference: str, submission: str) -> Verdict:
    """The verdict on a submission of a suite of this one check."""
    body = "".join(f"    {line}\n" for line in check.strip().splitlines())
    course.suite(HEAD + body)
    course.reference(reference)
    return course.judge(submission)["test_kit"]


@dataclass
class Family:
    """A check, the reference, another right answer, and wrong ones with the kind of failure."""

    check: str
    reference: str
    right: str
    wrong: dict[str, tuple[str, Kind]] = field(default_factory=dict)


CUMULATIVE = "import torch\ndef running(x, start):\n    return start[:, None] + x.cumsum(dim=1)\n"
MASKED = """
import torch
def masked(x, lengths):
    inside = torch.arange(x.shape[1]) < lengths[:, None]
    return (x * inside).sum(dim=1)
"""
LAYER = """
import torch
from torch import nn

class Layer(nn.Module):
    def __init__(self, size_in, size_out):
        super().__init__()
        self.W = nn.Parameter(torch.empty(size_in, size_out).uniform_(-1, 1) / size_out**0.5)
        self.b = nn.Parameter(torch.empty(size_out).uniform_(-1, 1) / size_out**0.5)

    def forward(self, x):
        return torch.tanh(x @ self.W + self.b)
"""
NORMAL_LAYER = LAYER.replace("uniform_(-1, 1) / size_out**0.5", "normal_()")
STEP = """
def train_step(model, optimizer, x, y):
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
"""
CLASSIFY = STEP.replace("((model(x) - y) ** 2).mean()", "F.cross_entropy(model(x), y)")
CLASSIFY = "from torch.nn import functional as F\n" + CLASSIFY
TRAINING = """
import torch
from torch import nn

class Sum(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.hidden, self.out = nn.Linear(2, width), nn.Linear(width, 1)

    def forward(self, x):
        h = torch.zeros(len(x), self.hidden.out_features)
        for x_t in x.unbind(dim=1):
            h = torch.tanh(self.hidden(x_t) + h)
        return self.out(h)[:, 0]

def train(x, y, width, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Sum(width)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        loss = ((model(x[batch]) - y[batch]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
"""
OWN_GENERATOR = TRAINING.replace(
    "    batch = torch.randint(len(x), (batch_size,))",
    "    batch = torch.randint(len(x), (batch_size,), generator=generator)",
).replace("    losses = []", "    losses, generator = [], torch.Generator().manual_seed(seed)")
ADAM, DRAWN = "optim.Adam(model.parameters(), lr=lr", "torch.randint(len(x), (batch_size,))"
RECURRENT = TRAINING.replace(
    "(width, 1)", "(width, 1)\n        self.back = nn.Linear(width, width)"
).replace("(x_t) + h)", "(x_t) + self.back(h))")
SHORT = """
training = Training("train", width=5, steps=3, batch_size=7, lr=0.01, seed=0)
x = rng.standard_normal((23, 4, 2)).astype(np.float32)
y = x[:, 1, 0]
"""
FAMILIES = {
    "arguments kept": Family(
        check='expect_arguments_kept(student, "scale", rng.standard_normal((3, 2)), [np.ones(2)])',
        reference="def scale(x, ys): return x * ys[0]",
        right="def scale(x, ys):\n    x = x.clone()\n    x *= ys[0]\n    return x",
        wrong={
            "in place": ("def scale(x, ys): return x.mul_(ys[0] + 1) / 2", Kind.WRONG_VALUE),
            "a list emptied": ("def scale(x, ys): return x * ys.pop()", Kind.WRONG_LENGTH),
            "nothing done": ("def scale(x, ys): return 0 * x", Kind.WRONG_VALUE),
        },
    ),
    "future unseen": Family(
        check="""
            x, start = rng.standard_normal((3, 5)), rng.standard_normal(3)
            expect_future_unseen(student.running, (x, start), at=3)
        """,
        reference=CUMULATIVE,
        right="import torch\ndef running(x, start):\n    return torch.stack("
        "[start + x[:, :t + 1].sum(dim=1) for t in range(x.shape[1])], dim=1)",
        wrong={
            "reads on": (CUMULATIVE.replace("cumsum", "flip(1).cumsum"), Kind.WRONG_VALUE),
            "right once": (
                "calls = []\ndef running(x, start):\n    calls.append(x)\n"
                "    return start[:, None] + calls[0].cumsum(dim=1)",
                Kind.WRONG_VALUE,
            ),
            "sees the future in later calls": (
                "calls = []\ndef running(x, start):\n    calls.append(x)\n"
                "    return start[:, None] + x.cumsum(dim=1) + (x - calls[0])[:, -1:]",
                Kind.BROKEN_PROPERTY,
            ),
            "remembers": (
                "calls = []\ndef running(x, start):\n    calls.append(x)\n"
                "    return start[:, None] + x.cumsum(dim=1) + (len(calls) > 2)",
                Kind.WRONG_VALUE,
            ),
        },
    ),
    "padding unseen": Family(
        check="""
            x, lengths = rng.standard_normal((4, 5)), np.array([2, 5, 1, 3])
            expect_padding_unseen(student.masked, (x, lengths), lengths)
        """,
        reference=MASKED,
        right="import torch\ndef masked(x, lengths):\n"
        "    return torch.stack([row[:n].sum() for row, n in zip(x, lengths.tolist())])",
        wrong={
            "padding added": (MASKED.replace("x * inside", "x"), Kind.WRONG_VALUE),
            "padding seen where it is large": (
                MASKED.replace("(x * inside)", "(x * (inside | (x > 50)))"),
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "rows independent": Family(
        check="""
            x, shift = rng.standard_normal((4, 3)), rng.standard_normal(3)
            expect_rows_independent(student.shifted, (x, shift))
        """,
        reference="def shifted(x, shift): return x + shift",
        right="def shifted(x, shift): return -(-x - shift)",
        wrong={
            "one row spreads": (
                "def shifted(x, shift): return x + shift + (x[0] - x[-1]).mean()",
                Kind.WRONG_VALUE,
            ),
            "right in the first order only": (
                "calls = []\ndef shifted(x, shift):\n    calls.append(x)\n    return"
                " calls[0][:len(x)] + shift",
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "module": Family(
        check="""
            weights = {"W": rng.standard_normal((3, 2)), "b": rng.standard_normal(2)}
            x = rng.standard_normal((5, 3))
            Module(student, "Layer", 3, 2).shapes().matches_reference()
            layer = Module(student, "Layer", 3, 2, weights=weights)
            layer(x).matches_reference()
            layer.in_turn(("forward", x), ("eval",), ("forward", x)).matches_reference()
            layer.gradients(x, seed=random_seed(rng)).matches_reference()
            listed = Module(
                student, "Layer", 3, 2, weights=list(weights.values()), named=False
            )
            listed.shapes().matches_reference()
            listed.gradients(x, seed=random_seed(rng)).matches_reference()
        """,
        reference=LAYER,
        right=LAYER.replace("x @ self.W + self.b", "torch.einsum('nd,dh->nh', x, self.W) + self.b"),
        wrong={
            "missing": (LAYER.replace("class Layer", "class Layers"), Kind.MISSING),
            "transposed": (
                LAYER.replace("(size_in, size_out)", "(size_out, size_in)"),
                Kind.WRONG_SHAPE,
            ),
            "no activation": (LAYER.replace("torch.tanh", ""), Kind.WRONG_VALUE),
            "no gradient": (LAYER.replace("self.b)", "self.b).detach()"), Kind.WRONG_VALUE),
            "remembers": (
                LAYER.replace(
                    "return torch.tanh(x @ self.W + self.b)",
                    "self.W.data.add_(1); return torch.tanh(x @ self.W - x.sum(1, True) + self.b)",
                ),
                Kind.WRONG_VALUE,
            ),
        },
    ),
    "uniform": Family(
        check="""
            for pair in Module(student, "Layer", 41, 25).fresh().values():
                expect_uniform(pair, 1 / 5)
        """,
        reference=LAYER,
        right=LAYER.replace("uniform_(-1, 1) / size_out**0.5", "uniform_(-0.2, 0.2)"),
        wrong={
            "normal": (NORMAL_LAYER, Kind.BROKEN_PROPERTY),
            "of the other size": (LAYER.replace("/ size_out", "/ size_in"), Kind.BROKEN_PROPERTY),
            "positive": (LAYER.replace("(-1, 1)", "(0, 1)"), Kind.BROKEN_PROPERTY),
            "always the same": (
                LAYER.replace("        super()", "        torch.manual_seed(3)\n        super()"),
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "normal": Family(
        check="""
            for pair in Module(student, "Layer", 61, 40).fresh().values():
                expect_normal(pair, 1.0)
        """,
        reference=NORMAL_LAYER,
        right=LAYER.replace("torch.empty", "torch.randn").replace(
            ".uniform_(-1, 1) / size_out**0.5", ""
        ),
        wrong={
            "uniform": (
                NORMAL_LAYER.replace("normal_()", "uniform_(-3**0.5, 3**0.5)"),
                Kind.BROKEN_PROPERTY,
            ),
            "narrow": (NORMAL_LAYER.replace("normal_()", "normal_(0, 0.7)"), Kind.BROKEN_PROPERTY),
        },
    ),
    "form of an answer": Family(
        check='answer_form(student, "network", np.ones((3, 2))).matches_reference()',
        reference="import torch\ndef network(x): return x, [torch.rand(2)], 3",
        right="import torch\ndef network(x): return 2 * x, [torch.zeros(2)], 3",
        wrong={
            "shape": ("def network(x): return x, [x[0, :1]], 3", Kind.WRONG_SHAPE),
            "length": ("def network(x): return x, [], 3", Kind.WRONG_LENGTH),
            "number": ("def network(x): return x, [x[0]], 4", Kind.WRONG_VALUE),
        },
    ),
    "a probe with what is beside it": Family(
        check="""
            weights = [np.ones((3, 2)), np.zeros(3)]
            left = student.run(train_ours, weights, rng.standard_normal((5, 2)))
            expect_equal(arrays_like(left.value, weights), [w + 1 for w in weights])
        """,
        reference="import torch\ndef train(model, x):\n    with torch.no_grad():\n"
        "        for p in model.parameters(): p.add_(1)",
        right="def train(model, x):\n    for p in model.parameters(): p.data += 1",
        wrong={
            "two": (
                "def train(model, x):\n    for p in model.parameters(): p.data += 2",
                Kind.BROKEN_PROPERTY,
            ),
            "another shape": (
                "def train(model, x):\n    for p in model.parameters(): p.data = p.data[:1]",
                Kind.BROKEN_PROPERTY,
            ),
            "not finite": (
                "def train(model, x):\n    for p in model.parameters(): p.data /= 0",
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "optimiser step": Family(
        check="""
            linear_steps(student, "train_step", rng, lr=0.05).matches_reference()
            step_returns_number(student, "train_step", rng).matches_reference()
        """,
        reference=STEP,
        right=STEP.replace("optimizer.zero_grad()", "model.zero_grad()"),
        wrong={
            "gradients add up": (
                STEP.replace("optimizer.zero_grad()", "pass"),
                Kind.WRONG_VALUE,
            ),
            "a tensor": (STEP.replace("loss.item()", "loss"), Kind.WRONG_VALUE),
        },
    ),
    "optimiser step of a classifier": Family(
        check="""
            linear_steps(student, "train_step", rng, lr=0.05, classes=3).matches_reference()
        """,
        reference=CLASSIFY,
        right=CLASSIFY.replace(
            "F.cross_entropy(model(x), y)", "F.nll_loss(model(x).log_softmax(1), y)"
        ),
        wrong={"summed": (CLASSIFY.replace("(x), y)", "(x), y).mul(len(x))"), Kind.WRONG_VALUE)},
    ),
    "learns": Family(
        check=SHORT
        + """
            def drawn(N):
                x = rng.standard_normal((N, 4, 2)).astype(np.float32) / 2
                return x, x[:, -1, 0]
            expect_learns(
                student, training.but(width=8, steps=200, batch_size=32, lr=0.03), rng,
                data=drawn(300), held_out=drawn(100), limit=0.05, picture=lines,
                short=(training, drawn(23)),
            )
        """,
        reference=TRAINING,
        right=OWN_GENERATOR,
        wrong={
            "not trained": (TRAINING.replace("lr=lr", "lr=0"), Kind.DID_NOT_CONVERGE),
            "a column": (TRAINING.replace("(h)[:, 0]", "(h)"), Kind.WRONG_SHAPE),
            "no losses": (TRAINING.replace("model, losses", "model, []"), Kind.WRONG_SHAPE),
        },
    ),
    "reproducible": Family(
        check=SHORT + "expect_reproducible(student, training, rng, (x, y), x)",
        reference=TRAINING,
        right=OWN_GENERATOR.replace("torch.manual_seed(seed)", "torch.manual_seed(seed + 1)"),
        wrong={
            "no seed": (TRAINING.replace("torch.manual_seed(seed)", "pass"), Kind.BROKEN_PROPERTY),
            "one seed": (TRAINING.replace("_seed(seed)", "_seed(0)"), Kind.BROKEN_PROPERTY),
        },
    ),
    "settings count": Family(
        check=SHORT
        + """
            others = dict(width=6, steps=4, batch_size=9, lr=0.02, seed=1)
            expect_settings_count(student, training, rng, (x, y), x, **others)
        """,
        reference=TRAINING,
        right=OWN_GENERATOR,
        wrong={
            name: (TRAINING.replace(old, new), Kind.BROKEN_PROPERTY)
            for name, old, new in [
                ("width", "Sum(width)", "Sum(5)"),
                ("batch_size", "(batch_size,)", "(7,)"),
                ("lr", "lr=lr", "lr=0.01"),
                ("seed", "_seed(seed)", "_seed(0)"),
            ]
        },
    ),
    "Adam": Family(
        check=SHORT + "expect_adam(student, training, x)",
        reference=TRAINING,
        right=OWN_GENERATOR.replace("(h)[:, 0]", "(h - 0.5)[:, 0]"),
        wrong={
            name: (
                TRAINING.replace("optim.Adam(model.parameters(), lr=lr", new),
                Kind.BROKEN_PROPERTY,
            )
            for name, new in {
                "SGD": "optim.SGD(model.parameters(), lr=lr",
                "Adamax": "optim.Adamax(model.parameters(), lr=lr",
                "NAdam": "optim.NAdam(model.parameters(), lr=lr",
                "half of lr": "optim.Adam(model.parameters(), lr=lr / 2",
                "decay": "optim.Adam(model.parameters(), lr=lr, weight_decay=1e-4",
                "AdamW": "optim.AdamW(model.parameters(), lr=lr",
                "other momentum": "optim.Adam(model.parameters(), lr=lr, betas=(0.8, 0.999)",
                "not trained": "optim.Adam(model.parameters(), lr=0 * lr",
            }.items()
        },
    ),
    "constant rate": Family(
        check=SHORT + "expect_constant_rate(student, training, x)",
        reference=TRAINING,
        right=OWN_GENERATOR,
        wrong={
            "falls": (
                TRAINING.replace(
                    "        loss = ",
                    "        for group in optimizer.param_groups:\n"
                    "            group['lr'] *= 0.99\n        loss = ",
                ),
                Kind.BROKEN_PROPERTY,
            ),
            "stops": (
                TRAINING.replace("range(steps)", "range(min(steps, 60))"),
                Kind.BROKEN_PROPERTY,
            ),
            "averages": (
                TRAINING.replace(
                    "    losses = []",
                    "    losses = []\n    mean = torch.optim.swa_utils.AveragedModel(model)",
                )
                .replace("optimizer.step()", "optimizer.step(); mean.update_parameters(model)")
                .replace("return model", "return mean.module"),
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "own targets": Family(
        check=SHORT
        + "expect_own_targets(student, training.but(steps=11, batch_size=1, lr=0.0), (x, y))",
        reference=TRAINING,
        right=OWN_GENERATOR,
        wrong={
            "another row's": (
                TRAINING.replace("- y[batch]", "- y[batch - 1]"),
                Kind.BROKEN_PROPERTY,
            ),
            "absolute": (TRAINING.replace(") ** 2)", ").abs())"), Kind.BROKEN_PROPERTY),
        },
    ),
    "minibatches": Family(
        check=SHORT + "expect_minibatches(student, training, (x[:12], y[:12]))",
        reference=TRAINING,
        right=OWN_GENERATOR,
        wrong={
            name: (
                TRAINING.replace("torch.randint(len(x), (batch_size,))", new),
                Kind.BROKEN_PROPERTY,
            )
            for name, new in {
                "one minibatch": "torch.arange(batch_size)",
                "all rows": "torch.randperm(len(x))",
                "single rows": "torch.randint(len(x), (1,))",
                "all but the last row": "torch.randint(len(x) - 1, (batch_size,))",
                "the first rows of many": "torch.randint(min(len(x), 256), (batch_size,))",
                "in order": "(len(losses) * batch_size + torch.arange(batch_size)) % len(x)",
            }.items()
        }
        | {
            "scales its data in place": (
                TRAINING.replace("    model = ", "    x.sub_(x.mean())\n    model = "),
                Kind.BROKEN_PROPERTY,
            ),
        },
    ),
    "recurrent": Family(
        check=SHORT
        + 'expect_recurrent(student, training.but(steps=1), (x, y), rng, hidden_size="width")',
        reference=RECURRENT,
        right=RECURRENT.replace(
            "nn.Linear(width, 1)", "nn.Sequential(nn.Linear(width, 8), nn.ReLU(), nn.Linear(8, 1))"
        ),
        wrong={
            name: (RECURRENT.replace(old, new), Kind.BROKEN_PROPERTY)
            for name, old, new in [
                ("detached", "self.back(h)", "self.back(h.detach())"),
                ("last step alone", "x.unbind(dim=1)", "x.unbind(dim=1)[-1:]"),
                ("a sum over the steps", "self.back(h))", "h) + 0 * self.back(h)"),
                ("any width", "Sum(width)", "Sum(5)"),
                ("a readout of no state", "self.out(h)", "self.out(0 * h)"),
            ]
        },
    ),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_passes_what_is_right_and_fails_what_it_is_there_for(
    course: Course, name: str
) -> None:
    family = FAMILIES[name]
    check = "\n".join(line.removeprefix(" " * 12) for line in family.check.splitlines())
    assert judged(course, check, family.reference, family.reference).passed
    right = judged(course, check, family.reference, family.right)
    assert right.passed, right
    found = {
        mistake: judged(course, check, family.reference, text).kind
        for mistake, (text, _) in family.wrong.items()
    }
    assert found == {mistake: kind for mistake, (_, kind) in family.wrong.items()}
    assert found


NOT_SHOWN = {
    "the reference keeps its arguments": (
        'expect_arguments_kept(student, "f", np.ones(3))',
        "def f(x): return x.mul_(2)",
    ),
    "the reference sees the future": (
        "expect_future_unseen(student.f, (rng.standard_normal((2, 5)),), at=3)",
        "def f(x): return x.flip(1).cumsum(1)",
    ),
    "the reference sees no inputs": (
        "expect_future_unseen(student.f, (rng.standard_normal((2, 5)),), at=3)",
        "def f(x): return 0 * x",
    ),
    "the rows are alike": (
        "expect_rows_independent(student.f, (np.ones((3, 2)),))",
        "def f(x): return 2 * x",
    ),
    "the seed has no say": (
        SHORT + "expect_reproducible(student, training, rng, (x, y), x)",
        TRAINING.replace("_seed(seed)", "_seed(0)"),
    ),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_the_reference_does_not_show_is_asked_of_nobody(course: Course, name: str) -> None:
    check, reference = NOT_SHOWN[name]
    verdict = judged(course, check, reference, reference)
    assert verdict.outcome == "ungraded"
    assert verdict.detail is not None
    assert "the reference does not show it" in verdict.detail.message


def test_what_a_hostile_process_sends_in_place_of_numbers_is_its_own_fault(course: Course) -> None:
    reproducible = SHORT + "expect_reproducible(student, training, rng, (x, y), x)"
    out = "return self.out(h)[:, 0]"
    for instead, kind in [
        ("'not a number'", Kind.WRONG_TYPE),
        ("[h, h]", Kind.WRONG_TYPE),
        ("h", Kind.WRONG_SHAPE),
        ("h[:, 0] > 0", Kind.WRONG_DTYPE),
    ]:
        forged = TRAINING.replace(out, f"{out} if self.training else {instead}")
        verdict = judged(course, reproducible, TRAINING, forged)
        assert (verdict.outcome, verdict.kind) == ("failed", kind)


def test_a_probe_is_told_the_names_of_the_student() -> None:
    @probe
    def both(student, x):  # type: ignore[no-untyped-def]
        """Of two names."""
        return student.Module(x), student.function(x), x.Module

    renamed = both.of(Module="GRU")
    assert renamed.needs == ("GRU", "function")
    assert "student.GRU(x)" in renamed.source
    assert "x.Module" in renamed.source
    assert both.of(function="f", Module="GRU").needs == ("GRU", "f")
    with pytest.raises(SuiteError, match="uses Module, function, not layer"):
        both.of(layer="GRU")


def test_what_is_beside_a_probe_is_a_function_and_needs_nothing_of_the_student() -> None:
    def helper(student: object) -> object:
        return student.helped  # type: ignore[attr-defined]

    def helped(student, x):  # type: ignore[no-untyped-def]
        """Beside a helper."""
        return student.function(helper(x))

    assert probe(beside=[helper])(helped).needs == ("function",)
    renamed = probe(beside=[helper])(helped).of(function="f")
    assert renamed.source.count("student.helped") == 1
    assert "student.f(helper(x))" in renamed.source
    with pytest.raises(SuiteError, match=r"Family: .* is a function"):
        probe(beside=[Family])(helped)


def test_rows_drawn_are_told_from_rows_that_are_left_out() -> None:
    rng = np.random.default_rng(3)
    values = rng.random(4)

    def losses(rows: np.ndarray) -> np.ndarray:
        return values[rows].mean(axis=1)

    everywhere = rng.integers(0, 4, (70, 1))
    assert np.array_equal(draws.expect_rows_drawn(losses(everywhere), values), everywhere[:, 0])
    draws.expect_rows_drawn(losses(rng.integers(0, 4, (40, 3))), values, batch_size=3)
    for wrong, batch_size in [
        (losses(rng.integers(0, 3, (70, 1))), 1),  # the last row is never drawn
        (losses(everywhere) + 0.01, 1),  # the loss of no row
        (losses(np.repeat(rng.integers(0, 4, (40, 1)), 3, axis=1)), 3),  # one row three times
        (np.full(70, np.nan), 1),
    ]:
        with pytest.raises(Failure):
            draws.expect_rows_drawn(wrong, values, batch_size)
    with pytest.raises(SuiteError, match="need not have all"):
        draws.expect_rows_drawn(losses(everywhere[:5]), values)
    with pytest.raises(SuiteError, match="too many minibatches"):
        draws.means_of(rng.random(100), 3)


def test_right_draws_are_hardly_ever_refused() -> None:
    rng = np.random.default_rng(5)
    for n in [3, 40, 12_000]:
        for _ in range(100):
            draws.expect_uniform([rng.uniform(-2, 2, n), rng.uniform(-3, 3, n)], [2, 3])
            draws.expect_normal([2 * rng.standard_normal(n)], 2)


def test_the_kits_source_counts_for_what_a_grade_depends_on(
    course: Course, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course.root / "kit"
    folder.mkdir()
    (folder / "families.py").write_text("ONE = 1\n")
    monkeypatch.setattr("autograder.judge.digests.KIT", folder)
    course.suite('@check("double", es="x")\ndef test_values(student):\n    "x"\n')
    before = digests(course.topic)
    suite = suite_digest(course.topic)
    (folder / "families.py").write_text("ONE = 2\n")
    after = digests(course.topic)
    assert after.changed(before) == {"test_values"}
    assert suite_digest(course.topic) != suite


def test_the_authors_page_shows_every_word_of_the_kit() -> None:
    page = (REPOSITORY / "docs" / "authors.md").read_text(encoding="utf-8")
    kit = [
        word
        for word in suite.__all__
        if getattr(suite, word).__module__.startswith("autograder.judge.kit.")
    ]
    assert "expect_learns" in kit
    assert [word for word in kit if not re.search(rf"\b{word}\b", page)] == []
