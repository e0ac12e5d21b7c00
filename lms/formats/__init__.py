"""What a thing looks like outside: plain Python, no Django, no database.

Its modules are the things: transparency_log (canonical bytes, leaf hash, commitments), verification_codes, byte_ranges
(parts of a file that a player asks for), webvtt (captions). They read and write a form and know its standard. They must
never know who asks, why, or what is kept.
"""
