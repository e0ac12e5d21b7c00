"""Forms of the logbook. They validate what was typed; the actions decide."""

from lms.practice.forms.deciding import ConfirmForm, ReturnForm
from lms.practice.forms.entries import EntryForm, TemplateForm, alike, as_written
from lms.practice.forms.filters import LogbookFilter, QueueFilter

__all__ = [
    "ConfirmForm",
    "EntryForm",
    "LogbookFilter",
    "QueueFilter",
    "ReturnForm",
    "TemplateForm",
    "alike",
    "as_written",
]
