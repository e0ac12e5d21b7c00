"""How every form looks: NHS.UK fields with label, hint and error joined to the control."""

from django.forms.renderers import TemplatesSetting


class TeachbackFormRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
