"""Our image, document and video, chosen before the first migration so that they can grow."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia

from lms.core import ids
from lms.core.privacy import Privacy

_EDITORIAL = "title file collection created_at uploaded_by_user tags tagged_items file_size file_hash"


class TeachbackImage(AbstractImage):
    """A picture with the words that stand for it. Alternative text is asked for, not guessed from the file name."""

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    admin_form_fields = Image.admin_form_fields

    privacy = Privacy(
        impersonal=f"{_EDITORIAL} description width height focal_point_x focal_point_y focal_point_width focal_point_height"
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(TeachbackImage, on_delete=models.CASCADE, related_name="renditions")

    privacy = Privacy(impersonal="image filter_spec file width height focal_point_key")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    @property
    def url(self):
        return reverse("media:rendition", args=[self.pk])


class TeachbackDocument(AbstractDocument):
    """A worksheet or other file that learners download."""

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True, null=True, blank=True, help_text="Name in the fixtures")
    description = models.CharField(max_length=300, blank=True)
    admin_form_fields = (*Document.admin_form_fields, "description")

    privacy = Privacy(impersonal=f"{_EDITORIAL} code description")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def url(self):
        return reverse("media:document", args=[self.key])


class Video(AbstractMedia):
    """A teaching video. Captions and transcript are required: a video without them cannot be published in a lesson."""

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True, null=True, blank=True, help_text="Name in the fixtures")
    description = models.TextField(blank=True)
    captions = models.FileField(
        upload_to="captions", blank=True, validators=[FileExtensionValidator(["vtt"])], help_text=_("WebVTT file")
    )
    transcript = models.TextField(blank=True, help_text=_("Everything that is said and shown, as text"))
    admin_form_fields = (*AbstractMedia.admin_form_fields, "description", "captions", "transcript")

    privacy = Privacy(
        impersonal=f"{_EDITORIAL} code description captions transcript type duration width height thumbnail"
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audio")

    @property
    def url(self):
        return reverse("media:video", args=[self.key])
