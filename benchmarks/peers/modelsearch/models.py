from django.db import models
from modelsearch import index


class Text(index.Indexed, models.Model):
    """The words of a practice, as modelsearch wants them: a model that says which of its fields are searched."""

    title = models.TextField()
    body = models.TextField()

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("title"),
        index.AutocompleteField("body"),
    ]

    class Meta:
        app_label = "bench_modelsearch"

    def __str__(self):
        return self.title
