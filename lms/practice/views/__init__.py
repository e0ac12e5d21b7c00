"""Pages of the logbook: list, entry, sending; the verifier's queue and decisions."""

from lms.practice.views.deciding import EntryConfirm, EntryReturn, ToConfirm
from lms.practice.views.logbook import (
    EntryChange,
    EntryCorrect,
    EntryDiscard,
    EntryDone,
    EntryNew,
    EntryPage,
    EntrySubmit,
    EntryTakeBack,
    Logbook,
)
from lms.practice.views.templates import TemplateRemove, Templates, TemplateSave
from lms.practice.views.timing import Clock
from lms.practice.views.together import ConfirmTogether, Sampling

__all__ = [
    "Clock",
    "ConfirmTogether",
    "EntryChange",
    "EntryConfirm",
    "EntryCorrect",
    "EntryDiscard",
    "EntryDone",
    "EntryNew",
    "EntryPage",
    "EntryReturn",
    "EntrySubmit",
    "EntryTakeBack",
    "Logbook",
    "Sampling",
    "TemplateRemove",
    "TemplateSave",
    "Templates",
    "ToConfirm",
]
