"""Every setting, read from the environment.

Setting SANVAT_HOSTS says "this is for the public": what is missing or weak is then refused
with a sentence. Without it the programme serves this machine only and makes the secrets it
lacks. There is no debug mode: a page with our variables on it must never reach a stranger.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from sanvat.errors import Refusal
from sanvat.site import databases, mail, postgres, private, public, served
from sanvat.site.how_long import (  # noqa: F401  # settings
    COMMENTS_KEPT,
    CONCERNS,
    INQUIRIES_KEPT,
    INTERESTS_KEPT,
)
from sanvat.site.how_often import (  # noqa: F401  # settings like the others
    FEED_LIMITS,
    MAIL_LIMITS,
    MINUTE_LIMITS,
    PUBLIC_FORM_LIMITS,
)
from sanvat.site.logs import logging_config
from sanvat.site.pooled import POOL
from sanvat.site.stores import store
from sanvat.site.terminal import _
from sanvat.site.wagtail import *  # noqa: F403  # settings like the others
from sanvat.site.watchers import metrics_token, networks
from sanvat.text import catalogs, choices

env = environ.Env()
os.umask(private.UMASK)

PACKAGE = Path(__file__).parents[1]
DATA_DIR = Path(env.str("SANVAT_DATA_DIR", "") or "var").absolute()
PUBLIC_HOSTS = public.hosts(env.list("SANVAT_HOSTS", default=[]))
PRODUCTION = bool(PUBLIC_HOSTS)
THREADS = 2  # blocking threads of a web worker; more of them only wait for one another


# Secrets


def secret_key() -> str:
    given: str = env.str("SANVAT_SECRET_KEY", "")
    if PRODUCTION:
        public.check_secret(given)
    return given or kept_secret(DATA_DIR / "secret-key")


def earlier_keys() -> list[str]:
    """Keys of before, newest first: what they sealed and signed still holds."""
    given = env.list("SANVAT_SECRET_KEY_FALLBACKS", default=[])
    earlier = [key for key in map(str.strip, given) if key and key != SECRET_KEY]
    if PRODUCTION:
        public.check_earlier(earlier)
    return earlier


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


def origin(address: str) -> str:
    scheme, host, *_rest = urlsplit(address)
    return f"{scheme}://{host}"


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = earlier_keys()

# The only headers about a reader that are believed; the gate drops every other.
PROXY = public.proxy(
    env.str("SANVAT_PROXY", ""), env.str("SANVAT_PROXY_FROM", ""), is_public=PRODUCTION
)


# What the programme is made of

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "sanvat.records",
    "sanvat.opendata",
    "sanvat.findable",
    "sanvat.visits",
    "sanvat.places",
    "sanvat.parties",
    "sanvat.follow",
    "sanvat.polls",
    "sanvat.comments",
    "sanvat.clocks",
    "sanvat.concerns",
    "sanvat.instruments",
    "sanvat.indicators",
    "sanvat.products",
    "sanvat.inquiries",
    "sanvat.certificates",
    "sanvat.events",
    "sanvat.support",
    "sanvat.movements",
    "sanvat.agenda",
    "sanvat.plans",
    "sanvat.agreements",
    "sanvat.assignments",
    "sanvat.programme",
    "sanvat.reports",
    "sanvat.news",
    "sanvat.register",
    "sanvat.operation",
    "sanvat.ui",
    "sanvat.api",
    "sanvat.desk",
    "sanvat.portal",
    # After ours, so that our templates stand in front of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    # Of Wagtail only what the editor of the news needs; each costs time at every start.
    "wagtail.users",
    "wagtail.sites",
    "sanvat.news.wagtail_apps.Documents",
    "sanvat.news.wagtail_apps.Images",
    "wagtail.contrib.typed_table_block",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "sanvat.site.running.Running",
    "sanvat.site.middleware.RequestLog",
    "sanvat.site.measuring.Measured",
    "sanvat.site.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "sanvat.site.discreet.Discreet",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanvat.portal.middleware.Visited",
    "sanvat.site.reading.Reading",
    "sanvat.site.page_cache.PageCache",
    "sanvat.site.compressing.Compressed",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanvat.site.middleware.Language",
    "sanvat.site.errors.Sane",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanvat.desk.middleware.SignedIn",
    "django_htmx.middleware.HtmxMiddleware",
    "sanvat.site.errors.NotServed",
]

ROOT_URLCONF = "sanvat.site.urls"
WSGI_APPLICATION = "sanvat.site.wsgi.application"
DEBUG = False
ALLOWED_HOSTS = PUBLIC_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
FORM_RENDERER = "sanvat.ui.renderer.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "parties.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"sanvat.parties.passwords.{name}", "OPTIONS": options}
    for name, options in (
        ("NotOneself", {"user_attributes": ["username", "email", "name"]}),
        ("LongEnough", {"min_length": 12}),  # of new ones; older ones go on
        ("ShortEnough", {"max_length": 128}),
        ("NotCommon", {}),
        ("NotOnlyDigits", {}),
    )
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each subject of a door keeps its templates beside its views.
        "DIRS": sorted(PACKAGE.glob("*/*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "sanvat.desk.middleware.signed_in",
            ],
            "builtins": ["sanvat.ui.extending"],
            # … and its tags: `{% load desk_products %}` is sanvat/desk/products/tags.py.
            "libraries": {
                f"{path.parts[-3]}_{path.parts[-2]}": ".".join((*path.parts[-4:-1], "tags"))
                for path in sorted(PACKAGE.glob("*/*/tags.py"))
            },
        },
    }
]


# Data

EMBEDDED_DATABASE = databases.is_embedded(env)
DATABASES = {"default": databases.main(env, DATA_DIR)}
# Where web workers speak to it through a pooler, and where strangers' pages are read from.
DATABASE_POOLER, DATABASE_DIRECT = databases.pooler(env), databases.direct(env)
DATABASE_REPLICA = databases.replica(env)
REPLICA = databases.replica_limits(env)
DATABASE_POOL = {"min_size": 1, "max_size": THREADS, **POOL}

# What all processes must see alike, such as how often somebody tried to sign in. Pages are not
# kept here. The table is made by a migration of the desk.
CACHES = {
    "default": {
        "BACKEND": "sanvat.site.shared_cache.SharedCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Wagtail would put whole rows of pictures into the shared one.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Public pages that a web worker keeps for strangers; see page_cache.py.
PAGE_CACHE = {
    "bytes": int(env.float("SANVAT_PAGE_CACHE_MB", 16) * 2**20),  # 0: every page is made anew
    "seconds": 60,  # … of what changes with every reader and is no act, such as figures of visits
}

# How many rows of figures that take long to count a process keeps until something is written; see
# indicators/kept.py. 0: each is counted anew.
FIGURES_KEPT = env.int("SANVAT_FIGURES_KEPT", 30_000)

STORAGES = {
    "default": store(env.str("SANVAT_STORAGE_URL", ""), DATA_DIR),
    "staticfiles": {"BACKEND": "sanvat.site.static_files.StaticFiles"},
}
UPLOAD_LIMITS = {
    "bytes": 20 * 2**20,
    "bytes_of_picture": 100 * 2**20,  # as large as telephones of 200 million points make them
    "pages": 500,
    "pixels": 210_000_000,  # of a picture that can be unpacked smaller than it is: JPEG
    "unpacked_picture": 98_500_000,  # in bytes, of any other: 24 million points in colour
    "held_picture": 150_000_000,  # in bytes, of a JPEG that comes in passes (progressive)
    "side": 4096,  # larger pictures are made smaller
    "members": 5000,  # parts of a Word or Excel file
    "unpacked": 250 * 2**20,
    "memory": 2**30,  # of the process that looks into a file
    "seconds": 20,
}
# What may come in with one request, by the name of its address or of all addresses under it;
# "" is every other.
BODY_LIMITS = {
    "": 2**20,
    "set_language": 4 * 2**10,
    "portal:self_score_open": 128 * 2**10,
    "portal:concern_new": UPLOAD_LIMITS["bytes"],
    "api:list_concerns": UPLOAD_LIMITS["bytes"],  # send_concern has the same address
    "open311:requests": UPLOAD_LIMITS["bytes"],
    "api": 2 * 2**20,
    "desk:imports": UPLOAD_LIMITS["bytes"],
    "desk:collection_bring": UPLOAD_LIMITS["bytes"],
    "desk:product_pictures": 200 * 2**20,
    "desk:instrument_new": UPLOAD_LIMITS["bytes"],
    "desk:instrument_change": UPLOAD_LIMITS["bytes"],
    "desk:draft_new": UPLOAD_LIMITS["bytes"],
    "desk:draft_change": UPLOAD_LIMITS["bytes"],
    "desk:event_new": UPLOAD_LIMITS["bytes"],
    "desk:event_change": UPLOAD_LIMITS["bytes"],
    "desk:support_scheme_new": UPLOAD_LIMITS["bytes"],
    "desk:concern_new": UPLOAD_LIMITS["bytes"],
    "desk:concern_answer": UPLOAD_LIMITS["bytes"],
    "desk:collection_new": UPLOAD_LIMITS["bytes"],
    "desk:collection_change": UPLOAD_LIMITS["bytes"],
    "desk:support_terms": UPLOAD_LIMITS["bytes"],
    "desk:movement_new": UPLOAD_LIMITS["bytes"],
    "desk:movement_change": UPLOAD_LIMITS["bytes"],
    "desk:assignment_new": UPLOAD_LIMITS["bytes"],
    "desk:share_report": 5 * UPLOAD_LIMITS["bytes"],
    "desk:agreement_item_progress": 5 * UPLOAD_LIMITS["bytes"],
    "desk:agreement_sign": 2 * UPLOAD_LIMITS["bytes"],
    "desk:agreement_amend": UPLOAD_LIMITS["bytes"],
    "desk:programme_change": UPLOAD_LIMITS["bytes"],
    "desk:contribution_new": UPLOAD_LIMITS["bytes"],
    "desk:event_handouts": UPLOAD_LIMITS["bytes_of_picture"],
    "wagtailimages:add": UPLOAD_LIMITS["bytes_of_picture"],
    "wagtailimages_chooser:create": UPLOAD_LIMITS["bytes_of_picture"],
    "wagtaildocs:add": UPLOAD_LIMITS["bytes_of_picture"],
    "wagtaildocs_chooser:create": UPLOAD_LIMITS["bytes_of_picture"],
}
# Where somebody without a session may bring files as large as anybody: with the public form, or
# with a key of the API, which is asked for once the request is there.
FILES_OF_STRANGERS = ("portal:concern_new", "api:list_concerns", "open311:requests")
GATE = {
    "most_for_strangers": 2 * 2**20,  # bytes of a body; what is more wants a session
    "beside_files": 2**20,  # bytes of a form around its files, which are not told of
    "held_in_memory": 64 * 2**10,  # bytes of a body; what is more lies in a temporary file
    "held": 512 * 2**20,  # bytes of all bodies that a web worker holds
    "first_seconds": 20,  # until a body must come at the least rate
    "least_rate": 4 * 2**10,  # bytes a second
    "most_seconds": 30 * 60,  # for a body
    "let_go": 256 * 2**20,  # bytes of a refused body that are read and forgotten …
    "let_go_seconds": 10,  # … so that the sender gets to read why
    "header_seconds": 10,  # for the head of a request; also how long a connection may idle
    "header_bytes": 32 * 2**10,  # of all headers together
    "address_bytes": 16 * 2**10,  # of path and query
    "connections": 1000,  # of a web worker
    "waiting": 256,  # requests that wait for a thread of a web worker: a crowd that sends at once
    "waiting_seconds": 20,
    "taking_seconds": 30,  # for a reader to take the next 64 KB of an answer
    "unsent": 64 * 2**20,  # bytes of a download that lie ready for a slow reader
}
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMITS[""]  # of the fields of a form, beside its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
CLAMD = env.str("SANVAT_CLAMD", "")  # /run/clamav/clamd.ctl, or host:3310
# Whatever is laid down is for this account of the machine alone; see private.py.
FILE_UPLOAD_PERMISSIONS = private.FILE
FILE_UPLOAD_DIRECTORY_PERMISSIONS = private.FOLDER
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "sanvat.ui.assets.BuiltFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Where an office puts the decisions' own words: one folder for all machines.
WORDING_DIR = Path(env.str("SANVAT_WORDING_DIR", "") or DATA_DIR / "wording").absolute()
UI_CACHE_DIR = DATA_DIR / "ui"  # where the stylesheet and the fonts are made


# Language and time

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [
    path
    for path in sorted(PACKAGE.glob("*/locale"))
    if f"sanvat.{path.parent.name}" not in INSTALLED_APPS  # Django looks into those itself
]
LOCALE_PATHS.insert(0, PACKAGE / "desk/editor/wording")  # what Wagtail has no Vietnamese for
catalogs.merge_alike()  # before anything is said
choices.translate_one()  # before there is any model
LANGUAGE_COOKIE_NAME = "sanvat_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["sanvat.text.formats"]  # Django's own take 05/04/2026 for the 4th of May
TIME_ZONE = "Asia/Ho_Chi_Minh"


# People signing in

AUTHENTICATION_BACKENDS = ["sanvat.desk.account.sign_in.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
SESSION_ENGINE = "sanvat.desk.account.session_store"
SESSION_COOKIE_NAME = "sanvat_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Of those who score, decide or administer, in seconds: from signing in, and without a click.
OFFICER_SESSION = {
    "longest": int(env.float("SANVAT_OFFICER_SESSION_HOURS", 12) * 3600),
    "idle": int(env.float("SANVAT_OFFICER_IDLE_MINUTES", 30) * 60),
}
PASSWORD_RESET_TIMEOUT = 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

ACCOUNT_ADAPTER = "sanvat.desk.account.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "sanvat.desk.account.forms.SignInForm",
    "reset_password": "sanvat.desk.account.forms.ResetForm",  # nosec B105  # a form
    "reset_password_from_key": "sanvat.desk.account.forms.NewPasswordForm",  # nosec B105  # a form
    "change_password": "sanvat.desk.account.forms.ChangePasswordForm",  # nosec B105  # a form
    "set_password": "sanvat.desk.account.forms.SetPasswordForm",  # nosec B105  # a form
    "reauthenticate": "sanvat.desk.account.forms.ReauthenticateForm",
    "add_email": "sanvat.desk.account.forms.EmailForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}  # the name is the e-mail, or the telephone number
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # accounts come from invitations, see parties
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no stranger has us write to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Tries to sign in are counted by devices.py, since allauth knows no devices.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
SIGN_IN_LIMITS = {
    "strange_device": "10/m/ip,5/5m/key",  # the key is the name that is tried
    "known_device": "5/5m/key",  # the key is the account and the device
    "sign_in_page": "30/m/ip",
}

MFA_ADAPTER = "sanvat.desk.account.sign_in.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "sanvat.desk.account.forms.CodeForm",
    "reauthenticate": "sanvat.desk.account.forms.CodeAgainForm",
    "activate_totp": "sanvat.desk.account.forms.AppForm",
    "add_webauthn": "sanvat.desk.account.forms.PasskeyForm",
    "edit_webauthn": "sanvat.desk.account.forms.PasskeyNameForm",
    "login_webauthn": "sanvat.desk.account.forms.PasskeySignInForm",
    "authenticate_webauthn": "sanvat.desk.account.forms.PasskeyAnswer",
    "reauthenticate_webauthn": "sanvat.desk.account.forms.PasskeyAnswerAgain",
}
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": None}  # nobody guesses what a device signs
# An address that waits for its confirmation is nobody's here (parties/owners.py), so it stands
# in the way of no second step, nor a second step in the way of an address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# The gate has found the address of the reader; no header is asked again.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# One provider of identities, such as the national one, where an office has an agreement with it.
OIDC_SERVER = env.str("SANVAT_OIDC_SERVER", "")
SOCIALACCOUNT_ADAPTER = "sanvat.desk.account.sign_in.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "nha-cung-cap"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": env.str("SANVAT_OIDC_ID", "oidc"),
                    "name": env.str("SANVAT_OIDC_NAME", "OpenID Connect"),
                    "client_id": env.str("SANVAT_OIDC_CLIENT_ID"),
                    "secret": env.str("SANVAT_OIDC_CLIENT_SECRET", ""),
                    "settings": {
                        "server_url": OIDC_SERVER,
                        "uid_field": env.str("SANVAT_OIDC_UID_FIELD", "sub"),
                    },
                }
            ],
        }
    }
    if OIDC_SERVER
    else {}
)

# The demonstration: an account for every role that anyone may take. Never in public.
DEMO = env.bool("SANVAT_DEMO", False) and not PRODUCTION


# Work

# Where the law is silent on clocks: whether the day on which one goes on is counted again. As the
# day on which it begins, it is not.
CLOCKS = {"resume_day_counts": env.bool("SANVAT_CLOCKS_COUNT_RESUME_DAY", False)}


# How many ideas somebody notes who is no officer there: on one day, and waiting at once. Each is
# put on the desks of the commune's officers.
IDEAS_OF_A_PERSON = {
    "a_day": env.int("SANVAT_IDEAS_A_DAY", 5),
    "waiting": env.int("SANVAT_IDEAS_WAITING", 10),
}


def identity_keys() -> list[str]:
    """By which who sent a matter is sealed: the newest, then those of before."""
    given = env.str("SANVAT_IDENTITY_KEY", "")
    earlier = [each.strip() for each in env.list("SANVAT_IDENTITY_KEY_FALLBACKS", default=[])]
    if PRODUCTION:
        public.check_identity_keys(given, [each for each in earlier if each], SECRET_KEY)
    return [given or kept_secret(DATA_DIR / "identity-key"), *(each for each in earlier if each)]


IDENTITY_KEYS = identity_keys()

# What anybody may take along as open data: where its files lie (one folder for all machines), how
# many days are kept, and under which licence. Without one the pages say that nobody has decided.
OPEN_DATA = {
    "folder": Path(env.str("SANVAT_OPEN_DATA_DIR", "") or DATA_DIR / "open-data").absolute(),
    "days": max(env.int("SANVAT_OPEN_DATA_DAYS", 31), 1),
    "licence": public.open_data_licence(env.str("SANVAT_OPEN_DATA_LICENCE", "")),
    "publisher": env.str("SANVAT_OPEN_DATA_PUBLISHER", "").strip(),
}


# News

WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES


# Mail

SITE_ADDRESS = (
    f"https://{PUBLIC_HOSTS[0]}"
    if PRODUCTION
    else f"http://localhost:{env.str('PORT', '') or served.port_of(DATA_DIR)}"
)
# How many requests a minute the API answers to one address on the net, and to one key; 0 is any
# number of them.
API_LIMITS = {
    "address": env.int("SANVAT_API_A_MINUTE", 600),
    "key": env.int("SANVAT_API_A_MINUTE_BY_KEY", 3000),
}
INVITATION_LIMITS = {
    "office_a_day": env.int("SANVAT_INVITATIONS_A_DAY", 200),
    "address_a_day": 3,
}
INVITATION_ADDRESS = f"{SITE_ADDRESS}/tai-khoan/loi-moi/{{token}}/"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
DEFAULT_FROM_EMAIL = env.str("SANVAT_EMAIL_FROM", "") or (
    f"Sản Vật <no-reply@{PUBLIC_HOSTS[0] if PRODUCTION else 'localhost'}>"
)
EMAIL_TIMEOUT = 20
if email_url := env.str("SANVAT_EMAIL_URL", ""):
    vars().update(mail.settings_of(email_url, env))
elif PRODUCTION:
    raise Refusal(
        _(
            "SANVAT_HOSTS đã đặt nên cần SANVAT_EMAIL_URL, máy chủ gửi thư: "
            "smtp+tls://tên:mật-khẩu@máy:587. "
            "Chưa muốn gửi thư thì ghi thư ra tệp: filemail:///thư/mục"
        ),
        code="mail-missing",
    )
else:
    # On one's own machine mail is laid down as files, to be looked at.
    EMAIL_BACKEND = mail.FILES
    EMAIL_FILE_PATH = DATA_DIR / "mail"


# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Chromium asks this also of where an answer to a form sends on to.
        "form-action": [SELF, *([origin(OIDC_SERVER)] if OIDC_SERVER else [])],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sanvat.site.errors.csrf_failure"

if PRODUCTION:
    SECURE_SSL_REDIRECT = True  # the gate knows from the proxy how the reader came
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    LANGUAGE_COOKIE_SECURE = CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = True
    # No other host of the domain, and no page over plain HTTP, can then set a session.
    SESSION_COOKIE_NAME = "__Host-sanvat_session"


# Watching

OPERATION_DIR = DATA_DIR / "operation"  # what broke or took long, and counts
SLOW_QUERY_MS = env.int("SANVAT_SLOW_QUERY_MS", 500)
# Who may read /metrics. In public nobody, unless told; else this machine.
METRICS_TOKEN = metrics_token(env.str("SANVAT_METRICS_TOKEN", ""))
METRICS_FROM = networks(
    env.list("SANVAT_METRICS_FROM", default=[] if PRODUCTION else ["127.0.0.0/8", "::1"])
)


# Logs

LOGGING = logging_config(as_json=PRODUCTION or env.bool("SANVAT_LOG_JSON", False))
