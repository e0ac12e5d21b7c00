from django.urls import path
from django.views.generic import TemplateView

from lms.web import health, views

app_name = "web"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("home/", views.Desk.as_view(), name="desk"),
    path("account/", views.Account.as_view(), name="account"),
    path("unsent/", views.Unsent.as_view(), name="unsent"),
    path("working-as/", views.WorkingAs.as_view(), name="working_as"),
    path(
        "for-commissioners/", TemplateView.as_view(template_name="web/for_commissioners.html"), name="for_commissioners"
    ),
    path("accessibility/", TemplateView.as_view(template_name="web/accessibility.html"), name="accessibility"),
    path("privacy/", TemplateView.as_view(template_name="web/privacy.html"), name="privacy"),
    path("complaints/", TemplateView.as_view(template_name="web/complaints.html"), name="complaints"),
    path("help/", views.Help.as_view(), name="help"),
    path("help/<slug:role>/", views.Guide.as_view(), name="guide"),
    path("components/", views.Gallery.as_view(), name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("brand.css", views.brand, name="brand"),
]
