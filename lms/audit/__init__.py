"""What was done, by whom, to what: one event for every act of record, written in the same transaction.

Words: *event*, *commitment* (what stands for a personal value), *permit* (the one lawful change: erasing a person),
*position* (the settled order, given after commit by one sealer). Any room records; nobody changes; administrators read.
It knows no other room: people are named by key, targets by label and key. It must never hold a concern's content.
"""
