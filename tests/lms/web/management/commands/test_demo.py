"""The terminal is quiet while the demo is prepared."""

import logging

from lms.web.management.commands.demo import _warnings_only


def test_only_warnings_are_logged_while_preparing(caplog):
    with caplog.at_level(logging.INFO):
        with _warnings_only():
            logging.getLogger("lms.demo").info("An act of the story")
            logging.getLogger("lms.demo").warning("Something to know")
        logging.getLogger("lms.demo").info("Afterwards")

    assert caplog.messages == ["Something to know", "Afterwards"]
