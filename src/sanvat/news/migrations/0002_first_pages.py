"""The main site in the place of Wagtail's welcome page, its first sections, and the approval by a
second person in the place of Wagtail's groups."""

from uuid import UUID

from django.db import migrations

# Chosen once, so that every new installation begins with the same rows.
KEY = "5a6e7661-7400-4000-8000-{:012d}"
SECTIONS = (
    ("Tin tức", "News", "tin-tuc"),
    ("Chính sách, hướng dẫn", "Policies and guidance", "chinh-sach-huong-dan"),
    ("Chuyện sản phẩm", "Stories of products", "chuyen-san-pham"),
)


def begin(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    sites = apps.get_model("wagtailcore", "Site").objects
    locale = apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first()

    def type_of(model):
        return content_types.get_or_create(app_label="news", model=model)[0]

    sites.all().delete()
    pages.filter(depth=2).delete()
    root = pages.get(depth=1)
    root.translation_key = UUID(KEY.format(1))
    root.numchild = 1
    root.save()
    home = apps.get_model("news", "UnitHome").objects.create(
        title="Sản Vật",
        draft_title="Sản Vật",
        title_en="Sản Vật",
        slug="trang-chinh",
        content_type=type_of("unithome"),
        path=f"{root.path}0001",
        depth=2,
        numchild=len(SECTIONS),
        url_path="/trang-chinh/",
        locale=locale,
        translation_key=UUID(KEY.format(2)),
    )
    for number, (title, title_en, slug) in enumerate(SECTIONS, start=1):
        apps.get_model("news", "Section").objects.create(
            title=title,
            draft_title=title,
            title_en=title_en,
            slug=slug,
            is_shared=True,
            home=home,
            content_type=type_of("section"),
            path=f"{home.path}{number:04d}",
            depth=3,
            numchild=0,
            url_path=f"/trang-chinh/{slug}/",
            locale=locale,
            translation_key=UUID(KEY.format(2 + number)),
        )
    sites.create(
        hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name="Sản Vật"
    )

    apps.get_model("wagtailcore", "Workflow").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    task = apps.get_model("news", "SecondPerson").objects.create(
        name="Người thứ hai duyệt", content_type=type_of("secondperson")
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="Duyệt đăng")
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=root.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
