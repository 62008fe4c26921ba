"""Probes that every suite needs. Each is written for `student.Module` or `student.function`, and
`of` puts the name in their place that the student's class or function has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.judge.suite import probe

if TYPE_CHECKING:
    import torch
    from torch import nn


def put_in(module: nn.Module, weights: Any) -> dict[str, torch.Tensor]:
    """Puts weights into a module: by the names of parameters and buffers, or, where they are a
    list, in the order of the parameters. Returns the parameters by name, or by "0", "1" …"""
    parameters: dict[str, torch.Tensor] = dict(module.named_parameters())
    if isinstance(weights, list):
        parameters = {str(number): each for number, each in enumerate(module.parameters())}
        if len(weights) != len(parameters):
            raise ValueError(f"{len(parameters)} parameters, expected {len(weights)}")
        weights = {str(number): value for number, value in enumerate(weights)}
    places = {**parameters, **dict(module.named_buffers())}
    with torch.no_grad():
        for name, value in weights.items():
            places[name].copy_(value)
    return parameters


@probe(beside=[put_in])
def call_module(student: Any, arguments: Any, weights: Any, calls: Any) -> Any:
    """What a module answers to several calls in a row, in float64 and with these weights.

    A call is the name of a method ("forward" calls the module itself) and its inputs. The answer to
    a single call is no list; `train` and `eval`, which return the module, answer None.
    """
    module = student.Module(*arguments).to(torch.float64)
    if weights is not None:
        put_in(module, weights)
    answers = []
    for method, *inputs in calls:
        called = module if method == "forward" else getattr(module, method)
        answer = called(*inputs)
        answers.append(None if answer is module else answer)
    return answers if len(answers) > 1 else answers[0]


@probe(beside=[put_in])
def module_gradients(student: Any, arguments: Any, weights: Any, inputs: Any, seed: int) -> Any:
    """What a module answers in float64 and with these weights, and the gradients of a combination
    of its outputs, drawn from the seed, with respect to all parameters and floating inputs."""
    module = student.Module(*arguments).to(torch.float64)
    leaves = put_in(module, weights)
    given = []
    for number, value in enumerate(inputs):
        if isinstance(value, torch.Tensor) and value.is_floating_point():
            leaves[f"input {number}"] = value.requires_grad_(True)
            # Not the leaf itself: in a network, too, an input is what another layer gave.
            value = value.clone()
        given.append(value)
    outputs = module(*given)
    generator = torch.Generator().manual_seed(seed)

    def draws(shape: torch.Size) -> torch.Tensor:
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    total = torch.zeros((), dtype=torch.float64, requires_grad=True) * 0
    waiting = [outputs]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list | tuple):
            waiting[:0] = value
        elif isinstance(value, dict):
            waiting[:0] = value.values()
        elif isinstance(value, torch.Tensor) and value.is_floating_point():
            total = total + (draws(value.shape) * value).sum()
    gradients = torch.autograd.grad(total, list(leaves.values()), materialize_grads=True)
    return {"outputs": outputs, "gradients": dict(zip(leaves, gradients, strict=True))}


@probe
def parameter_shapes(student: Any, arguments: Any, named: bool) -> Any:
    """Zeros of the shape of every parameter of a module: by name, or a list in their order."""
    module = student.Module(*arguments)
    zeros = {name: torch.zeros_like(value) for name, value in module.named_parameters()}
    return zeros if named else list(zeros.values())


@probe
def fresh_modules(student: Any, arguments: Any, named: bool) -> Any:
    """The parameters of two modules, one made after the other: by name, or in their order."""
    modules = [student.Module(*arguments) for _ in range(2)]
    return [
        dict(module.named_parameters()) if named else list(module.parameters())
        for module in modules
    ]


@probe
def arguments_left(student: Any, arguments: Any) -> Any:
    """What a function returns, and what it leaves of its arguments."""
    return {"answer": student.function(*arguments), "arguments": arguments}


@probe
def answer_zeros(student: Any, arguments: Any) -> Any:
    """Zeros of the shape of every tensor that a function returns."""

    def zeros(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return torch.zeros_like(value)
        if isinstance(value, list | tuple):
            return type(value)(zeros(item) for item in value)
        return value

    return zeros(student.function(*arguments))


@probe
def optimiser_steps(
    student: Any, batches: Any, weight: torch.Tensor, bias: torch.Tensor, lr: float, extra: Any
) -> Any:
    """The losses and parameters of a linear model after a training step on every batch.

    The model flattens its inputs, and has one output a row where the weight has a single row.
    """
    layers: list[Any] = [nn.Flatten(), nn.Linear(*weight.shape[::-1])]
    if len(weight) == 1:
        layers.append(nn.Flatten(0))
    model = nn.Sequential(*layers).to(torch.float64)
    with torch.no_grad():
        layers[1].weight.copy_(weight)
        layers[1].bias.copy_(bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.5)
    losses = [student.function(model, optimizer, *batch, *extra) for batch in batches]
    return {"losses": losses, "weight": layers[1].weight, "bias": layers[1].bias}


@probe
def step_returns_number(student: Any, batch: Any, extra: Any) -> Any:
    """Whether a training step on a linear model returns a Python float."""
    x = batch[0]
    model = nn.Sequential(nn.Flatten(), nn.Linear(x[0].numel(), 1), nn.Flatten(0))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    return isinstance(student.function(model.to(x.dtype), optimizer, *batch, *extra), float)


@probe
def train(student: Any, runs: Any, inputs: torch.Tensor, global_seeds: Any) -> Any:
    """Of every training of `runs`, which are the arguments of each: what its model predicts for the
    inputs, in eval mode, and the losses on the way. The answer to a single one is no list."""
    trained = []
    for number, arguments in enumerate(runs):
        if global_seeds is not None:
            torch.manual_seed(global_seeds[number])
        model, losses = student.function(*arguments)
        model.eval()
        with torch.no_grad():
            predictions = model(inputs)
        if isinstance(predictions, torch.Tensor) and predictions.is_floating_point():
            predictions = predictions.double()  # what dtype a network has is its own affair
        # A loss may be a pair, as that of two players.
        numbers = [
            [float(part) for part in loss] if isinstance(loss, list | tuple) else float(loss)
            for loss in losses
        ]
        losses = torch.tensor(numbers, dtype=torch.float64)
        trained.append({"predictions": predictions, "losses": losses})
    return trained if len(trained) > 1 else trained[0]


@probe
def descent(student: Any, x: torch.Tensor, runs: Any, offset: float) -> Any:
    """Of the model of every training of `runs` (the settings of each) on rows that are all alike:
    its parameters, in a vector, and the gradient there of a row's squared error.

    The target lies `offset` above what the model of the first of these trainings predicts.
    """
    y = torch.zeros(len(x), dtype=x.dtype)
    parameters, gradients = [], []
    for number, settings in enumerate(runs):
        model, _ = student.function(x.clone(), y.clone(), *settings)
        prediction = model(x)[:1]
        if number == 0:
            y = torch.full_like(y, float(prediction.detach()) + offset)
        error = ((prediction - y[:1]) ** 2).sum()
        leaves = list(model.parameters())
        asked = [leaf for leaf in leaves if leaf.requires_grad]
        found = iter(torch.autograd.grad(error, asked, materialize_grads=True, allow_unused=True))
        slopes = [next(found) if leaf.requires_grad else 0 * leaf for leaf in leaves]
        parameters.append(torch.cat([leaf.detach().double().flatten() for leaf in leaves]))
        gradients.append(torch.cat([slope.double().flatten() for slope in slopes]))
    return {"parameters": parameters, "gradients": gradients}


@probe
def training_form(student: Any, arguments: Any, inputs: torch.Tensor) -> Any:
    """Zeros of the shape of what a training's model predicts, and of its losses."""
    model, losses = student.function(*arguments)
    with torch.no_grad():
        predictions = model(inputs)
    if isinstance(predictions, torch.Tensor) and predictions.is_floating_point():
        predictions = predictions.double()
    return {"predictions": torch.zeros_like(predictions), "losses": torch.zeros(len(losses))}


@probe
def network_seen(student: Any, runs: Any, sequences: Any, seed: int) -> Any:
    """What the model of the first training of `runs` predicts for each of the sequences; by how
    much a random combination of its predictions for the first of them changes along random
    directions of its parameters, at sixteen places near where they are, and what the gradients say
    of that; and of the model of every training how many numbers there are in the parameters that
    its predictions depend on."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: torch.Tensor) -> torch.Tensor:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64).to(like.dtype)

    models = [student.function(*arguments)[0].eval() for arguments in runs]
    x = sequences[0]
    with torch.no_grad():
        predictions = [models[0](each).double() for each in sequences]
    sizes = []
    for model in models:
        leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
        total = (draws(predictions[0]) * model(x)).sum()
        found = torch.autograd.grad(total, leaves, allow_unused=True, materialize_grads=True)
        used = [bool((slope != 0).any()) for slope in found]
        sizes.append(
            sum(leaf.numel() for leaf, is_used in zip(leaves, used, strict=True) if is_used)
        )
    leaves = [leaf for leaf in models[0].parameters() if leaf.requires_grad]
    start = [leaf.detach().clone() for leaf in leaves]
    moved, slopes = [], []
    for _ in range(16):
        weights = draws(predictions[0])
        place = [value + 0.05 * draws(value) for value in start]
        directions = [draws(value) for value in start]
        totals = []
        for size in [3e-4, -3e-4, 0.0]:
            with torch.no_grad():
                for leaf, value, direction in zip(leaves, place, directions, strict=True):
                    leaf.copy_(value + size * direction)
            totals.append((weights * models[0](x).double()).sum())
        found = torch.autograd.grad(totals[2], leaves, allow_unused=True, materialize_grads=True)
        along = [
            (slope * each).double().sum() for slope, each in zip(found, directions, strict=True)
        ]
        moved.append((totals[0] - totals[1]) / 6e-4)
        slopes.append(torch.stack(along).sum())
    return {
        "predictions": predictions,
        "moved": torch.stack(moved),
        "slopes": torch.stack(slopes),
        "sizes": sizes,
    }


@probe
def training_left(student: Any, arguments: Any) -> Any:
    """What a training leaves of its arguments."""
    student.function(*arguments)
    return arguments
