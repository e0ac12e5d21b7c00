"""What is true wherever Teachback runs. Places differ in dev.py, test.py and production.py."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
VAR_DIR = Path(env("TEACHBACK_VAR", default=str(BASE_DIR / "var")))

# --- Name and look, so that a provider can put its own on the same product -------------------------------------------
SITE_NAME = env("TEACHBACK_NAME", default="Teachback")
BRAND_COLOUR = env("TEACHBACK_COLOUR", default="#0b4f6c")
WAGTAIL_SITE_NAME = SITE_NAME
PUBLIC_URL = env("TEACHBACK_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
PASSKEY_RP_NAME = SITE_NAME

# Acts of record need a second factor. Only the demo may switch that off; production refuses to start with it
# (core.checks).
SKIP_SECOND_FACTOR = False

ROOMS = [
    "lms.web",
    "lms.credentials",
    "lms.accreditation",
    "lms.quality",
    "lms.enrolment",
    "courses",
    "assessments.signoff",
    "lms.portfolio",
    "lms.supervision",
    "lms.practice",
    "assessments.quizzes",
    "assessments.roleplay",
    "media",
    "lms.competencies",
    "lms.concerns",
    "lms.people",
    "lms.audit",
    "lms.core",
]

INSTALLED_APPS = [
    *ROOMS,  # first, so that our templates win over the libraries' own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "wagtailnhsukfrontend",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_structlog",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.forms",
    # After django.forms: its class filters are used, its widget templates would restyle the editor.
    "wagtailnhsukfrontend.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "lms.web.static_files.OwnStaticFiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.web.content_security.EditorPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.core.middleware.RequestLogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.people.middleware.WorkingAsMiddleware",
    "lms.audit.middleware.PostedOnceMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
ASGI_APPLICATION = "lms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["lms.core.templatetags.components", "lms.core.templatetags.words", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.web.context_processors.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "lms.core.form_rendering.TeachbackFormRenderer"

# --- Storage ----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'teachback.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN: two writers wait for each other (timeout, seconds) instead of failing
    # midway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env("REDIS_URL", default=""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/files/"  # nothing is served here by path: media.views checks permission and serves by key
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "lms" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["lms.people.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:desk"
ACCOUNT_ADAPTER = "lms.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "change_password": "lms.people.password_forms.ChangePasswordForm",
    "reset_password_from_key": "lms.people.password_forms.ResetPasswordKeyForm",
    "set_password": "lms.people.password_forms.SetPasswordForm",
    "signup": "lms.people.sign_up_form.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: typing takes time, and phones' clocks differ (RFC 6238, 5.2)
DEFAULT_FROM_EMAIL = env("TEACHBACK_FROM", default="Teachback <no-reply@teachback.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAILIMAGES_IMAGE_MODEL = "media.TeachbackImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.TeachbackDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "csv", "txt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
VIDEO_MAX_UPLOAD_SIZE = 500 * 1024 * 1024
CAPTIONS_MAX_UPLOAD_SIZE = 1024 * 1024
WAGTAILMEDIA = {"MEDIA_MODEL": "media.Video", "VIDEO_EXTENSIONS": ["mp4", "webm"], "AUDIO_EXTENSIONS": ["mp3", "m4a"]}
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # our pages name no outside host, and nobody's address is shown to one
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "media.search"}}

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# Name a language here once lms/locale holds its catalogue: half a translation is read out in the wrong voice.
LANGUAGE_NAMES = {"en-gb": _("English"), "cy": _("Welsh")}
LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in env.list("TEACHBACK_LANGUAGES", default=["en-gb"])]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
TIME_ZONE = "Europe/London"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["lms.settings.formats"]

# --- Security ---------------------------------------------------------------------------------------------------------
CSRF_FAILURE_VIEW = "lms.web.errors.page_token_expired"
X_FRAME_OPTIONS = "DENY"  # Wagtail lets its own preview be framed by its editor
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "lms.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
# Own pages: no inline code at all. Wagtail's editor has its own documented policy (ADR 0009,
# lms/web/content_security.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Logs: one JSON line an event, never a person's text --------------------------------------------------------------
# Who raises a concern without a name must not be found in the log, nor the secret of an invitation's link. The web
# server's own log needs the same.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who it was is known to the session; where they were is nobody's business
PATHS_NOT_LOGGED = ("/concerns/raise/", "/concerns/follow/", "/people/join/")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lms.core.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("TEACHBACK_LOG_LEVEL", default="INFO")},
}
