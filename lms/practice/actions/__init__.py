"""Writing the logbook: client keys, entries, sending, deciding, correcting, the e-mails, erasure."""

from lms.practice.actions.deciding import (
    ConfirmedTogether,
    DrawnForDiary,
    ReadEntry,
    confirm_entries,
    confirm_entry,
    return_entry,
)
from lms.practice.actions.entries import (
    EntryDetails,
    EntryNotCorrectable,
    EntryNotOpen,
    EntryNotValid,
    NewClient,
    change_draft,
    correct_entry,
    discard_draft,
    log_and_submit,
    log_entry,
    make_client,
    submit_entry,
    take_back_entry,
)
from lms.practice.actions.erasure import erase_from_practice
from lms.practice.actions.history import EntryNotWaiting
from lms.practice.actions.letters import mail_coach_of_return, mail_verifier
from lms.practice.actions.sampling import ShareNotPossible, set_sampling
from lms.practice.actions.templates import TemplateNameTaken, TooManyTemplates, remove_template, save_template
from lms.practice.actions.timing import ClockRuns, NoClock, discard_clock, start_clock, stop_clock

__all__ = [
    "ClockRuns",
    "ConfirmedTogether",
    "DrawnForDiary",
    "EntryDetails",
    "EntryNotCorrectable",
    "EntryNotOpen",
    "EntryNotValid",
    "EntryNotWaiting",
    "NewClient",
    "NoClock",
    "ReadEntry",
    "ShareNotPossible",
    "TemplateNameTaken",
    "TooManyTemplates",
    "change_draft",
    "confirm_entries",
    "confirm_entry",
    "correct_entry",
    "discard_clock",
    "discard_draft",
    "erase_from_practice",
    "log_and_submit",
    "log_entry",
    "mail_coach_of_return",
    "mail_verifier",
    "make_client",
    "remove_template",
    "return_entry",
    "save_template",
    "set_sampling",
    "start_clock",
    "stop_clock",
    "submit_entry",
    "take_back_entry",
]
