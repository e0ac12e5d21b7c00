from django.urls import path

from lms.practice import views

app_name = "practice"
urlpatterns = [
    path("", views.Logbook.as_view(), name="entries"),
    path("new/", views.EntryNew.as_view(), name="new"),
    path("clock/", views.Clock.as_view(), name="clock"),
    path("templates/", views.Templates.as_view(), name="templates"),
    path("templates/<uuid:key>/remove/", views.TemplateRemove.as_view(), name="template_remove"),
    path("to-confirm/", views.ToConfirm.as_view(), name="to_confirm"),
    path("to-confirm/together/", views.ConfirmTogether.as_view(), name="together"),
    path("to-confirm/sampling/", views.Sampling.as_view(), name="sampling"),
    path("<uuid:key>/", views.EntryPage.as_view(), name="entry"),
    path("<uuid:key>/change/", views.EntryChange.as_view(), name="change"),
    path("<uuid:key>/discard/", views.EntryDiscard.as_view(), name="discard"),
    path("<uuid:key>/submit/", views.EntrySubmit.as_view(), name="submit"),
    path("<uuid:key>/take-back/", views.EntryTakeBack.as_view(), name="take_back"),
    path("<uuid:key>/confirm/", views.EntryConfirm.as_view(), name="confirm"),
    path("<uuid:key>/return/", views.EntryReturn.as_view(), name="return"),
    path("<uuid:key>/correct/", views.EntryCorrect.as_view(), name="correct"),
    path("<uuid:key>/template/", views.TemplateSave.as_view(), name="template_save"),
    path("<uuid:key>/done/", views.EntryDone.as_view(), name="done"),
]
