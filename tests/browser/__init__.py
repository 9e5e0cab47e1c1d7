"""Pages as a browser shows them: ``.ci/browser`` installs Chromium, and what drives and judges it.

A page that parses may still scroll sideways on a phone, or have letters that are too pale. Chromium
shows it in several widths, light and dark, and axe-core looks for what keeps people out.
"""
