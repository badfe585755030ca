"""The papers of support: the decision on one request, and the ledger as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanvat.documents.paper import (
    Facts,
    Items,
    Letterhead,
    Paper,
    Signature,
    Table,
    TableColumn,
)
from sanvat.support.models import Decision, Request
from sanvat.text.numbers import money, number


def decision_paper(request: Request, decision: Decision) -> Paper:
    """The decision that grants a request, from its budget."""
    scheme, producer = request.scheme, request.producer
    papers = (scheme.instrument, decision.terms.instrument)
    grounds = [str(paper) for paper in papers if paper is not None]
    return Paper(
        letterhead=Letterhead(
            issuer=decision.instrument.issuer.upper(),
            number=decision.instrument.number,
            place=scheme.place.name,
            day=decision.decided_on,
        ),
        kind=_("QUYẾT ĐỊNH"),
        summary=_("Hỗ trợ %(producer)s: %(thing)s")
        % {"producer": producer.name, "thing": request.thing},
        grounds=grounds,
        blocks=[
            Items(
                [
                    _("Hỗ trợ %(producer)s, %(place)s, số tiền %(amount)s để %(thing)s.")
                    % {
                        "producer": producer.name,
                        "place": request.place.full_name,
                        "amount": money(decision.amount),
                        "thing": request.thing,
                    },
                    _("Theo chính sách: %(scheme)s.") % {"scheme": scheme.title},
                    _("Nguồn kinh phí: %(source)s.") % {"source": str(decision.budget)},
                ],
                marks="1.",
            ),
            *([Facts([(_("Ghi chú"), decision.in_spite)])] if decision.in_spite else []),
        ],
        signatures=[Signature(capacity=_("NGƯỜI CÓ THẨM QUYỀN"))],
        recipients=[producer.name],
    )


def ledger_paper(
    issuer: str,
    *,
    label: str,
    rows: Iterable[Mapping[str, Any]],
    sums: Mapping[str, Any],
    year: str,
    day: date,
) -> Paper:
    """What was granted and paid, in rows of one kind, with the sum."""
    return Paper(
        letterhead=Letterhead(issuer=issuer.upper(), day=day),
        kind=_("BẢNG TỔNG HỢP"),
        summary=_("Hỗ trợ chủ thể OCOP năm %(year)s") % {"year": year}
        if year
        else _("Hỗ trợ chủ thể OCOP, mọi năm"),
        blocks=[
            Table(
                [
                    TableColumn(label, 5),
                    TableColumn(_("Quyết định"), 2, "right"),
                    TableColumn(_("Đã quyết định"), 3, "right"),
                    TableColumn(_("Đã chi"), 3, "right"),
                ],
                [
                    [
                        str(row["what"]),
                        number(row["count"]),
                        money(row["amount"]),
                        money(row["paid"]),
                    ]
                    for row in rows
                ],
                total=[
                    _("Cộng"),
                    number(sums["n"]),
                    money(sums["amount"] or 0),
                    money(sums["paid"] or 0),
                ],
            )
        ],
        signatures=[Signature(capacity=_("NGƯỜI LẬP"))],
    )
