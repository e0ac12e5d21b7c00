"""Loading the curriculum from its fixtures, and letting editors in."""

from courses.actions.editors import set_up_editors
from courses.actions.loading import load_programme, load_sources, shelf
from courses.actions.stored import FixtureUnsound

__all__ = ["FixtureUnsound", "load_programme", "load_sources", "set_up_editors", "shelf"]
