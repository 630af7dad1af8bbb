"""How far a copy is, for whoever waits for it: one line on a terminal, every tenth elsewhere."""


class Progress:
    """Says to `out` (a stream) what was done of how much."""

    def __init__(self, out):
        self._out, self._on_terminal = out, out.isatty()
        self._told = {}  # {what: the tenth that was told last}

    def __call__(self, what, done, of):
        if self._on_terminal:
            self._say(f"\r{what} {done:,} of {of:,}\033[K", end="")
        elif 10 * done // of > self._told.get(what, 0):
            self._say(f"{what} {done:,} of {of:,}", end="\n")
            self._told[what] = 10 * done // of

    def end(self):
        """Leave the line free for what is said next."""
        if self._on_terminal:
            self._say("\r\033[K", end="")

    def _say(self, words, end):
        self._out.write(words, ending=end)
        self._out.flush()
