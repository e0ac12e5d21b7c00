"""Observed skill: role-play scenarios, rubrics, the assessment policy, and observations of a trainee at work.

Words: *scenario* (what is played), *rubric* (criteria with described levels), *policy* (countersignature, sampling),
*draft* (an observation being written), *observation* (what was recorded, never edited), *exposure* (a trainee opened
or practised a scenario), *global judgement* (the observer's verdict before any total is shown). Trainers and
assessors observe; the trainee reads and acknowledges; a changed result is a new observation that names the old one.
It must never show a total before the global judgement is stored, nor let anybody observe themselves or somebody close
to them.
"""
