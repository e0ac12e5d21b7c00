"""What a thing looks like outside: plain Python, no Django, no database.

transparency_log (canonical bytes, leaf hash, commitments), verification_codes. It must never know who asks or why.
"""
