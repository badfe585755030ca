"""A clock: how long something may take, drawn day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Protocol

from django.utils.translation import gettext, ngettext

from sanvat.text.days import day as said
from sanvat.ui.tags import register


class Drawn(Protocol):
    """One day of a clock. `mark`: start, used, ahead, off, stopped, due or late."""

    @property
    def day(self) -> date: ...
    @property
    def mark(self) -> str: ...
    @property
    def what(self) -> str: ...


class Clock(Protocol):
    """What the component draws; who has a clock makes a picture of it with these."""

    name: str
    fact: str
    rule: str
    started_on: date
    due_on: date | None
    finished_on: date | None
    allowed: int
    unit: str
    used: int
    left: int
    late: int
    is_stopped: bool
    why_stopped: str
    has_stopped: bool
    resume_day_counts: bool
    days: Sequence[Drawn]
    editions: Sequence[str]
    provisional: Sequence[int]


@register.inclusion_tag("ui/clock.html")
def clock(clock: Clock, brief: bool = False) -> dict[str, Any]:
    """Days used, stops, the due day, and which table of days off said so.

    `brief`: without the days drawn one by one.
    """
    return {
        "clock": clock,
        "state": _state(clock),
        "sentence": sentence(clock),
        "weeks": [] if brief else list(_weeks(clock.days)),
        "legend": [] if brief else _legend(clock.days),
        "editions": ", ".join(clock.editions),
        "provisional": ", ".join(map(str, clock.provisional)),
        "due_text": said(clock.due_on),
        "started_text": said(clock.started_on),
    }


def _state(clock: Clock) -> str:
    if clock.finished_on is not None:
        return "done"
    if clock.is_stopped:
        return "stopped"
    return "late" if clock.late else "running"


def sentence(clock: Clock) -> str:
    """How it stands, in one sentence."""
    facts = {
        "used": clock.used,
        "allowed": _days(clock.allowed, clock.unit),
        "left": _days(clock.left, clock.unit),
        "late": _days(clock.late, clock.unit),
        "due": said(clock.due_on),
        "done": said(clock.finished_on),
    }
    match _state(clock):
        case "done" if clock.late:
            text = gettext("Xong ngày %(done)s, chậm %(late)s so với hạn %(due)s.")
        case "done" if clock.due_on is None:
            text = gettext("Xong ngày %(done)s, khi thời hạn đang dừng.")
        case "done":
            text = gettext("Xong ngày %(done)s, đúng hạn (%(due)s).")
        case "stopped":
            text = gettext("Đang dừng: đã dùng %(used)s trên %(allowed)s.")
        case "late":
            text = gettext("Quá hạn %(late)s: hạn là ngày %(due)s.")
        case _:
            text = gettext("Đã dùng %(used)s trên %(allowed)s, còn %(left)s; đến hạn ngày %(due)s.")
    return text % facts


def _days(number: int, unit: str) -> str:
    if unit == "working":
        text = ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", number)
    else:
        text = ngettext("%(n)d ngày", "%(n)d ngày", number)
    return text % {"n": number}


def _weeks(days: Sequence[Drawn]) -> Iterator[dict[str, Any]]:
    """Rows of seven, from Monday; a row begins with the month where one does."""
    month = 0
    for _key, week in groupby(days, key=lambda each: each.day.isocalendar()[:2]):
        row = list(week)
        begins = row[0].day.month != month or any(each.day.day == 1 for each in row)
        month = row[-1].day.month
        cells: list[Drawn | None] = [None] * (row[0].day.isoweekday() - 1)
        yield {"month": f"{month}/{row[-1].day.year}" if begins else "", "cells": [*cells, *row]}


def _legend(days: Sequence[Drawn]) -> list[tuple[str, str]]:
    names = {
        "start": gettext("ngày bắt đầu, không tính"),
        "used": gettext("đã dùng"),
        "ahead": gettext("còn lại"),
        "off": gettext("ngày nghỉ"),
        "stopped": gettext("dừng"),
        "due": gettext("đến hạn"),
        "late": gettext("quá hạn"),
    }
    there = {str(each.mark) for each in days}
    return [(mark, name) for mark, name in names.items() if mark in there]
