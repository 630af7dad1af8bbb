"""The whole site as files: what `manage.py export_site` writes for plain web servers, memory sticks and mirrors."""


class CopyError(Exception):
    """Why no copy can be made, in a sentence for the operator."""
