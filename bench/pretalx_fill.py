"""Fills an empty pretalx with a public programme; run by pretalx's own Python, never by ours.

`python pretalx_fill.py TALKS` with pretalx's settings in the environment. As many speakers as the
country has producers for its products, three for five talks; forty rooms, a talk every half hour.
Prints the paths of its pages, one a line: name, tab, path.
"""

from __future__ import annotations

import datetime as dt
import sys

SLUG = "bench"
ROOMS = 40
A_DAY = 20
"""Talks in each room."""


def main(talks: int) -> None:
    import django

    django.setup()
    from django_scopes import scope, scopes_disabled
    from pretalx.event.models import Event
    from pretalx.event.utils import create_organiser_with_team
    from pretalx.person.models import SpeakerProfile, User
    from pretalx.schedule.models import Room, TalkSlot
    from pretalx.submission.models import Submission
    from pretalx.submission.models.submission import SpeakerRole

    organiser, _team = create_organiser_with_team(name="Bench", slug=f"{SLUG}org", users=[])
    first = dt.date.today()
    days = -(-talks // (ROOMS * A_DAY))
    with scopes_disabled():
        event = Event.objects.create(
            name="Bench",
            slug=SLUG,
            organiser=organiser,
            is_public=True,
            date_from=first,
            date_to=first + dt.timedelta(days=days),
            timezone="Asia/Ho_Chi_Minh",
            email="bench@example.org",
            locale_array="en",
            locale="en",
            landing_page_text="A programme of many talks.",
        )
    with scope(event=event):
        event.build_initial_data()
        rooms = [Room.objects.create(event=event, name=f"Room {n}") for n in range(ROOMS)]
        speakers = User.objects.bulk_create(
            User(name=f"Speaker {n}", email=f"s{n}@example.org", code=code(n))
            for n in range(talks * 3 // 5)
        )
        SpeakerProfile.objects.bulk_create(
            SpeakerProfile(user=each, event=event, biography="Makes what they speak about.")
            for each in speakers
        )
        kind = event.cfp.default_type
        made = Submission.objects.bulk_create(
            Submission(
                event=event,
                title=f"Talk {n} about one of many products",
                submission_type=kind,
                state="confirmed",
                code=code(n),
                abstract="What it is, where it is made and by whom.",
                description="How it is made, in a few sentences. " * 20,
            )
            for n in range(talks)
        )
        SpeakerRole.objects.bulk_create(
            SpeakerRole(submission=each, user=speakers[n % len(speakers)])
            for n, each in enumerate(made)
        )
        begin = event.datetime_from + dt.timedelta(hours=8)
        schedule = event.wip_schedule
        TalkSlot.objects.bulk_create(
            TalkSlot(
                submission=each,
                schedule=schedule,
                room=rooms[n % ROOMS],
                start=(start := begin + when(n // ROOMS)),
                end=start + dt.timedelta(minutes=30),
                is_visible=True,
            )
            for n, each in enumerate(made)
        )
        schedule.freeze("1", notify_speakers=False)
    middle = code(talks // 2)
    of_middle = code((talks // 2) % len(speakers))
    pages = {
        "first": f"/{SLUG}/",
        "list": f"/{SLUG}/schedule/nojs",
        "talk": f"/{SLUG}/talk/{middle}/",
        "speaker": f"/{SLUG}/speaker/{of_middle}/",
    }
    for name, path in pages.items():
        print(f"{name}\t{path}")


def code(number: int) -> str:
    """As pretalx has them: six signs, none of which is taken for another."""
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
    made = ""
    for _ in range(6):
        number, at = divmod(number, len(signs))
        made = signs[at] + made
    return made


def when(step: int) -> dt.timedelta:
    return dt.timedelta(days=step // A_DAY, minutes=30 * (step % A_DAY))


if __name__ == "__main__":
    main(int(sys.argv[1]))
