"""Coaching practice: what a coach did, when, for how long, and who stands behind it.

Words: a *practice entry* is one coaching session in a coach's logbook; a *client key* (C-01) is all that is known of
a client; a *verifier* is the person named to confirm a coach's hours, by the programme's policy and not because they
supervise. A coach writes and corrects their own entries; the named verifier confirms or returns them with the basis
or the reason.

This room says what makes an entry valid. What an entry counts towards is a standard's business (accreditation). It
must never hold anything that tells who a client is, and a confirmed entry never changes: a correction supersedes it.
"""
