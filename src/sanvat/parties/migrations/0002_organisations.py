import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import sanvat.records.fields


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.AddField(
            model_name="user",
            name="is_demonstration",
            field=models.BooleanField(default=False, verbose_name="tài khoản trình diễn"),
        ),
        migrations.AddField(
            model_name="user",
            name="searchable",
            field=sanvat.records.fields.Searchable(
                "name", "username", default="", editable=False, max_length=300
            ),
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("producer", "chủ thể"),
                            ("commune_committee", "Ủy ban nhân dân xã"),
                            ("district_committee", "Ủy ban nhân dân huyện"),
                            ("province_committee", "Ủy ban nhân dân tỉnh"),
                            ("advisory_body", "cơ quan tham mưu"),
                            ("advisory_team", "tổ tư vấn"),
                            ("council", "hội đồng"),
                            ("coordination_office", "văn phòng điều phối"),
                            ("ministry", "bộ, ngành trung ương"),
                            ("department", "sở, ban, ngành"),
                            ("party_body", "cơ quan Đảng"),
                            ("front", "Mặt trận Tổ quốc"),
                            ("union", "hội, đoàn thể"),
                            ("association", "hiệp hội"),
                            ("institute", "viện, trường"),
                            ("bank", "ngân hàng, tổ chức tín dụng"),
                            ("company", "doanh nghiệp"),
                            ("press", "cơ quan báo chí"),
                            ("other", "tổ chức khác"),
                        ],
                        max_length=30,
                        verbose_name="loại tổ chức",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên tổ chức")),
                (
                    "tax_code",
                    models.CharField(blank=True, max_length=20, verbose_name="mã số thuế"),
                ),
                (
                    "is_demonstration",
                    models.BooleanField(default=False, verbose_name="dữ liệu trình diễn"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ngày lập"
                    ),
                ),
                (
                    "searchable",
                    sanvat.records.fields.Searchable(
                        "name", default="", editable=False, max_length=300
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="parties.organisation",
                        verbose_name="thuộc tổ chức",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="địa bàn",
                    ),
                ),
            ],
            options={
                "verbose_name": "tổ chức",
                "verbose_name_plural": "tổ chức",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("producer", "chủ thể"),
                            ("commune_officer", "cán bộ xã"),
                            ("advisory_officer", "cán bộ cơ quan tham mưu"),
                            ("team_member", "thành viên tổ tư vấn"),
                            ("council_member", "thành viên hội đồng"),
                            ("council_chair", "chủ tịch hội đồng"),
                            ("council_secretary", "thư ký hội đồng"),
                            ("centre_officer", "cán bộ trung ương"),
                            ("coordinator", "cán bộ điều phối"),
                            ("programme_party", "bên phối hợp chương trình"),
                            ("editor", "biên tập viên"),
                            ("operator", "người vận hành"),
                        ],
                        max_length=30,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="thời hạn"),
                ),
                (
                    "granted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="giao lúc"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kết thúc lúc"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kết thúc",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người giao",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người dùng",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="parties.organisation",
                        verbose_name="tổ chức",
                    ),
                ),
            ],
            options={
                "verbose_name": "tư cách",
                "verbose_name_plural": "tư cách",
                "ordering": ["organisation__name", "role", "id"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="gửi tới")),
                ("subject", models.CharField(max_length=200, verbose_name="tiêu đề")),
                ("body", models.TextField(verbose_name="nội dung")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "đã soạn"),
                            ("read", "đã đọc lại"),
                            ("queued", "chờ gửi"),
                            ("sent", "đã gửi"),
                            ("failed", "gửi hỏng"),
                            ("cancelled", "đã bỏ"),
                        ],
                        default="drafted",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("about_type", models.CharField(blank=True, max_length=60)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="soạn lúc"
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi từ lúc")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi")),
                ("last_error", models.TextField(blank=True, verbose_name="lỗi lần cuối")),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người soạn",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                        verbose_name="bên gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "thư",
                "verbose_name_plural": "thư",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("producer", "chủ thể"),
                            ("commune_officer", "cán bộ xã"),
                            ("advisory_officer", "cán bộ cơ quan tham mưu"),
                            ("team_member", "thành viên tổ tư vấn"),
                            ("council_member", "thành viên hội đồng"),
                            ("council_chair", "chủ tịch hội đồng"),
                            ("council_secretary", "thư ký hội đồng"),
                            ("centre_officer", "cán bộ trung ương"),
                            ("coordinator", "cán bộ điều phối"),
                            ("programme_party", "bên phối hợp chương trình"),
                            ("editor", "biên tập viên"),
                            ("operator", "người vận hành"),
                        ],
                        max_length=30,
                        verbose_name="vai trò",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=20, verbose_name="số điện thoại"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="mời lúc"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="nhận lúc"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rút lại lúc"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mời",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="parties.organisation",
                        verbose_name="tổ chức",
                    ),
                ),
            ],
            options={
                "verbose_name": "lời mời",
                "verbose_name_plural": "lời mời",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="nội dung")),
                ("about_type", models.CharField(blank=True, max_length=60)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("key", models.CharField(blank=True, max_length=120)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc"),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="đã xem lúc")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "verbose_name_plural": "thông báo",
                "ordering": ["-created_at", "-id"],
                "indexes": [models.Index(fields=["user", "-created_at"], name="notice_desk")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("user", "key"),
                        name="notice_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                models.F("kind"),
                django.db.models.functions.text.Lower("name"),
                models.F("place"),
                condition=models.Q(("kind", "producer"), _negated=True),
                name="organisation_once_in_a_place",
                nulls_distinct=False,
                violation_error_message="Địa bàn này đã có một tổ chức cùng loại, cùng tên.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.F("user"), "="),
                    (models.F("organisation"), "="),
                    (models.F("role"), "="),
                    (models.F("valid"), "&&"),
                ],
                name="membership_periods_apart",
                violation_error_message="Người này đã giữ vai trò ấy trong thời gian ấy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place__isnull", False),
                    models.Q(
                        ("role__in", ["producer", "commune_officer", "advisory_officer"]),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="membership_of_a_place_has_one",
                violation_error_message="Vai trò này phải gắn với một địa bàn.",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["about_type", "about_id"], name="letter_about"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["organisation", "state", "-created_at"], name="letter_outbox"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["due_at"], name="letter_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), _connector="XOR"),
                name="invitation_to_one_address",
                violation_error_message="Hãy ghi thư điện tử hoặc số điện thoại, một trong hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("accepted_by__isnull", False),
                        ("revoked_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="invitation_accepted_by_somebody",
            ),
        ),
    ]
