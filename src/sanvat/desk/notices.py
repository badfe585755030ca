"""What happened that one may want to look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sanvat.desk.pages import desk_page, page_of, who
from sanvat.parties import actions
from sanvat.parties.models import Notice

PAGES = {
    "products.idea": "desk:idea",
    "register.import": "desk:import",
    "products.producer": "desk:producer",
    "products.product": "desk:product",
}


def leads_to(notice: Notice) -> str:
    """The page of what a notice tells of; empty where it has none."""
    page = PAGES.get(notice.about_type)
    return reverse(page, args=[notice.about_id]) if page else ""


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.visible_to(who(request))
    return render(
        request,
        "desk/notices/index.html",
        {"page": page_of(notices, request), "unread": notices.unread().count()},
    )


@desk_page("POST")
def read(request: HttpRequest) -> HttpResponse:
    actions.read_notices(by=who(request), at=timezone.now())
    return redirect("desk:notices")
