"""The curriculum that editors write in Wagtail: programmes, modules, lessons, their blocks and their sources.

Words: *programme* (what a cohort joins), *module* (a taught half-day or a stage), *lesson* (one page to read and do),
*source* (where a claim comes from), *session plan* (the trainer's timed plan of a taught half-day). Content editors
write; learners never read a page here, only the version that enrolment published from it. It must never hold a
learner's data.
"""
