"""A partner who keeps a copy of the directory in step with it through the API's changes, as its documentation says."""

CHANGES, LISTS = "/api/v1/changes", ("practices", "networks", "organisations")
ANEW = 410  # what a cursor of another era is answered with
PROBLEM = "application/problem+json"


class Partner:
    """Asks through `client` for `limit` changes at once; `copy` is {uid: entry}, `since` the cursor."""

    def __init__(self, client, limit):
        self._client, self._limit = client, limit
        self.begun = 0
        self._begin()

    def _begin(self):
        self.copy, self.since, self._vocabulary = {}, "", 0
        self.begun += 1

    def follow(self):
        """Ask until there is no more."""
        while self.ask():
            pass

    def ask(self):
        """Take in the next changes; whether there is more."""
        asked = {"limit": self._limit} | ({"since": self.since} if self.since else {})
        response = self._client.get(CHANGES, asked)
        if response.status_code == ANEW:
            assert response.headers["Content-Type"] == PROBLEM
            self._begin()
            return True
        assert response.status_code == 200, response.content
        return self._take(response.json())

    def _take(self, told):
        assert len(told["results"]) <= self._limit
        if self.since and told["vocabulary"] > self._vocabulary:
            self._begin()
            return True
        self._vocabulary = told["vocabulary"]
        self.copy |= {one["uid"]: one for one in told["results"]}
        self.since = told["next_since"]
        return told["more"]


def listed(client):
    """{uid: entry} of all lists, page by page."""
    found = {}
    for name in LISTS:
        address = f"/api/v1/{name}?page_size=7"
        while address:
            page = client.get(address).json()
            found |= {one["uid"]: one for one in page["results"]}
            address = page["next"]
    return found
