from django import template

from sanvat.desk.register.rows import import_state

register = template.Library()
register.simple_tag(import_state)
