"""Where the files that people add are kept, as a storage of Django: a folder, or any store that speaks S3."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = {"s3": "https", "s3+http": "http"}
REGION = "us-east-1"
CONNECT_WITHIN, ANSWER_WITHIN = 5, 30  # seconds


def folder(path: Path) -> dict[str, Any]:
    """A folder that nobody else on the machine may look into."""
    modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": path, **modes}}


def of(address: str) -> dict[str, Any]:
    """The store named by s3://key:secret@server:port/bucket?region=…; `s3+http` without encryption.

    Raises ValueError when the address says too little, or something unknown.
    """
    parts = urlsplit(address)
    asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    bucket = parts.path.strip("/")
    is_whole = parts.scheme in SCHEMES and parts.hostname and parts.username and parts.password
    if not is_whole or not bucket or "/" in bucket or set(asked) - {"region"}:
        raise ValueError("not a store")
    place = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"{SCHEMES[parts.scheme]}://{place}",
            "bucket_name": bucket,
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": asked.get("region", [REGION])[0],
            "client_config": _patience(),
            "file_overwrite": True,  # keys are random: nothing is ever written over, and no request asks
            "default_acl": None,
            "max_memory_size": 2 * 1024 * 1024,
        },
    }


def _patience() -> Any:
    """How to speak with the store: the bucket in the path, and checksums only where asked, as every store knows it."""
    from botocore.config import Config

    return Config(
        s3={"addressing_style": "path"},
        signature_version="s3v4",
        connect_timeout=CONNECT_WITHIN,
        read_timeout=ANSWER_WITHIN,
        retries={"max_attempts": 3},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
