from django.urls import path

from sanvat.desk.plans import papers, programmes, reviews, targets, views

urlpatterns = [
    path("ke-hoach/", views.index, name="plans"),
    path("ke-hoach/moi/", views.new, name="plan_new"),
    path("ke-hoach/chuong-trinh/", programmes.new, name="programme_new"),
    path("ke-hoach/chuong-trinh/<int:pk>/", programmes.change, name="programme_change"),
    path("ke-hoach/chuong-trinh/<int:pk>/nhat-ky/", programmes.history, name="programme_history"),
    path("ke-hoach/<int:pk>/", views.plan, name="plan"),
    path("ke-hoach/<int:pk>/thong-tin/", views.change, name="plan_change"),
    path("ke-hoach/<int:pk>/nhan-chi-tieu/", views.adopt, name="plan_adopt"),
    path("ke-hoach/<int:pk>/ban-hanh/", views.issue, name="plan_issue"),
    path("ke-hoach/<int:pk>/rut/", views.withdraw, name="plan_withdraw"),
    path("ke-hoach/<int:pk>/nhat-ky/", views.history, name="plan_history"),
    path("ke-hoach/<int:pk>/dieu-chinh/", reviews.revise, name="plan_revise"),
    path("ke-hoach/<int:pk>/so-sanh/", reviews.compare, name="plan_compare"),
    path("ke-hoach/<int:pk>/tong-ket/", reviews.review, name="plan_review"),
    path("ke-hoach/<int:pk>/chi-tieu/", targets.new, name="target_new"),
    path("ke-hoach/chi-tieu/<int:pk>/", targets.target, name="target"),
    path("ke-hoach/chi-tieu/<int:pk>/thong-tin/", targets.change, name="target_change"),
    path("ke-hoach/chi-tieu/<int:pk>/bo/", targets.remove, name="target_remove"),
    path("ke-hoach/chi-tieu/<int:pk>/giao/", targets.hand_down, name="target_shares"),
    path("ke-hoach/chi-tieu/<int:pk>/giao/tat-ca/", targets.to_all, name="target_to_all"),
    path("ke-hoach/chi-tieu/<int:pk>/giao/bang/", targets.paste, name="target_table"),
    path("ke-hoach/chi-tieu/<int:pk>/so-lieu/", targets.report, name="target_figure"),
    path("ke-hoach/chi-tieu/<int:pk>/khi-tong-ket/", papers.figure, name="target_kept"),
    path("ke-hoach/<int:pk>/ke-hoach.<slug:form>", papers.plan, name="plan_paper"),
    path("ke-hoach/<int:pk>/tong-ket.<slug:form>", papers.review, name="plan_review_paper"),
    path("ke-hoach/chi-tieu/<int:pk>/bang.<slug:form>", papers.target, name="target_paper"),
]
