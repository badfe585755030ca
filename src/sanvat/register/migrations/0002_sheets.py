"""What is read of a file is kept sheet by sheet. A file taken in before has the one it was read
from; one whose rows were not answered yet is taken back, to be uploaded again."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def one_sheet_each(apps: Any, schema_editor: Any) -> None:
    Import, ImportSheet, ImportRow = (
        apps.get_model("register", name) for name in ("Import", "ImportSheet", "ImportRow")
    )
    for importing in Import.objects.all():
        last = importing.first_row + importing.total
        sheet = ImportSheet.objects.create(
            importing=importing,
            position=0,
            name=importing.sheet,
            is_chosen=True,
            is_mapped=True,
            last_row=last,
            parts=[["title", 1, importing.first_row - 1], ["data", importing.first_row, last]],
            width=len(importing.labels),
            labels=importing.labels,
            mapping=importing.mapping,
        )
        ImportRow.objects.filter(importing=importing).update(sheet=sheet)
        if importing.state in ("started", "mapped"):
            importing.state = "discarded"
            importing.save(update_fields=["state"])
    # What refers to the new rows is looked at now, or the tables could not be altered any more.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0001_initial"),
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "name",
                    models.CharField(blank=True, max_length=100, verbose_name="tên trang tính"),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="đang ẩn trong tệp")),
                ("is_chosen", models.BooleanField(default=False, verbose_name="được đọc")),
                (
                    "is_mapped",
                    models.BooleanField(default=False, verbose_name="cột đã có người xem"),
                ),
                ("last_row", models.PositiveIntegerField(default=0, verbose_name="dòng cuối")),
                (
                    "beyond",
                    models.PositiveIntegerField(default=0, verbose_name="số ô ở các cột quá xa"),
                ),
                ("merged", models.JSONField(default=list, verbose_name="ô gộp")),
                ("hidden_rows", models.JSONField(default=list, verbose_name="dòng đang ẩn")),
                ("parts", models.JSONField(default=list, verbose_name="mỗi dòng là gì")),
                ("told", models.JSONField(default=dict, verbose_name="dòng do người xem chỉ")),
                (
                    "width",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số cột của trang tính"
                    ),
                ),
                ("labels", models.JSONField(default=list, verbose_name="tên các cột")),
                ("mapping", models.JSONField(default=dict, verbose_name="cột nào là gì")),
                ("unread", models.JSONField(default=dict, verbose_name="cột không đọc và vì sao")),
                ("fonts", models.JSONField(default=dict, verbose_name="cột viết bằng phông cũ")),
                (
                    "is_converted",
                    models.BooleanField(default=True, verbose_name="chuyển phông cũ sang Unicode"),
                ),
            ],
            options={
                "verbose_name": "trang tính của tệp sổ",
                "verbose_name_plural": "trang tính của tệp sổ",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SheetCells",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_row", models.PositiveIntegerField(verbose_name="từ dòng")),
                ("packed", models.BinaryField(verbose_name="các ô")),
            ],
            options={
                "verbose_name": "ô của trang tính",
                "verbose_name_plural": "ô của trang tính",
                "ordering": ["first_row"],
            },
        ),
        migrations.AlterModelOptions(
            name="importrow",
            options={
                "ordering": ["sheet_id", "number", "piece"],
                "verbose_name": "dòng của sổ",
                "verbose_name_plural": "dòng của sổ",
            },
        ),
        migrations.RemoveConstraint(
            model_name="importrow",
            name="import_row_once",
        ),
        migrations.RemoveIndex(
            model_name="importrow",
            name="import_row_answers",
        ),
        migrations.AddField(
            model_name="import",
            name="agreed",
            field=models.JSONField(default=list, verbose_name="chữ hiểu như lần trước"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="is_hidden",
            field=models.BooleanField(default=False, verbose_name="đang ẩn trong tệp"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="piece",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="sản phẩm thứ mấy của dòng"
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="decision",
            field=models.CharField(blank=True, max_length=40, verbose_name="quyết định"),
        ),
        migrations.AddField(
            model_name="importsheet",
            name="importing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sheets",
                to="register.import",
                verbose_name="lần nhập",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="sheet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="register.importsheet",
                verbose_name="trang tính",
            ),
        ),
        migrations.RunPython(one_sheet_each, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="importrow",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="register.importsheet",
                verbose_name="trang tính",
            ),
        ),
        migrations.RemoveField(
            model_name="import",
            name="first_row",
        ),
        migrations.RemoveField(
            model_name="import",
            name="labels",
        ),
        migrations.RemoveField(
            model_name="import",
            name="mapping",
        ),
        migrations.RemoveField(
            model_name="import",
            name="sheet",
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                fields=["importing", "answer", "sheet", "number", "piece"],
                name="import_row_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("importing", "sheet", "number", "piece"), name="import_row_once"
            ),
        ),
        migrations.AddField(
            model_name="sheetcells",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="register.importsheet",
                verbose_name="trang tính",
            ),
        ),
        migrations.AddConstraint(
            model_name="importsheet",
            constraint=models.UniqueConstraint(
                fields=("importing", "position"), name="import_sheet_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetcells",
            constraint=models.UniqueConstraint(
                fields=("sheet", "first_row"), name="sheet_cells_once"
            ),
        ),
    ]
