from django.urls import path

from sanvat.desk.comments import views

urlpatterns = [
    path("y-kien/", views.index, name="comments"),
    path("y-kien/<int:pk>/", views.comment, name="comment"),
    path("y-kien/<int:pk>/dang/", views.publish, name="comment_publish"),
    path("y-kien/<int:pk>/khong-dang/", views.refuse, name="comment_refuse"),
    path("y-kien/<int:pk>/tra-loi/", views.reply, name="comment_reply"),
    path("y-kien/<int:pk>/go-tra-loi/", views.take_back_reply, name="comment_reply_remove"),
    path("y-kien/<int:pk>/de-nghi/", views.settle, name="comment_removal"),
    path("y-kien/<int:pk>/nhat-ky/", views.history, name="comment_history"),
    path("y-kien/luu-giu/", views.keeping, name="comment_keeping"),
    path("y-kien/muc/", views.threads, name="comment_threads"),
    path("y-kien/muc/<int:pk>/", views.thread, name="comment_thread"),
    path("y-kien/muc/<int:pk>/dong/", views.close, name="comment_thread_close"),
    path("y-kien/muc/<int:pk>/mo-lai/", views.reopen, name="comment_thread_reopen"),
    path("y-kien/muc/<int:pk>/nhat-ky/", views.thread_history, name="comment_thread_history"),
]
