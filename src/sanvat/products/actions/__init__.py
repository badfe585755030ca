"""What can be done with producers, products and ideas.

Every act takes `by`, the person at work (None: the programme itself), and `at`, the moment. Wrong
input is a ValidationError at its field, what is not theirs PermissionDenied, and what the rules do
not allow a Refusal. Every change writes the journal; an act that would change nothing writes
nothing. Who reads before writing locks first, the producer before its products.
"""

from sanvat.products.actions.consents import agree_to_be_told
from sanvat.products.actions.ideas import (
    Interested,
    advise_idea,
    note_idea,
    note_interested,
    plan_idea,
    register_idea,
    set_aside_idea,
)
from sanvat.products.actions.map import follow_the_map
from sanvat.products.actions.people import add_person, change_rights
from sanvat.products.actions.pictures import (
    MOST_PICTURES,
    add_picture,
    describe_picture,
    remove_picture,
    reorder_pictures,
)
from sanvat.products.actions.private import (
    erase_private_facts,
    open_private_facts,
    record_private_facts,
)
from sanvat.products.actions.producers import change_producer, register_producer
from sanvat.products.actions.products import (
    SalesPoint,
    Variant,
    change_product,
    record_year_figure,
    register_product,
    set_sales_places,
    set_variants,
)

__all__ = [
    "MOST_PICTURES",
    "Interested",
    "SalesPoint",
    "Variant",
    "add_person",
    "add_picture",
    "advise_idea",
    "agree_to_be_told",
    "change_producer",
    "change_product",
    "change_rights",
    "describe_picture",
    "erase_private_facts",
    "follow_the_map",
    "note_idea",
    "note_interested",
    "open_private_facts",
    "plan_idea",
    "record_private_facts",
    "record_year_figure",
    "register_idea",
    "register_producer",
    "register_product",
    "remove_picture",
    "reorder_pictures",
    "set_aside_idea",
    "set_sales_places",
    "set_variants",
]
