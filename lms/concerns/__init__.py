"""Concerns: safeguarding, unsafe practice, malpractice, speaking up. A restricted store that nobody else sees.

Words: *concern* (what somebody reported, with or without an account), *source* (who reported it, kept apart), *lead* (a
safeguarding lead or case handler of the organisation that a concern is routed to today), *people on it* (those who
must never see it: on the record it is about, or named in its words). Leads read and write; managers and administrators
meet a 404. Free text here is not checked for client details, as it is everywhere else: a report may need names.

Its own `ConcernEvent` rows, written in the same transaction as every act, take the place of `audit.record`: the audit
log will be published as a transparency log and is read by administrators, and even "something about this entry was
reported at 10:42" could tell the person concerned. For the same reason nothing here is searched, exported or linked
back from people, the forms open to everybody keep no idempotency key, and the request log leaves them out.

It must never hold the source of an anonymous concern in any form, show a concern to somebody on it, or lose one: where
nobody could receive it, it is refused at once with words that say whom to tell instead.
"""
