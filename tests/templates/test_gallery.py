"""The gallery shows every component, so that whoever changes one sees it."""

import pytest
from django.conf import settings
from django.utils.translation import ngettext_lazy

from lms.core.templatetags.components import list_controls
from tests.factories import people

FOLDER = settings.BASE_DIR / "lms" / "templates" / "components"


def test_the_gallery_draws_every_component(as_user):
    answer = as_user(people.trainee(people.provider())).get("/components/")

    drawn = {template.name for template in answer.templates if template.name}
    assert {f"components/{path.name}" for path in FOLDER.glob("*.html")} - drawn == set()


@pytest.mark.parametrize(("total", "count"), [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions")])
def test_a_list_says_how_many_it_has_in_the_right_number(total, count):
    counted = ngettext_lazy("%d session", "%d sessions")

    assert list_controls({"total": total}, counted)["count"] == count
