"""Addresses that are secrets themselves: whoever knows them may act. They stand in no log."""

import logging
import re

SECRET = re.compile(r"(/consent/)[^/\s?#]+")


def without_secrets(path):
    """`path`, or a line that holds one, with … in the place of tokens."""
    return SECRET.sub(r"\1…", path)


class HideSecrets(logging.Filter):
    """Takes tokens out of the paths that a log record was given."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(one) if isinstance(one, str) else one for one in record.args)
        record.msg = without_secrets(str(record.msg))
        return True
