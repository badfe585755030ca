"""The web application, with everything a first page needs already loaded."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from sanvat.records import replica
from sanvat.site import databases
from sanvat.site.encoding import in_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")

application = in_utf8(get_wsgi_application())
# Pages speak through the pooler, where there is one; jobs and commands past it.
databases.through_pooler()
connections["default"].settings_dict["OPTIONS"]["pool"] = settings.DATABASE_POOL
if replica.is_named():
    replica.settings_of_replica()["OPTIONS"]["pool"] = settings.DATABASE_POOL
# The pages' modules are imported with the addresses; otherwise the first reader waits for it.
get_resolver().url_patterns  # noqa: B018
