"""The address book."""

from lms.core.ids import new_key


def test_the_editors_own_sign_in_form_is_never_shown(client, db):
    response = client.get("/editor/login/?next=/editor/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/editor/"


def test_an_address_that_names_nothing_is_not_found(client, db):
    assert client.get(f"/practice/{new_key()}/nothing/").status_code == 404
