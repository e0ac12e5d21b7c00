from django.urls import path

from lms.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.Reflections.as_view(), name="reflections"),
    path("new/", views.ReflectionNew.as_view(), name="new"),
    path("submitted/", views.ToRead.as_view(), name="to_read"),
    path("<uuid:key>/", views.ReflectionPage.as_view(), name="reflection"),
    path("<uuid:key>/change/", views.ReflectionChange.as_view(), name="change"),
    path("<uuid:key>/submit/", views.ReflectionSubmit.as_view(), name="submit"),
    path("<uuid:key>/done/", views.ReflectionDone.as_view(), name="done"),
]
