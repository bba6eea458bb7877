"""Role: one name per sheet of an import of several files, so that a place in a finding is one place."""


class SheetNames:
    """Names sheets as findings do: the sheet's own name, and the file's beside it where it was taken before.

    A sheet without a name (text files) is called by its file once there is more than one file.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._file = ""

    def begin(self, file_name: str) -> None:
        """The sheets of the next file follow."""
        self._file = file_name

    def name(self, sheet: str) -> str:
        """The name of the next sheet; to be asked once for each, hidden ones too, in their order."""
        chosen = sheet
        if chosen in self._taken:
            chosen = f"{sheet} · {self._file}" if sheet else self._file
        number = 2
        plain = chosen
        while chosen in self._taken:
            chosen, number = f"{plain} ({number})", number + 1
        self._taken.add(chosen)
        return chosen
