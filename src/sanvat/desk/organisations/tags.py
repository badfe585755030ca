from django import template

from sanvat.desk.organisations.rows import period
from sanvat.records.secrets import masked

register = template.Library()
register.simple_tag(period, name="period_of")
register.filter("masked", masked)
