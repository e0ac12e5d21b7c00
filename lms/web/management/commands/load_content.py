"""Loads what comes with Teachback: competencies, curriculum, scenarios, quizzes, standards, checklists and what
portfolios need.

Safe to repeat.
"""

import datetime

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand

from assessments.quizzes import actions as quizzes
from assessments.roleplay import actions as roleplay
from courses import actions as courses
from lms.accreditation import actions as accreditation
from lms.competencies import actions as competencies
from lms.core import clock
from lms.portfolio import actions as portfolio
from lms.quality import actions as quality
from media import actions as media

FIXTURES = settings.BASE_DIR / "fixtures"
STANDARD_OF = {"health-coaching-skills": "nhse-2020-skills", "health-coaching-service": "nhse-2020-service"}


def documents(folder: str):
    """Every YAML file of a folder of fixtures, read."""
    return [yaml.safe_load(path.read_text()) for path in sorted((FIXTURES / folder).glob("*.yaml"))]


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        at = clock.now()
        for document in documents("competencies"):
            competencies.load_framework(framework=document["framework"], effective_from_date=datetime.date(2020, 1, 1))
        media.load_videos(FIXTURES / "media" / "videos")
        media.load_worksheets(FIXTURES / "worksheets")
        for quiz in documents("assessments/quizzes"):
            quizzes.load_quiz(data=quiz, at=at)
        self._load_roleplay(at)
        for standard in documents("standards") + documents("standards/bodies"):
            accreditation.load_standard(data=standard, at=at)
        for checklists in documents("quality"):
            quality.load_checklists(data=checklists, at=at)
        for needs in documents("portfolio"):
            portfolio.load_needs(data=needs, at=at)
        courses.load_sources(FIXTURES / "curriculum" / "sources")
        for code, standard_code in STANDARD_OF.items():
            courses.load_programme(FIXTURES / "curriculum" / code, standard_code=standard_code)
        courses.set_up_editors()
        self.stdout.write("Content is loaded.")

    def _load_roleplay(self, at):
        for rubric in documents("assessments/rubrics"):
            roleplay.load_rubric(data=rubric, at=at)
        for scenario in documents("assessments/scenarios"):
            roleplay.load_scenario(data=scenario, at=at)
        for policy in yaml.safe_load((FIXTURES / "assessments" / "policies.yaml").read_text())["policies"]:
            roleplay.load_policy(data=policy, at=at)
