from django.urls import path

from lms.quality import views

app_name = "quality"
urlpatterns = [
    path("", views.OwnChecklists.as_view(), name="checklist"),
    path("programmes/", views.Programmes.as_view(), name="programmes"),
    path("approvals/", views.Approvals.as_view(), name="approvals"),
    path("approvals/<uuid:key>/", views.Approval.as_view(), name="approval"),
    path("approvals/<uuid:key>/end/", views.EndApproval.as_view(), name="end_approval"),
    path("versions/<uuid:key>/approve/", views.Approve.as_view(), name="approve"),
    path("providers/", views.Providers.as_view(), name="providers"),
    path("providers/<uuid:key>/", views.Provider.as_view(), name="provider"),
    path("providers/<uuid:key>/<slug:code>/", views.ProviderChecklist.as_view(), name="provider_checklist"),
    path("providers/<uuid:key>/items/<uuid:item>/", views.AnswerItem.as_view(), name="answer"),
]
