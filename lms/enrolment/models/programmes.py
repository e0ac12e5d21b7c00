"""A programme version and everything that it keeps."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Privacy
from lms.enrolment.enums import ItemKind

ASSET_FIELDS = ("quiz_version", "scenario_version", "document", "video", "image", "source")


class ProgrammeVersion(AppendOnly):
    """A programme as it was published under a number. Cohorts, decisions and credentials name it for ever.

    Title, route and standard are copied, because the page goes on changing. Written by `publish_version`.
    """

    programme = models.ForeignKey("courses.ProgrammePage", on_delete=models.PROTECT, related_name="versions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=100)
    title = models.CharField(max_length=255)
    route = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    standard_code = models.SlugField(max_length=80, blank=True)
    taught_days = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    lessons = models.PositiveSmallIntegerField(help_text="How many lessons the version holds")
    taught_minutes = models.PositiveIntegerField(help_text="Of all its modules, without breaks")
    published_at = models.DateTimeField()

    privacy = Privacy(
        impersonal="programme revision code title route number standard_code taught_days summary lessons "
        "taught_minutes published_at"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["programme", "number"], name="enrolment_version_once"),
            UniqueConstraint(fields=["code", "number"], name="enrolment_version_code_once"),
            CheckConstraint(condition=Q(number__gte=1), name="enrolment_version_from_one"),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"


class ManifestItem(AppendOnly):
    """A module or lesson of a version, in order, with the revision of its page that learners read.

    `contexts` lists the kinds of service it is for, empty for all; `module_code` is its own code for a module.
    """

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="manifest_items")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    module_code = models.SlugField(max_length=100)
    module_kind = models.CharField(max_length=12)
    code = models.SlugField(max_length=100)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    taught_minutes = models.PositiveSmallIntegerField(default=0)
    contexts = models.JSONField(default=list)

    privacy = Privacy(
        impersonal="version order kind page revision module_code module_kind code title summary minutes taught_minutes "
        "contexts"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["version", "order"], name="enrolment_item_order_once"),
            UniqueConstraint(fields=["version", "kind", "code"], name="enrolment_item_code_once"),
            constraints.one_of("kind", ItemKind, name="enrolment_item_kind"),
        ]

    def __str__(self):
        return f"{self.version_id}.{self.order} {self.title}"


def _exactly_one(fields: tuple[str, ...]) -> Q:
    """Exactly one of the links is filled."""
    wanted = Q(pk__in=[])
    for name in fields:
        wanted |= Q(**{f"{other}__isnull": other != name for other in fields})
    return wanted


class ManifestAsset(AppendOnly):
    """Something that a lesson of a version uses and that must stay as it is: exactly one of the six links."""

    item = models.ForeignKey(ManifestItem, on_delete=models.PROTECT, related_name="assets")
    quiz_version = models.ForeignKey(
        "quizzes.QuizVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )
    scenario_version = models.ForeignKey(
        "roleplay.ScenarioVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )
    document = models.ForeignKey(
        "media.TeachbackDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )
    video = models.ForeignKey(
        "media.Video", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )
    image = models.ForeignKey(
        "media.TeachbackImage", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )
    source = models.ForeignKey(
        "courses.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="manifest_assets"
    )

    privacy = Privacy(impersonal="item quiz_version scenario_version document video image source")

    class Meta:
        constraints = [
            CheckConstraint(condition=_exactly_one(ASSET_FIELDS), name="enrolment_asset_is_one_thing"),
            *(UniqueConstraint(fields=["item", name], name=f"enrolment_asset_{name}_once") for name in ASSET_FIELDS),
        ]

    def __str__(self):
        return f"asset {self.key} of {self.item}"


class ReflectionPrompt(AppendOnly):
    """A question of a lesson that learners answer in their portfolio, as the version asks it."""

    item = models.ForeignKey(ManifestItem, on_delete=models.PROTECT, related_name="prompts")
    code = models.SlugField(max_length=80)
    prompt = models.TextField()
    hint = models.TextField(blank=True)

    privacy = Privacy(impersonal="item code prompt hint")

    class Meta:
        constraints = [UniqueConstraint(fields=["item", "code"], name="enrolment_prompt_once")]

    def __str__(self):
        return f"{self.code} of {self.item}"


class RenderedLesson(Mutable):
    """The HTML of a lesson of a version, kept so that reading it costs no rendering.

    The words come from the item's revision and never change; the row may be thrown away and made again when the look
    of a block changes.
    """

    item = models.OneToOneField(ManifestItem, on_delete=models.PROTECT, related_name="rendered")
    html = models.TextField()

    privacy = Privacy(impersonal="item html")

    def __str__(self):
        return f"rendering of {self.item}"
