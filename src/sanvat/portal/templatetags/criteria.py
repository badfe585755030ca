"""The words of the criteria pages as filters of templates."""

from django import template

from sanvat.portal.criteria.words import cited, day_of_year, told
from sanvat.text.days import day

register = template.Library()

for word in (told, day, day_of_year, cited):
    register.filter(word.__name__, word)
