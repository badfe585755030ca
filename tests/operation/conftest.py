"""A folder of notes for each test alone."""

import pytest


@pytest.fixture(autouse=True)
def notes_folder(settings, tmp_path):
    settings.OPERATION_DIR = tmp_path / "operation"
    return settings.OPERATION_DIR
