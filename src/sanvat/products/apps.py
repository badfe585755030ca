from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "sanvat.products"
    label = "products"
    verbose_name = _("Chủ thể và sản phẩm")

    def ready(self) -> None:
        from sanvat.parties import access as parties
        from sanvat.products import access

        parties.TAKES_OTHERS_IN.append(access.manages)
