"""Whatever people write is kept as it shows, in every field of every room and by every door."""

import re
from urllib.parse import unquote

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.test import Client

from sanvat.records.fields import Document, Plain, Searchable
from tests.test_odd_values import PEOPLE, found  # noqa: F401
from tests.test_wrong_person import ADDRESSES, world  # noqa: F401

HIDDEN = "\u202e\u200b\u2066\ufe0f\u3164\u00ad"
TYPED = f"A{HIDDEN}\u00a0 Ｂ"
KEPT = "A B"

# Made by the programme, or read from what is plain: nobody writes into these.
MADE = {
    **dict.fromkeys(
        (
            *("Producer.province", "Product.province", "CountedConcern.subject"),
            *("CountedConcern.home", "Tally.scope", "Tally.kind", "Tally.state"),
            *("DayTally.scope", "DayTally.group", "DayTally.state"),
            *("Organisation.province", "Organisation.also_in", "DecisionTally.province"),
            "Event.province",
            *("Thread.province", "Comment.province"),
        ),
        "by triggers, from keys of places and choices",
    ),
    **dict.fromkeys(
        (
            *("Organisation.place_key", "Organisation.found_by"),
            *("DecisionTally.decision", "DecisionTally.authority", "WorkCalendar.body_name"),
        ),
        "by triggers, from what is plain",
    ),
    "User.password": "a hash",
    "User.username": "a number or an address, by parties.addresses",
    "ApiKey.start": "drawn",
    "WaitingMail.sealed": "sealed",
    "Job.queue_name": "of the library",
    "Job.task_name": "of the library",
    "Job.lock": "of the library",
    "Job.queueing_lock": "of the library",
    "ApiKey.digest": "a hash",
    "Comment.sha256": "a hash",
    "PersonalFeed.digest": "a hash",
    "Letter.about_type": "a model",
    "Letter.key": "a key",
    "Letter.last_error": "what the mail server said",
    "Notice.about_type": "a model",
    "Notice.key": "a key",
    "Producer.name_key": "follows the name",
    "Producer.searchable": "follows the name",
    "Producer.sort_key": "follows the name",
    "Product.rulebook": "an id of the library",
    "Product.group": "a numeral of the rulebook",
    "Product.subgroup": "a numeral of the rulebook",
    "Product.name_key": "follows the name",
    "Product.near_key": "follows the name",
    "Product.searchable": "follows the name",
    "Product.public_words": "follows the name",
    "Product.sort_key": "follows the name",
    "Instrument.number_key": "follows the number",
    "Instrument.issuer_key": "follows the issuer",
    "Clock.about_type": "a model",
    "Concern.code": "drawn",
    "Concern.subject": "a key of the rulebook",
    "Concern.sent_key": "a key",
    "Concern.pin_sealed": "sealed",
    "Sender.sealed": "sealed",
    "Route.subject": "a key of the rulebook",
    "OfficeLimit.key": "a key of the rulebook",
    "Template.subject": "a key of the rulebook",
    "Endpoint.sealed_key": "sealed",
    "Forwarding.status": "open or closed, as the standard has it",
    "Clock.tables": "names of tables of the law",
    "Indicator.countable": "a key of what a room counts",
    "KeptFigure.name": "a name of the room's own list",
    "KeptFigure.countable": "a key of what a room counts",
    "Total.home": "a lineage",
    "Terms.legal_form": "a key of the rulebook",
    "Request.thing_key": "follows the thing",
    "YearlyReport.layout": "a file of the room",
    "ReportFigure.name": "a name of the room's own list",
    "ReportFigure.countable": "a key of what a room counts",
    "AttendancePaper.check_code": "letters by chance",
    "ImportRow.answer": "a code",
    "ImportRow.decision": "codes",
    "RegisterWord.words": "folded",
    **{
        f"{model}.{name}": "of Wagtail's pages"
        for model in ("UnitHome", "Section", "Article")
        for name in ("path", "slug", "url_path", "seo_title", "search_description")
    },
    **{
        f"{model}.{name}": "tidied by the page"
        for model in ("UnitHome", "Section", "Article")
        for name in ("title", "draft_title")
    },
    **{
        f"{model}.{name}": "tidied by its form"
        for model, name in (
            *(("Picture", "title"), ("Picture", "description"), ("Paper", "title")),
        )
    },
    "Follower.sealed": "sealed",
    "Follower.digest": "a hash",
    "Following.topic": "a key of what a room says may be followed",
    "NotedHappening.kind": "a key of the room",
    "NotedHappening.key": "a key of the room",
    "Webhook.sealed_secret": "sealed",
    "Webhook.sealed_before": "sealed",
    "Delivery.message": "letters by chance",
    "Delivery.body": "JSON of what strangers may read",
    "SecondPerson.name": "of Wagtail",
    "Picture.file_hash": "a hash",
    "Paper.file_hash": "a hash",
    "Rendition.filter_spec": "of a list",
    "Rendition.focal_point_key": "of Wagtail",
}
ROOMS_OF_THE_PROGRAMME = {
    "places",
    "records",
    "findable",
}  # their rows are made from files and by acts
# Their rows are made from files, by acts, and from what other rooms have.
ROOMS_OF_THE_PROGRAMME = {"places", "records", "findable"}


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("sanvat.")]


def written(model: type[models.Model]) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if isinstance(f, Plain)]


def test_every_text_of_every_room_is_kept_plain_or_made_by_the_programme():
    texts = {
        f"{model.__name__}.{field.name}": field
        for model in own_models()
        if model._meta.app_label not in ROOMS_OF_THE_PROGRAMME
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }
    loose = {name for name, f in texts.items() if not isinstance(f, Plain | Searchable)}

    assert loose == set(MADE)


@pytest.mark.django_db  # a page asks which kind it is
def test_each_such_field_keeps_what_shows_whoever_saves_it():
    wrong = []
    for model in own_models():
        for field in written(model):
            row = model(**{field.attname: TYPED})
            kept = (
                field.pre_save(row, add=True),
                getattr(row, field.attname),
                field.get_db_prep_save(TYPED, connection),
            )
            expected = KEPT if not isinstance(field, Document) else "A  B"
            if kept != (expected,) * 3:
                wrong.append((f"{model.__name__}.{field.name}", kept))

    assert wrong == []


def test_a_field_makes_no_difference_to_its_table():
    paths = {field.deconstruct()[1] for model in own_models() for field in written(model)}

    assert paths == {
        f"django.db.models.{kind}" for kind in ("CharField", "TextField", "EmailField", "URLField")
    }


@pytest.mark.django_db
def test_rows_that_are_changed_without_being_saved_are_plain_too(producer):
    organisation = producer.acting.organisation
    rows = type(organisation).objects.filter(pk=organisation.pk)

    rows.update(name=TYPED)

    assert rows.get().name == KEPT


# Forms


def own_forms(base: type = forms.Form) -> set[type]:
    below = {form for child in base.__subclasses__() for form in {child, *own_forms(child)}}
    return {form for form in below if form.__module__.startswith("sanvat.desk")}


def text_fields() -> list[tuple[str, forms.CharField]]:
    import sanvat.site.urls  # noqa: F401  brings in every form

    return [
        (f"{form.__name__}.{name}", field)
        for form in sorted(own_forms(), key=lambda form: form.__name__)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
    ]


# allauth's own, of what is looked up and never kept.
OF_ALLAUTH = re.compile(r"(SignIn|Code|CodeAgain|App|Passkey|PasskeyName|Reset|Email)Form\.")


def test_a_form_reads_what_shows_in_every_field_of_text():
    wrong = []
    for name, field in text_fields():
        try:
            read = field.clean(TYPED)
        except ValidationError:
            continue  # no e-mail address, say
        if isinstance(read, str) and read not in (KEPT, "A  B") and not OF_ALLAUTH.match(name):
            wrong.append((name, read))

    assert wrong == []


def test_what_shows_nothing_is_an_empty_field():
    wrong = []
    for name, field in text_fields():
        if field.required and not OF_ALLAUTH.match(name):
            try:
                field.clean(HIDDEN)
                wrong.append(name)
            except ValidationError as refused:
                if [fault.code for fault in refused.error_list] not in (["required"], ["invalid"]):
                    wrong.append(name)

    assert wrong == []


# Doors

# What the programme itself drew into a form, and reads back to the letter.
CODED = re.compile(r"once|seen|csrf|.*_FORMS|whose|next|version|kind|role|state")
# Beside what people write: sessions, and what was typed into a form that could not be sent.
LEFT_OUT = {"django_session", "records_keptform", "shared_cache", "procrastinate_jobs"}
IN_A_TEXT = (
    "[\u00ad\u034f\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]"
)


def _texts(fields: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, unquote(value)) for name, value in fields.items()]


def tables_with_text() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        return {t for (t,) in cursor.fetchall() if t not in LEFT_OUT and "places" not in t}


def hidden_in(tables: set[str]) -> list[str]:
    """The rows in which something hidden is kept."""
    if not tables:
        return []
    asked = " UNION ALL ".join(
        f"SELECT '{table}: ' || kept::text FROM \"{table}\" kept WHERE kept::text ~ %s"
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [IN_A_TEXT] * len(tables))
        return sorted({row for (row,) in cursor.fetchall()})


def written_so_far() -> dict[str, int]:
    """How many rows of each table this transaction has written, also those that were undone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd > 0"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_whatever_is_sent_to_whatever_form_nothing_hidden_is_kept(world, found):  # noqa: F811
    tables, sent, wrong = tables_with_text(), 0, []
    looked_at: set[str] = set()
    assert hidden_in(tables) == [], "then only what a form writes needs to be looked at"
    for target in found:
        if not target.fields or target.name not in ADDRESSES:
            continue
        able = [p for p in PEOPLE if p in ADDRESSES[target.name].post.opens]
        for person in able[:1]:
            before = written_so_far()
            with transaction.atomic():
                client = Client(raise_request_exception=False)
                client.cookies = world.sessions[person].copy()
                fields = {
                    name: value if CODED.fullmatch(name) else f"{value}{HIDDEN}"
                    for name, value in _texts(target.fields)
                }
                answer = client.post(target.path, fields)
                if answer.status_code == 302:
                    sent += 1
                    after = written_so_far()
                    written = {name for name in after if after[name] != before.get(name)} & tables
                    looked_at |= written
                    wrong += [f"{target.name}: {where}" for where in hidden_in(written)]
                transaction.set_rollback(True)

    assert wrong == []
    assert sent > 20
    assert len(looked_at) > 20
