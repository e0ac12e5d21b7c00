"""What bodies ask, how far a coach is, and the lists of a provider."""

import datetime
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import timezone

from lms.accreditation import actions, queries
from lms.accreditation.models import Aim, LogPlace, StoredStanding
from lms.accreditation.queries.bulk import facts_of_coaches
from lms.accreditation.rules.evaluator import evaluate
from lms.audit import actions as audit
from lms.core import clock
from lms.people.enums import Role
from lms.portfolio.enums import MilestoneCode
from tests.factories import accreditation as make
from tests.factories import people, portfolio, practice, supervision
from tests.factories.standards import requirement

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[3] / "fixtures" / "standards" / "bodies"
BODY = {"set_by": "the body"}
HOURS = requirement(
    key="hours", kind="practice_minutes", title="Hours", parameters={"minutes": 600, "largest_group": 15, **BODY}
)
CLIENTS = requirement(key="clients", kind="distinct_clients", title="Clients", parameters={"number": 2, **BODY})
SUPERVISED = requirement(
    key="supervised", kind="supervision_ratio", title="Supervision",
    parameters={"practice_per_supervision": 35, "within_months": 12, **BODY},
)  # fmt: skip


def of(name, *keys):
    return reverse(f"accreditation:{name}", args=keys)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def coach():
    return people.trainee(people.provider())


def pack(*requirements, **changes):
    """A small standard of a body."""
    return make.standard(
        *(requirements or (HOURS, CLIENTS, SUPERVISED)),
        **{"key": "a-body", "title": "Registered coach", "route": "body", "body": "A body", **changes},
    )


def practised(coach, **changes):
    return practice.confirmed(coach, practice.verifier_of(coach, coach.memberships.get().organisation), **changes)


# Standards of bodies


def test_every_shipped_pack_is_loaded_and_loading_again_changes_nothing():
    files = [yaml.safe_load(path.read_text()) for path in sorted(PACKS.glob("*.yaml"))]

    first = [actions.load_standard(data=data, at=timezone.now()) for data in files]
    again = [actions.load_standard(data=data, at=timezone.now()) for data in files]

    assert first == again
    assert len(queries.bodies_in_force(clock.today())) == len({data["key"] for data in files})


@pytest.mark.parametrize(
    "dates",
    [
        {"effective_from": datetime.date(2026, 3, 1)},
        {"effective_from": datetime.date(2026, 6, 30)},
        {"effective_from": datetime.date(2026, 1, 1), "effective_to": datetime.date(2026, 3, 1)},
    ],
)
def test_versions_of_a_standard_do_not_overlap(dates):
    pack(effective_from=datetime.date(2026, 3, 1), effective_to=datetime.date(2026, 6, 30))

    with pytest.raises(actions.StandardOverlaps):
        pack(HOURS, version="2026.2", **dates)


def test_a_version_without_an_end_gives_way_to_the_next():
    pack()
    later = pack(HOURS, version="2026.2", effective_from=datetime.date(2026, 6, 1))

    assert queries.body_in_force("a-body", clock.today()) == later


# Aims


def test_a_coach_works_towards_a_standard_until_they_give_it_up(coach):
    version = pack()

    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    aimed = queries.aimed_at(coach, clock.today())
    actions.give_up_aim(standard=version.standard, by=coach, at=timezone.now())

    assert aimed == [version]
    assert queries.aimed_at(coach, clock.today()) == []
    assert Aim.objects.get().to_date == clock.today()


def test_an_aim_is_set_once_and_given_up_once(coach):
    version = pack()
    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())

    with pytest.raises(actions.AimedAlready):
        actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    actions.give_up_aim(standard=version.standard, by=coach, at=timezone.now())
    with pytest.raises(actions.NoSuchAim):
        actions.give_up_aim(standard=version.standard, by=coach, at=timezone.now())


# Pages


def test_the_list_shows_what_one_works_towards_first(coach, as_user):
    mine, other = pack(), pack(HOURS, key="another", title="Certified coach")
    actions.aim_at(standard=mine.standard, by=coach, at=timezone.now())

    page = as_user(coach).get(of("bodies"))

    assert [version for version, _standing in page.context["mine"]] == [mine]
    assert page.context["others"] == [other]
    assert "0 of 3 met" in words(page) or "1 of 3 met" in words(page)


def test_a_body_says_how_far_one_is_and_what_is_to_come(coach, as_user):
    pack()
    practised(coach, minutes=90)

    page = words(as_user(coach).get(of("body", "a-body")))

    assert "1 h 30 min of 10 h" in page
    assert "Only the body itself can say" in page
    assert "Looking ahead" in page


def test_a_body_as_of_a_day_shows_what_was_known_then(coach, as_user):
    pack()
    practised(coach, minutes=90)
    before = clock.today() - datetime.timedelta(days=30)

    page = words(as_user(coach).get(of("body", "a-body"), {"on": before.isoformat()}))

    assert "0 min of 10 h" in page
    assert "As it was known at the end of" in page


def test_the_future_is_not_asked_for_as_a_past_day(coach, as_user):
    pack()
    tomorrow = clock.today() + datetime.timedelta(days=1)

    page = words(as_user(coach).get(of("body", "a-body"), {"on": tomorrow.isoformat()}))

    assert "This day is still to come" in page


def test_planned_sessions_say_what_they_would_change(coach, as_user):
    pack()
    by = clock.today() + datetime.timedelta(days=60)

    page = as_user(coach).get(of("body", "a-body"), {"number": "20", "minutes": "30", "by": by.isoformat()})

    planned = {result.clause.code: result.measured for result in page.context["planned"].results}
    assert planned["hours"] == 600
    assert page.context["standing"].results[0].measured == 0


def test_an_unknown_body_is_not_found(coach, as_user):
    assert as_user(coach).get(of("body", "nobody")).status_code == 404


def test_a_body_without_rules_says_so(coach, as_user):
    actions.load_standard(data=yaml.safe_load(next(PACKS.glob("ukihca-*.yaml")).read_text()), at=timezone.now())

    assert "The rules of this body are not on record yet" in words(as_user(coach).get(of("body", "ukihca")))


def test_an_entry_says_what_it_counts_for(coach, as_user):
    version = pack()
    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    counts = practised(coach, minutes=45)
    too_large = practised(coach, minutes=45, group_size=20)

    pages = [words(as_user(coach).get(of("counts_for", row.key))) for row in (counts, too_large)]

    assert "Does not count" not in pages[0].split("Clients")[0]
    assert "The group was larger than 15 people." in pages[1]


def test_pages_ask_the_same_number_of_queries_for_one_entry_and_for_three(
    coach, as_user, django_assert_max_num_queries
):
    version = pack()
    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    browser = as_user(coach)
    practised(coach)
    pages = [of("bodies"), of("body", "a-body")]
    counts = []

    for _round in range(2):
        for page in pages:
            with django_assert_max_num_queries(20) as captured:
                browser.get(page)
            counts.append(len(captured))
        practised(coach)
        practised(coach)

    assert counts[2:] <= counts[:2]


# Staff


def test_managers_see_their_own_coaches_and_nobody_elses(coach, as_user):
    pack()
    provider = coach.memberships.get().organisation
    mine, theirs = as_user(people.manager(provider)), as_user(people.manager(people.provider()))

    answers = [client.get(of("coach_body", coach.key, "a-body")).status_code for client in (mine, theirs)]

    assert answers == [200, 404]


def test_the_list_of_coaches_shows_stored_standings_of_what_they_work_towards(coach, as_user):
    version = pack()
    other = people.trainee(coach.memberships.get().organisation)
    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    actions.store_standings(coach_ids=[coach.pk, other.pk], at=timezone.now())
    manager = as_user(people.manager(coach.memberships.get().organisation))

    aimed = manager.get(of("coaches")).context["object_list"]
    whole = manager.get(of("coaches"), {"aims": "all"}).context["object_list"]

    assert [row.person for row in aimed] == [coach]
    assert {row.person for row in whole} == {coach, other}


def test_the_kept_list_gives_way_to_new_standings_and_aims(coach, as_user):
    version = pack()
    provider = coach.memberships.get().organisation
    manager = as_user(people.manager(provider))
    empty = words(manager.get(of("coaches")))

    actions.store_standings(coach_ids=[coach.pk], at=timezone.now())
    actions.aim_at(standard=version.standard, by=coach, at=timezone.now())
    aimed = words(manager.get(of("coaches")))
    actions.give_up_aim(standard=version.standard, by=coach, at=timezone.now())

    assert ["No coach works towards" in empty, coach.name in aimed] == [True, True]
    assert "No coach works towards" in words(manager.get(of("coaches")))


# Storing


def test_what_is_stored_is_what_the_page_works_out(coach):
    """The bulk loader sums in one pass what the page reads row by row."""
    versions = [pack(), pack(HOURS, key="another", title="Certified coach")]
    for minutes, changes in ((45, {}), (90, {"group_size": 20}), (30, {})):
        practised(coach, minutes=minutes, **changes)
    supervision.confirmed(coach, supervision.supervisor_of(coach, coach.memberships.get().organisation))
    now = timezone.now()

    actions.store_standings(coach_ids=[coach.pk], at=now)

    for version in versions:
        standing = queries.body_standing(version, coach, now)
        stored = StoredStanding.objects.get(person=coach, standard_version=version)
        assert stored.numbers == {row.clause.code: [row.measured, row.required] for row in standing.results}
        assert (stored.met, stored.clauses) == (len(standing.met), len(standing.results))


def test_bulk_facts_measure_every_shipped_pack_as_single_facts_do(coach):
    for path in sorted(PACKS.glob("*.yaml")):
        actions.load_standard(data=yaml.safe_load(path.read_text()), at=timezone.now())
    for number in range(4):
        practised(coach, minutes=20 + 25 * number)
    portfolio.milestone(
        coach, code=MilestoneCode.COACH_TRAINING_BEGUN, on_date=datetime.date(2026, 1, 1), minutes=None, provider=""
    )
    on = clock.today()
    versions = queries.bodies_in_force(on)
    clauses = [clause for version in versions for clause in queries.rules_of(version).clauses]

    summed = facts_of_coaches([coach.pk], clauses, on)[coach.pk]
    single = queries.facts_for(versions, coach, on)

    for version in versions:
        rules = queries.rules_of(version)
        numbers = [
            [(row.clause.code, row.measured, row.required) for row in evaluate(rules, facts, on).results]
            for facts in (summed, single)
        ]
        assert numbers[0] == numbers[1], version


def test_storing_again_changes_the_row_and_drops_versions_no_longer_in_force(coach):
    pack()
    actions.store_standings(coach_ids=[coach.pk], at=timezone.now())
    later = pack(HOURS, version="2026.2", effective_from=datetime.date(2026, 6, 1))

    actions.store_standings(coach_ids=[coach.pk], at=timezone.now())
    actions.store_standings(coach_ids=[coach.pk], at=timezone.now())

    assert [row.standard_version for row in StoredStanding.objects.all()] == [later]


def test_refreshing_follows_the_log(coach):
    pack()
    while audit.seal(at=timezone.now()):
        pass
    actions.refresh_standings(at=timezone.now())
    settled = LogPlace.objects.get().position

    practised(coach, minutes=60)
    unsettled = actions.refresh_standings(at=timezone.now())
    while audit.seal(at=timezone.now()):
        pass
    actions.refresh_standings(at=timezone.now())

    assert unsettled == 0
    assert LogPlace.objects.get().position > settled
    assert StoredStanding.objects.get(person=coach).numbers["hours"] == [60, 600]


def test_refreshing_takes_rows_of_an_earlier_day(coach):
    pack()
    actions.store_standings(coach_ids=[coach.pk], at=timezone.now() - datetime.timedelta(days=2))

    actions.refresh_standings(at=timezone.now())

    assert {row.worked_out_on_date for row in StoredStanding.objects.all()} == {clock.today()}


def test_only_people_who_coach_today_are_stored():
    pack()
    people.member(Role.MANAGER, people.provider())

    actions.refresh_standings(at=timezone.now())

    assert not StoredStanding.objects.exists()


# As of a day


def test_a_past_day_is_answered_as_it_was_then(coach):
    """What comes later, a correction of an earlier entry among it, changes no answer about the day."""
    version = pack()
    verifier = practice.verifier_of(coach, coach.memberships.get().organisation)
    then = practice.MORNING + datetime.timedelta(days=30)
    with clock.fixed(then):
        entry = practice.confirmed(coach, verifier, at=then, minutes=60)
        portfolio.milestone(coach, at=then, code=MilestoneCode.DEGREE, on_date=then.date(), minutes=None, provider="")
        answered = queries.body_standing(version, coach, then)

    practice.corrected(entry, verifier, minutes=90)
    practice.confirmed(coach, verifier, minutes=30)

    assert queries.body_standing(version, coach, then) == answered
    assert queries.body_standing(version, coach, timezone.now()).results[0].measured == 120
