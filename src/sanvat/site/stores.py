"""The store that SANVAT_STORAGE_URL names: a folder, or any server that speaks S3."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sanvat.errors import Refusal
from sanvat.site.terminal import _


def store(url: str, data_dir: Path, *, setting: str = "SANVAT_STORAGE_URL") -> dict[str, Any]:
    """The setting STORAGES["default"].

    Nothing: the folder `files` of the data directory. `file:///srv/sanvat/files`: that folder.
    `s3://KEY:SECRET@host:port/bucket?region=hn&tls=no`: a bucket; without a host the store of
    Amazon, without a key whatever the machine is allowed. `setting` is where the address stands.
    """
    if not url:
        return _folder(data_dir / "files")
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return _folder(Path(unquote(parts.path)))
    bucket = parts.path.strip("/")
    if parts.scheme == "s3" and bucket and "/" not in bucket:
        return _bucket(url, bucket)
    raise Refusal(
        _(
            "%(setting)s không đọc được. Hãy ghi file:///thư/mục hoặc "
            "s3://KHOÁ:MẬT_KHẨU@máy:cổng/thùng?region=…&tls=no"
        )
        % {"setting": setting},
        code="storage-url-unclear",
    )


def _folder(path: Path) -> dict[str, Any]:
    # Outside every folder that is served, and without an address: `files.download` alone
    # hands files out.
    return {"BACKEND": "sanvat.records.stores.LocalStore", "OPTIONS": {"location": path}}


def _bucket(url: str, bucket: str) -> dict[str, Any]:
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if asked.get("tls") == "no" else "https"
    host = parts.netloc.rpartition("@")[2]
    options = {
        "bucket_name": bucket,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "endpoint_url": f"{scheme}://{host}" if host else None,
        "region_name": asked.get("region"),
        "addressing_style": "path" if host else None,
        "signature_version": "s3v4",
        "default_acl": "private",
        "file_overwrite": True,  # a name is its content, so it can only be the same
        "max_memory_size": 2**20,  # what is read beyond that waits on disk
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
