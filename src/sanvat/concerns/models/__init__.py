from sanvat.concerns.models.answers import Answer, AnswerFile, Publication, PublicationQuerySet
from sanvat.concerns.models.concerns import Attachment, Concern, ConcernQuerySet
from sanvat.concerns.models.counted import CountedConcern
from sanvat.concerns.models.handling import Handling, Opinion, Question, Reminder, Turn
from sanvat.concerns.models.meetings import Meeting
from sanvat.concerns.models.offices import Confidant, OfficeLimit, Route, Template
from sanvat.concerns.models.senders import SEALED, Erasure, Reading, Sender
from sanvat.concerns.models.systems import AppSending, Endpoint, EndpointQuerySet, Forwarding

__all__ = [
    "SEALED",
    "Answer",
    "AnswerFile",
    "AppSending",
    "Attachment",
    "Concern",
    "ConcernQuerySet",
    "Confidant",
    "CountedConcern",
    "Endpoint",
    "EndpointQuerySet",
    "Erasure",
    "Forwarding",
    "Handling",
    "Meeting",
    "OfficeLimit",
    "Opinion",
    "Publication",
    "PublicationQuerySet",
    "Question",
    "Reading",
    "Reminder",
    "Route",
    "Sender",
    "Template",
    "Turn",
]
