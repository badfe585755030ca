from django.urls import path

from sanvat.desk.support import ledger, schemes, views

urlpatterns = [
    path("ho-tro/", views.index, name="supports"),
    path("ho-tro/so-cai/", ledger.index, name="support_ledger"),
    path("ho-tro/so-cai.<slug:form>", ledger.paper, name="support_ledger_paper"),
    path("ho-tro/chinh-sach/", schemes.index, name="support_schemes"),
    path("ho-tro/chinh-sach/moi/", schemes.new, name="support_scheme_new"),
    path("ho-tro/chinh-sach/<int:pk>/", schemes.scheme, name="support_scheme"),
    path("ho-tro/chinh-sach/<int:pk>/quy-dinh/", schemes.terms, name="support_terms"),
    path("ho-tro/chinh-sach/<int:pk>/kinh-phi/", schemes.budget, name="support_budget"),
    path("ho-tro/chinh-sach/<int:pk>/de-nghi/", schemes.ask, name="support_ask"),
    path("ho-tro/<int:pk>/", views.request_page, name="support"),
    path("ho-tro/<int:pk>/quyet-dinh/", views.decide, name="support_decide"),
    path("ho-tro/<int:pk>/tu-choi/", views.refuse, name="support_refuse"),
    path("ho-tro/<int:pk>/chi/", views.pay, name="support_pay"),
    path("ho-tro/<int:pk>/hieu-qua/", views.effect, name="support_effect"),
    path("ho-tro/<int:pk>/rut/", views.withdraw, name="support_withdraw"),
    path("ho-tro/<int:pk>/quyet-dinh.<slug:form>", views.paper, name="support_paper"),
    path("ho-tro/<int:pk>/nhat-ky/", views.history, name="support_history"),
]
