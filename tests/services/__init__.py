"""Real servers that tests talk to; each module offers fixtures that start and stop one."""
