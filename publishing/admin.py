"""Where Django looks for the admin of this room."""

from publishing.editing import admin  # noqa: F401 (its classes register themselves)
