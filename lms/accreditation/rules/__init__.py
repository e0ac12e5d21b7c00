"""The rules of standards on plain values: no database, no clock, no Django.

values (what goes in and comes out), parameters (what each kind may say, checked on load), kinds (how each is measured),
reading (a standard from its file), evaluator (all of it for one person on one day), freezing (a standing as a
record).
"""
