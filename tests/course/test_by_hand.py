"""Where a gradient is asked for by hand, nothing but formulas earns points: neither automatic
differentiation, whichever way it goes, nor differences of values, real or complex. And what has to
be differentiated by PyTorch is not to be had by differences, either."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.execution.sandbox.isolation import choose
from autograder.judge.judge import Judge, hidden_judge
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Source
from autograder.model.topic import Topic

COURSE = Path(__file__).resolve().parents[2]
# What a function is called whose gradients are asked for, and what it is the gradient of.
FORWARD = {
    "rnn_backward": "rnn_forward(*a)",
    "gru_backward": "gru_forward(*a)",
    "lstm_backward": "lstm_forward(*a)[0]",
    "mlp_backward": "mlp_forward(*a)",
}
TOPICS = {
    "rnn": "rnn_backward",
    "gru": "gru_backward",
    "lstm": "lstm_backward",
    "universal_approximation": "mlp_backward",
}
DIFFERENTIATED = {
    "one line of forward mode": """
def {name}(d, *given):
    return torch.func.jacfwd(lambda *a: (d * {forward}).sum(), tuple(range(len(given))))(*given)
""",
    "a loop over directions": """
def {name}(d, *given):
    answers = []
    for k, value in enumerate(given):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            ways = [torch.zeros_like(each) for each in given]
            ways[k].view(-1)[i] = 1
            _, change = torch.func.jvp(lambda *a: (d * {forward}).sum(), given, tuple(ways))
            gradient.view(-1)[i] = change
        answers.append(gradient)
    return tuple(answers)
""",
    "the engine itself": """
def {name}(d, *given):
    a = [each.clone().requires_grad_(True) for each in given]
    loss = (d * {forward}).sum()
    one, engine = torch.ones_like(loss), torch.autograd.Variable._execution_engine
    return engine.run_backward((loss,), (one,), False, False, tuple(a), True, False)
""",
    "what was kept at import": """
_jacobian = torch.func.jacrev(lambda d, *a: (d * {forward}).sum(), tuple(range(1, {count} + 1)))

def {name}(d, *given):
    return _jacobian(d, *given)
""",
}
DIFFERENCES = """
def {name}(d, *given):
    answers = []
    for k, value in enumerate(given):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            sides = []
            step = {step}
            for sign in (1, -1):
                a = [each.clone() for each in given]
                a[k].view(-1)[i] += sign * step
                sides.append({forward})
            gradient.view(-1)[i] = (d * (sides[0] - sides[1]) / (2 * step)).sum()
        answers.append(gradient)
    return tuple(answers)
"""
COMPLEX = """
def {name}(d, *given):
    answers = []
    for k, value in enumerate(given):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            step = {step}
            a = [each.to(torch.complex128) for each in given]
            a[k].view(-1)[i] += 1j * step
            gradient.view(-1)[i] = (d * {forward}.imag / step).sum()
        answers.append(gradient)
    return tuple(answers)
"""
OWN = "abs(float(value.view(-1)[i]))"
STEPS = {
    "the same everywhere": "1e-5",
    "in proportion to the entry": f"1e-6 * ({OWN} or 1)",
    "no smaller than for an entry of 1": f"1e-6 * max(1, {OWN})",
    "in proportion to the largest entry": "1e-6 * float(value.abs().max())",
}


# `directions_through` of the autoencoders, whose gradients PyTorch is to take.
DIRECTIONS = """
def directions_through(reconstruct, x, tol=1e-6):
    step = {step} * torch.eye(len(x), dtype=x.dtype)
    with torch.no_grad():
        J = (reconstruct(x + step) - reconstruct(x - step)) / (2 * {step})
    values = torch.linalg.svdvals(J)
    return int((values > tol * values.max()).sum())
"""


@pytest.fixture(scope="module")
def judges() -> Iterator[dict[str, Judge]]:
    """The judge of each topic that was asked for."""
    made: dict[str, Judge] = {}
    yield made
    for judge in made.values():
        judge.close()


def exercise(judges: dict[str, Judge], topic: str, name: str, text: str) -> list[Verdict]:
    """The verdicts on an exercise of the reference in which these definitions take the place of
    its own."""
    if topic not in judges:
        judges[topic] = hidden_judge(Topic(COURSE / "assignments" / topic, COURSE), choose("none"))
    judge = judges[topic]
    whole = judge.topic.reference.laid_over(text)
    main = judge.topic.assignment.file
    source = Source(main=main, modules={main: whole}, open_ended=True)
    checks = [
        check for check, (info, _, _) in judge.session.checks.items() if info.exercise == name
    ]
    return judge.session.judge(source, 1, only=frozenset(checks))


def lost(verdicts: list[Verdict]) -> float:
    """The share of the exercise's points that these verdicts cost."""
    return 1 - sum(each.points for each in verdicts) / sum(each.max_points for each in verdicts)


def filled(topic: str, text: str, step: str = "") -> str:
    """A way to work out the topic's gradients, as the definition that is asked for."""
    name = TOPICS[topic]
    count = {"lstm": 6, "gru": 6}.get(topic, 5)
    return text.format(name=name, forward=FORWARD[name], count=count, step=step)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("way", DIFFERENTIATED)
def test_automatic_differentiation_earns_nothing_where_gradients_are_asked_for_by_hand(
    judges: dict[str, Judge], topic: str, way: str
) -> None:
    text = filled(topic, DIFFERENTIATED[way])
    first, *others = exercise(judges, topic, TOPICS[topic], text)
    assert (first.kind, first.forbidden) == (Kind.FORBIDDEN, "torch.autograd"), first.detail
    assert sum(verdict.points for verdict in (first, *others)) == 0


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("numbers", ["real", "complex"])
@pytest.mark.parametrize("step", STEPS)
def test_differences_lose_points_where_gradients_are_asked_for_by_hand(
    judges: dict[str, Judge], topic: str, numbers: str, step: str
) -> None:
    text, size = (DIFFERENCES, "1e-6") if numbers == "real" else (COMPLEX, "1e-30")
    text = filled(topic, text, STEPS[step].replace("1e-6", size).replace("1e-5", size))
    verdicts = exercise(judges, topic, TOPICS[topic], text)
    first = next(verdict for verdict in verdicts if not verdict.passed)
    assert first.kind in (Kind.WRONG_VALUE, Kind.NOT_FINITE), (first.kind, first.detail)
    assert lost(verdicts) > 0.3, lost(verdicts)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_complex_step_of_any_size_loses_points(judges: dict[str, Judge], topic: str) -> None:
    for size in ["1e-8", "1e-100", "1e-160", "1e-165", "1e-170", "1e-250"]:
        text = filled(topic, COMPLEX, size)
        verdicts = exercise(judges, topic, TOPICS[topic], text)
        assert lost(verdicts) > 0.3, size


@pytest.mark.parametrize("step", ["1e-7", "1e-5", "1e-3", "0.1", "1.0", "30.0"])
def test_a_jacobian_by_differences_counts_directions_that_are_none(
    judges: dict[str, Judge], step: str
) -> None:
    text = DIRECTIONS.format(step=step)
    assert lost(exercise(judges, "autoencoder", "directions_through", text)) > 0
