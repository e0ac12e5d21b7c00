"""Blocks to look at: pictures with alternative text, videos with captions and transcript."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtailmedia.blocks import VideoChooserBlock

from media.models import Video


class PictureBlock(blocks.StructBlock):
    """A picture that helps to understand. Alternative text is asked for, or a word that it is decoration."""

    image = ImageBlock(help_text=_("A photograph or drawing. No client, and nobody who has not agreed"))
    caption = blocks.CharBlock(required=False, max_length=300, help_text=_("What to see in it, and who made it"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/picture.html"
        description = _("A picture with alternative text and a caption")
        preview_value = {"image": None, "caption": "An agenda map, filled in during a session"}


class VideoBlock(blocks.StructBlock):
    """A video with captions and transcript; one without them is refused."""

    video = VideoChooserBlock(help_text=_("It needs captions and a transcript before it can be published here"))
    introduction = blocks.TextBlock(required=False, help_text=_("What to look for while watching"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"
        description = _("A teaching video, with captions and transcript")

    def get_preview_value(self):
        video = Video.objects.exclude(captions="").first() or Video(title=str(_("Asking first")), type="video")
        return self.normalize({"video": video, "introduction": str(_("Notice who speaks first, and who speaks last."))})

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["video"] and not self.is_deferred_validation and not cleaned["video"].has_words():
            words = _("Add captions and a transcript to this video first: some learners need them.")
            raise blocks.StructBlockValidationError(block_errors={"video": ValidationError(words)})
        return cleaned
