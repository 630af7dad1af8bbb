"""No test waits without an end: what never comes would be a run that hangs, and says nothing."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parent
WAITS = {"acquire", "communicate", "join", "result", "wait"}  # without an argument, for ever
RUNS = {"call", "check_call", "check_output", "run"}  # of subprocess


def calls(path):
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


def waits_for_ever(call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in WAITS:
        return not call.args and not call.keywords
    runs = name in RUNS and getattr(call.func.value, "id", "") == "subprocess"
    return runs and not {"timeout", None} & {one.arg for one in call.keywords}  # None: what `**` brings


def loops_for_ever(path):
    """Loops without a condition, and those that do nothing but sleep."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.While):
            words = ast.unparse(node)
            if isinstance(node.test, ast.Constant) or "sleep(" in words or "wait_for_timeout(" in words:
                yield f"{path.relative_to(FOLDER)}:{node.lineno}"


def test_whatever_is_waited_for_has_a_bound():
    files = sorted(FOLDER.rglob("*.py"))
    found = [f"{path.relative_to(FOLDER)}:{one.lineno}" for path in files for one in calls(path) if waits_for_ever(one)]
    assert len(files) > 200
    assert found == []


def test_no_loop_waits_by_itself():
    """There is `tests.waiting.wait_until` for it."""
    assert [place for path in sorted(FOLDER.rglob("*.py")) for place in loops_for_ever(path)] == []
