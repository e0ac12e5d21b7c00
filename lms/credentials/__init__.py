"""What the holder of an award can show, and what anybody may check.

Words: *credential* (the issuance of an award, with a code), *code* (printed and read out, TB-…), *consent* (what the
holder lets the public page say), *look-up* (a commissioner's question, with its purpose, which the holder sees). The
holder decides what is shown and can take it back; anybody may verify a code without an account; a commissioner may
also look up a person within the remit. It must never show why an award was suspended or revoked, never show a name or
supervision without the holder's consent, and never say that a person is accredited: programmes are accredited, people
hold an award.
"""
