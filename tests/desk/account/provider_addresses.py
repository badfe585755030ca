"""The addresses as they are laid where SANVAT_OIDC_SERVER is set."""

from importlib import reload

from django.conf import settings
from django.urls import include, path

from sanvat.desk.account import account_urls
from sanvat.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

assert settings.OIDC_SERVER
with_provider = reload(account_urls).urlpatterns

urlpatterns = [path("tai-khoan/", include(with_provider)), *urlpatterns]
