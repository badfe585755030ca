from django import template

from sanvat.desk.organisations.rows import period

register = template.Library()
register.simple_tag(period, name="period_of")
