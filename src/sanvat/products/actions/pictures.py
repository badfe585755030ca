"""The pictures of a product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.products import access
from sanvat.products.models import Product, ProductPicture
from sanvat.records import journal
from sanvat.records.files import PICTURES, kinds_said
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy

MOST_PICTURES = 12


@transaction.atomic
def add_picture(
    product: Product, file: StoredFile, *, by: User, at: datetime, description: str = ""
) -> ProductPicture:
    """Put a stored picture behind the others. `records.files.take` has looked into it before.

    Refuses what is no picture (`not-a-picture`), one the product has (`picture-exists`), and
    one too many (`too-many-pictures`).
    """
    require(access.may_change_product(by, product))
    pictures = list(locked(product).pictures.all())
    if file.kind not in PICTURES:
        raise Refusal(
            _("Tệp này không phải ảnh. Hãy chọn một ảnh (%(kinds)s).")
            % {"kinds": kinds_said(PICTURES)},
            code="not-a-picture",
        )
    if any(picture.file_id == file.pk for picture in pictures):
        raise Refusal(_("Sản phẩm đã có ảnh này. Hãy chọn một ảnh khác."), code="picture-exists")
    if len(pictures) >= MOST_PICTURES:
        raise Refusal(
            _("Một sản phẩm có nhiều nhất %(most)s ảnh. Hãy bỏ bớt một ảnh rồi thêm.")
            % {"most": MOST_PICTURES},
            code="too-many-pictures",
        )
    picture = ProductPicture(
        product=product,
        file=file,
        order=max((p.order for p in pictures), default=0) + 1,
        description=tidy(description),
    )
    picture.full_clean(validate_constraints=False)
    picture.save()
    journal.write(
        "add_picture", by=by, subject=product, at=at, changes={"picture": (None, file.sha256)}
    )
    return picture


@transaction.atomic
def reorder_pictures(product: Product, pictures: Sequence[int], *, by: User, at: datetime) -> bool:
    """Put the pictures in the order of these ids; the first is the one shown in lists.

    Refuses unless each of the product's pictures is named once (`pictures-changed`).
    """
    require(access.may_change_product(by, product))
    locked(product)
    own = {p.pk: p for p in product.pictures.all()}
    if sorted(pictures) != sorted(own):
        raise Refusal(
            _("Các ảnh đã thay đổi trong lúc sắp xếp. Hãy mở lại trang rồi sắp xếp."),
            code="pictures-changed",
        )
    before = list(own)
    if before == list(pictures):
        return False
    for order, key in enumerate(pictures, start=1):
        own[key].order = order
    ProductPicture.objects.bulk_update(own.values(), ["order"])
    changes = {"pictures": ([own[k].file_id for k in before], [own[k].file_id for k in pictures])}
    journal.write("reorder_pictures", by=by, subject=product, at=at, changes=changes)
    return True


@transaction.atomic
def describe_picture(
    picture: ProductPicture, description: str, *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Say what a picture shows, for those who cannot see it; returns whether that is new.

    Refuses a picture that somebody took away (`picture-gone`), and one whose words are no longer
    as they were `seen` (`changed-meanwhile`).
    """
    require(access.may_change_product(by, picture.product))
    picture = _as_it_is(picture)
    check_version(seen, picture)
    before, picture.description = picture.description, tidy(description)
    if before == picture.description:
        return False
    picture.full_clean(validate_constraints=False, validate_unique=False)
    picture.save(update_fields=["description"])
    changes = {"picture.description": (before, picture.description)}
    journal.write("describe_picture", by=by, subject=picture.product, at=at, changes=changes)
    return True


@transaction.atomic
def remove_picture(picture: ProductPicture, *, by: User, at: datetime) -> None:
    """Take a picture from its product. The stored file stays, since others may use it.

    Refuses one that somebody took away before (`picture-gone`).
    """
    require(access.may_change_product(by, picture.product))
    picture = _as_it_is(picture)
    changes = {"picture": (picture.file.sha256, None)}
    product = picture.product
    picture.delete()
    journal.write("remove_picture", by=by, subject=product, at=at, changes=changes)


def _as_it_is(picture: ProductPicture) -> ProductPicture:
    """The picture as it is now, its product locked. Refuses one that somebody took away."""
    product = locked(picture.product)
    found = product.pictures.select_related("file").filter(pk=picture.pk).first()
    if found is None:
        raise Refusal(
            _("Ảnh này vừa được người khác bỏ. Hãy mở lại trang để xem các ảnh hiện có."),
            code="picture-gone",
        )
    found.product = product
    return found
