"""Bodies, the people who act for them, and invitations to do so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.desk.account.mails import new_password_address
from sanvat.desk.api_keys.subject import SUBJECT as API_KEYS
from sanvat.desk.filters import Filters, chosen_place
from sanvat.desk.organisations.forms import InviteForm, OrganisationForm
from sanvat.desk.organisations.rows import (
    MEMBER_COLUMNS,
    ORGANISATION_COLUMNS,
    Member,
    member_rows,
    organisation_rows,
)
from sanvat.desk.pages import (
    KEYS,
    desk_page,
    forbid_unless,
    keys_first,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import MOST_COUNTED, merged
from sanvat.desk.sending import done
from sanvat.errors import Refusal
from sanvat.parties import access, actions, links
from sanvat.parties.models import (
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationKind,
    User,
    parts_seen,
)
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.places.models import Level, Place, within
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

SENT_AGAIN = "da-lap"

# The list


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """The list, those of the country first, then by their places; each with its people of today."""
    user = user_of(request)
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    place = chosen_place(request, user)
    there = {each for (each,) in _KINDS.tuples(user)}
    kind = filters.choice("loai", there)
    rows = Organisation.objects.search(query)
    if kind:
        rows = rows.filter(kind=kind)
    if place:
        rows = rows.filter(_of_place(place))
    # Those of no place first.
    found = merged(rows, parts_seen(user), "place_key", "name", "pk")
    today = timezone.localdate()
    page: Page[Organisation] = keys_first(
        found, request, lambda keys: _WHOLE.rows(keys, today), most=MOST_COUNTED
    )
    return render(
        request,
        "desk/organisations/index.html",
        {
            "page": page,
            "columns": ORGANISATION_COLUMNS,
            "rows": organisation_rows(page),
            "query": query,
            "place": place,
            "filters": [
                filters.row(
                    _("Loại"),
                    "loai",
                    [(k.value, capfirst(k.label)) for k in OrganisationKind if k.value in there],
                )
            ],
            "filtered": bool(query or kind or place),
            "without_place": filters.without("noi"),
            "kept": filters.kept("q"),
            "may_found": bool(access.kinds_to_create(user)),
            "may_see_keys": API_KEYS.is_for(user),
        },
    )


def _of_place(place: Place) -> Q:
    if place.level == Level.PROVINCE:
        return Q(province=place.lineage)
    return within(place, "place")


def _kinds_seen(user: User) -> Any:
    """Which kinds there are among those that a person sees. In the country and in a province each
    is looked for, and not all gone through; what lies elsewhere is of one kind, and so is the own
    one."""
    rows = Organisation.objects.order_by()
    here, *others = parts_seen(user)
    if here and not others:  # those of a unit are few
        return rows.filter(here).values_list("kind").distinct()
    one = [rows.filter(here, kind=kind).values_list("kind")[:1] for kind in OrganisationKind]
    one += [rows.filter(part).values_list("kind")[:1] for part in others]
    return one[0].union(*one[1:], all=True)


_KINDS: ReadyFor[Any] = ReadyFor(_kinds_seen)


def _people_on(day: date) -> Coalesce:
    """How many hold a role; counted for the rows of one page alone."""
    people = (
        Membership.objects.on(day)
        .filter(organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(people.values("n")), 0)


_WHOLE: ReadyQuery[Organisation] = ReadyQuery(
    lambda keys, day: (
        Organisation.objects.filter(among("pk", keys))
        .annotate(people=_people_on(day))
        .select_related("place")
    ),
    *(KEYS, DAY),
)


# Entering one


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    kinds = access.kinds_to_create(user_of(request))
    if not kinds:
        raise Http404
    form = OrganisationForm(
        request.POST or None, kinds=[(kind.value, str(kind.label)) for kind in kinds]
    )
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        if not access.may_create_organisation(user_of(request), fields["kind"], fields["place"]):
            form.add_error("place", _("Địa bàn này ngoài phạm vi bạn phụ trách."))
        else:
            with refusals_on(form):
                made = actions.create_organisation(
                    fields["kind"],
                    fields["name"],
                    place=fields["place"],
                    tax_code=fields["tax_code"],
                    by=user_of(request),
                    at=timezone.now(),
                )
                messages.success(request, _("Đã ghi tổ chức %(name)s.") % {"name": made})
                return redirect("desk:organisation", made.pk)
    response = render(request, "desk/organisations/found.html", {"form": form})
    return unprocessable(response) if form.errors else response


# One of them


@dataclass(frozen=True)
class Offer:
    """An invitation that is still open, with its link, and its letter where there is one. It
    `holds` no longer where its sender may give the role no longer."""

    invitation: Invitation
    link: str
    holds: bool
    letter: Letter | None
    may_read_letter: bool


@desk_page()
@never_cache
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    if SENT_AGAIN in request.GET:
        messages.warning(
            request,
            _(
                "Đường dẫn đã được lập khi bạn gửi lần đầu và chỉ hiện một lần, lúc ấy. Nếu chưa "
                "kịp chép, hãy lập đường dẫn khác."
            ),
        )
    return _page(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> Organisation:
    return row_or_404(
        Organisation.objects.visible_to(user_of(request)).select_related("place", "parent"), pk
    )


def _page(
    request: HttpRequest,
    organisation: Organisation,
    *,
    form: InviteForm | None = None,
    refusal: str = "",
    handed: tuple[User, str] | None = None,
) -> HttpResponse:
    user = user_of(request)
    roles = _roles_to_give(user, organisation)
    sees_people = access.may_see_people(user, organisation)
    members = _members(user, organisation) if sees_people else []
    wrong = refusal or (form is not None and not form.is_valid())
    response = render(
        request,
        "desk/organisations/organisation.html",
        {
            "organisation": organisation,
            "sees_people": sees_people,
            "columns": MEMBER_COLUMNS,
            "rows": member_rows([member for member in members if member.is_open], request),
            "former": [member for member in members if not member.is_open],
            "offers": _offers(user, organisation, dict(roles)),
            "form": form or (InviteForm(roles=roles) if roles else None),
            "refusal": refusal,
            "handed": handed,
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        },
    )
    return unprocessable(response) if wrong else response


def _members(user: User, organisation: Organisation) -> list[Member]:
    today = timezone.localdate()
    found = list(
        organisation.memberships.select_related("user", "place").order_by(
            "user__name", "role", "-granted_at"
        )
    )
    people = {each.user_id: each.user for each in found if each.is_valid_on(today)}
    vouched = access.to_hand_a_password(user, people.values(), on=today)
    with_step = access.to_reset_second_step(user, people.values())
    members = []
    for membership in found:
        membership.organisation = organisation
        is_open = membership.is_valid_on(today)
        members.append(
            Member(
                membership,
                is_open=is_open,
                may_end=is_open and access.may_end(user, membership),
                may_get_password=is_open and membership.user_id in vouched,
                may_lose_second_step=is_open and membership.user_id in with_step,
            )
        )
    return members


def _roles_to_give(user: User, organisation: Organisation) -> list[tuple[str, str]]:
    given = access.roles_to_give(user, organisation)
    return [(role.value, str(role.label)) for role in given]


def _offers(user: User, organisation: Organisation, roles: dict[str, str]) -> list[Offer]:
    """Those to roles that this person may give."""
    waiting = list(
        organisation.invitations.open_at(timezone.now())
        .filter(role__in=roles)
        .select_related("invited_by", "place", "organisation__place")
    )
    about = Letter.objects.filter(
        about_type=Invitation._meta.label_lower, about_id__in=[each.pk for each in waiting]
    )
    visible = Letter.objects.visible_to(user).order_by()
    letters = {
        letter.about_id: letter
        for letter in about.annotate(readable=Exists(visible.filter(pk=OuterRef("pk"))))
    }
    holding = access.that_still_hold(waiting, on=timezone.localdate())
    offers = []
    for invitation in waiting:
        letter = letters.get(invitation.pk)
        offers.append(
            Offer(
                invitation,
                links.link_of(invitation),
                holds=invitation.pk in holding,
                letter=letter,
                may_read_letter=letter is not None and letter.readable,  # type: ignore[attr-defined]
            )
        )
    return offers


@desk_page("POST")
@never_cache
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _visible(request, pk)
    roles = _roles_to_give(user_of(request), organisation)
    forbid_unless(bool(roles))
    form = InviteForm(request.POST, roles=roles)
    if form.is_valid():
        with refusals_on(form):
            actions.invite(
                organisation, by=user_of(request), at=timezone.now(), **form.cleaned_data
            )
            messages.success(
                request, _("Đã tạo lời mời. Đường dẫn ở dưới, dùng được mười bốn ngày.")
            )
            return _back(organisation, "loi-moi")
    return _page(request, organisation, form=form)


@desk_page("POST")
@never_cache
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = row_or_404(
        Invitation.objects.select_related("organisation__place").filter(
            organisation__in=Organisation.objects.visible_to(user_of(request))
        ),
        pk,
    )
    forbid_unless(
        access.may_give(
            user_of(request),
            invitation.role,
            invitation.organisation,
            invitation.organisation.place,
        )
    )
    try:
        actions.revoke_invitation(invitation, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, invitation.organisation, refusal=said.message)
    messages.success(request, _("Đã rút lời mời; đường dẫn không còn dùng được."))
    return _back(invitation.organisation, "loi-moi")


@desk_page("POST")
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    try:
        actions.end_membership(membership, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, membership.organisation, refusal=said.message)
    messages.success(
        request,
        _("%(name)s không còn là %(role)s ở đây, ngay từ lúc này.")
        % {"name": membership.user, "role": membership.get_role_display()},
    )
    if membership.user_id == user_of(request).pk:
        return redirect("desk:home")
    return _back(membership.organisation, "thanh-vien")


def _membership(request: HttpRequest, pk: int) -> Membership:
    """A membership of a body one sees, also one that has ended."""
    return row_or_404(
        Membership.objects.select_related("organisation__place", "place", "user").filter(
            organisation__in=Organisation.objects.visible_to(user_of(request))
        ),
        pk,
    )


# For somebody who cannot come in


@desk_page("POST")
@never_cache
def allow_new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A link to set a new password, for who has no e-mail; it is handed over by who vouches."""
    membership = _membership(request, pk)
    try:
        actions.allow_new_password(membership.user, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, membership.organisation, refusal=_for_others_only(said))
    # The link goes into this answer and nowhere else: no session, no message, no log.
    link = new_password_address(membership.user)
    response = _page(request, membership.organisation, handed=(membership.user, link))
    address = reverse("desk:organisation", args=[membership.organisation_id])
    return done(response, led_to=f"{address}?{SENT_AGAIN}")


@desk_page("POST")
def reset_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    try:
        actions.reset_second_step(membership.user, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, membership.organisation, refusal=_for_others_only(said))
    messages.success(
        request,
        _("Đã gỡ bước xác thực thứ hai của %(name)s và đăng xuất mọi thiết bị của người ấy.")
        % {"name": membership.user},
    )
    return _back(membership.organisation, "thanh-vien")


def _for_others_only(said: Refusal) -> str:
    if said.code == "own-role":
        return _("Không ai làm việc này cho chính mình. Hãy nhờ một người có quyền giúp bạn.")
    return said.message


def _back(organisation: Organisation, part: str) -> HttpResponse:
    response = redirect("desk:organisation", organisation.pk)
    response["Location"] += f"#{part}"
    return response
