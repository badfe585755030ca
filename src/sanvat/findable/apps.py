from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindableConfig(AppConfig):
    name = "sanvat.findable"
    label = "findable"
    verbose_name = _("Tìm kiếm công khai")
