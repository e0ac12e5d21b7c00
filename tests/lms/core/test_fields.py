from django import forms

from lms.core.form_fields import DateField, Described
from lms.core.templatetags import fields

CHOICES = [("a", "First"), ("b", Described("Second", "What the second means"))]


class EachShape(forms.Form):
    radios = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, required=False)
    boxes = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    tick = forms.BooleanField()
    text = forms.CharField(help_text="As on the badge")
    date = DateField()
    file = forms.FileField()
    select = forms.ChoiceField(choices=CHOICES)


def test_shape_of_each_widget():
    form = EachShape()

    shapes = {field.name: fields.shape(field) for field in form}

    assert shapes == {
        "radios": "radios",
        "boxes": "checkboxes",
        "tick": "checkbox",
        "text": "plain",
        "date": "plain",
        "file": "plain",
        "select": "plain",
    }


def test_first_control_is_the_first_choice_of_a_group_and_otherwise_the_field():
    form = EachShape()

    assert fields.first_control(form["boxes"]) == "id_boxes_0"
    assert fields.first_control(form["text"]) == "id_text"


def test_control_joins_the_classes_of_the_design_system_to_the_widgets_own():
    assert 'class="nhsuk-input nhsuk-input--width-10"' in fields.control(EachShape()["date"])


def test_control_marks_a_field_with_an_error():
    form = EachShape({})

    assert 'class="nhsuk-select nhsuk-select--error"' in fields.control(form["select"])
    assert 'class="nhsuk-file-upload__input"' in fields.control(form["file"])


def test_a_field_names_its_hint_and_error_to_a_screen_reader():
    form = EachShape({})

    html = form["text"].as_field_group()

    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'id="id_text_helptext"' in html
    assert 'id="id_text_error"' in html


def test_a_group_of_choices_has_a_legend_and_names_its_error():
    form = EachShape({})

    html = form["boxes"].as_field_group()

    assert '<fieldset class="nhsuk-fieldset" aria-describedby="id_boxes_error">' in html
    assert '<legend class="nhsuk-fieldset__legend">' in html


def test_a_described_choice_shows_its_words_under_its_label():
    html = EachShape()["radios"].as_field_group()

    assert 'aria-describedby="id_radios_1_hint"' in html
    assert '<div class="nhsuk-hint nhsuk-radios__hint" id="id_radios_1_hint">What the second means</div>' in html


def test_a_field_that_may_stay_empty_says_so():
    assert "(optional)" in EachShape()["radios"].as_field_group()
    assert "(optional)" not in EachShape()["text"].as_field_group()


def test_a_chosen_option_stays_chosen():
    html = EachShape({"radios": "b"})["radios"].as_field_group()

    assert html.count("checked") == 1
