"""Wagtail's form for pictures, with a file field that refuses in words what cannot be read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """A picture that is whole: Wagtail reads its first bytes to know its kind, and the rest to know its size."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # a broken picture raises whatever its decoder stumbled over
            words = _("This picture is damaged or not complete. Open it on your computer, save it anew and try again.")
            raise ValidationError(words, code="invalid_image") from error


class PictureForm(BaseImageForm):
    """For pictures added one by one, among several, and in a lesson's chooser."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = PictureField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget, help_text=wagtails.help_text
            )
