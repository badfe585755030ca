"""The addresses of the desk: those of every subject, and the places that any form may ask for.

What can be sent to an address is what comes into being there.
"""

from django.urls import path

from sanvat.desk import places
from sanvat.desk.routing import addresses_of
from sanvat.desk.subjects import SUBJECTS

app_name = "desk"

urlpatterns = [
    *(addresses_of(subject.urls) for subject in SUBJECTS),
    path("dia-ban/", places.suggest_places, name="places"),
]
