"""What authors write suites with: `from autograder.suite import Student, check, probe`.

The words themselves are made in `autograder.judge.suite`, and the kit of probes and families of
checks in `autograder.judge.kit`; this door stays where authors know it.
"""

from autograder.judge.data import TopicData
from autograder.judge.kit.draws import (
    expect_each_of,
    expect_normal,
    expect_rows_drawn,
    expect_uniform,
    means_of,
    near_share,
)
from autograder.judge.kit.families import (
    answer_form,
    arrays_like,
    expect_arguments_kept,
    expect_future_unseen,
    expect_padding_unseen,
    expect_rows_independent,
    expect_unseen,
    random_seed,
)
from autograder.judge.kit.models import Module, Training
from autograder.judge.kit.probes import put_in
from autograder.judge.kit.scales import of_all_sizes
from autograder.judge.kit.tasks import adding_problem
from autograder.judge.kit.training import (
    adam_steps,
    expect_adam,
    expect_constant_rate,
    expect_learns,
    expect_minibatches,
    expect_own_targets,
    expect_recurrent,
    expect_reproducible,
    expect_settings_count,
    linear_steps,
    mean_cross_entropy,
    mean_squared_error,
    squared_errors,
    step_returns_number,
)
from autograder.judge.pictures import (
    EXPECTED,
    GIVEN,
    YOURS,
    attention,
    image_rows,
    images,
    lines,
    scatter,
    strokes,
    texts,
)
from autograder.judge.suite import (
    Answer,
    Student,
    SuiteError,
    check,
    expect,
    expect_below,
    expect_equal,
    probe,
)
from autograder.model.record import Picture, Text

__all__ = [
    "EXPECTED",
    "GIVEN",
    "YOURS",
    "Answer",
    "Module",
    "Picture",
    "Student",
    "SuiteError",
    "Text",
    "TopicData",
    "Training",
    "adam_steps",
    "adding_problem",
    "answer_form",
    "arrays_like",
    "attention",
    "check",
    "expect",
    "expect_adam",
    "expect_arguments_kept",
    "expect_below",
    "expect_constant_rate",
    "expect_each_of",
    "expect_equal",
    "expect_future_unseen",
    "expect_learns",
    "expect_minibatches",
    "expect_normal",
    "expect_own_targets",
    "expect_padding_unseen",
    "expect_recurrent",
    "expect_reproducible",
    "expect_rows_drawn",
    "expect_rows_independent",
    "expect_settings_count",
    "expect_uniform",
    "expect_unseen",
    "image_rows",
    "images",
    "linear_steps",
    "lines",
    "mean_cross_entropy",
    "mean_squared_error",
    "means_of",
    "near_share",
    "of_all_sizes",
    "probe",
    "put_in",
    "random_seed",
    "scatter",
    "squared_errors",
    "step_returns_number",
    "strokes",
    "texts",
]
