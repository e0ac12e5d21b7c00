"""The portfolio: what a coach keeps about their own coaching.

Words: a *reflection* is a coach's own short text, on a prompt of a lesson or on something they did. It is a draft
that only its author reads until they submit it; then trainers, assessors, internal quality assurers and managers of
the organisation read it too, and it never changes. A *milestone*, a *learning record* and a *feedback sheet* are on
record, for the same readers, from the moment they are written; a correction is another row. A *commitment* says what
a volunteer promises for each week. The *development plan* is read by nobody but its writer. This room must never hold
anything that tells who a client or a colleague is."""
