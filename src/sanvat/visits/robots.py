"""Programmes that read pages by themselves, as far as they say so; they are not counted."""

from __future__ import annotations

import re
from functools import lru_cache

MOST_KNOWN = 4096
"""Names of browsers whose kind is remembered."""

_WORDS = (
    *("crawl", "spider", "slurp", "scrap", "archive", "indexer", "preview", "fetch"),
    *("monitor", "uptime", "pingdom", "statuscake", "checker", "validator", "lighthouse"),
    *("headless", "phantomjs", "selenium", "puppeteer", "playwright"),
    *("curl", "wget", "httpie", "python", "java/", "okhttp", "go-http", "libwww", "perl", "ruby"),
    *("axios", "node-", "postman", "insomnia", "apache-http", "guzzle", "aiohttp", "scrapy"),
    *("facebookexternalhit", "whatsapp", "telegram", "zalo-", "skypeuri", "embedly", "feed"),
    *("mediapartners", "bingpreview", "coccoc_", "google-inspection", "inspectiontool"),
)
_BOT = "(?<!cu)bot"  # Cubot makes telephones
_ROBOT = re.compile("|".join((_BOT, *map(re.escape, _WORDS))), re.IGNORECASE)
_BROWSER = re.compile(r"Mozilla/|Opera/|UCWEB", re.IGNORECASE)


@lru_cache(maxsize=MOST_KNOWN)
def is_robot(agent: str) -> bool:
    """Whether a `User-Agent` names a programme, or nothing that a browser calls itself."""
    return not _BROWSER.match(agent) or _ROBOT.search(agent) is not None
