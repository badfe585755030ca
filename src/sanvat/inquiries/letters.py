"""The letter this room writes, which returns its subject and its body."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.products.models import Product


def question(product: Product, *, asker: str, email: str, text: str) -> tuple[str, str]:
    """To the people of a producer, from somebody who read about a product on the portal."""
    subject = _("Câu hỏi về %(product)s") % {"product": product.name}
    body = _(
        "Kính gửi %(producer)s,\n\n"
        "%(asker)s hỏi về sản phẩm %(product)s qua trang sản phẩm công khai:\n\n"
        "%(text)s\n\n"
        "Hãy trả lời thư này; thư trả lời tới thẳng %(email)s. Hệ thống chỉ chuyển câu hỏi, "
        "không kiểm được người hỏi là ai: xin đừng gửi tiền hay mật khẩu cho người chưa quen."
    ) % {
        "producer": product.producer.name,
        "product": product.name,
        "asker": asker,
        "text": text,
        "email": email,
    }
    return subject[:200], body
