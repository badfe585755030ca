"""The components by subject. Each module adds its tags to the one library `ui`.

Templates say `{% load ui %}`; Python that builds HTML calls the same functions from here.
"""

from django import template

register = template.Library()
