from django import forms
from django.utils.translation import gettext_lazy


class LetterForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("Tiêu đề"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Nội dung"), max_length=20_000, widget=forms.Textarea)
