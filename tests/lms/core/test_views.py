"""Page mixins: who gets in, what a refusal looks like, what a list does with its address."""

import django_filters
import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.generic import View

from lms.core import views
from lms.core.errors import NotYours, Refused
from lms.people import queries
from lms.people.models import User
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    """A request by a person, as `request_of(person, method, path, fields)`."""

    def make(person, method="get", path="/page/", fields=None):
        request = getattr(rf, method)(path, fields)
        request.user, request.session = person, SessionStore()
        request._messages = FallbackStorage(request)
        return request

    return make


class Shown(View):
    def get(self, request, **kwargs):
        return HttpResponse(getattr(self, "record", "shown"))


class ForAll(views.MemberPage, Shown):
    pass


class ForJo(views.MemberPage, Shown):
    allowed = staticmethod(lambda user: user.name == "Jo")


class OfPerson(views.RecordPage, Shown):
    visible = staticmethod(queries.people_visible_to)
    allowed = staticmethod(lambda user, record: user == record)
    record_name = "person"


def test_a_member_page_is_for_everybody_who_is_signed_in(request_of):
    assert ForAll.as_view()(request_of(people.user())).status_code == 200


def test_a_member_page_leads_a_visitor_to_sign_in_and_back(client):
    answer = client.get("/people/me/")

    assert answer.headers["Location"] == "/accounts/login/?next=/people/me/"


def test_a_member_page_refuses_those_it_is_not_for(request_of):
    assert ForJo.as_view()(request_of(people.user(name="Jo"))).status_code == 200
    with pytest.raises(PermissionDenied):
        ForJo.as_view()(request_of(people.user(name="Eve")))


def test_a_record_page_finds_by_key_hides_and_refuses(request_of):
    provider = people.provider()
    trainee, assessor, stranger = people.trainee(provider), people.assessor(provider), people.user()
    page = OfPerson.as_view()

    assert page(request_of(trainee), key=trainee.key).content.decode() == str(trainee)
    with pytest.raises(PermissionDenied):
        page(request_of(assessor), key=trainee.key)
    with pytest.raises(Http404):
        page(request_of(stranger), key=trainee.key)


class NameForm(forms.Form):
    name = forms.CharField()
    is_sure = forms.BooleanField(required=False, label="Sure?")


class Naming:
    form_class = NameForm
    success_url = "/done/"
    done_message = "Recorded"
    template_name = "layouts/form.html"

    def act(self, form):
        name = form.cleaned_data["name"]
        if name in ("taken", "late"):
            raise Refused("This is refused", field={"taken": "name", "late": "nowhere"}[name])
        return name


class Act(Naming, views.MemberPage, views.ActPage):
    pass


class CheckedAct(Naming, views.MemberPage, views.CheckedActPage):
    pass


def test_an_act_is_done_and_leads_on_with_a_message(request_of):
    request = request_of(people.user(), "post", fields={"name": "new"})

    response = Act.as_view()(request)

    assert (response.status_code, response.headers["Location"]) == (302, "/done/")
    assert [str(message) for message in get_messages(request)] == ["Recorded"]


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("", {"name": ["Fill this in: Name"]}),
        ("taken", {"name": ["This is refused"]}),
        ("late", {"__all__": ["This is refused"]}),
    ],
)
def test_an_act_that_is_refused_is_said_beside_the_form(request_of, name, errors):
    response = Act.as_view()(request_of(people.user(), "post", fields={"name": name}))

    assert (response.status_code, response.context_data["form"].errors) == (422, errors)


def test_not_yours_is_a_refusal():
    refusal = NotYours("You may look, not touch", field="name")

    assert (isinstance(refusal, Refused), str(refusal), refusal.field) == (True, "You may look, not touch", "name")


def test_a_checked_act_shows_the_answers_first_and_records_nothing(request_of):
    request = request_of(people.user(), "post", fields={"name": "new", "is_sure": "on"})

    response = CheckedAct.as_view()(request)

    assert response.template_name == ["layouts/check.html"]
    assert response.context_data["answers"] == [("Name", "new"), ("Sure?", "Yes")]
    assert list(get_messages(request)) == []


def test_a_checked_act_is_done_when_confirmed_and_shown_again_to_be_changed(request_of):
    answers = {"name": "new"}

    confirmed = CheckedAct.as_view()(request_of(people.user(), "post", fields={**answers, "confirmed": ""}))
    changed = CheckedAct.as_view()(request_of(people.user(), "post", fields={**answers, "change": ""}))

    assert (confirmed.status_code, changed.status_code) == (302, 200)
    assert changed.context_data["form"]["name"].value() == "new"


class Names(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")


class People(views.FilteredList):
    filter_class = Names
    template_name = "layouts/list.html"
    paginate_by = 2
    sorts = {"name": ("Name", ("name",)), "last": ("Last first", ("-name",))}

    def rows(self):
        return User.objects.all()


@pytest.fixture
def abc():
    return [people.user(name=name) for name in ("Abe", "Bea", "Cai")]


@pytest.mark.parametrize(
    ("query", "names", "total", "is_filtered", "address"),
    [
        ("", ["Abe", "Bea"], 3, False, ""),
        ("?sort=last", ["Cai", "Bea"], 3, False, "sort=last"),
        ("?sort=nonsense", ["Abe", "Bea"], 3, False, "sort=nonsense"),
        ("?page=2", ["Cai"], 3, False, ""),
        ("?page=99", ["Cai"], 3, False, ""),
        ("?page=nonsense", ["Abe", "Bea"], 3, False, ""),
        ("?name=a&sort=last&page=2", ["Abe"], 3, True, "name=a&sort=last"),
        ("?name=b", ["Abe", "Bea"], 2, True, "name=b"),
        ("?name=nobody", [], 0, True, "name=nobody"),
    ],
)
def test_a_list_does_what_its_address_says(request_of, abc, query, names, total, is_filtered, address):
    context = People.as_view()(request_of(abc[0], path=f"/page/{query}")).context_data

    assert [person.name for person in context["object_list"]] == names
    assert (context["total"], context["is_filtered"], context["address"]) == (total, is_filtered, address)


def test_a_list_says_how_it_can_be_sorted_and_is(request_of, abc):
    context = People.as_view()(request_of(abc[0], path="/page/?sort=last")).context_data

    assert (context["sorts"], context["sort"]) == ([("name", "Name"), ("last", "Last first")], "last")


class ListOfNothing(views.FilteredList):
    pass


class ActOfNothing(views.ActPage):
    form_class = NameForm


def test_a_page_that_does_not_say_what_it_does_fails_loudly(request_of):
    with pytest.raises(TypeError, match="ListOfNothing does not say which rows it shows"):
        ListOfNothing.as_view()(request_of(people.user()))
    with pytest.raises(TypeError, match="ActOfNothing does not say what it does"):
        ActOfNothing.as_view()(request_of(people.user(), "post", fields={"name": "x"}))
