from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "sanvat.news"
    label = "news"
    verbose_name = _("Tin tức")

    def ready(self) -> None:
        from sanvat.comments.hooks import PUBLIC_THREADS
        from sanvat.news import journaling, moving, rights, telling
        from sanvat.news.actions.talk import public_threads

        rights.register()
        journaling.connect()
        moving.connect()
        telling.connect()
        PUBLIC_THREADS.append(public_threads)
