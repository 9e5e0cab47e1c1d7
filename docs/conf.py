"""How the documentation becomes a site: ``sphinx-build -W docs site``.

The pages are plain Markdown, which reads as well where there is no Sphinx. What only a site needs
is added while it is built: the navigation from the lists of the index, so that no page is listed
twice, and the reference of the API from ``hallwaytrack.__all__`` and its docstrings.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx

import hallwaytrack

project = "hallwaytrack"
author = "The hallwaytrack contributors"
version = release = hallwaytrack.__version__
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
intersphinx_mapping: dict[str, Any] = {}
"""None: nothing is fetched while the site is built."""
exclude_patterns = ["examples"]
html_extra_path = ["examples"]
"""Pages that are not made from Markdown; they stand at the root of the site."""
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
pygments_dark_style = "github-dark"
"""That of the theme underlines what is imported, as if it were a link."""
html_title = f"hallwaytrack {version}"
html_show_copyright = False
myst_heading_anchors = 3
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
napoleon_use_ivar = True
copybutton_exclude = ".linenos, .gp, .go"

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"\[([^]]+)\]\(\.\./examples/([\w-]+\.html)\)")
PAGE = re.compile(r"^- \[.*?\]\(([\w/-]+)\.md\)", re.MULTILINE)


def toctrees(index: str) -> Iterator[str]:
    """A list for the navigation for each section of the index that lists pages."""
    _, *sections = SECTION.split(index)
    for caption, text in zip(sections[::2], sections[1::2], strict=True):
        pages = PAGE.findall(text)
        if pages:
            lines = "\n".join(pages)
            yield f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```\n"


def reference(names: Iterable[str]) -> Iterator[str]:
    """A directive for each public function and class; data is told where it is used."""
    found = {name: getattr(hallwaytrack, name) for name in names}
    for title, is_class in (("Functions", False), ("Classes", True)):
        yield f"## {title}\n"
        for name, value in sorted(found.items()):
            if callable(value) and isinstance(value, type) is is_class:
                yield _directive(name, is_class)


def _directive(name: str, is_class: bool) -> str:
    what = "autoclass" if is_class else "autofunction"
    lines = [f".. {what}:: hallwaytrack.{name}"]
    if is_class:
        # What a class is made of is its own, while `replace` is that of every model, and what
        # Python's exceptions bring is known; how a model checks itself is nobody's call.
        lines += ["   :members:", "   :inherited-members: Model,BaseException,Generic"]
        lines += ["   :exclude-members: broken, settle", "   :show-inheritance:"]
    return "```{eval-rst}\n" + "\n".join(lines) + "\n```\n"


def add_what_a_site_needs(_: Sphinx, page: str, source: list[str]) -> None:
    """Add the navigation, the docstrings, and links that open the pages of the examples."""
    if page == "index":
        source[0] += "\n" + "\n".join(toctrees(source[0]))
    elif page == "reference/api":
        source[0] += "\n" + "\n".join(reference(hallwaytrack.__all__))
    # Else they would be files to download.
    source[0] = EXAMPLE.sub(r'<a href="../\2">\1</a>', source[0])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", add_what_a_site_needs)
