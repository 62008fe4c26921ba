"""The starter of a topic as a notebook."""

import ast

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.model.topic import Topic
from autograder.presentation.messages import Language

BEGIN = """\
from autograder.selfcheck.notebook import open_grader

grader = open_grader({arguments})"""
TEST = """\
from autograder.selfcheck.notebook import otter_cases
OK_FORMAT = False
name = {name!r}
points = 0
globals().update(otter_cases({name!r}))
"""


def starter_notebook(topic: Topic, language: Language = "en") -> nbformat.NotebookNode:
    """The starter as a notebook: the statement, a cell for each definition, a cell that checks."""
    text = topic.starter_in(language).read_text(encoding="utf-8")
    lines = text.splitlines()
    arguments = f'"{topic.starter.stem}.ipynb"'
    if language != "en":
        arguments += f', "{language}"'
    cells = [
        new_markdown_cell(topic.statement_in(language).read_text(encoding="utf-8")),
        new_code_cell(BEGIN.format(arguments=arguments)),
    ]
    start = 0
    body = ast.parse(text).body
    if isinstance(body[0], ast.Expr):  # the module's docstring is said by the statement
        start = body[0].end_lineno or 0
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            before = "\n".join(lines[start : _first_line(node) - 1]).strip()
            if before:
                cells.append(new_code_cell(before))
            cells.append(new_code_cell("\n".join(lines[_first_line(node) - 1 : node.end_lineno])))
            start = node.end_lineno or start
    rest = "\n".join(lines[start:]).strip()
    if rest:
        cells.append(new_code_cell(rest))
    cells.append(new_code_cell(f'grader.check("{topic.name}")'))
    notebook: nbformat.NotebookNode = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.metadata["otter"] = {
        "OK_FORMAT": False,
        "tests": {topic.name: TEST.format(name=topic.name)},
    }
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # nbformat would draw one: a handout is built the same twice
    return notebook


def _first_line(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])
