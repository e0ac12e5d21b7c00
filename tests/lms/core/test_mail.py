"""An e-mail is plain words to one address, with one link."""

import pytest

from lms.core import mail


@pytest.fixture(autouse=True)
def letter_of_the_test(settings):
    words = {"letter.txt": "{% autoescape off %}Dear {{ name }}, read {{ link }}\n{{ SITE_NAME }}{% endautoescape %}"}
    loaders = [("django.template.loaders.locmem.Loader", words)]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    ]
    settings.PUBLIC_URL = "https://teachback.example"
    settings.SITE_NAME = "Teachback"


def send(name: str) -> None:
    mail.send(
        to="mo@example.org",
        subject=f"{name} asks you",
        template="letter.txt",
        path="/practice/1/",
        context={"name": name},
    )


def test_an_e_mail_has_its_words_and_an_absolute_link(settings, mailoutbox):
    send("Ada O’Brien & Co")

    [letter] = mailoutbox
    assert (letter.to, letter.from_email) == (["mo@example.org"], settings.DEFAULT_FROM_EMAIL)
    assert letter.subject == "Ada O’Brien & Co asks you"
    assert letter.body == "Dear Ada O’Brien & Co, read https://teachback.example/practice/1/\nTeachback"


@pytest.mark.parametrize("name", ["Ada\nLovelace", "Ada\r\nLovelace", "Ada\rLovelace", "Ada\u2028Lovelace\n"])
def test_a_line_break_in_a_name_does_not_stop_an_e_mail(name, mailoutbox):
    send(name)

    assert [letter.subject for letter in mailoutbox] == ["Ada Lovelace asks you"]
