"""Pages of quality: what covers a day, approving and ending, checklists and answers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView, View

from lms.core import clock
from lms.core.views import ActPage, CheckedActPage, FilteredList, MemberPage, PlainPage, RecordPage, SecondFactor
from lms.enrolment.models import ProgrammeVersion
from lms.people import queries as people
from lms.people.enums import Role
from lms.quality import actions, permissions, queries
from lms.quality.forms import AnswerForm, ApprovalForm, DayForm, EndForm
from lms.quality.models import ChecklistItem


class Programmes(TemplateView):
    """Which programmes were accredited or quality assured on a day. Open to all: a buyer needs it before asking."""

    template_name = "quality/programmes.html"

    def get_context_data(self, **kwargs):
        form = DayForm(self.request.GET if "on" in self.request.GET else {"on": clock.today()})
        rows = self.rows(**form.cleaned_data) if form.is_valid() else []
        return super().get_context_data(form=form, rows=rows, **kwargs)

    def rows(self, on, known):
        known_at = min(clock.end_of(known), clock.now()) if known else clock.now()
        return queries.versions_on(on, known_at=known_at)


class Approvals(FilteredList):
    """Every programme version with its approvals, for the reviewers of accrediting bodies."""

    template_name = "quality/approvals.html"
    allowed = staticmethod(permissions.can_see_approvals)
    sorts = {"title": (_("Title"), ("title", "-number")), "newest": (_("Newest first"), ("-published_at", "pk"))}
    extra_context = {"counted": ngettext_lazy("%d programme version", "%d programme versions")}

    def rows(self):
        return queries.versions_with_approvals(known_at=clock.now())

    def get_context_data(self, **kwargs):
        may_approve = permissions.can_approve_programmes(self.request.user)
        return super().get_context_data(may_approve=may_approve, **kwargs)


class Approve(SecondFactor, RecordPage, CheckedActPage):
    """A reviewer approves one version in the name of the body."""

    form_class = ApprovalForm
    record_name = "version"
    visible = staticmethod(lambda _user: ProgrammeVersion.objects.all())
    allowed = staticmethod(lambda user, _version: permissions.can_approve_programmes(user))
    extra_context = {
        "button": _("Record the approval"),
        "consequence": _(
            "This cannot be edited. To end it or to change a date you record a new one, and this stays to be seen."
        ),
    }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "bodies": queries.bodies_approved_for(self.request.user)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=_("Approve %(version)s") % {"version": self.record}, **kwargs)

    def act(self, form):
        return actions.approve_programme(
            programme_version=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data
        )

    def get_success_url(self):
        return reverse("quality:approval", args=[self.recorded.key])


class Approval(RecordPage, PlainPage):
    """One approval: what it says, its reference, what it replaced and what replaced it."""

    template_name = "quality/approval.html"
    record_name = "approval"
    visible = staticmethod(queries.approvals_visible_to)

    def get_context_data(self, **kwargs):
        may_end = permissions.can_end_approval(self.request.user, self.record)
        later = getattr(self.record, "superseded_by", None)
        return super().get_context_data(may_end=may_end and later is None, later=later, **kwargs)


class EndApproval(SecondFactor, RecordPage, CheckedActPage):
    """The body that approved gives the approval its last day."""

    form_class = EndForm
    record_name = "approval"
    visible = staticmethod(queries.approvals_visible_to)
    allowed = staticmethod(permissions.can_end_approval)
    extra_context = {
        "button": _("Record the last day"),
        "consequence": _(
            "Awards for days that the approval covered stay as they are. Later taught days are not covered."
        ),
    }

    def get_context_data(self, **kwargs):
        version = self.record.programme_version
        return super().get_context_data(heading=_("End the approval of %(version)s") % {"version": version}, **kwargs)

    def act(self, form):
        return actions.end_approval(approval=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("quality:approval", args=[self.recorded.key])


class OwnChecklists(MemberPage, View):
    """A manager's way to the checklists of their own provider."""

    def get(self, request):
        own = people.organisations_where(request.user, Role.MANAGER, Role.IQA, Role.ADMIN)
        provider = queries.providers_visible_to(request.user).filter(pk__in=own).order_by("name").first()
        if provider is None:
            raise PermissionDenied
        return redirect("quality:provider", provider.key)


class Providers(FilteredList):
    """The training providers whose checklists a person may read."""

    template_name = "quality/providers.html"
    sorts = {"name": (_("Name"), ("name",))}
    extra_context = {"counted": ngettext_lazy("%d provider", "%d providers")}

    def rows(self):
        return queries.providers_visible_to(self.request.user)


class Provider(RecordPage, PlainPage):
    """A provider's checklists, each with how far it is answered and met."""

    template_name = "quality/provider.html"
    record_name = "provider"
    visible = staticmethod(queries.providers_visible_to)

    def get_context_data(self, **kwargs):
        return super().get_context_data(checklists=queries.checklists_of(self.record, on=clock.today()), **kwargs)


class ProviderChecklist(RecordPage, PlainPage):
    """One checklist of one provider: every question with answer, evidence, owner and review date."""

    template_name = "quality/provider_checklist.html"
    record_name = "provider"
    visible = staticmethod(queries.providers_visible_to)

    def get_context_data(self, **kwargs):
        checklists = queries.checklists_of(self.record, on=clock.today())
        checklist = get_object_or_404(checklists, code=self.kwargs["code"])
        return super().get_context_data(
            checklist=checklist,
            rows=queries.checklist_of(self.record, checklist, on=clock.today()),
            may_answer=permissions.can_answer_checklists(self.request.user, self.record),
            **kwargs,
        )


class AnswerItem(SecondFactor, RecordPage, ActPage):
    """A manager answers one question for their provider."""

    template_name = "quality/answer.html"
    form_class = AnswerForm
    record_name = "provider"
    visible = staticmethod(queries.providers_visible_to)
    allowed = staticmethod(permissions.can_answer_checklists)
    done_message = _("Your answer is recorded.")

    def admit(self, request):
        refusal = super().admit(request)
        self.item = ChecklistItem.objects.select_related("checklist").filter(key=self.kwargs["item"]).first()
        if self.item is None:
            raise Http404
        return refusal

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "owners": queries.possible_owners(self.record)}

    def get_initial(self):
        answer = queries.standing_answer(self.record, self.item)
        fields = ("state", "evidence", "owner", "review_date")
        return {name: getattr(answer, name) for name in fields} if answer else {"owner": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, **kwargs)

    def act(self, form):
        return actions.answer_item(
            provider=self.record, item=self.item, by=self.request.user, at=clock.now(), **form.cleaned_data
        )

    def get_success_url(self):
        address = reverse("quality:provider_checklist", args=[self.record.key, self.item.checklist.code])
        return f"{address}#{self.item.code}"
