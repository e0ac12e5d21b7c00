"""allauth's form for signing in, with its labels only."""

from allauth.account import forms


class LoginForm(forms.LoginForm):
    """Opens a session. The label above a field is enough: repeated inside, it looks like something typed already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
