from sanvat.instruments.models.drafts import Answer, Draft, DraftQuerySet
from sanvat.instruments.models.papers import Instrument, InstrumentQuerySet, number_key
from sanvat.instruments.models.publication import Publication
from sanvat.instruments.models.relations import Relation

__all__ = [
    "Answer",
    "Draft",
    "DraftQuerySet",
    "Instrument",
    "InstrumentQuerySet",
    "Publication",
    "Relation",
    "number_key",
]
