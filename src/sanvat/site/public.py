"""What a public installation must say of itself: its secret, its names, the proxy before it.

What is missing or weak is refused with a sentence before anything starts.
"""

import ipaddress
import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from sanvat.errors import Refusal
from sanvat.opendata.licences import LICENCES
from sanvat.site.terminal import _

SHORTEST_SECRET = 50
"""Characters."""
FEWEST_DISTINCT = 10
LEAST_PACKED = 32
"""Bytes that are left of a secret when what repeats in it is taken out (deflate)."""

HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z"
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


# Secret


def check_secret(given: str) -> None:
    """Refuses what is too short (secret-key-missing) or repeats itself (secret-key-weak)."""
    remedy = _("Hãy tạo một khóa: python -c 'import secrets; print(secrets.token_urlsafe(50))'")
    if len(given) < SHORTEST_SECRET:
        raise Refusal(
            _("SANVAT_HOSTS đã đặt nên cần SANVAT_SECRET_KEY dài ít nhất 50 ký tự.") + " " + remedy,
            code="secret-key-missing",
        )
    packed = len(zlib.compress(given.encode(), 9))
    if len(set(given)) < FEWEST_DISTINCT or packed < LEAST_PACKED:
        raise Refusal(
            _("SANVAT_SECRET_KEY lặp đi lặp lại vài ký tự nên dễ đoán.") + " " + remedy,
            code="secret-key-weak",
        )


def check_identity_keys(given: str, earlier: Sequence[str], secret_key: str) -> None:
    """Refuses a key of identities that is missing (identity-key-missing), weak or the same as
    SANVAT_SECRET_KEY (identity-key-weak), and such keys of before."""
    remedy = _("Hãy tạo một khóa: python -c 'import secrets; print(secrets.token_urlsafe(50))'")
    if not given:
        raise Refusal(
            _(
                "SANVAT_HOSTS đã đặt nên cần SANVAT_IDENTITY_KEY để niêm phong danh tính người gửi "
                "phản ánh."
            )
            + " "
            + remedy,
            code="identity-key-missing",
        )
    for key in (given, *earlier):
        try:
            check_secret(key)
        except Refusal:
            weak = True
        else:
            weak = key == secret_key
        if weak:
            raise Refusal(
                _(
                    "SANVAT_IDENTITY_KEY, hoặc một khóa trong SANVAT_IDENTITY_KEY_FALLBACKS, ngắn "
                    "hơn 50 ký tự, dễ đoán, hoặc trùng SANVAT_SECRET_KEY."
                )
                + " "
                + remedy,
                code="identity-key-weak",
            )


def check_earlier(given: Sequence[str]) -> None:
    """The same of keys of before (earlier-key-weak): who guesses one can still sign with it."""
    for key in given:
        try:
            check_secret(key)
        except Refusal:
            raise Refusal(
                _(
                    "SANVAT_SECRET_KEY_FALLBACKS có một khóa ngắn hơn 50 ký tự hoặc dễ đoán. Hãy "
                    "ghi nguyên từng khóa đã dùng trước đây, cách nhau bằng dấu phẩy, hoặc bỏ khóa "
                    "ấy đi."
                ),
                code="earlier-key-weak",
            ) from None


# Names


def hosts(given: Sequence[str]) -> list[str]:
    """The names of the site as the browser sends them, in small letters.

    Refuses (host-unusable) whatever stands for more than one name, or is no name: with "*" or
    ".vn" anybody could have links sent to people that lead to a site of theirs.
    """
    return [_host(one.strip()) for one in given if one.strip()]


def _host(given: str) -> str:
    name = given.lower()
    if HOST.match(name) or _is_bracketed(name):
        return name
    raise Refusal(
        _(
            "SANVAT_HOSTS có “%(given)s”, không phải tên miền. Hãy ghi từng tên đầy đủ, không có "
            "http://, cổng hay dấu *, cách nhau bằng dấu phẩy: ocop.tinh.vn,www.ocop.tinh.vn; "
            "tên miền có dấu thì ghi dạng xn--."
        )
        % {"given": given},
        code="host-unusable",
    )


def _is_bracketed(name: str) -> bool:
    try:
        return name[:1] == "[" and name[-1:] == "]" and bool(ipaddress.IPv6Address(name[1:-1]))
    except ValueError:
        return False


# Proxy


class Proxy(NamedTuple):
    """Which headers the proxy before us sets itself, whatever came in, and from where it calls.

    Where `peers` is empty none is believed.
    """

    peers: tuple[Network, ...] = ()
    address: str = ""
    """The header with the reader's address; of several in it the last, which the proxy wrote."""
    scheme: str = ""
    """The header with http or https, as the reader asked."""
    request_id: str = ""

    def is_peer(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.peers)


KINDS = {
    # As deploy/nginx/sanvat.conf sets them.
    "nginx": {"address": "x-real-ip", "scheme": "x-forwarded-proto", "request_id": "x-request-id"},
    # As Caddy, Traefik, HAProxy and Apache do.
    "x-forwarded": {"address": "x-forwarded-for", "scheme": "x-forwarded-proto"},
}
LOOPBACK = "127.0.0.1,::1"


def proxy(kind: str, peers: str, *, is_public: bool) -> Proxy:
    """The proxy named by SANVAT_PROXY, calling from the addresses or networks in SANVAT_PROXY_FROM.

    Refuses where a public installation names none (proxy-missing), and what is neither kind
    (proxy-unknown) nor address (proxy-address).
    """
    kind = kind.strip().lower()
    if not kind:
        if is_public:
            raise Refusal(
                _(
                    "SANVAT_HOSTS đã đặt nên cần SANVAT_PROXY: máy chủ web đứng trước để lo https. "
                    "nginx theo tệp deploy/nginx/sanvat.conf: SANVAT_PROXY=nginx. Caddy, Traefik, "
                    "HAProxy, Apache: SANVAT_PROXY=x-forwarded. Đọc thêm: docs/installation.md"
                ),
                code="proxy-missing",
            )
        return Proxy()
    if kind not in KINDS:
        raise Refusal(
            _("SANVAT_PROXY là “%(given)s”, không biết loại này. Hãy dùng một trong: %(known)s.")
            % {"given": kind, "known": ", ".join(KINDS)},
            code="proxy-unknown",
        )
    return Proxy(_networks(peers.strip() or LOOPBACK), **KINDS[kind])


def _networks(given: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in given.split(",") if one.strip())
    except ValueError:
        raise Refusal(
            _(
                "SANVAT_PROXY_FROM là “%(given)s”, không phải địa chỉ mạng. Hãy ghi địa chỉ mà "
                "máy chủ web đứng trước dùng để gọi tới: 127.0.0.1, hoặc 10.0.0.0/24."
            )
            % {"given": given},
            code="proxy-address",
        ) from None


# Open data


def open_data_licence(given: str) -> str:
    """The licence under which open data are given away; empty where nobody has decided. Refuses
    one that is not known (open-data-licence)."""
    name = given.strip().lower()
    if name and name not in LICENCES:
        raise Refusal(
            _(
                "SANVAT_OPEN_DATA_LICENCE là “%(given)s”, không biết giấy phép này. Hãy dùng một "
                "trong: %(known)s; hoặc bỏ trống khi chưa quyết định."
            )
            % {"given": given, "known": ", ".join(LICENCES)},
            code="open-data-licence",
        )
    return name
