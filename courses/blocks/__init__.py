"""What lessons and session plans are made of. Every block has a preview, a description, and help for each field."""

from courses.blocks.lesson import LessonBody
from courses.blocks.session_plan import SessionPlanBlock

__all__ = ["LessonBody", "SessionPlanBlock"]
