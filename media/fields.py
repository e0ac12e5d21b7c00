"""A file field whose file has a page of ours as its address, so that nothing links to the file store."""

from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse


class FileWithPage(FieldFile):
    """A stored file that is served by a page which asks for permission."""

    @property
    def url(self):
        return reverse(self.field.page, args=[self.instance.key])


class PageFileField(models.FileField):
    """`page` is the name of the address that serves the file; it takes the row's key."""

    attr_class = FileWithPage

    def __init__(self, *args, page: str = "", **kwargs):
        self.page = page
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """In a migration it is any file field: where the file is served from is no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
