from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from sanvat.news import access
from sanvat.records.hiding import hides


class SecondPerson(Task):
    """A second person reads what an editor submitted, and puts it online or gives it back.

    Meanwhile nobody changes it, so that what goes online is what was read.
    """

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("người thứ hai duyệt")
        verbose_name_plural = _("người thứ hai duyệt")

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return access.approves_on(user, access.home_of(obj))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        state = obj.current_workflow_task_state
        if state is None or not access.may_approve(user, state):
            return []
        return [
            ("reject", _("Trả lại để sửa"), True),
            ("approve", _("Duyệt đăng"), False),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Asked here again, since this is what the page of an approval calls."""
        if action_name in ("approve", "reject") and not access.may_approve(user, task_state):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        homes = access.approved_by(user)
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        pages = access.pages_of(homes).values_list("pk", flat=True)
        return waiting.filter(
            workflow_state__object_id__in=[str(pk) for pk in pages.iterator()]
            if waiting.exists()
            else []
        )
