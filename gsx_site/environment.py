"""Readers of environment variables that refuse nonsense.

A variable that is unset or empty gives the default. Anything that cannot be understood raises `ImproperlyConfigured`
with a sentence that names the variable, its value and what is allowed: a misspelt setting must stop the site at its
start, never leave it running with less safety than was asked for.
"""

import os
import re

from django.core.exceptions import ImproperlyConfigured

ON, OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")


def text(name: str, default: str = "") -> str:
    """The variable without surrounding spaces."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """on, true, yes, 1 or off, false, no, 0, in any case."""
    value = text(name)
    if not value:
        return default
    if value.lower() not in ON + OFF:
        raise refusal(name, value, "on or off")
    return value.lower() in ON


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    value = text(name, str(default))
    if not (re.fullmatch(r"-?[0-9]{1,18}", value) and least <= int(value) <= most):
        raise refusal(name, value, f"a whole number from {least} to {most}")
    return int(value)


def matching(name: str, default: str, pattern: str, meaning: str) -> str:
    """A text that the regular expression `pattern` matches as a whole; `meaning` says in words what that is."""
    value = text(name, default)
    if value and not re.fullmatch(pattern, value):
        raise refusal(name, value, meaning)
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list written with commas; spaces around its words and empty words do not count."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def refusal(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is “{value}”, but must be {allowed}.")
