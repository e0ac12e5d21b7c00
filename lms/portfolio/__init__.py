"""The portfolio: what a coach writes about their own coaching.

Words: a *reflection* is a coach's own short text, on a prompt of a lesson or on something they did. It is a draft
that only its author reads until they submit it; then trainers, assessors, internal quality assurers and managers of
the organisation read it too, and it never changes. This room must never hold anything that tells who a client or a
colleague is."""
