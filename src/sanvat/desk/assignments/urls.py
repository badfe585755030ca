from django.urls import path

from sanvat.desk.assignments import views

urlpatterns = [
    path("nhiem-vu/", views.index, name="assignments"),
    path("nhiem-vu/moi/", views.new, name="assignment_new"),
    path("nhiem-vu/<int:pk>/", views.assignment, name="assignment"),
    path("nhiem-vu/<int:pk>/giao-viec.<slug:form>", views.paper, name="assignment_paper"),
    path("nhiem-vu/<int:pk>/ket-qua.<slug:form>", views.results_paper, name="assignment_results"),
    path("nhiem-vu/minh-chung/<int:pk>/", views.proof, name="share_proof"),
    path("nhiem-vu/<int:pk>/giao-them/", views.give_further, name="assignment_further"),
    path(
        "nhiem-vu/giao-them/<int:pk>/giao-viec.<slug:form>",
        views.addition_paper,
        name="addition_paper",
    ),
    path("nhiem-vu/<int:pk>/rut/", views.withdraw, name="assignment_withdraw"),
    path("nhiem-vu/<int:pk>/nhat-ky/", views.history, name="assignment_history"),
    path("nhiem-vu/phan-viec/<int:pk>/", views.share, name="share"),
    path("nhiem-vu/phan-viec/<int:pk>/nhan/", views.take, name="share_take"),
    path("nhiem-vu/phan-viec/<int:pk>/bao-cao/", views.report, name="share_report"),
    path("nhiem-vu/phan-viec/<int:pk>/xac-nhan/", views.confirm, name="share_confirm"),
    path("nhiem-vu/phan-viec/<int:pk>/lam-lai/", views.send_back, name="share_return"),
]
