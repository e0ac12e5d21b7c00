"""What a standard asks, how far a person has met it, who decided, and which award followed.

Words: *standard* (a body's minimum, in dated versions), *requirement* (one clause with its source and its force),
*standing* (each requirement measured for one person on a day), *decision* (awarded or refused, with everything it
rested on), *award* (one cycle of one person under one standard), *status* (active, suspended, revoked). A manager of
the provider who did not assess or observe the person decides; a manager or a reviewer of the awarding body changes
the status; the holder is told and can answer. It must never reset a cycle, never show the reason of a status outside,
and never let a recommended clause block an award in silence. Evidence is pulled from the rooms below by their
queries; nobody pushes it here.
"""
