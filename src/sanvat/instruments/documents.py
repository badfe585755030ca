"""The papers of a draft: what people said of it, and what the unit made of each."""

from __future__ import annotations

from datetime import date

from django.utils.translation import override

from sanvat.comments.models import Comment
from sanvat.documents.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from sanvat.instruments.models import Answer, Draft
from sanvat.instruments.published import verdicts_of
from sanvat.records.secrets import veiled
from sanvat.text.days import day as said
from sanvat.text.numbers import number

NOT_ANSWERED = "Chưa giải trình"


@override("vi")
def opinions_paper(draft: Draft, today: date) -> Paper:
    """Every published comment in the order in which it came, with the answer to it; four
    queries."""
    assert draft.open_until is not None
    assert draft.published_at is not None
    rows = _rows(draft)
    counts = verdicts_of(draft)
    facts = [
        ("Dự thảo", draft.title),
        ("Cơ quan sẽ ban hành", draft.issuer),
        (
            "Thời gian lấy ý kiến",
            f"từ {said(draft.published_at.date())} đến hết {said(draft.open_until)}",
        ),
        ("Số ý kiến đã đăng", number(len(rows))),
        *(
            (label.capitalize(), number(counts.get(value, 0)))
            for value, label in Answer.Verdict.choices
        ),
        (NOT_ANSWERED, number(counts.get("", 0))),
    ]
    blocks: list[Block] = [Facts(facts), Heading("Ý kiến và giải trình")]
    if rows:
        columns = [
            TableColumn("STT", 0.5, "right"),
            TableColumn("Người góp ý", 1.3),
            TableColumn("Nội dung góp ý", 4),
            TableColumn("Kết luận", 1.2),
            TableColumn("Giải trình", 4),
        ]
        blocks.append(Table(columns, rows))
    else:
        blocks.append(Paragraph("Không có ý kiến nào gửi đến qua cổng trong thời gian này."))
    head = draft.organisation
    return Paper(
        letterhead=Letterhead(head.name, place=draft.place.title if draft.place else "", day=today),
        kind="BẢNG TỔNG HỢP",
        summary=f"Ý kiến góp ý và giải trình đối với dự thảo: {draft.title}",
        blocks=blocks,
        signatures=[Signature("Thủ trưởng cơ quan")],
        recipients=["Lưu: VT"],
        lies_down=True,
    )


def _rows(draft: Draft) -> list[tuple[str, ...]]:
    found = Comment.objects.published().filter(thread=draft.thread_id)
    answers = {
        each.comment_id: each
        for each in Answer.objects.standing().filter(comment__thread=draft.thread_id)
    }
    rows: list[tuple[str, ...]] = []
    for place, comment in enumerate(found, start=1):
        answer = answers.get(comment.pk)
        text = "\n".join(filter(None, (comment.shown_title, comment.shown_text)))
        rows.append(
            (
                str(place),
                veiled(comment.name),
                veiled(text),
                answer.get_verdict_display().capitalize() if answer else NOT_ANSWERED,
                answer.reason if answer else "",
            )
        )
    return rows
