"""Every setting, read from the environment.

Setting SANVAT_HOSTS says "this is for the public": what is missing or weak is then refused
with a sentence. Without it the programme serves this machine only and makes the secrets it
lacks. There is no debug mode: a page with our variables on it must never reach a stranger.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.logs import logging_config
from sanvat.site.stores import store
from sanvat.site.terminal import _

env = environ.Env()

PACKAGE = Path(__file__).parents[1]
DATA_DIR = Path(env.str("SANVAT_DATA_DIR", "") or "var").absolute()
PUBLIC_HOSTS = env.list("SANVAT_HOSTS", default=[])
PRODUCTION = bool(PUBLIC_HOSTS)
THREADS = 2  # blocking threads of a web worker; more of them only wait for one another


# Secrets


def secret_key() -> str:
    given: str = env.str("SANVAT_SECRET_KEY", "")
    if PRODUCTION and len(given) < 50:
        raise Refusal(
            _(
                "SANVAT_HOSTS đã đặt nên cần SANVAT_SECRET_KEY dài ít nhất 50 ký tự. "
                "Tạo một khoá: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
            ),
            code="secret-key-missing",
        )
    return given or kept_secret(DATA_DIR / "secret-key")


def kept_secret(path: Path) -> str:
    """The secret of a trial on one's own machine: made once, so a restart signs nobody out."""
    if not path.exists():
        postgres.make_data_dir(path.parent)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was first; its secret counts
            os.link(made, path)
        made.unlink()
    return path.read_text()


SECRET_KEY = secret_key()


# What the programme is made of

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "sanvat.records",
    "sanvat.places",
    "sanvat.parties",
    "sanvat.ui",
    "sanvat.api",
    "sanvat.portal",
]

MIDDLEWARE = [
    "sanvat.site.middleware.RequestLog",
    "sanvat.site.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sanvat.site.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "sanvat.site.urls"
WSGI_APPLICATION = "sanvat.site.wsgi.application"
DEBUG = False
ALLOWED_HOSTS = PUBLIC_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "parties.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    }
]


# Data

EMBEDDED_DATABASE = not env.str("DATABASE_URL", "")

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": postgres.DATABASE,
        "USER": postgres.USER,
        "HOST": str(postgres.socket_dir(DATA_DIR)),
        "PORT": str(postgres.PORT),
    }
    if EMBEDDED_DATABASE
    else env.db("DATABASE_URL", engine="django.db.backends.postgresql")
}
# A web worker keeps its connections in a pool (see wsgi.py). Django's own keeping would hold
# one for every thread that ever answered, until the server has no more to give.
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASE_POOL = {"min_size": 1, "max_size": THREADS, "timeout": 5}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STORAGES = {
    "default": store(env.str("SANVAT_STORAGE_URL", ""), DATA_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_LIMITS = {
    "bytes": 20 * 2**20,
    "pages": 500,
    "pixels": 50_000_000,
    "side": 4096,  # larger pictures are made smaller
    "members": 5000,  # parts of a Word or Excel file
    "unpacked": 250 * 2**20,
    "memory": 2**30,  # of the process that looks into a file
    "seconds": 20,
}
CLAMD = env.str("SANVAT_CLAMD", "")  # /run/clamav/clamd.ctl, or host:3310
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "sanvat.ui.assets.BuiltFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WORDING_DIR = DATA_DIR / "wording"  # where an office puts the decisions' own words
UI_CACHE_DIR = DATA_DIR / "ui"  # where the stylesheet and the fonts are made


# Language and time

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "sanvat_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Ho_Chi_Minh"


# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sanvat.site.errors.csrf_failure"

if PRODUCTION:
    # A proxy in front of us speaks TLS and must set this header itself, whatever came in.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    LANGUAGE_COOKIE_SECURE = CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = True


# Logs

LOGGING = logging_config(as_json=PRODUCTION or env.bool("SANVAT_LOG_JSON", False))
