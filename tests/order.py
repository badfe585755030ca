"""In which order the tests run: the long ones first, so that no worker is left with one at the end
while the others have nothing to do. A worker that has done its share takes over half of what
another has not begun, from the end of it.

From a run of three workers on two processors, on 2026-11-29; of files made leaner since, a guess.
`--durations=0` shows how it is today. What is left out takes less than eight seconds. A wrong
figure makes nobody wrong, only the run longer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = {
    "test_wrong_person.py": 239,
    "test_ended_right.py": 119,
    "site/backup/test_upgrade.py": 103,
    "journeys/test_self_score.py": 88,
    "test_usable_by_everyone.py": 71,
    "journeys/test_newsroom.py": 66,
    "records/test_pictures.py": 60,
    "desk/concerns/test_denunciation.py": 58,
    "site/test_two_machines.py": 57,
    "journeys/test_three_years.py": 57,
    "desk/test_eight_clicks.py": 57,
    "test_personal_things.py": 55,
    "desk/test_untouched.py": 55,
    "desk/test_every_form.py": 53,
    "test_links.py": 50,
    "site/test_demo.py": 49,
    "journeys/test_registration.py": 49,
    "site/backup/test_keys.py": 49,
    "products/test_at_once.py": 45,
    "site/test_pooler.py": 42,
    "test_odd_values.py": 41,
    "site/test_serve.py": 35,
    "register/test_sheets_at_once.py": 35,
    "records/test_large_pictures.py": 33,
    "test_ways_in.py": 33,
    "desk/test_versions.py": 31,
    "register/test_old_map.py": 30,
    "test_house_security.py": 29,
    "register/test_import.py": 28,
    "register/test_at_once.py": 27,
    "records/test_papers.py": 26,
    "news/test_editor_words.py": 25,
    "site/backup/test_backup.py": 25,
    "desk/test_reading.py": 24,
    "site/test_reading.py": 23,
    "site/test_gate.py": 23,
    "journeys/test_sign_in.py": 23,
    "journeys/test_print_self_score.py": 23,
    "news/test_pages.py": 20,
    "site/test_cli.py": 20,
    "journeys/test_small_screens.py": 19,
    "desk/products/test_products.py": 19,
    "ui/test_pages.py": 18,
    "desk/test_once.py": 17,
    "site/test_seed.py": 17,
    "register/test_history.py": 17,
    "test_plain_texts.py": 16,
    "journeys/test_villager.py": 15,
    "concerns/test_identity_elsewhere.py": 15,
    "journeys/test_two_people.py": 15,
    "patterns/test_loops.py": 15,
    "news/test_editor.py": 15,
    "patterns/test_patterns.py": 15,
    "desk/agreements/test_agreements.py": 14,
    "concerns/test_counted.py": 14,
    "site/backup/test_restore.py": 14,
    "register/test_reading.py": 14,
    "parties/test_invitations.py": 14,
    "portal/criteria/test_pages.py": 13,
    "register/test_export.py": 13,
    "records/test_files.py": 13,
    "concerns/test_guessing.py": 12,
    "register/test_drawn_layouts.py": 12,
    "concerns/test_demonstration.py": 12,
    "desk/stories/test_stories.py": 11,
    "desk/producers/test_producers.py": 10,
    "reports/test_reports.py": 10,
    "parties/test_at_once.py": 10,
    "site/test_settings.py": 10,
    "news/test_in_the_browser.py": 10,
    "products/test_visible.py": 10,
    "register/test_office_files.py": 10,
    "test_house.py": 10,
    "journeys/test_programme.py": 10,
    "site/test_tables.py": 10,
    "desk/register/test_imports.py": 9,
    "places/test_questions.py": 9,
    "test_looking.py": 9,
    "register/test_pieces.py": 9,
    "products/test_tallies.py": 9,
    "indicators/test_counting.py": 9,
    "desk/concerns/test_matter.py": 9,
    "desk/products/test_pictures.py": 9,
    "site/test_postgres.py": 8,
}


def longest_first(items: list[pytest.Item]) -> None:
    """Sort tests by the time that the file of each takes; those of one file stay as they stand."""
    seconds = {HERE / name: each for name, each in SECONDS.items()}
    items.sort(key=lambda item: -seconds.get(item.path, 0))
