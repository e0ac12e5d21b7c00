"""Our image, document and video, chosen before the first migration so that they can grow."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia

from lms.core import ids
from lms.core.privacy import Privacy
from media import uploads
from media.fields import PageFileField

_EDITORIAL = "title file collection created_at uploaded_by_user tags tagged_items file_size file_hash"
_PICTURES = uploads.Allowed(("jpg", "jpeg", "png", "webp"), settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
_CAPTIONS = uploads.Allowed(("vtt",), settings.CAPTIONS_MAX_UPLOAD_SIZE)
_DOCUMENTS = uploads.Allowed(tuple(settings.WAGTAILDOCS_EXTENSIONS), settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
_RECORDINGS = {
    kind: uploads.Allowed(tuple(settings.WAGTAILMEDIA[f"{kind.upper()}_EXTENSIONS"]), settings.VIDEO_MAX_UPLOAD_SIZE)
    for kind in ("video", "audio")
}


class TeachingFile(models.Model):
    """What images, documents and videos share: a name in addresses, and a file that stays once it is relied on."""

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)

    class Meta:
        abstract = True

    def is_kept(self) -> bool:
        """Whether another row protects this one, as a programme version does with what its lessons show."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}).exists()
            for relation in self._meta.related_objects
            if relation.on_delete is models.PROTECT
        )

    def refuse_other_file(self) -> None:
        """Raise ValidationError when somebody puts another file in the place of one that is kept."""
        if self.pk and uploads.is_new(self.file) and self.is_kept():
            words = _("A published programme version shows this file as it is. Add the new one as a file of its own.")
            raise ValidationError({"file": words})


class TeachbackImage(TeachingFile, AbstractImage):
    """A picture with the words that stand for it. Wagtail's form field checks what is in the file."""

    admin_form_fields = Image.admin_form_fields

    privacy = Privacy(
        impersonal=f"{_EDITORIAL} description width height focal_point_x focal_point_y focal_point_width "
        "focal_point_height"
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self):
        super().clean()
        self.refuse_other_file()


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(TeachbackImage, on_delete=models.CASCADE, related_name="renditions")

    privacy = Privacy(impersonal="image filter_spec file width height focal_point_key")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    @property
    def url(self):
        return reverse("media:rendition", args=[self.pk])


class TeachbackDocument(TeachingFile, AbstractDocument):
    """A worksheet or other file that learners download."""

    code = models.SlugField(max_length=80, unique=True, null=True, blank=True, help_text=_("Name in the fixtures"))
    description = models.CharField(max_length=300, blank=True, help_text=_("What it is for"))
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    admin_form_fields = (*Document.admin_form_fields, "description")

    privacy = Privacy(impersonal=f"{_EDITORIAL} code description loaded_digest")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        super().clean()
        self.refuse_other_file()
        _check_each({"file": (uploads.check, self.file, _DOCUMENTS)})

    @property
    def url(self):
        return reverse("media:document", args=[self.key])


class Video(TeachingFile, AbstractMedia):
    """A teaching video. A lesson with one that lacks captions or transcript cannot be published."""

    code = models.SlugField(max_length=80, unique=True, null=True, blank=True, help_text=_("Name in the fixtures"))
    description = models.TextField(blank=True, help_text=_("What it shows, for editors who look for one"))
    captions = PageFileField(
        page="media:captions",
        upload_to="captions",
        blank=True,
        help_text=_("WebVTT (.vtt). A lesson cannot show the video without it"),
    )
    thumbnail = PageFileField(
        _("poster"),
        page="media:poster",
        upload_to="media_thumbnails",
        blank=True,
        help_text=_("The picture that is shown before the video starts"),
    )
    transcript = models.TextField(
        blank=True, help_text=_("Everything that is said and shown. A lesson cannot show the video without it")
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    admin_form_fields = (
        "title",
        "file",
        "captions",
        "transcript",
        "thumbnail",
        "description",
        "duration",
        "width",
        "height",
        "collection",
        "tags",
    )

    privacy = Privacy(
        impersonal=f"{_EDITORIAL} code description captions transcript loaded_digest type duration width height "
        "thumbnail"
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audio")

    def clean(self, *args, **kwargs):
        self.refuse_other_file()
        _check_each(
            {
                "file": (uploads.check, self.file, _RECORDINGS.get(self.type, _RECORDINGS["video"])),
                "captions": (uploads.check_captions, self.captions, _CAPTIONS),
                "thumbnail": (uploads.check, self.thumbnail, _PICTURES),
            }
        )
        super().clean(*args, **kwargs)

    def has_words(self) -> bool:
        """Whether somebody who cannot hear or see it gets what others get."""
        return bool(self.captions and self.transcript.strip())

    @property
    def minutes(self) -> int:
        """How long it takes to watch, at least one minute."""
        return max(1, round(self.duration / 60))

    @property
    def url(self):
        return reverse("media:video", args=[self.key])


def _check_each(checks: dict[str, tuple]) -> None:
    """Check every file that was chosen just now, and name the field of each that is refused."""
    errors = {}
    for name, (check, file, allowed) in checks.items():
        try:
            if uploads.is_new(file):
                check(file, allowed)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
