"""System checks: the provider's colour can be read."""

import re

from django.conf import settings
from django.core.checks import Error, register

from lms.web import colours

READABLE = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size


@register
def brand_colour_can_be_read(app_configs, **kwargs):
    """White words stand on the colour, and the colour stands as a link on our pale grey."""
    colour = settings.BRAND_COLOUR
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return [Error(f"TEACHBACK_COLOUR is {colour!r}, not a colour like #0b4f6c", id="teachback.E010")]
    ratio = colours.contrast(colour, "#f5f7f8")
    if ratio < READABLE:
        return [Error(f"TEACHBACK_COLOUR {colour} is too pale to read ({ratio:.1f}, needs 4.5)", id="teachback.E011")]
    return []
