"""Anticipated refusals. An action raises one; the page shows its words beside the form, and nothing is lost."""


class Refused(Exception):
    """Something a rule forbids. `str(error)` is a sentence for the person who tried."""

    def __init__(self, message, *, field: str | None = None):
        super().__init__(message)
        self.field = field


class NotYours(Refused):
    """The person may see the record but may not do this to it."""
