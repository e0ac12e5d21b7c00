"""The pages of the curriculum and the sources they cite."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from courses.blocks import LessonBody, SessionPlanBlock
from courses.enums import Grade, HalfDay, ModuleKind, Route
from courses.rules import when_problem
from courses.widgets import CompetencyChoices
from lms.core import constraints
from lms.core.privacy import Privacy

OUTCOME = blocks.CharBlock(max_length=300, label=_("Outcome"), help_text=_("Begins with a verb: “Say what …”"))


class Source(index.Indexed, models.Model):
    """Where a claim comes from, with how well it is known. Written by editors and loaded from fixtures."""

    code = models.SlugField(max_length=80, unique=True, help_text=_("Name in the fixtures, such as nhse-2020"))
    title = models.CharField(max_length=300, help_text=_("As published"))
    publisher = models.CharField(max_length=200, help_text=_("Authors and journal, or the body that published it"))
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Empty when it carries no date"))
    url = models.URLField(max_length=400, blank=True, help_text=_("Where a reader finds it"))
    grade = models.CharField(
        max_length=3, choices=Grade, help_text=_("Whatever is less than verified is shown with a caveat")
    )
    country = models.CharField(max_length=60, blank=True, help_text=_("Shown when it is not England or the UK"))

    privacy = Privacy(impersonal="code title publisher year url grade country")
    panels = [FieldPanel(name) for name in ("title", "publisher", "year", "url", "grade", "country", "code")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("publisher")]

    class Meta:
        constraints = [constraints.one_of("grade", Grade, name="courses_source_grade")]

    def __str__(self):
        return f"{self.title} ({self.publisher}{f', {self.year}' if self.year else ''})"

    def caveat(self) -> str:
        """What a reader is told to be careful about."""
        return Grade.caveat(self.grade)

    def is_from_abroad(self) -> bool:
        """Whether a reader is told the country."""
        return self.country not in ("", "England", "United Kingdom")


class PageWithoutAddress(Page):
    """Learners read the version that enrolment published. Wagtail shows these pages to editors only, as previews."""

    promote_panels = []  # for search engines and menus, which never see these pages
    settings_panels = []  # for publishing at a time; a programme version is published by a person instead
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    def get_url_parts(self, request=None):
        return None


class NoCopying(PagePermissionTester):
    """A code names one page, so a page is never copied. A second programme is written under codes of its own."""

    def can_copy(self):
        return False


class CurriculumPage(PageWithoutAddress):
    """What programme, module and lesson pages share: a code that is theirs alone and never changes.

    `loaded_digest` tells what the fixture said when the page was last loaded from it.
    """

    code = models.SlugField(
        max_length=100,
        unique=True,
        help_text=_("Name in links and records, of this page alone. It never changes once the page is published."),
        error_messages={"unique": _("Another page has this code. Give this one a code of its own.")},
    )
    code.required_on_save = True  # even a draft: two without a code could not be told apart
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    privacy = Privacy(impersonal="code loaded_digest")
    is_creatable = False
    content_panels = [
        TitleFieldPanel("title", targets=["code"], help_text=_("As learners see it")),
        FieldPanel("code", widget=SlugInput),
    ]

    def clean(self):
        super().clean()
        published = CurriculumPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        if self.pk and published.exclude(code=self.code).exists():
            raise ValidationError({"code": _("Records name this page by its code. It can no longer change.")})

    def permissions_for_user(self, user):
        return NoCopying(user, self)


class ProgrammeIndexPage(PageWithoutAddress):
    """The shelf on which programmes stand."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.ProgrammePage"]
    max_count = 1
    privacy = Privacy()
    template = "courses/shelf_preview.html"


class ProgrammePage(CurriculumPage):
    """A programme of training, on the skills route (2 days) or the service route (4 days)."""

    route = models.CharField(
        max_length=10, choices=Route, help_text=_("Skills inside another role, or coaching as a service of its own")
    )
    route.required_on_save = True
    taught_days = models.PositiveSmallIntegerField(help_text=_("Days with a trainer"))
    summary = models.TextField(help_text=_("Two sentences: what it is, and what people do in it"))
    who_for = models.TextField(_("who it is for"), help_text=_("And for whom it is not"))
    outcomes = StreamField(
        [("outcome", OUTCOME)], blank=True, help_text=_("What a person can do at the end, each a line")
    )
    standard_code = models.SlugField(
        max_length=80, blank=True, help_text=_("The standard its learners are measured by, such as nhse-2020-skills")
    )

    parent_page_types = ["courses.ProgrammeIndexPage"]
    subpage_types = ["courses.ModulePage"]
    privacy = Privacy(impersonal="route taught_days summary who_for outcomes standard_code")
    content_panels = [
        *CurriculumPage.content_panels,
        MultiFieldPanel([FieldPanel("route"), FieldPanel("taught_days"), FieldPanel("standard_code")], _("Route")),
        FieldPanel("summary"),
        FieldPanel("who_for"),
        FieldPanel("outcomes"),
        CommentPanel(),
    ]
    template = "courses/programme_preview.html"

    class Meta:
        constraints = [constraints.one_of("route", Route, name="courses_programme_route")]


class ModulePage(CurriculumPage):
    """A stage of a programme: before the days, a taught half-day, the practice period, the assessment, or after."""

    kind = models.CharField(max_length=12, choices=ModuleKind, help_text=_("Only a taught half-day has a session plan"))
    kind.required_on_save = True
    day = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("1 for the first taught day"))
    half = models.CharField(max_length=2, choices=HalfDay, blank=True, help_text=_("Of that day"))
    taught_minutes = models.PositiveSmallIntegerField(default=0, help_text=_("Without breaks"))
    intro = RichTextField(
        features=["bold", "italic", "ol", "ul", "link"], help_text=_("What it is for, in a paragraph")
    )
    session_plan = StreamField(
        [("session_plan", SessionPlanBlock())],
        blank=True,
        max_num=1,
        help_text=_("For trainers only: learners never see it"),
    )

    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.LessonPage"]
    privacy = Privacy(impersonal="kind day half taught_minutes intro session_plan")
    content_panels = [
        *CurriculumPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("day"), FieldPanel("half"), FieldPanel("taught_minutes")], _("When")
        ),
        FieldPanel("intro"),
        FieldPanel("session_plan"),
        CommentPanel(),
    ]
    template = "courses/module_preview.html"

    class Meta:
        constraints = [
            constraints.one_of("kind", ModuleKind, name="courses_module_kind"),
            CheckConstraint(condition=Q(half__in=["", *HalfDay.values]), name="courses_module_half"),
            CheckConstraint(
                condition=Q(kind=ModuleKind.TAUGHT) | Q(day=None, half="", taught_minutes=0),
                name="courses_module_only_taught_has_a_day",
            ),
        ]

    def clean(self):
        super().clean()
        if problem := when_problem(self.kind, self.day, self.half, self.taught_minutes):
            raise ValidationError({"kind": problem})


class LessonPage(CurriculumPage):
    """One lesson: what to read, watch and do, with each claim's source."""

    summary = models.CharField(max_length=300, help_text=_("One sentence, shown in lists and under the title"))
    minutes = models.PositiveSmallIntegerField(help_text=_("To read and do, exercises included"))
    is_for_targeted = models.BooleanField(
        _("for targeted services"), default=True, help_text=_("A defined group, and a topic of the service")
    )
    is_for_clinical = models.BooleanField(
        _("for clinical services"), default=True, help_text=_("A medical need, and a coach with clinical knowledge")
    )
    is_for_non_clinical = models.BooleanField(
        _("for non-clinical services"), default=True, help_text=_("No set condition and no set topic")
    )
    competencies = ParentalManyToManyField(
        "competencies.Competency", blank=True, related_name="+", help_text=_("What the lesson helps to learn")
    )
    learning_outcomes = StreamField(
        [("outcome", OUTCOME)], blank=True, help_text=_("Two to four: “After this lesson you can …”")
    )
    body = StreamField(LessonBody(), help_text=_("About 400 to 900 words, with something to do in every lesson"))

    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    privacy = Privacy(
        impersonal="summary minutes is_for_targeted is_for_clinical is_for_non_clinical competencies learning_outcomes "
        "body"
    )
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    content_panels = [
        *CurriculumPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("learning_outcomes"),
        FieldPanel("body"),
        FieldPanel("minutes"),
        FieldPanel("competencies", widget=CompetencyChoices),
        MultiFieldPanel(
            [FieldPanel("is_for_targeted"), FieldPanel("is_for_clinical"), FieldPanel("is_for_non_clinical")],
            _("Who needs it"),
            help_text=_("Tick all three for a lesson that everybody needs"),
        ),
        CommentPanel(),
    ]
    template = "courses/lesson_preview.html"

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(minutes__gte=1), name="courses_lesson_minutes"),
            CheckConstraint(
                condition=Q(is_for_targeted=True) | Q(is_for_clinical=True) | Q(is_for_non_clinical=True),
                name="courses_lesson_for_somebody",
            ),
        ]

    def clean(self):
        super().clean()
        if not (self.is_for_targeted or self.is_for_clinical or self.is_for_non_clinical):
            raise ValidationError({"is_for_targeted": _("Say for which kind of service the lesson is.")})

    def contexts(self) -> list[str]:
        """The service contexts that this lesson is for; empty when it is for everybody."""
        flags = {
            "targeted": self.is_for_targeted,
            "clinical": self.is_for_clinical,
            "non_clinical": self.is_for_non_clinical,
        }
        return [] if all(flags.values()) else [context for context, wanted in flags.items() if wanted]
