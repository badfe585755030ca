"""The settings of the tests: the programme's own, in a world of their own."""

import os
from pathlib import Path

KEPT = ("SANVAT_CHROMIUM", "SANVAT_TEST_CLUSTER")
for name in [n for n in os.environ if n.startswith(("DATABASE_", "SANVAT_")) and n not in KEPT]:
    del os.environ[name]
CACHE = Path(__file__).parents[1] / ".pytest_cache"
os.environ["SANVAT_DATA_DIR"] = str(CACHE / "var")
os.environ["SANVAT_SECRET_KEY"] = "the tests need no secret, only the same one every time"

from sanvat.site.settings import *  # noqa: E402, F403
from sanvat.site.settings import DATABASES, MIDDLEWARE, PAGE_CACHE, STORAGES  # noqa: E402

# Made once for all runs; its name follows its sources.
UI_CACHE_DIR = CACHE / "ui"

# Files straight from their folders: collecting them is tested where it matters, by serving.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

DATABASES["default"]["OPTIONS"] = {
    "options": (
        # Tests with transactions of their own empty every table; the journal lets nobody else.
        "-c sanvat.may_empty_journal=on"
        # With a handful of rows any order of joins is quick, and to look for the best takes longer.
        " -c join_collapse_limit=1 -c from_collapse_limit=1"
    )
}

# Tests ask as often as they like; those of this limit set one.
API_LIMITS = {"address": 0, "key": 0}

# Every page as it is at the moment; those of the page cache turn it on.
PAGE_CACHE = {**PAGE_CACHE, "bytes": 0}
FIGURES_KEPT = 0
