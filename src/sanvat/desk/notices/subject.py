"""Its link is the bell in the head of every page."""

from sanvat.desk.notices.panels import PANELS
from sanvat.desk.subject import Subject

SUBJECT = Subject(urls="sanvat.desk.notices.urls", panels=PANELS)
