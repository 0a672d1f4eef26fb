"""What touches the machine: settings, secrets, the database, jobs, the cipher, outbound HTTP, telemetry.

No domain word is spoken here. Each module is imported by its own name; there is no common face.
"""
