"""The question bank, knowledge checks as versions of it, and the sittings of learners.

Words: *quiz* (a knowledge check), *question version* and *option version* (words that never change once served),
*sitting* (one go by one person), *result* (its mark).

Content is loaded from fixtures; learners sit through the pages of enrolment, because the door is upstairs; staff of the
provider see results. It must never change an answer or a mark, serve a version other than the one that the sitting
names, or take a browser's word for a mark.
"""
