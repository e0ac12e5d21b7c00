"""An assessor's declaration that a trainee has shown competencies: its evidence, its checks, and how it ends.

Words: *sign-off* (the declaration), *evidence* (what it rests on, frozen by digest), *countersignature* (a qualified
assessor stands behind one who is not yet qualified), *release* (the internal quality assurer has looked at a sampled
sign-off), *effective* (countersigned and released where that was needed, not superseded, not withdrawn, its evidence
still stands). Assessors sign off, other assessors countersign, internal quality assurers release; nobody does two of
these, and nobody any of them for themselves or for somebody close to them. It must never edit a declaration: a
changed one is a new row.
"""
