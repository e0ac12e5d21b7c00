"""The demo's story: invented people at every stage, written through the rooms' own actions with the clock set back.

Everybody here is invented. The days are counted back from the day the demo is prepared, so that it never looks old.
"""
