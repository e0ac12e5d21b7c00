"""A form whose text was kept, shown again to be sent: readable, unchanged, with a fresh token."""

LONG = 40  # characters; a shorter value without a space is a choice or a date, sent along unseen


def context(address: str, fields: list[tuple[str, str]], *, heading: str, why: str, lost_files: bool = False) -> dict:
    """What web/kept_form.html needs. `address` is where the form goes; it is a path of our own."""
    return {
        "address": address,
        "typed": [(_label(name), name, value) for name, value in fields if _is_typed(value)],
        "chosen": [(name, value) for name, value in fields if not _is_typed(value)],
        "heading": heading,
        "why": why,
        "lost_files": lost_files,
    }


def _is_typed(value: str) -> bool:
    return len(value) > LONG or " " in value or "\n" in value


def _label(name: str) -> str:
    """A field's name in words: "next_step" → "Next step"."""
    return name.rpartition("-")[2].replace("_", " ").capitalize()
