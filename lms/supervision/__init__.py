"""Supervision: who supports a coach, and the sessions they had.

Words: an *agreement* says who gives a coach which kind of support from which day; a *supervision session* is one
meeting, recorded by the coach and confirmed or declined by the supervisor. The kinds (line management, clinical
supervision, health-coaching supervision, mentoring, ICF mentor coaching) are kept apart everywhere: none stands in
for another.

Only coach and supervisor read what was talked about; a provider's manager sees that a session took place. This room
must never hold case notes: themes say what the talk was about, not whom."""
