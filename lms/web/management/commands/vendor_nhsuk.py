"""Make our copies of the NHS.UK frontend's stylesheet and script, without what is not ours to use."""

import re
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError

PACKAGE = "wagtail-nhsuk-frontend"
STATIC = Path(settings.BASE_DIR) / "lms" / "static"
CHANGED = "{package} {version}, changed by `manage.py vendor_nhsuk`: do not edit. {change}\n\n"
# A system typeface stands for Frutiger, and the provider's colour (web.views.brand) for the blue of the NHS identity.
FONTS = '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif'
COLOURS = {
    "#005eb8": "var(--tb-brand)",
    "#004b93": "var(--tb-brand-dark)",
    "#003d78": "var(--tb-brand-dark)",
    "#002f5c": "var(--tb-brand-dark)",
    "#337ec6": "var(--tb-brand-light)",
}


def own_stylesheet(original: str) -> str:
    """The stylesheet without the @font-face rules and the Frutiger family, in the provider's colours."""
    charset = '@charset "UTF-8";'
    css = re.sub(r"@font-face\{[^}]*\}", "", original.removeprefix(charset))
    css = css.replace("Frutiger W01,arial,sans-serif", FONTS)
    for nhs, ours in COLOURS.items():
        css = css.replace(nhs, ours)
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css).strip()
    notice = _notice("Without the Frutiger typeface; NHS blue is the provider's colour.")
    return _checked(f"{charset}\n{notice}\n{css}\n")


def own_script(original: str) -> str:
    """The script without its reference to a source map that the package does not have."""
    script = re.sub(r"//# sourceMappingURL=.*", "", original).strip()
    return _checked(f"{_notice('Without the source map.')}\n{script}\n")


COPIES = {
    STATIC / "css" / "nhsuk-frontend.css": ("wagtailnhsukfrontend/css/nhsuk-frontend-10.4.2.min.css", own_stylesheet),
    STATIC / "js" / "nhsuk-frontend.js": ("wagtailnhsukfrontend/js/nhsuk-frontend-10.4.2.min.js", own_script),
}


def made(source: str, change) -> str:
    """One copy, made from the package's file. Raises CommandError if the package no longer has it."""
    path = finders.find(source)
    if path is None:
        raise CommandError(f"{source} is not there: has {PACKAGE} changed its version?")
    return change(Path(path).read_text(encoding="utf-8"))


def _notice(change: str) -> str:
    """What was changed, and the licence as the package has it, as a comment that minifiers keep."""
    package = metadata.distribution(PACKAGE)
    licence = package.read_text("licenses/LICENSE").strip()
    return f"/*!\n{CHANGED.format(package=PACKAGE, version=package.version, change=change)}{licence}\n*/"


def _checked(text: str) -> str:
    """The text, or ValueError if it names another host, which our content security policy would refuse anyway."""
    hosts = re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", text)
    if hosts or "Frutiger W01" in text:
        raise ValueError(f"the copy still names {hosts or 'the Frutiger typeface'}")
    return text


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        for target, (source, change) in COPIES.items():
            target.write_text(made(source, change), encoding="utf-8")
            self.stdout.write(f"made {target.relative_to(STATIC)}")
