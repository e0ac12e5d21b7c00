"""allauth's form for a new account, for two sendings that overtake each other."""

from allauth.account import forms
from django.db import IntegrityError, transaction


class SignupForm(forms.SignupForm):
    """Opens an account through an invitation."""

    def try_save(self, request):
        """Another form took the address after this one looked: answered like an account that was there before."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
