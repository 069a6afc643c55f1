"""The search service without its web server: ``python -m benchmarks.answering ARCHIVE``.

A process of its own that reads a question a line, ``[query, filters]`` as JSON, and writes the whole answer as one.
"""

from __future__ import annotations

import json
import os
import sys


def main(archive: str) -> None:
    """Answers until there are no more questions."""
    os.environ["FONDS_ARCHIVE"] = archive
    os.environ["DJANGO_SETTINGS_MODULE"] = "fonds.web.settings"
    # Only now: Django reads both when it is first imported.
    from fonds.model.codec import encode
    from fonds.services import archive as archives
    from fonds.services import finding

    opened = archives.open_archive()
    for line in sys.stdin:
        text, filters = json.loads(line)
        print(json.dumps(encode(finding.search(opened, text, filters=filters))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
