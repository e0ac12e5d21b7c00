"""The gallery shows every component, so that whoever changes one sees it."""

from django.conf import settings

from tests.factories import people

FOLDER = settings.BASE_DIR / "lms" / "templates" / "components"


def test_the_gallery_draws_every_component(as_user):
    answer = as_user(people.trainee(people.provider())).get("/components/")

    drawn = {template.name for template in answer.templates if template.name}
    assert {f"components/{path.name}" for path in FOLDER.glob("*.html")} - drawn == set()
