"""In which order the tests run: the long ones first, so that no worker is left with one at the end
while the others have nothing to do. A worker that has done its share takes over half of what
another has not begun, from the end of it.

From runs of two and of three workers on two processors, the greater of both; of files made leaner
since, a guess. `--durations=0` shows how it is today. What is left out takes less than eight
seconds. A wrong figure makes nobody wrong, only the run longer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = {
    "test_wrong_person.py": 129,
    "test_ended_right.py": 119,
    "site/test_serve.py": 97,
    "desk/test_eight_clicks.py": 84,
    "journeys/test_self_score.py": 75,
    "desk/test_reading.py": 60,
    "test_links.py": 75,
    "test_odd_values.py": 69,
    "desk/test_untouched.py": 52,
    "test_usable_by_everyone.py": 51,
    "test_plain_texts.py": 45,
    "site/backup/test_upgrade.py": 43,
    "test_personal_things.py": 43,
    "journeys/test_registration.py": 42,
    "desk/test_every_form.py": 38,
    "site/test_two_machines.py": 45,
    "journeys/test_three_years.py": 37,
    "site/test_demo.py": 35,
    "test_looking.py": 35,
    "site/test_seed.py": 34,
    "desk/concerns/test_denunciation.py": 32,
    "site/backup/test_keys.py": 23,
    "products/test_at_once.py": 22,
    "records/test_pictures.py": 22,
    "register/test_sheets_at_once.py": 22,
    "journeys/test_print_self_score.py": 20,
    "ui/test_pages.py": 20,
    "api/test_every_answer.py": 20,
    "site/test_reading.py": 20,
    "journeys/test_newsroom.py": 18,
    "journeys/test_sign_in.py": 17,
    "site/test_pooler.py": 15,
    "journeys/test_small_screens.py": 16,
    "desk/stories/test_stories.py": 16,
    "records/test_large_pictures.py": 15,
    "site/test_gate.py": 15,
    "desk/test_versions.py": 15,
    "journeys/test_two_people.py": 14,
    "site/backup/test_restore.py": 13,
    "register/test_import.py": 13,
    "test_ways_in.py": 13,
    "register/test_pieces.py": 13,
    "register/test_at_once.py": 11,
    "news/test_pages.py": 11,
    "site/backup/test_backup.py": 11,
    "register/test_old_map.py": 10,
    "reports/test_reports.py": 10,
    "records/test_papers.py": 10,
    "test_house_security.py": 9,
    "site/test_cli.py": 9,
    "register/test_history.py": 9,
    "journeys/test_programme.py": 9,
    "register/test_drawn_layouts.py": 8,
}


def longest_first(items: list[pytest.Item]) -> None:
    """Sort tests by the time that the file of each takes; those of one file stay as they stand."""
    seconds = {HERE / name: each for name, each in SECONDS.items()}
    items.sort(key=lambda item: -seconds.get(item.path, 0))
