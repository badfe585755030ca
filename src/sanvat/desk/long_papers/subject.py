"""Papers that a worker makes. Notices lead to them, and so do the links of papers."""

from sanvat.desk.subject import Subject
from sanvat.records.models import OrderedPaper

SUBJECT = Subject(
    urls="sanvat.desk.long_papers.urls",
    pages={OrderedPaper: "desk:long_paper"},
)
