"""Its link is the box in the head of every page."""

from sanvat.desk.subject import Subject

SUBJECT = Subject(urls="sanvat.desk.search.urls")
