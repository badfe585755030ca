"""What PostgreSQL must bring along. The embedded one has it; a managed one may need to be asked."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import CreateExtension
from django.db import DatabaseError
from django.utils.translation import gettext as _

from sanvat.errors import Refusal


class Extension(CreateExtension):
    """CREATE EXTENSION, and one clear sentence where the server will not."""

    def database_forwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        try:
            super().database_forwards(app_label, schema_editor, *states)
        except DatabaseError as error:
            raise Refusal(
                _(
                    "Máy chủ PostgreSQL không cho dùng phần mở rộng %(name)s (%(error)s). "
                    "Hãy nhờ người quản trị cài gói postgresql-contrib rồi chạy lệnh "
                    "CREATE EXTENSION %(name)s trong cơ sở dữ liệu này, sau đó chạy lại."
                )
                % {"name": self.name, "error": str(error).splitlines()[0]},
                code="extension-missing",
            ) from error
