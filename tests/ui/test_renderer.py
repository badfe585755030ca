"""Controls are written as Django's own templates write them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase
from django.utils.translation import gettext_lazy

from sanvat.ui.renderer import Renderer

same_html = SimpleTestCase().assertHTMLEqual
HOSTILE = """</textarea></option>"'><script>alert(1)</script>&amp; {{ x }} {% y %}"""
CHOICES = [
    ("", "—"),
    (1, gettext_lazy("đã tiếp nhận")),
    ("Nhóm", [("2", HOSTILE), (HOSTILE, "ba")]),
    (None, "không"),
]
WIDGETS = [
    forms.TextInput({"class": "a", "disabled": True, "hidden": False, "data-x": 0}),
    *(forms.NumberInput(), forms.EmailInput(), forms.URLInput(), forms.PasswordInput()),
    *(forms.HiddenInput(), forms.MultipleHiddenInput(), forms.Textarea({"rows": 4})),
    *(forms.DateInput(), forms.DateTimeInput(), forms.TimeInput(), forms.CheckboxInput()),
    *(forms.Select(choices=CHOICES), forms.SelectMultiple(choices=CHOICES)),
    *(forms.RadioSelect(choices=CHOICES), forms.CheckboxSelectMultiple(choices=CHOICES)),
    *(forms.FileInput(), forms.ClearableFileInput(), forms.SplitDateTimeWidget()),
    *(forms.NullBooleanSelect(), forms.SelectDateWidget(), forms.SearchInput()),
]
VALUES = (None, "", "2", 1, 0, HOSTILE, ["2", HOSTILE], date(2026, 11, 29), 1234567.5, True)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda each: type(each).__name__)
def test_a_control_is_what_django_makes_of_it(widget):
    for value in VALUES:
        if not _takes(widget, value):
            continue
        ours = widget.render("tên", value, {"id": "id_x", "title": HOSTILE}, renderer=Renderer())
        theirs = widget.render(
            "tên", value, {"id": "id_x", "title": HOSTILE}, renderer=DjangoTemplates()
        )

        same_html(ours, theirs)
        assert "<script" not in ours


def _takes(widget: forms.Widget, value: object) -> bool:
    if isinstance(widget, forms.MultipleHiddenInput | forms.SelectMultiple):
        return value is None or isinstance(value, list)
    if isinstance(widget, forms.SplitDateTimeWidget):
        return value is None
    if isinstance(widget, forms.NullBooleanSelect):
        return not isinstance(value, list)
    return True


class OwnChoices(forms.Select):
    option_template_name = "django/forms/widgets/radio_option.html"


def test_choices_that_are_written_otherwise_stay_so():
    given = OwnChoices(choices=CHOICES), "tên", "2", {"id": "id_x"}
    ours, theirs = (
        given[0].render(*given[1:], renderer=each()) for each in (Renderer, DjangoTemplates)
    )

    same_html(ours, theirs)
    assert 'type="select"' in ours


def test_what_others_bring_is_written_as_they_have_it():
    found = Renderer().get_template("wagtailadmin/widgets/date_input.html")

    assert "jinja2" not in type(found).__module__
