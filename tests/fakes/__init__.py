"""Stand-ins for what lies on the internet: ASGI apps, so that the real client, adapters and guards talk to them."""
