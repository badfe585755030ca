"""Products with their pictures: the producer's sample, and a rival's that looks like it."""

from sanvat.products import actions
from sanvat.records import files
from tests.addresses import MARK, NOT_SERVED, OFFICERS, READERS, Address, World, lists, of, only
from tests.addresses.producers import READ, WRITE
from tests.records import uploads

AFTER = ("producers",)

_PRODUCT = of("product")
_PICTURE = lambda w: {"pk": w.product.pk, "picture": w.picture.pk}  # noqa: E731

ADDRESSES = {
    "desk:products": lists(sees=READERS | {"rival"}),
    "desk:product_new": Address(WRITE, WRITE, lambda w: {"producer": w.own_producer.pk}),
    "desk:product_hints": Address(WRITE, sample=lambda w: {"producer": w.own_producer.pk}),
    # With what looks like it
    "desk:product": Address(only(READERS, "producer", sees=OFFICERS), sample=_PRODUCT),
    "desk:product_change": Address(WRITE, WRITE, _PRODUCT),
    "desk:product_set": Address(NOT_SERVED, WRITE, _PRODUCT),
    "desk:product_variants": Address(WRITE, WRITE, _PRODUCT),
    "desk:product_sales_places": Address(WRITE, WRITE, _PRODUCT),
    "desk:product_figures": Address(WRITE, WRITE, _PRODUCT),
    "desk:product_history": Address(WRITE, sample=_PRODUCT),
    "desk:product_pictures": Address(WRITE, WRITE, _PRODUCT),
    "desk:product_picture_order": Address(NOT_SERVED, WRITE, _PRODUCT),
    "desk:picture_describe": Address(NOT_SERVED, WRITE, _PICTURE),
    "desk:picture_remove": Address(NOT_SERVED, WRITE, _PICTURE),
    "desk:picture": Address(READ, sample=lambda w: {"pk": w.picture.pk, "size": "nho"}),
}


def furnish(world: World) -> None:
    producer, officer, now = world.people["producer"], world.people["officer"], world.now
    product = actions.register_product(world.own_producer, "Cà phê mẫu", by=producer, at=now)
    upload = uploads.upload("goi.jpg", uploads.picture())
    stored = files.take(upload, allowed=files.PICTURES, by=producer, at=now)
    world.picture = actions.add_picture(product, stored, by=producer, at=now, description="gói")
    world.product = product

    rival = world.rival_producer
    actions.register_product(rival, f"Trà {MARK}", by=officer, at=now)
    # It looks like the sample, which must not tell anybody whose it is.
    actions.register_product(rival, "Cà phê mẫu", by=officer, at=now, is_another=True)
