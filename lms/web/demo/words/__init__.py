"""The demo's longer texts, in YAML beside this file: observations, logbooks, reflections, answers to checklists."""

from functools import cache
from pathlib import Path

import yaml


@cache
def read(name: str) -> dict:
    """One file of texts, by its stem."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
