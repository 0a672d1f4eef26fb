"""The door for browsers and programs: one ASGI app that joins the rooms.

It renders errors, sends the security headers, serves the built web app, and composes the pages that need several
rooms. Nothing here knows a domain rule.
"""
