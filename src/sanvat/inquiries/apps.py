from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InquiriesConfig(AppConfig):
    name = "sanvat.inquiries"
    label = "inquiries"
    verbose_name = _("Câu hỏi gửi chủ thể")
