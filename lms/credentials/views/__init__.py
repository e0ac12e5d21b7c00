"""Pages of credentials: verifying, the holder's own, look-ups, deciding."""

from lms.credentials.views.deciding import Decide, Decided, Decisions
from lms.credentials.views.holding import Certificate, CredentialPage, OwnCredentials, SetConsent
from lms.credentials.views.looking_up import LookUpFound, LookUpPage
from lms.credentials.views.verifying import Verify, VerifyCode

__all__ = [
    "Certificate",
    "CredentialPage",
    "Decide",
    "Decided",
    "Decisions",
    "LookUpFound",
    "LookUpPage",
    "OwnCredentials",
    "SetConsent",
    "Verify",
    "VerifyCode",
]
