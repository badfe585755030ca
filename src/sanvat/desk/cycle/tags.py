from datetime import date

from django import template
from django.utils.safestring import SafeString

from sanvat.desk.cycle import drawings
from sanvat.programme.cycle import Step

register = template.Library()


@register.simple_tag
def year_bar(step: Step, year: int, today: date) -> SafeString:
    return drawings.year_bar(step, year=year, today=today)
