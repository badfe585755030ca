"""The page around the content."""

from typing import Any

from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext

from sanvat.ui import navigation
from sanvat.ui.tags import register
from sanvat.ui.unchanging import unchanging


@register.simple_block_tag(takes_context=True)
def main_navigation(context: Context, content: str, is_known: bool = True) -> str:
    """The main links. Its content is the key of the current one; if empty, the address decides.
    Not `is_known`, the page cannot know whether its reader is signed in, and claims neither."""
    request = context.get("request")
    current = content.strip()
    if not current and request is not None:
        current = navigation.current_key(request.path)
    return _main_links(current, bool(is_known))


_main_links = unchanging(
    "ui/navigation.html",
    lambda current, is_known: {
        "links": navigation.MAIN,
        "current": current,
        "desk": navigation.SIGN_IN if is_known else navigation.DESK,
    },
)


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> str:
    """The heading of a page: its h1, one sentence, and what must stand right under them."""
    return render_to_string(
        "ui/page_header.html", {"content": content, "title": title, "lead": lead}
    )


@register.simple_tag
def page_footer() -> SafeString:
    return _footer()


_footer = unchanging("ui/footer.html", lambda: {"links": navigation.FOOTER})


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """One button for each other language; none on a page made without its request (the 500).

    The form carries no token, for it would cost every reader a cookie: `set_language` is exempt.
    """
    request = context.get("request")
    return {
        "action": reverse("set_language") if request is not None else "",
        "next": request.get_full_path() if request is not None else "",
        "languages": [
            get_language_info(code) for code, _name in settings.LANGUAGES if code != get_language()
        ],
    }


@register.simple_tag
def theme_switch() -> SafeString:
    """Light or dark, remembered in this browser. Shown only where JavaScript runs."""
    return _theme_switch()


_theme_switch = unchanging("ui/theme_switch.html", dict)


@register.inclusion_tag("ui/print_button.html")
def print_button(label: str = "") -> dict[str, Any]:
    """Opens the print window. Shown only where JavaScript runs."""
    return {"label": label or gettext("In trang này")}


@register.simple_tag
def skip(target: str = "noi-dung", label: str = "") -> SafeString:
    """The first link of a page: straight to the content."""
    return _skip(target, label or gettext("Đến nội dung chính"))


_skip = unchanging("ui/skip.html", lambda target, label: {"target": target, "label": label})


@register.simple_tag
def htmx() -> SafeString:
    """The htmx script, for pages that use it: in {% block scripts %}."""
    return format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js"))
