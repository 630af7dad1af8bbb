"""What is asked for in every measurement: the same selections, facets and addresses for the program and its peers."""

KIND = "practice"
FACETS = (
    "place",
    "theme",
    "gender",
    "youth",
    "group",
    "network",
    "organisation",
    "recommendation",
    "evidence",
    "scale",
    "language",
)
THREE = {"place": ["202"], "theme": ["youth-leadership"], "youth": ["young-people"]}
"""Three facets, each with one choice that many practices have."""

SELECTIONS = {"three facets": THREE, "no selection": {}}

QUERY = "?" + "&".join(f"{name}={value}" for name, values in THREE.items() for value in values)
PAGES = {
    "page 1": "",
    "page 1, three facets": QUERY,
    "page 2": "?page=2",
    "page 1000": "?page=1000",
    "by title": "?sort=title",
    "q=": "?q=youth+dialogue",
}
