"""What stands in the header and footer, for each role. Names of pages, not addresses: a page may move."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Role

HOME = (_("Home"), "web:desk")

VISITOR = (
    (_("Verify a credential"), "credentials:verify"),
    (_("Programmes"), "enrolment:programmes"),
    (_("For commissioners"), "web:for_commissioners"),
    (_("Help"), "web:help"),
)
TRAINEE = (
    HOME,
    (_("Learn"), "enrolment:learn"),
    (_("Practice"), "practice:entries"),
    (_("Observations"), "roleplay:observations"),
    (_("Supervision"), "supervision:sessions"),
    (_("Portfolio"), "portfolio:portfolio"),
    (_("My standing"), "accreditation:standing"),
    (_("Bodies"), "accreditation:bodies"),
    (_("Credentials"), "credentials:mine"),
)
ASSESSING = (
    HOME,
    (_("To assess"), "roleplay:to_assess"),
    (_("Cohorts"), "enrolment:cohorts"),
    (_("Scenarios"), "roleplay:scenarios"),
    (_("Sign-offs"), "signoff:sign_offs"),
    (_("Reflections"), "portfolio:to_read"),
)
SUPERVISING = (
    HOME,
    (_("Supervision to confirm"), "supervision:to_confirm"),
    (_("Practice to confirm"), "practice:to_confirm"),
    (_("Coaches"), "supervision:coaches"),
    (_("Diary"), "supervision:diary"),
)
ADMINISTERING = (
    HOME,
    (_("Cohorts"), "enrolment:cohorts"),
    (_("People"), "people:people"),
    (_("Programmes"), "enrolment:programmes"),
    (_("Quality"), "quality:checklist"),
)
MANAGING = (
    *ADMINISTERING,
    (_("Awards to decide"), "credentials:decisions"),
    (_("Coaches and bodies"), "accreditation:coaches"),
    (_("Supervision"), "supervision:agreements"),
    (_("Reflections"), "portfolio:to_read"),
)
EMPLOYING = (HOME, (_("My staff"), "people:staff"), (_("Practice to confirm"), "practice:to_confirm"))
SAMPLING = (
    HOME,
    (_("To sample"), "signoff:to_release"),
    (_("Assessors"), "signoff:assessors"),
    (_("Sign-offs"), "signoff:sign_offs"),
    (_("Observations"), "roleplay:observations"),
    (_("Reflections"), "portfolio:to_read"),
)
COMMISSIONING = (
    HOME,
    (_("Verify"), "credentials:verify"),
    (_("Workforce"), "credentials:workforce"),
    (_("Providers"), "quality:providers"),
    (_("Programmes"), "enrolment:programmes"),
)
ACCREDITING = (
    HOME,
    (_("Programmes"), "quality:approvals"),
    (_("Standards"), "accreditation:standards"),
    (_("Awards"), "accreditation:awards"),
)
SAFEGUARDING = (HOME, (_("Concerns"), "concerns:list"))
EDITING = (HOME, (_("Editor"), "wagtailadmin_home"), (_("Programmes"), "enrolment:programmes"))
PLAYING = (HOME, (_("Scenarios"), "roleplay:scenarios"))

BY_ROLE = {
    Role.TRAINEE: TRAINEE,
    Role.TRAINER: ASSESSING,
    Role.ASSESSOR: ASSESSING,
    Role.IQA: SAMPLING,
    Role.SUPERVISOR: SUPERVISING,
    Role.MENTOR: SUPERVISING,
    Role.EMPLOYER: EMPLOYING,
    Role.ROLE_PLAYER: PLAYING,
    Role.SAFEGUARDING: SAFEGUARDING,
    Role.CASE_HANDLER: SAFEGUARDING,
    Role.MANAGER: MANAGING,
    Role.ADMIN: ADMINISTERING,
    Role.COMMISSIONER: COMMISSIONING,
    Role.REVIEWER: ACCREDITING,
    Role.BODY_EDITOR: ACCREDITING,
    Role.EDITOR: EDITING,
}

FOOTER = (
    (_("Raise a concern"), "concerns:raise"),
    (_("Complaints"), "web:complaints"),
    (_("Help"), "web:help"),
    (_("Accessibility"), "web:accessibility"),
    (_("Privacy"), "web:privacy"),
)


@dataclass(frozen=True)
class NavItem:
    words: str
    address: str
    is_current: bool


def items_for(role: str | None, *, path: str, is_signed_in: bool) -> list[NavItem]:
    """The header's items for a role, for somebody without one, or for a visitor; the one where they are is marked."""
    if role is not None:
        return _items(BY_ROLE[role], path)
    return _items((HOME,) if is_signed_in else VISITOR, path)


def footer_items() -> list[NavItem]:
    return _items(FOOTER, "")


def _items(entries: Iterable[tuple[str, str]], path: str) -> list[NavItem]:
    addresses = {words: reverse(name) for words, name in entries}
    here = max((address for address in addresses.values() if path.startswith(address)), key=len, default=None)
    return [NavItem(words, address, address == here) for words, address in addresses.items()]
