"""Programme versions, cohorts, taught sessions, enrolments and progress; the door through which learners read and do.

Words: *programme version* (a numbered manifest of pages, revisions and assets that never changes), *cohort* (a group
that takes one version with one provider), *session* (taught time), *attendance* (minutes somebody was there),
*enrolment* (a person's place in a cohort), *visit* and *completion* (of a lesson), *follow-up* (what somebody did after
the days).

Editors publish versions; managers open cohorts, import and enrol trainees; trainers plan sessions and keep the
register; trainees join with a code, read, answer, reflect. It must never show a learner words other than their
version's, change an attendance row, or count what a browser claims as more than "read".
"""
