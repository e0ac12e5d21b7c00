"""The home desks: for each role, the answer to "what do I do next?"."""
