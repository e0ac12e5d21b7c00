app_name = "signoff"
urlpatterns = []
