"""The demo and a developer's machine: everything embedded, nothing to install."""

import secrets

from .base import *  # noqa: F403 -- a settings file is its base with a few values changed
from .base import VAR_DIR, env

DEBUG = env.bool("TEACHBACK_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
# Demo only: lets the demo people make acts of record without an authenticator app. lms.core.checks stops it in
# production.
SKIP_SECOND_FACTOR = env.bool("TEACHBACK_DEMO_SKIP_SECOND_FACTOR", default=True)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def _own_secret() -> str:
    """A secret of this machine, made once and kept in var/, so that sign-ins survive a restart."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = _own_secret()
