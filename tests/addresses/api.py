"""The API: rules and places are open to all, products and producers to those with a key."""

from tests.addresses import KEY, Address

OPEN = (
    "api:list_rulebooks",
    "api:get_rulebook",
    "api:list_sets",
    "api:get_set",
    "api:list_criteria",
    "api:get_criterion",
    "api:list_readings",
    "api:get_forms",
    "api:find_sets",
    "api:find_places",
    "api:list_days_off",
    "api:list_catalogue",
    "api:list_plans",
    "api:list_plan_units",
    "api:list_articles",
    "api:list_polls",
    "api:list_comments",
    "api:list_documents",
    "api:list_document_drafts",
    "api:list_work_calendars",
    "api:list_work_entries",
    "api:search",
    "api:list_events",
    "api:list_indicator_values",
    "api:rank",
    "api:list_agreements",
    "api:list_catalogue_producers",
    "api:list_indicators",
    "api:list_units",
    "api:get_unit",
    "api:list_datasets",
    "api:get_agreement",
    "api:get_article",
    "api:get_catalogue_product",
    "api:get_catalogue_producer",
    "api:get_event",
    "api:get_plan",
    "api:get_poll",
    "api:get_document_draft",
    "api:carry_over",
    "api:list_concerns",
    "api:get_concern",
    "api:send_concern",  # at the address of the list; the act is for a key alone
    "open311:",
    "api:openapi",
    "api:docs",
)
KEYED = {
    "api:list_products": "products:read",
    "api:list_producers": "producers:read",
    "api:list_own_agreements": "agreements:read",
    "api:list_own_concerns": "concerns:read",
}
ADDRESSES = {name: Address(KEY) for name in KEYED}

# What sends on, and what says that there is nothing.
UNNAMED = ("api/", "api/v1/", "api/v1/(?P<rest>.*)", "open311/v2/(?P<rest>.*)")
