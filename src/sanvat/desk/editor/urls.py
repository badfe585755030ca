"""Wagtail's addresses, each behind our door. Signing in, and one's account, are pages of ours."""

from __future__ import annotations

from django.urls import path
from wagtail.admin import urls as wagtails
from wagtail.utils.urlpatterns import decorate_urlpatterns

from sanvat.desk.editor.gate import editor_page
from sanvat.desk.editor.views import rendition, script_words

urlpatterns = decorate_urlpatterns(
    [
        path("anh-nho/<int:pk>/", rendition, name="editor_rendition"),
        path("jsi18n/", script_words, name="wagtailadmin_javascript_catalog"),
        *wagtails.urlpatterns,
    ],
    editor_page,
)
