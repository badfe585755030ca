from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "sanvat.products"
    label = "products"
    verbose_name = _("Chủ thể và sản phẩm")

    def ready(self) -> None:
        from sanvat.parties import hooks
        from sanvat.products import access
        from sanvat.products.actions import people

        hooks.TAKES_OTHERS_IN.append(access.manages)
        hooks.ALSO_SEEN.append(access.organisations_seen)
        hooks.BEFORE_ENDING.append(people.person_leaves)
