import pytest

from lms.web.management.commands import vendor_nhsuk


@pytest.mark.parametrize("target", vendor_nhsuk.COPIES, ids=lambda path: path.name)
def test_the_copy_in_the_repository_is_what_the_command_makes(target):
    source, change = vendor_nhsuk.COPIES[target]

    assert target.read_text(encoding="utf-8") == vendor_nhsuk.made(source, change)


@pytest.mark.parametrize("target", vendor_nhsuk.COPIES, ids=lambda path: path.name)
def test_the_copy_keeps_its_licence_and_names_no_outside_host(target):
    text = target.read_text(encoding="utf-8")

    assert "MIT License" in text
    assert "Permission is hereby granted" in text
    assert "http:" not in text
    assert "https:" not in text
    assert "@font-face" not in text


def test_a_stylesheet_that_still_names_a_host_is_refused():
    with pytest.raises(ValueError, match=r"assets\.example"):
        vendor_nhsuk.own_stylesheet("a{background:url(https://assets.example/a.png)}")
