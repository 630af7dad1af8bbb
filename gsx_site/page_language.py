"""Locale middleware by the path alone: Django's own also asks cookies and headers, and would split every cache."""

from django.utils.translation import override

from catalogue.languages import language_of


class LanguageOfPath:
    """Answers each request in the language of its path."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        with override(language_of(request.path_info)):
            return self._get_response(request)
