"""Who is who: people, organisations, dated memberships with roles, dated responsibilities, interests, invitations.

Words: *membership* (a person's role in an organisation, from–to), *responsibility* (A is supervisor, assessor, verifier
… of B, from–to), *remit* (the organisations that a commissioner or body looks after, from–to), *interest* (a declared
tie that blocks assessing). Managers and administrators invite; everybody declares their own interests.
It must never let one shared account act for several people.
"""
