"""Two apps of Wagtail without their addresses for programmes, which are served nowhere here.

What those load takes a quarter of a second at every start of every process.
"""

from django.db.models import ForeignKey
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig


class Documents(WagtailDocsAppConfig):
    def ready(self) -> None:
        from wagtail.admin.ui.fields import register_display_class
        from wagtail.documents import get_document_model, get_permission_policy
        from wagtail.documents.components import DocumentDisplay
        from wagtail.documents.signal_handlers import register_signal_handlers
        from wagtail.models.reference_index import ReferenceIndex
        from wagtail.permissions import register_permission_policy

        paper = get_document_model()
        register_permission_policy(paper, get_permission_policy())
        register_signal_handlers()
        register_display_class(ForeignKey, to=paper, display_class=DocumentDisplay)
        ReferenceIndex.register_model(paper)


class Images(WagtailImagesAppConfig):
    def ready(self) -> None:
        from wagtail.admin.compare import register_comparison_class
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.ui.fields import register_display_class
        from wagtail.images import get_image_model, get_permission_policy
        from wagtail.images.components import ImageDisplay
        from wagtail.images.edit_handlers import ImageFieldComparison
        from wagtail.images.signal_handlers import register_signal_handlers
        from wagtail.images.widgets import AdminImageChooser
        from wagtail.models.reference_index import ReferenceIndex
        from wagtail.permissions import register_permission_policy

        picture = get_image_model()
        register_permission_policy(picture, get_permission_policy())
        register_signal_handlers()
        register_form_field_override(ForeignKey, to=picture, override={"widget": AdminImageChooser})
        register_comparison_class(ForeignKey, to=picture, comparison_class=ImageFieldComparison)
        register_display_class(ForeignKey, to=picture, display_class=ImageDisplay)
        ReferenceIndex.register_model(picture)
