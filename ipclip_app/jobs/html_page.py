"""The beginning of an HTML page that needs nothing else: no script, no link, no font; loads no torch."""

import time
from html import escape
from typing import Final

from ipclip_app.jobs.visible import visible
from ipclip_app.resources import resource_path

_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Even if a name slipped through unescaped, nothing could run or be fetched."""


def page_head(title: str, *styles: str) -> str:
    """Everything up to the heading and the date below it.

    Args:
        title: Plain text.
        styles: Names of style sheets in `reports/`.
    """
    shown = html_text(title)
    style = "".join(resource_path(f"reports/{name}").read_text(encoding="utf-8") for name in styles)
    written = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown}</title>\n<style>\n{style}</style></head>\n<body><main>\n"
        f'<h1>{shown}</h1>\n<p class="muted">Written {written}.</p>\n'
    )


def html_text(text: str) -> str:
    """Plain text as HTML that shows all of it."""
    return escape(visible(text))
