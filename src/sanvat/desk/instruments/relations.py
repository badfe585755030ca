"""What a paper does to earlier ones: entered and taken out on a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.instruments.forms import RelationForm
from sanvat.desk.instruments.rows import said_between
from sanvat.desk.instruments.views import to_amend
from sanvat.desk.pages import desk_page, refusals_on, row_or_404, unprocessable, user_of
from sanvat.instruments import actions
from sanvat.instruments.models import Relation


@desk_page("GET", "POST")
def relations(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = user_of(request), to_amend(request, pk)
    form = RelationForm(request.POST or None, reader=user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            try:
                actions.relate(found, **form.given, by=user, at=timezone.now())
            except PermissionDenied:
                form.add_error(
                    "older",
                    _(
                        "Văn bản ấy do cơ quan khác giữ, nên bạn chỉ ghi được là căn cứ. Muốn ghi "
                        "thay thế, sửa đổi hay bãi bỏ, hãy nhờ cơ quan giữ văn bản ấy."
                    ),
                )
            else:
                messages.success(request, _("Đã ghi quan hệ giữa hai văn bản."))
                return redirect("desk:instrument_relations", pk)
    context = {"instrument": found, "form": form, **said_between(found, user)}
    response = render(request, "desk/instruments/relations.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def unrelate(request: HttpRequest, pk: int, relation: int) -> HttpResponse:
    user, found = user_of(request), to_amend(request, pk)
    row = row_or_404(Relation.objects.filter(paper=found), relation)
    actions.unrelate(row, by=user, at=timezone.now())
    messages.success(request, _("Đã bỏ quan hệ giữa hai văn bản."))
    return redirect("desk:instrument_relations", found.pk)
