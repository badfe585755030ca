"""The addresses as they are laid where SANVAT_DEMO is set."""

from django.urls import path

from sanvat.desk.account import views as accounts
from sanvat.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    path("tai-khoan/trinh-dien/", accounts.demonstration, name="demonstration"),
    *urlpatterns,
]
