"""Django's settings. What an operator may set is read by `environment`; `docs/operations.md` documents it."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from fourgood import environment, file_stores

env = environment.read()

PACKAGE = Path(__file__).parent
DATA_FOLDER = env.data
URNS = env.urns or env.data / "urns"  # private keys of secret votes that run: never in a backup (docs/security.md)
PRODUCTION = env.production
POSTGRES_TOOLS = env.postgres_tools
# Started by `fourgood up`, which has collected the static files; else (tests, commands) they are found where they lie.
SERVED = "_FOURGOOD_UP" in os.environ

DEBUG = env.debug
SECRET_KEY = env.secret_key or environment.kept_secret(DATA_FOLDER)
ALLOWED_HOSTS = env.hosts
DATABASES = {"default": env.database}
DATABASES["default"]["TEST"] = {"NAME": env.test_database, "TEMPLATE": "template0"}

INSTALLED_APPS = [
    "fourgood.common",
    "fourgood.documents",
    "fourgood.audit",
    "fourgood.organisation",
    "fourgood.accounts",
    "fourgood.files",
    "fourgood.notices",
    "fourgood.instructions",
    "fourgood.criteria",
    "fourgood.tasks",
    "fourgood.meetings",
    "fourgood.mobilisation",
    "fourgood.voting",
    "fourgood.resolutions",
    "fourgood.meeting_quality",
    "fourgood.indicators",
    "fourgood.assessments",
    "fourgood.integrity",
    "fourgood.corrective",
    "fourgood.exchange",
    "fourgood.figures",
    "fourgood.dashboards",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "lucide",
    "csp",
    "django.forms",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "fourgood.common.middleware.TextGZipMiddleware",  # for weak signals; padded against guessing by length
    "django.middleware.security.SecurityMiddleware",
    "fourgood.common.middleware.BrowserHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "fourgood.accounts.middleware.PersonLanguageMiddleware",
    "fourgood.common.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "fourgood.urls"
WSGI_APPLICATION = "fourgood.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fourgood.dashboards.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Accounts
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "fourgood.accounts.signed_in"
AUTHENTICATION_BACKENDS = ["fourgood.accounts.signed_in.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fourgood.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "fourgood.accounts.passwords.NotLikeThePerson"},
    {"NAME": "fourgood.accounts.passwords.NotCommon"},
    {"NAME": "fourgood.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = env.session_days * 24 * 3600
PHONE_REGION = env.phone_region
ACCESS_CODE_DAYS = env.code_days
ACCOUNT_ADAPTER = "fourgood.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email", "password1*"]  # nobody signs up; allauth asks here whether there are passwords
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "fourgood.accounts.forms.SignInForm",
    "reauthenticate": "fourgood.accounts.forms.ConfirmPasswordForm",
    "change_password": "fourgood.accounts.forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole cell signs in at its meeting, behind one address
    "login_failed": "20/m/ip,5/5m/key",
    "access_code": "20/m/ip,100/h/ip",
    "calendar_feed": "120/m/ip",  # the phones of a whole cell, or a calendar service that fetches for many
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
MFA_ADAPTER = "fourgood.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "FourGood"
MFA_FORMS = {
    "authenticate": "fourgood.accounts.forms.SecondFactorForm",
    "reauthenticate": "fourgood.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "fourgood.accounts.forms.ActivateTotpForm",
    "add_webauthn": "fourgood.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "fourgood.accounts.forms.RenamePasskeyForm",
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # a phone number or an e-mail address is enough: neither alone is required

# Languages
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("ms", _("Malay")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["fourgood.common.formats"]
LANGUAGE_COOKIE_SECURE = env.https
TIME_ZONE = env.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = not SERVED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": file_stores.of(env.files_url) if env.files_url else file_stores.folder(DATA_FOLDER / "files"),
    "staticfiles": {
        "BACKEND": "fourgood.common.static_files.StaticFiles"
        if SERVED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Files that people add
FILES_MAX_MB = env.files_max_mb
FILES_MAX_MEGAPIXELS = env.files_max_megapixels
FILES_PICTURE_SIDE = env.files_picture_side  # points of the longer side of a picture as it is kept
FILES_SMALL_WIDTH = env.files_small_width
FILES_SCAN = env.files_scan  # a command; empty: files are not scanned
FILES_SCAN_SECONDS = env.files_scan_seconds

# Shared between all processes, so that rate limits hold whichever process answers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# What the browser may do with our pages: nothing but our own files, no script or style inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True

# HTTPS, spoken by a proxy in front
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if env.https else 0
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]  # other names of the same domain are not ours to decide
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.trusted_proxies else None

# Import of lists
IMPORT_KEEP_DAYS = env.import_keep_days  # an import that nobody finishes is forgotten after this
IMPORT_MAX_MB = env.import_max_mb
IMPORT_MAX_ROWS = env.import_max_rows

# E-mail
vars().update(env.email)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from
SITE_ADDRESS = environment.site_address(env)  # letters lead there
DIGEST_DAY, DIGEST_HOUR = environment.DAYS.index(env.digest_day), env.digest_hour

# Work outside the request
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": env.jobs, "shutdown_graceful_timeout": 20, "delete_jobs": "successful"}

# Logs go to the standard error stream, in one form, without what people typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "fourgood": {"level": env.log_level.upper()},
        "django": {"handlers": [], "level": "INFO" if env.log_level == "debug" else "WARNING"},
        # What was not found, and scanners that ask for another host, are no news.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "procrastinate": {"level": "INFO" if env.log_level == "debug" else "WARNING"},
    },
}
