"""Forms of the logbook. They validate what was typed; the actions decide."""

from lms.practice.forms.deciding import (
    ConfirmForm,
    ReturnForm,
    SamplingForm,
    TogetherForm,
    as_read,
    refuse_without_diary,
)
from lms.practice.forms.entries import EntryForm, TemplateForm, alike, as_written
from lms.practice.forms.filters import LogbookFilter, QueueFilter, TogetherFilter

__all__ = [
    "ConfirmForm",
    "EntryForm",
    "LogbookFilter",
    "QueueFilter",
    "ReturnForm",
    "SamplingForm",
    "TemplateForm",
    "TogetherFilter",
    "TogetherForm",
    "alike",
    "as_read",
    "as_written",
    "refuse_without_diary",
]
