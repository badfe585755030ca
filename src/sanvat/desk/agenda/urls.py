from django.urls import path

from sanvat.desk.agenda import entries, views

urlpatterns = [
    path("lich-cong-tac/", views.index, name="agenda"),
    path("lich-cong-tac/mo/", views.open_it, name="agenda_open"),
    path("lich-cong-tac/tuan/<str:monday>/", views.week, name="agenda_week"),
    path("lich-cong-tac/tuan/<str:monday>/hang-tuan/", views.copy, name="agenda_copy"),
    path("lich-cong-tac/tuan/<str:monday>/cong-bo/", views.publish, name="agenda_publish"),
    path("lich-cong-tac/tuan/<str:monday>/nhat-ky/", views.history, name="agenda_history"),
    path("lich-cong-tac/tuan/<str:monday>/them/", entries.new, name="agenda_entry_new"),
    path(
        "lich-cong-tac/tuan/<str:monday>/<slug:kind>.<slug:form>", views.sheet, name="agenda_sheet"
    ),
    path("lich-cong-tac/<int:pk>/", views.by_key, name="agenda_week_by_key"),
    path("lich-cong-tac/viec/<int:pk>/", entries.change, name="agenda_entry"),
    path("lich-cong-tac/viec/<int:pk>/hoan/", entries.call_off, name="agenda_entry_off"),
]
