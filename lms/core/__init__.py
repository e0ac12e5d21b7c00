"""The tools every room may use: clock, keys, kinds of record, page mixins, form rendering, component tags, checks.

It has no tables and knows no room. Words: *act of record* (something done that is never edited), *happened_at* (in the
world) and *recorded_at* (here). It must never import a room or decide anything about coaching.
"""
