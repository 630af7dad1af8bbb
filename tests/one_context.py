"""One context for each page that a test client asks for, instead of one for each of the pieces that it includes.

Django's test client copies the context of every template that is rendered; a list has some hundred of them.
"""

from django.template.base import Template
from django.template.context import BaseContext
from django.test.signals import template_rendered

OF_A_PIECE = BaseContext()


def share():
    """From now on; Django's own signal must have been set up."""
    noting = Template._render

    def render(template, context):
        if context.template is template:
            return noting(template, context)
        template_rendered.send(sender=template, template=template, context=OF_A_PIECE)
        return template.nodelist.render(context)

    Template._render = render
