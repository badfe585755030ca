from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

FINDER = "sanvat.ui.assets.BuiltFinder"


class UiConfig(AppConfig):
    name = "sanvat.ui"
    label = "ui"
    stylesheet = "sanvat"

    def ready(self) -> None:
        checks.register(finder_is_listed)


def finder_is_listed(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without its finder no page has a stylesheet, so say it at start."""
    if FINDER in settings.STATICFILES_FINDERS:
        return []
    return [
        checks.Error(
            f"STATICFILES_FINDERS lacks {FINDER!r}, which makes ui/sanvat.css and the fonts.",
            hint=f"Use STATICFILES_FINDERS = [{FINDER!r}, …AppDirectoriesFinder].",
            id="ui.E001",
        )
    ]
