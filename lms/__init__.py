"""Teachback: training, assessment and certification for health coaching."""
