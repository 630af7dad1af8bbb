"""What to ask those who did it: questions for a meeting, which no entry answers."""

from django.utils.translation import gettext as _


def questions():
    return [
        _("What would you do otherwise if you began today?"),
        _("Who was against it, and what changed their mind?"),
        _("What did it take that is not written down: time, leave, people who were trusted already?"),
        _("Which part must not be left out, and which did you adapt?"),
        _("Who could come to harm by it where I am, and how would you notice?"),
    ]
