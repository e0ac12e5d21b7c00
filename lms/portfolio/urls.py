"""Addresses of the portfolio."""

from django.urls import path

from lms.portfolio.views import exports, plans, records, reflections

app_name = "portfolio"
urlpatterns = [
    path("", plans.Portfolio.as_view(), name="portfolio"),
    path("reflections/", reflections.Reflections.as_view(), name="reflections"),
    path("new/", reflections.ReflectionNew.as_view(), name="new"),
    path("submitted/", reflections.ToRead.as_view(), name="to_read"),
    path("records/<slug:kind>/", records.Records.as_view(), name="records"),
    path("records/<slug:kind>/new/", records.RecordNew.as_view(), name="record_new"),
    path("records/<slug:kind>/<uuid:key>/", records.Record.as_view(), name="record"),
    path("records/<slug:kind>/<uuid:key>/correct/", records.RecordCorrect.as_view(), name="record_correct"),
    path("records/<slug:kind>/<uuid:key>/take-back/", records.RecordTakeBack.as_view(), name="record_take_back"),
    path("ask/", records.AskForFeedback.as_view(), name="feedback_ask"),
    path("ask/<uuid:key>/", records.FeedbackLink.as_view(), name="feedback_link"),
    path("give/", records.FeedbackGive.as_view(), name="feedback_give"),
    path("give/thanks/", records.FeedbackThanks.as_view(), name="feedback_thanks"),
    path("give/<str:token>/", records.feedback_open, name="feedback_open"),
    path("commitments/", plans.Commitments.as_view(), name="commitments"),
    path("commitments/new/", plans.CommitmentNew.as_view(), name="commitment_new"),
    path("commitments/<uuid:key>/", plans.CommitmentPage.as_view(), name="commitment"),
    path("commitments/<uuid:key>/change/", plans.CommitmentChange.as_view(), name="commitment_change"),
    path("exports/", exports.Exports.as_view(), name="exports"),
    path("exports/<uuid:key>/portfolio.pdf", exports.ExportFile.as_view(file="document"), name="export_pdf"),
    path("exports/<uuid:key>/portfolio.zip", exports.ExportFile.as_view(file="archive"), name="export_zip"),
    path("plan/", plans.Plan.as_view(), name="plan"),
    path("plan/new/", plans.GoalNew.as_view(), name="goal_new"),
    path("plan/<uuid:key>/", plans.GoalChange.as_view(), name="goal_change"),
    path("<uuid:key>/", reflections.ReflectionPage.as_view(), name="reflection"),
    path("<uuid:key>/change/", reflections.ReflectionChange.as_view(), name="change"),
    path("<uuid:key>/submit/", reflections.ReflectionSubmit.as_view(), name="submit"),
    path("<uuid:key>/done/", reflections.ReflectionDone.as_view(), name="done"),
]
