"""What we ask of allauth beyond its settings."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation; a new one takes its name from the address until the person gives it."""

    def is_open_for_signup(self, request):
        return "invitation_token" in request.session

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user_email(user, user_email(user).lower())
        user.name = form.cleaned_data.get("name") or user.email.split("@")[0]
        if commit:
            user.save()
        return user
