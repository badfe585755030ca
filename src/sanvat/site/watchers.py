"""Who may read /metrics, as the environment names them."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from sanvat.errors import Refusal
from sanvat.site.terminal import _

SHORTEST = 24


def metrics_token(given: str) -> str:
    """The setting METRICS_TOKEN. Refuses one that could be guessed (`metrics-token-weak`)."""
    if given and (len(given) < SHORTEST or len(set(given)) < 8 or not given.isascii()):
        raise Refusal(
            _(
                "SANVAT_METRICS_TOKEN ngắn hoặc dễ đoán. Cần ít nhất 24 ký tự không dấu. Hãy tạo "
                "một mã: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            ),
            code="metrics-token-weak",
        )
    return given


def networks(given: Iterable[str]) -> list[IPv4Network | IPv6Network]:
    """The setting METRICS_FROM. Refuses what is no address (`metrics-address-unclear`)."""
    try:
        return [ip_network(one.strip(), strict=False) for one in given if one.strip()]
    except ValueError as error:
        raise Refusal(
            _(
                "SANVAT_METRICS_FROM không đọc được (%(error)s). Hãy ghi các địa chỉ cách nhau "
                "bằng dấu phẩy, như 10.0.0.5,10.1.0.0/16"
            )
            % {"error": error},
            code="metrics-address-unclear",
        ) from None
