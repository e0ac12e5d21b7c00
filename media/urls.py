"""Files by key, and pictures cut to size by number. None is addressed by where it is stored."""

from django.urls import path

from media import views

app_name = "media"
urlpatterns = [
    path("videos/<uuid:key>/", views.video, name="video"),
    path("videos/<uuid:key>/captions/", views.captions, name="captions"),
    path("videos/<uuid:key>/poster/", views.poster, name="poster"),
    path("documents/<uuid:key>/", views.document, name="document"),
    path("pictures/<int:pk>/", views.rendition, name="rendition"),
]
