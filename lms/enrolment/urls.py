"""Addresses of learning. What a lesson's kept body links to names no enrolment (views.activities)."""

from django.urls import path

from lms.enrolment.views import activities, cohorts, delivery, learning, programmes

app_name = "enrolment"
urlpatterns = [
    path("", learning.Learn.as_view(), name="learn"),
    path("join/", learning.Join.as_view(), name="join"),
    path("my/<uuid:key>/", learning.ProgrammeOf.as_view(), name="programme_of"),
    path("my/<uuid:key>/portfolio/", learning.PortfolioOf.as_view(), name="portfolio_of"),
    path("my/<uuid:key>/lessons/<slug:code>/", learning.LessonPage.as_view(), name="lesson"),
    path("my/<uuid:key>/lessons/<slug:code>/done/", learning.LessonDone.as_view(), name="lesson_done"),
    path("my/<uuid:key>/follow-ups/", learning.FollowUps.as_view(), name="follow_ups"),
    path("my/<uuid:key>/follow-ups/record/", learning.FollowUpRecord.as_view(), name="follow_up_record"),
    path("check/<slug:code>/", activities.Check.as_view(), name="check"),
    path("check/<slug:code>/all/", activities.CheckAll.as_view(), name="check_all"),
    path("check/<slug:code>/<int:position>/", activities.CheckQuestion.as_view(), name="check_question"),
    path("check/<slug:code>/finish/", activities.CheckFinish.as_view(), name="check_finish"),
    path("results/<uuid:key>/", activities.CheckResult.as_view(), name="check_result"),
    path("reflect/<slug:code>/", activities.Reflect.as_view(), name="reflect"),
    path("scenario/<slug:code>/", activities.Scenario.as_view(), name="scenario"),
    path("programmes/", programmes.Programmes.as_view(), name="programmes"),
    path("programmes/<slug:code>/", programmes.Programme.as_view(), name="programme"),
    path("programmes/<slug:code>/publish/", programmes.Publish.as_view(), name="publish"),
    path("cohorts/", cohorts.Cohorts.as_view(), name="cohorts"),
    path("cohorts/open/", cohorts.CohortOpen.as_view(), name="cohort_open"),
    path("cohorts/<uuid:key>/", cohorts.Cohort.as_view(), name="cohort"),
    path("cohorts/<uuid:key>/enrol/", cohorts.Enrol.as_view(), name="enrol"),
    path("cohorts/<uuid:key>/import/", cohorts.Import.as_view(), name="import"),
    path("imports/<uuid:key>/", cohorts.ImportCheck.as_view(), name="import_check"),
    path("imports/<uuid:key>/done/", cohorts.ImportDone.as_view(), name="import_done"),
    path("learners/<uuid:key>/", cohorts.Learner.as_view(), name="learner"),
    path("learners/<uuid:key>/complete/", cohorts.LearnerComplete.as_view(), name="learner_complete"),
    path("learners/<uuid:key>/withdraw/", cohorts.LearnerWithdraw.as_view(), name="learner_withdraw"),
    path("learners/<uuid:key>/context/", cohorts.LearnerContext.as_view(), name="learner_context"),
    path("cohorts/<uuid:key>/diary/", delivery.Diary.as_view(), name="diary"),
    path("cohorts/<uuid:key>/diary/plan/", delivery.SessionNew.as_view(), name="session_new"),
    path("cohorts/<uuid:key>/modules/<slug:code>/", delivery.ModulePlan.as_view(), name="module_plan"),
    path("cohorts/<uuid:key>/lessons/<slug:code>/", delivery.CohortLesson.as_view(), name="cohort_lesson"),
    path("sessions/<uuid:key>/", delivery.Session.as_view(), name="session"),
    path("sessions/<uuid:key>/register/", delivery.Register.as_view(), name="register"),
]
