from django import template

from sanvat.desk.letters.rows import letter_state

register = template.Library()
register.simple_tag(letter_state)
