"""How Django writes and reads numbers and days in our two languages, where it is left to itself.

Pages write them with `text.numbers` and `text.days`, and forms read them so. Django's own formats
name no input format for Vietnamese, so that a plain DateField reads 05/04/2026 as the 4th of May,
and take the 5th of the 4th for May in English too.
"""

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
TIMES = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"]
MOMENTS = [f"{day} {time}" for day in DAYS for time in TIMES]
