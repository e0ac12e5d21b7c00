"""How good a programme and its provider are known to be: approvals of programme versions, checklists and their answers.

Words: *approval* (a body says that one programme version is accredited, or quality assured, from a day until another),
*checklist* (questions a commissioner asks of a provider; ours are derived from the guide's prose, never annex C
itself), *answer* (what a provider says to one question, with evidence, an owner and a review date). A reviewer of the
accrediting body approves and ends; a provider's manager answers; a commissioner reads within the remit. It must never
approve a provider or a person: programmes are accredited, people hold awards. It must never change an approval or an
answer: a later row names the earlier one, so that "what was known then" can still be asked.
"""
