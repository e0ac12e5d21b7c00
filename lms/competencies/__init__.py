"""What a coach can do: frameworks, competencies and their dated versions.

Words: *framework* (a body's list), *competency* (one ability with a code), *version* (its wording from a day on).
Editors load them from fixtures; everybody reads. A wording that was assessed against never changes: a new version is a
new row.
"""
