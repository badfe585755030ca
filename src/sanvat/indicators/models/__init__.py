"""What is measured, who is asked for it and when, and what they said."""

from sanvat.indicators.models.collections import (
    Approval,
    Asked,
    Collection,
    Grace,
    ValueReport,
)
from sanvat.indicators.models.kept import KeptFigure, KeptPaper, KeptRow
from sanvat.indicators.models.library import Definition, Indicator
from sanvat.indicators.models.staged import StagedForm
from sanvat.indicators.models.values import Figure, Total, Value

__all__ = [
    "Approval",
    "Asked",
    "Collection",
    "Definition",
    "Figure",
    "Grace",
    "Indicator",
    "KeptFigure",
    "KeptPaper",
    "KeptRow",
    "StagedForm",
    "Total",
    "Value",
    "ValueReport",
]
