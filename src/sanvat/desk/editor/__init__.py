"""`/quan-tri/`: Wagtail's editor of the news, for editors and those who approve."""
