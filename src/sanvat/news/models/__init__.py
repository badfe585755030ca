"""The pages of the portal: sites of units, their sections and articles, pictures and files."""

from sanvat.news.models.addresses import FormerAddress
from sanvat.news.models.approval import SecondPerson
from sanvat.news.models.articles import Article, ArticleProduct, ArticleQuerySet, Topic
from sanvat.news.models.files import Paper, Picture, Rendition
from sanvat.news.models.links import Link, LinkGroup
from sanvat.news.models.sites import Section, UnitHome
from sanvat.news.models.talk import ArticleThread, SectionTalk

__all__ = [
    "Article",
    "ArticleProduct",
    "ArticleQuerySet",
    "ArticleThread",
    "FormerAddress",
    "Link",
    "LinkGroup",
    "Paper",
    "Picture",
    "Rendition",
    "SecondPerson",
    "Section",
    "SectionTalk",
    "Topic",
    "UnitHome",
]
