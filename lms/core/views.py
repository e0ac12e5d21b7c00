"""Page mixins: setup → dispatch → form → one call → redirect.

A page names the queryset of what its user may see (`visible`) and the predicate for what they may do (`allowed`). What
they may not see is 404, so that nothing tells another organisation that it exists; what they may see but not do is 403.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.generic import FormView, ListView, TemplateView

from lms.core import required_words, second_factor, unsent
from lms.core.errors import Refused
from lms.core.templatetags.words import day


class MemberPage(LoginRequiredMixin):
    """A page for people who are signed in. `allowed(user)` says who; None means everybody."""

    allowed: Callable | None = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        # The person, not Django's stand-in for them, which slows every filter by it.
        request.user = getattr(request, "_cached_user", request.user)
        refusal = self.admit(request)
        if refusal is None and request.method == "POST":
            unsent.forget(request)
        return refusal or super().dispatch(request, *args, **kwargs)

    def handle_no_permission(self):
        """To the sign-in page and back. Text typed before a session ended waits for the person (core.unsent)."""
        return redirect_to_login(unsent.keep(self.request))

    def admit(self, request) -> HttpResponse | None:
        """Raise 404 or 403, return a redirect, or None to go on."""
        if self.allowed is not None and not type(self).allowed(request.user):
            raise PermissionDenied


class RecordPage(MemberPage):
    """A page about one record, found by the `key` in the address among those the user may see.

    visible(user) -> queryset;  allowed(user, record) -> bool, or None for whoever can see it.
    """

    visible: Callable
    record_name = "record"

    def find(self, user: Model, key: UUID) -> Model:
        """The record among those the user may see. Raises Http404."""
        return get_object_or_404(type(self).visible(user), key=key)

    def admit(self, request):
        self.record = self.find(request.user, self.kwargs["key"])
        if self.allowed is not None and not type(self).allowed(request.user, self.record):
            raise PermissionDenied

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{self.record_name: self.record, **kwargs})


class ActPage(FormView):
    """A form whose valid input is handed to one action: `act(form)` does it and returns what was recorded.

    A refusal of the action is shown beside the form with everything the person typed.
    """

    done_message = ""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        required_words.name_the_fields(form)
        return form

    def act(self, form):
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def form_valid(self, form):
        try:
            self.recorded = self.act(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        if self.done_message:
            messages.success(self.request, self.done_message)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        # 422 tells the browser and the tests apart from a page that was merely shown.
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CheckedActPage(ActPage):
    """An act of record in two steps: fill in, then check your answers and confirm. Nothing is recorded before that.

    The check page (layouts/check.html) carries the answers in hidden fields, so it needs no session, nor one tab only.
    """

    template_name = "layouts/form.html"
    check_template_name = "layouts/check.html"

    def form_valid(self, form):
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        self.template_name = self.check_template_name
        return self.render_to_response(self.get_context_data(form=form, answers=answers_in(form)))


def answers_in(form) -> list[tuple[str, object]]:
    """What somebody filled in, as (label, answer) pairs in the words that the form itself uses."""
    return [(field.label, _answer(field, form.cleaned_data[field.name])) for field in form if not field.is_hidden]


def _answer(field, value):
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Model):
        return field.field.label_from_instance(value)
    return dict(getattr(field.field, "choices", ())).get(value, value)


class SecondFactor:
    """Put before the page class of an act of record by anyone but a trainee."""

    keeps_typed = True

    def admit(self, request):
        return super().admit(request) or second_factor.asked_for(request, keeps_typed=self.keeps_typed)


class FreshSignIn:
    """Put before the page class where the person must prove again who they are (sign-off, award)."""

    def admit(self, request):
        return super().admit(request) or second_factor.fresh_sign_in_asked_for(request)


class FilteredList(MemberPage, ListView):
    """A list with filters that stay in the address, a count, a sort and pages of 50.

    filter_class: a django_filters.FilterSet; sorts: code → (label, order_by fields), the first is the default.
    """

    paginate_by = 50
    filter_class = None
    sorts: dict[str, tuple[str, tuple[str, ...]]] = {}

    def rows(self):
        """The visible rows, unfiltered."""
        raise TypeError(f"{type(self).__name__} does not say which rows it shows")

    def get_queryset(self):
        rows = self.rows()
        if self.filter_class:
            self.filter = self.filter_class(self.request.GET, queryset=rows, request=self.request)
            rows = self.filter.qs
        self.sort = self.request.GET.get("sort", "")
        if self.sort not in self.sorts:
            self.sort = next(iter(self.sorts), "")
        return rows.order_by(*self.sorts[self.sort][1]) if self.sort else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        address = self.request.GET.copy()
        address.pop("page", None)
        context.update(
            filter=getattr(self, "filter", None),
            sorts=[(code, label) for code, (label, _fields) in self.sorts.items()],
            sort=self.sort,
            total=context["paginator"].count if context.get("paginator") else len(self.object_list),
            address=address.urlencode(),
            is_filtered=any(value for name, value in address.items() if name != "sort"),
        )
        return context

    def paginate_queryset(self, queryset, page_size):
        """A page number past the end shows the last page: a filter must not turn an address into an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()


class PlainPage(MemberPage, TemplateView):
    """A page with no record of its own."""
