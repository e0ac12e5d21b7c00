"""The layer list of pyproject.toml, read once for the structural tests."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def contract(name: str) -> dict:
    return next(item for item in CONTRACTS if item["id"] == name)


def height_of() -> dict[str, int]:
    """Room → how high it stands; siblings on one layer share a number."""
    layers = contract("rooms")["layers"]
    return {room.strip(" ()"): len(layers) - number for number, layer in enumerate(layers) for room in layer.split("|")}


HEIGHT = height_of()
ROOMS = [room for room in HEIGHT if room not in ("lms.urls", "lms.wsgi", "lms.asgi")]


def room_of(dotted: str) -> str | None:
    """The room that a module lives in, or None for a library."""
    return next((room for room in ROOMS if dotted == room or dotted.startswith(f"{room}.")), None)


def our_models():
    """Every model that one of our rooms defines."""
    return [model for model in apps.get_models() if room_of(model.__module__)]
