from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "sanvat.instruments"
    label = "instruments"
    verbose_name = _("Văn bản")

    def ready(self) -> None:
        from sanvat.comments.hooks import PUBLIC_THREADS
        from sanvat.instruments.published import public_threads

        PUBLIC_THREADS.append(public_threads)
