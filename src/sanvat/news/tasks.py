"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.news import actions, jobs
from sanvat.news.models import Article
from sanvat.records import jobs as records


@app.periodic(cron="* * * * *")
@records.task(name="news.publish_due", queueing_lock="publish_due_news", if_lost=records.again)
def publish_due(timestamp: int) -> None:
    actions.publish_due(at=timezone.now())


@records.task(name=jobs.DRAW_CARD, if_lost=records.again)
def draw_card(article_id: int) -> None:
    article = Article.objects.select_related("home").filter(pk=article_id).first()
    if article is not None:
        actions.draw_card(article, at=timezone.now())
