"""Pages of no single room: the frame around every page, home and desks, help, errors, health, the component gallery.

Words: *desk* (the home page of a role: what do I do next), *frame* (header, navigation, footer), *working as* (which of
their roles a person with several is using now; it changes what is shown, never what is allowed).
It must never hold a rule or a row of its own: what it shows, it asks of the rooms below.
"""
