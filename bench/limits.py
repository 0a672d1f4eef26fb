"""What a figure may be at most, said beside it. `make bench` ends with an error when one was larger."""

broken: list[str] = []


def limit(what: str, value: float, most: float, unit: str) -> str:
    """The words to print after a figure; `what` names it where it is told again at the end."""
    if value <= most:
        return f"limit {most:g} {unit}: kept"
    broken.append(f"{what}: {value:.3g} {unit}, of {most:g} allowed")
    return f"limit {most:g} {unit}: NOT KEPT"
