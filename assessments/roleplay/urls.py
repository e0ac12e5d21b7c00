app_name = "roleplay"
urlpatterns = []
