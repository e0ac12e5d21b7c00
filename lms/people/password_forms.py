"""allauth's forms for a new password, asked once as at sign-up: typing it blind a second time helps nobody."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class _AskedOnce:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].label = _("Current password")


class ChangePasswordForm(_AskedOnce, forms.ChangePasswordForm):
    """A password for the one that somebody knows."""


class ResetPasswordKeyForm(_AskedOnce, forms.ResetPasswordKeyForm):
    """A password by the link in an e-mail."""


class SetPasswordForm(_AskedOnce, forms.SetPasswordForm):
    """A first password, for an account that opens with a passkey."""
