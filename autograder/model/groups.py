"""Kinds of library calls that a topic may forbid by name: "recurrent layers", "losses".

A group is a pattern over what torch calls its operators, functions and classes, so that nothing is
listed by hand: a worker looks through torch's registry for what fits (`worker/forbid.py`), the scan
of a source matches dotted names (`collect/uses.py`), and the judge believes no other name than one
that fits. `tests/framework/test_forbidden.py` asks the installed torch for whatever a pattern
may have missed.
"""

import builtins
import re
from dataclasses import dataclass
from functools import cached_property

_BUILTINS = frozenset(dir(builtins))
# Packages of torch that hold its layers once more, under the same names and others.
_LAYERS_AGAIN = r"torch(?:\.ao)?\.nn\.(?:intrinsic|qat|quantizable|quantized)"


@dataclass(frozen=True)
class Group:
    """One kind of call. All three are regular expressions.

    `part` is what an operator is called without namespace and overload (`gru_cell`), and one part
    of a dotted name (`GRUCell`). `within` are whole modules, `but` what only looks alike: both are
    the beginning of a dotted name.
    """

    part: str
    within: str = r"(?!)"
    but: str = r"(?!)"

    def name_of(self, dotted: str) -> str:
        """The shortest beginning of a dotted name that belongs to the group, "" where none does:
        `torch.nn.modules.rnn` of `torch.nn.modules.rnn.GRU.forward`."""
        if not dotted.startswith("torch.") or self._but.match(dotted):
            return ""
        name = "torch"
        for part in dotted.split(".")[1:]:
            name = f"{name}.{part}"
            if self.has_part(part) or self._within.fullmatch(name):
                return name
        return ""

    def has_operator(self, qualified: str) -> bool:
        """Whether `aten::gru_cell`, with its overload (`aten::gru.input`) or without, belongs."""
        _, colons, name = qualified.partition("::")
        return bool(colons) and self.has_part(name.partition(".")[0])

    def has_part(self, part: str) -> bool:
        """Whether what has this last name belongs, wherever it stands."""
        # `from torch.nn import *` makes nothing of `print`.
        return part not in _BUILTINS and self._part.fullmatch(part) is not None

    @cached_property
    def _part(self) -> re.Pattern[str]:
        return re.compile(self.part)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        return re.compile(self.within)

    @cached_property
    def _but(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.but})(?:\.|$)")


GROUPS = {
    "recurrent layers": Group(
        part=r"_*(?:\w+_)?(?:gru|lstm|rnn)(?:_\w+)?|_?(?:GRU|LSTM|RNN)\w*",
        within=_LAYERS_AGAIN,
        but=r"torch\.nn\.utils\.rnn|torch\.backends",  # padding and packing; settings
    ),
    # Windows of a tensor (`Tensor.unfold`, `as_strided`) are a way to write one, and belong not.
    "convolutions": Group(
        part=r"\w*[cC]onv(?!er[ts])\w*|im2col\w*|col2im\w*|Fold|Unfold",
        within=rf"torch\.nn\.functional\.(?:un)?fold|torch\.nn\.modules\.fold|{_LAYERS_AGAIN}",
        but=r"torch\.backends",
    ),
    "pooling": Group(
        part=r"\w*[pP]ool(?:[123]d|Nd)\w*|pooling",
        within=_LAYERS_AGAIN,
    ),
    "normalisation layers": Group(
        part=r"(?i:\w*(?:batch|layer|group|instance|rms|response)_?norm\w*|\w*cross_?map_?lrn\w*)",
        within=_LAYERS_AGAIN,
    ),
    "attention": Group(
        part=r"(?i:\w*attention\w*|\w*transformer(?:_?(?:en|de)coder)?\w*)",
        within=_LAYERS_AGAIN,
        but=r"torch\.backends|torch\.fx",
    ),
    "losses": Group(
        part=r"\w*_loss(?:2d)?(?:_\w+)?|\w*cross_entropy\w*|kl_div|\w*nll_\w+|\w*Loss(?:2d)?",
        but=r"torch\.backends",
    ),
    # `torch.optim.Optimizer` is what one's own is derived from; schedules are no optimiser.
    "optimizers": Group(
        part=r"_fused_(?:ada|sgd)\w*",
        within=(
            r"torch\.optim\.(?!lr_scheduler$|swa_utils$|[oO]ptimizer$)\w+"
            r"|torch\.distributed\.optim"
        ),
    ),
    "gradient clipping": Group(part=r"_*clip_grads?(?:_\w+)?|_*get_total_norm"),
}

# What a function that is asked for by hand does not use, beside complex numbers (a complex step is
# forward mode) and libraries that differentiate. No topic names it: `by_hand` does.
DIFFERENTIATION = Group(
    part=(
        r"backward|register_(?:post_accumulate_grad_)?hook|retain_grad|grad_fn|_?make_dual"
        r"|_execution_engine|\w*_(?:in|de)crement_nesting|_?(?:enter|exit)_dual_level"
    ),
    within=(
        r"torch\.autograd\.(?:grad|functional|forward_ad|gradcheck|gradgradcheck)"
        r"|torch\.func\.(?:grad\w*|vjp|jvp|jacrev|jacfwd|hessian|linearize)|torch\._functorch"
    ),
)
DIFFERENTIATING = (
    *("autograd", "casadi", "jax", "numdifftools", "sympy", "tensorflow", "theano"),
    *("scipy.differentiate", "scipy.optimize.approx_fprime"),
)
