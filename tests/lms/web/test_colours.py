import pytest

from lms.web import checks, colours


def test_mixed_takes_so_much_of_the_other_colour():
    assert colours.mixed("#ff0000", "#0000ff", 25) == "#bf0040"


@pytest.mark.parametrize(
    ("first", "second", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_the_guidelines(first, second, ratio):
    assert colours.contrast(first, second) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "found"), [("#0b4f6c", []), ("#ffcc00", ["teachback.E011"]), ("red", ["teachback.E010"])]
)
def test_a_colour_that_cannot_be_read_is_refused_at_the_start(settings, colour, found):
    settings.BRAND_COLOUR = colour

    assert [error.id for error in checks.brand_colour_can_be_read(None)] == found
