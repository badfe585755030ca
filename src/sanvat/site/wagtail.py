"""What Wagtail is told: the same in every installation. Of it there is the editor of the news, and
nothing that asks anybody outside."""

WAGTAIL_SITE_NAME = "Sản Vật"
WAGTAILIMAGES_IMAGE_MODEL = "news.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "news.Paper"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sanvat.desk.editor.uploads.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sanvat.desk.editor.uploads.PaperForm"
WAGTAIL_I18N_ENABLED = False  # an article has its English half beside the Vietnamese one
WAGTAIL_ENABLE_UPDATE_CHECK = False  # it would ask its makers from the editor's browser
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_AUTO_UPDATE_PREVIEW = True
WAGTAIL_MODERATION_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
