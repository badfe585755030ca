"""A pooler that gives each transaction another session of the server is tolerated: nothing that
is left in a session is looked for, or met by others."""

import re
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.places.models import Place
from sanvat.records.locks import turn_beside
from sanvat.site.backup import take
from sanvat.site.postgres import DATABASE, PORT, USER
from sanvat.site.prepare import migrate, pending_migrations
from sanvat.text.folding import __name__ as _folding  # noqa: F401
from tests import replicas
from tests.pooler import pooler
from tests.threads import in_a_thread

PACKAGE = Path(__file__).parents[2] / "src" / "sanvat"
