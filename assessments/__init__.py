"""Assessment in three rooms: quizzes (knowledge), roleplay (observed skill), signoff (an assessor's declaration)."""
