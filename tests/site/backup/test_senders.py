"""A backup is handed about: it tells nobody who sent a matter of the people, nor the words of a
denunciation. The key of identities is in none, not even in one that has the secret key."""

import io
import zipfile

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import Confidant
from sanvat.parties.models import OrganisationKind, Role
from sanvat.places.models import Place
from sanvat.site import postgres
from sanvat.site.backup import take
from tests.concerns.test_identity_elsewhere import told
from tests.concerns.test_identity_nowhere import SECRET, SENDER
from tests.people import make_organisation, make_person


def test_a_backup_tells_nobody_who_sent_a_matter(installations, tmp_path):
    installations.new(postgres.DATABASE)
    sent = [_send(kind) for kind in ("complaint", "denunciation")]
    path = tmp_path / "sao-luu.zip"

    take.take(path, with_key=True)

    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    everything = b"\n".join(parts.values())
    assert all(each.concern.code.encode() in everything for each in sent)
    assert {name: told(content) for name, content in parts.items() if told(content)} == {}
    assert settings.SECRET_KEY.encode() in everything
    assert [key for key in settings.IDENTITY_KEYS if key.encode() in everything] == []


def _send(kind: str) -> actions.Sent:
    now = timezone.now()
    place = Place.objects.today().communes().order_by("pk")[0]
    if kind == "complaint":
        body = make_organisation(OrganisationKind.COMMUNE_COMMITTEE, "UBND xã Thử", place)
        officer = make_person("Nguyễn Thị Lan", Role.COMMUNE_OFFICER, body)
        Confidant.objects.create(
            organisation=body,
            user=officer,
            paper="QĐ 12",
            valid=DateRange(timezone.localdate(), None),
            named_by=officer,
            named_at=now,
        )
    return actions.send_concern(
        kind=kind,
        subject="dossier",
        place=place,
        text=SECRET if kind == "denunciation" else "Đường lầy lội.",
        who=SENDER,
        wants_mail=True,
        key=f"{kind:0>64}",
        is_proven=True,
        at=now,
    )
