"""The last hours, put together from the minutes of every process."""

from datetime import UTC, datetime, timedelta

from sanvat.operation import pace
from sanvat.operation.notes import Kind, note

NOON = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)


def minute(at: datetime, requests: int, *, faults: int = 0, group: int = 2) -> None:
    times = [0] * (len(pace.BOUNDS) + 1)
    times[group] = requests
    note(
        Kind.MINUTE,
        minute=int(at.timestamp()) // 60,
        requests=requests,
        faults=faults,
        times=times,
    )


def test_minutes_of_several_processes_are_one_span():
    minute(NOON - timedelta(hours=3), 900)  # before
    minute(NOON - timedelta(minutes=15), 4, faults=1)
    minute(NOON - timedelta(minutes=12), 6, group=5)
    minute(NOON, 50)  # of the present span, which is not over

    spans = pace.spans(NOON, hours=1, minutes=10)

    assert [span.requests for span in spans] == [0, 0, 0, 0, 0, 10]
    assert spans[5].start == datetime(2026, 11, 20, 11, 50, tzinfo=UTC)
    assert (spans[5].faults, spans[5].within(0.4), spans[5].within(0.95)) == (1, 0.05, 0.5)
    assert spans[0].within(0.5) is None


def test_a_minute_is_noted_when_it_is_over(monkeypatch):
    clock = [NOON.timestamp()]
    monkeypatch.setattr(pace.time, "time", lambda: clock[0])
    present = pace._Minute()
    present.add(status=200, seconds=0.02)
    present.add(status=500, seconds=20)
    assert pace.spans(NOON + timedelta(minutes=9), hours=1, minutes=10)[-1].requests == 0

    clock[0] += 60
    present.add(status=200, seconds=0.02)

    span = pace.spans(NOON + timedelta(minutes=9), hours=1, minutes=10)[-1]
    assert (span.requests, span.faults, span.within(1)) == (2, 1, float("inf"))
