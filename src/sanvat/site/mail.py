"""Where mail goes that SANVAT_EMAIL_URL names, and letters that are laid down as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.mail.backends.filebased import EmailBackend

from sanvat.errors import Refusal
from sanvat.site import private
from sanvat.site.terminal import _

FILES = "sanvat.site.mail.PrivateFiles"


def settings_of(url: str, env: environ.Env) -> dict[str, Any]:
    """The settings EMAIL_…: a mail server, or for `filemail:///srv/thư` that folder, from the root
    of the machine. Refuses a folder that is not named from there (`mail-folder-unclear`)."""
    parts = urlsplit(url)
    if parts.scheme != "filemail":
        found: dict[str, Any] = env.email_url_config(url)
        return found
    folder = Path(unquote(parts.path))
    if parts.netloc or not folder.is_absolute() or folder == Path("/"):
        raise Refusal(
            _(
                "SANVAT_EMAIL_URL không nói rõ thư mục để ghi thư. Hãy ghi đường dẫn từ gốc, với "
                "ba dấu gạch chéo: filemail:///srv/sanvat/thu"
            ),
            code="mail-folder-unclear",
        )
    return {"EMAIL_BACKEND": FILES, "EMAIL_FILE_PATH": folder}


class PrivateFiles(EmailBackend):
    """A file a letter, which nobody but the account of the programme can open: it may hold a link
    that lets its reader in."""

    def __init__(self, *, file_path: Path | None = None, **kwargs: Any) -> None:
        from django.conf import settings  # this module is read by the settings themselves

        folder = Path(file_path or settings.EMAIL_FILE_PATH)
        private.make_folder(folder)
        super().__init__(file_path=str(folder), **kwargs)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        handle = os.open(self._get_filename(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, private.FILE)
        os.fchmod(handle, private.FILE)
        self.stream = os.fdopen(handle, "ab")
        return True
