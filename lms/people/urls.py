from django.urls import path

from lms.people import views

app_name = "people"
urlpatterns = [
    path("", views.People.as_view(), name="people"),
    path("staff/", views.Staff.as_view(), name="staff"),
    path("invite/", views.Invite.as_view(), name="invite"),
    path("invitations/", views.Invitations.as_view(), name="invitations"),
    path("invitations/<uuid:key>/resend/", views.ResendInvitation.as_view(), name="resend"),
    path("invitations/<uuid:key>/withdraw/", views.WithdrawInvitation.as_view(), name="withdraw"),
    path("join/", views.AcceptInvitation.as_view(), name="accept"),
    path("join/<str:token>/", views.join, name="join"),
    path("me/", views.MyDetails.as_view(), name="me"),
    path("interests/", views.Interests.as_view(), name="interests"),
    path("interests/declare/", views.DeclareInterest.as_view(), name="declare_interest"),
    path("interests/<uuid:key>/end/", views.EndInterest.as_view(), name="end_interest"),
    path("memberships/<uuid:key>/end/", views.EndMembership.as_view(), name="end_membership"),
    path("responsibilities/<uuid:key>/end/", views.EndResponsibility.as_view(), name="end_responsibility"),
    path("<uuid:key>/", views.Person.as_view(), name="person"),
    path("<uuid:key>/responsibility/", views.GiveResponsibility.as_view(), name="give_responsibility"),
]
