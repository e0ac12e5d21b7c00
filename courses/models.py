"""The pages of the curriculum and the sources they cite."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from courses.blocks import LessonBody, SessionPlanBlock
from courses.enums import Grade, HalfDay, ModuleKind, Route
from lms.core import constraints
from lms.core.privacy import Privacy


@register_snippet
class Source(index.Indexed, models.Model):
    """Where a claim comes from, with how well it is known. Written by editors and loaded from fixtures."""

    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=400, blank=True)
    grade = models.CharField(max_length=3, choices=Grade)
    country = models.CharField(max_length=60, blank=True)

    privacy = Privacy(impersonal="code title publisher year url grade country")
    panels = [FieldPanel(name) for name in ("code", "title", "publisher", "year", "url", "grade", "country")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("publisher")]

    class Meta:
        constraints = [constraints.one_of("grade", Grade, name="courses_source_grade")]

    def __str__(self):
        return f"{self.title} ({self.publisher}{f', {self.year}' if self.year else ''})"

    @property
    def is_to_be_checked(self):
        """Whether a reader is told to check it with the body."""
        return self.grade not in (Grade.FOUNDING, Grade.VERIFIED)


class CurriculumPage(Page):
    """What programme, module and lesson pages share: a code that never changes, and no public address of their own.

    Learners read the version that enrolment published, so Wagtail serves these pages only to editors, as previews.
    """

    code = models.SlugField(max_length=100, help_text=_("Name for links and records. Never change it once published."))
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    privacy = Privacy(impersonal="code loaded_digest")
    is_creatable = False

    def get_url_parts(self, request=None):
        return None


class ProgrammeIndexPage(Page):
    """The shelf on which programmes stand."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.ProgrammePage"]
    max_count = 1
    privacy = Privacy()


class ProgrammePage(CurriculumPage):
    """A programme of training, on the skills route (2 days) or the service route (4 days)."""

    route = models.CharField(max_length=10, choices=Route)
    taught_days = models.PositiveSmallIntegerField()
    summary = models.TextField()
    who_for = models.TextField(_("who it is for"))
    outcomes = StreamField([("outcome", blocks.CharBlock(max_length=300))], blank=True)
    standard_code = models.SlugField(
        max_length=80, blank=True, help_text=_("The standard its learners are measured by")
    )

    parent_page_types = ["courses.ProgrammeIndexPage"]
    subpage_types = ["courses.ModulePage"]
    privacy = Privacy(impersonal="route taught_days summary who_for outcomes standard_code")
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("route"), FieldPanel("taught_days"), FieldPanel("standard_code")], _("Route")),
        FieldPanel("summary"),
        FieldPanel("who_for"),
        FieldPanel("outcomes"),
    ]
    template = "courses/programme_preview.html"

    class Meta:
        constraints = [constraints.one_of("route", Route, name="courses_programme_route")]


class ModulePage(CurriculumPage):
    """A stage of a programme: before the days, a taught half-day, the practice period, the assessment, or after."""

    kind = models.CharField(max_length=12, choices=ModuleKind)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    half = models.CharField(max_length=2, choices=HalfDay, blank=True)
    taught_minutes = models.PositiveSmallIntegerField(default=0, help_text=_("Without breaks"))
    intro = RichTextField(features=["bold", "italic", "ol", "ul", "link"])
    session_plan = StreamField([("session_plan", SessionPlanBlock())], blank=True, max_num=1)

    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.LessonPage"]
    privacy = Privacy(impersonal="kind day half taught_minutes intro session_plan")
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("day"), FieldPanel("half"), FieldPanel("taught_minutes")], _("When")
        ),
        FieldPanel("intro"),
        FieldPanel("session_plan"),
    ]
    template = "courses/module_preview.html"

    class Meta:
        constraints = [constraints.one_of("kind", ModuleKind, name="courses_module_kind")]


class LessonPage(CurriculumPage):
    """One lesson: what to read, watch and do, with each claim's source."""

    summary = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField(help_text=_("To read and do"))
    is_for_targeted = models.BooleanField(_("for targeted services"), default=True)
    is_for_clinical = models.BooleanField(_("for clinical services"), default=True)
    is_for_non_clinical = models.BooleanField(_("for non-clinical services"), default=True)
    competencies = ParentalManyToManyField("competencies.Competency", blank=True, related_name="+")
    learning_outcomes = StreamField([("outcome", blocks.CharBlock(max_length=300))], blank=True)
    body = StreamField(LessonBody())

    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    privacy = Privacy(
        impersonal="summary minutes is_for_targeted is_for_clinical is_for_non_clinical competencies learning_outcomes body"
    )
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("minutes"),
        MultiFieldPanel(
            [FieldPanel("is_for_targeted"), FieldPanel("is_for_clinical"), FieldPanel("is_for_non_clinical")],
            _("Who needs it"),
        ),
        FieldPanel("learning_outcomes"),
        FieldPanel("competencies", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
    ]
    template = "courses/lesson_preview.html"

    def contexts(self) -> list[str]:
        """The service contexts that this lesson is for; empty when it is for everybody."""
        flags = {
            "targeted": self.is_for_targeted,
            "clinical": self.is_for_clinical,
            "non_clinical": self.is_for_non_clinical,
        }
        return [] if all(flags.values()) else [context for context, wanted in flags.items() if wanted]
