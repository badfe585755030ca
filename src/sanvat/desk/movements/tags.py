from django import template

from sanvat.movements.documents import what_was_given

register = template.Library()

register.filter("what_was_given", what_was_given)
