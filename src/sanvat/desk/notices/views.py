"""What happened that one may want to look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanvat.desk.pages import desk_page, paginate, user_of
from sanvat.parties import actions
from sanvat.parties.models import Notice


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.visible_to(user_of(request))
    return render(
        request,
        "desk/notices/index.html",
        {"page": paginate(notices, request), "unread": notices.unread().count()},
    )


@desk_page("POST")
def read(request: HttpRequest) -> HttpResponse:
    actions.read_notices(by=user_of(request), at=timezone.now())
    return redirect("desk:notices")
