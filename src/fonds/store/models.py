"""The tables. Truth: Original, Record (its own columns), Version, Change. All else is derived.

Derived rows are written by ``fonds.store.projections`` and by the linking that follows it, and can be
thrown away and made again. Foreign keys that only derived rows have cascade; those among truth protect.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from fonds import store

# Before the first table: whoever imports this module may use it at once.
store.ready()


class Original(models.Model):
    """Bytes as received, kept on disk under their SHA-256. ``pages``: how many a scan has that can be
    looked at; null for what is no scan or cannot be opened."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=127)
    received = models.DateTimeField()
    pages = models.PositiveIntegerField(null=True)


class Record(models.Model):
    """A document over all its versions.

    ``name`` is where it came from: the added folder's name and the path below it; ``key`` ends the name of a
    document that was cut out of a file, behind a #; ``part`` counts the documents of one file from 0. ``version`` is the number of the current one. The columns from
    ``title`` on repeat what lists need of the current document and are derived.
    """

    id = models.CharField(max_length=9, primary_key=True)
    name = models.TextField()
    key = models.TextField(default="")
    part = models.PositiveIntegerField(default=0)
    collection = models.TextField(null=True)
    version = models.PositiveIntegerField(default=1)
    added = models.DateTimeField()
    # When the record was last added, changed or withdrawn, as the change log has it: harvesters ask by it.
    changed = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    # Why it was withdrawn, and the record that stands for it now.
    reason = models.TextField(null=True)
    merged_into = models.CharField(max_length=9, null=True)

    title = models.TextField(default="")
    type = models.CharField(max_length=40, default="other")
    edtf = models.TextField(null=True)
    earliest = models.CharField(max_length=20, null=True)
    # Order in time: the earliest day, then the time of day where it is known.
    moment = models.CharField(max_length=20, null=True)
    # "05-13" for a document dated to the day.
    month_day = models.CharField(max_length=5, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "part"], name="fonds_record_name")]
        indexes = [
            models.Index(fields=["moment", "id"], name="fonds_record_moment"),
            models.Index(fields=["collection", "moment"], name="fonds_record_collection"),
            models.Index(fields=["added"], name="fonds_record_added"),
            models.Index(fields=["changed", "id"], name="fonds_record_changed"),
            models.Index(fields=["month_day"], name="fonds_record_day"),
        ]


class Version(models.Model):
    """One reading of one original.

    ``digest`` stands for the original with its companions: equal means nothing changed. ``companions``
    is a list of {name, sha256, media_type, role, language}. ``document`` is the codec's JSON.
    ``reading`` is the reading text, zlib over UTF-8: derived (the importer gives it again), and kept
    because a page needs it in microseconds. ``layout`` tells where its words stand on page images
    (``model.layout``): derived as well, and kept because recognising a page again takes seconds.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    original = models.ForeignKey(Original, models.PROTECT)
    companions = models.JSONField(default=list)
    reader_version = models.CharField(max_length=80)
    document = models.TextField()
    reading = models.BinaryField()
    layout = models.BinaryField(null=True)
    added = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="fonds_version_number")]


class Change(models.Model):
    """The log that links and index follow. ``kind``: added, changed, withdrawn, relinked."""

    seq = models.BigAutoField(primary_key=True)
    record = models.CharField(max_length=9)
    kind = models.CharField(max_length=10)


class Follower(models.Model):
    """How far a follower of the change log has come."""

    name = models.CharField(max_length=20, primary_key=True)
    seq = models.BigIntegerField(default=0)


# --- derived from one document -----------------------------------------------------------------------


class Name(models.Model):
    """A name, by its comparison key, and the name under which the person goes that it means.

    A person is a name that means itself. So the id of any name leads to the person, also after the
    archive has learnt that "Filippov" is Stalin. ``kind``: person, body or null. ``sort`` begins with
    the family name; ``records`` counts the documents of a person (0 for a name that means another).
    Names of the same ``letters`` (the key without its blanks) or ``family`` name (a key; empty for what is no person)
    may mean one person; those that are ``unsettled`` stand in a document that came, changed or went since persons
    were decided last.
    """

    id = models.CharField(max_length=9, primary_key=True)
    key = models.TextField(unique=True)
    form = models.TextField()
    kind = models.CharField(max_length=10, null=True)
    person = models.ForeignKey("self", models.CASCADE, related_name="names")
    sort = models.TextField(db_index=True)
    records = models.PositiveIntegerField(default=0)
    letters = models.TextField(default="", db_index=True)
    family = models.TextField(default="", db_index=True)
    unsettled = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(unsettled=True), name="fonds_name_unsettled")
        ]


class NameForm(models.Model):
    """A form in which a document writes a name.

    ``kind``: ``name`` (the document's own resolved name), ``written`` (its wording) or ``alias``: the
    document says that this name means ``means``.
    """

    record = models.ForeignKey(Record, models.CASCADE)
    name = models.ForeignKey(Name, models.CASCADE)
    form = models.TextField()
    kind = models.CharField(max_length=10)
    means = models.ForeignKey(Name, models.CASCADE, null=True, related_name="+")


class Participation(models.Model):
    """A name's part in a document. ``part``: from, to, copy, through, participant, speaker, credit, mentioned."""

    record = models.ForeignKey(Record, models.CASCADE)
    name = models.ForeignKey(Name, models.CASCADE)
    part = models.CharField(max_length=12)
    office = models.TextField(null=True)
    message = models.CharField(max_length=12, null=True)


class Place(models.Model):
    """A place under its usual English name; ``records`` counts its documents; ``unsettled`` as of names."""

    id = models.CharField(max_length=9, primary_key=True)
    key = models.TextField(unique=True)
    name = models.TextField()
    sort = models.TextField(db_index=True)
    records = models.PositiveIntegerField(default=0)
    unsettled = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(unsettled=True), name="fonds_place_unsettled")
        ]


class RecordPlace(models.Model):
    """A place in a document, as written there. ``part``: origin, destination, mentioned."""

    record = models.ForeignKey(Record, models.CASCADE)
    place = models.ForeignKey(Place, models.CASCADE)
    part = models.CharField(max_length=12)
    form = models.TextField()


class SourceRow(models.Model):
    """An archival source. ``path`` leads through the archival tree to its file
    ("aprf/fond-45/opis-1/delo-343"), ``labels`` is a list of [level, label] for its steps; ``leaf`` is the
    first leaf, to sort by."""

    record = models.ForeignKey(Record, models.CASCADE)
    n = models.PositiveIntegerField()
    path = models.TextField(db_index=True)
    labels = models.JSONField(default=list)
    listy = models.TextField(null=True)
    leaf = models.PositiveIntegerField(null=True)


class MessageRow(models.Model):
    """A message, or (with an empty ``message``) a document that is none, as mentions look for it. ``sent`` is EDTF; ``number`` a comparison key; ``senders``
    and ``recipients`` are lists of name ids and posts ("at:merrin"). ``outer`` tells the document's own message from one it forwards;
    ``words`` are telling ones of the document's title and first lines."""

    record = models.ForeignKey(Record, models.CASCADE)
    message = models.CharField(max_length=12)
    kind = models.TextField()
    sent = models.TextField(null=True)
    earliest = models.CharField(max_length=20, null=True, db_index=True)
    latest = models.CharField(max_length=20, null=True)
    number = models.TextField(null=True, db_index=True)
    senders = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    outer = models.BooleanField(default=True)
    words = models.JSONField(default=list)


class ReferenceRow(models.Model):
    """A mention of another communication. The columns from ``state`` on are decided by linking.

    ``found`` is the reader's own state; ``inside`` the message of the same document that it means, as
    the reader found; ``message`` the one it stands in. ``written`` is the latest day on which it can
    have been made. ``answers``: it looks back along the same line of correspondence. ``missing`` is
    equal for all mentions of one communication that is not here. ``leads_to`` is the name of the record that
    the mark-up points to, which decides.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="references")
    n = models.PositiveIntegerField()
    as_written = models.TextField()
    kind = models.TextField(null=True)
    dated = models.TextField(null=True)
    earliest = models.CharField(max_length=20, null=True, db_index=True)
    latest = models.CharField(max_length=20, null=True)
    number = models.TextField(null=True, db_index=True)
    senders = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    written = models.CharField(max_length=20, null=True)
    message = models.CharField(max_length=12, null=True)
    found = models.CharField(max_length=12)
    inside = models.CharField(max_length=12, null=True)
    answers = models.BooleanField(default=False)
    state = models.CharField(max_length=12)
    target = models.ForeignKey(Record, models.SET_NULL, null=True, related_name="mentioned_by")
    candidates = models.JSONField(default=list)
    missing = models.CharField(max_length=9, null=True, db_index=True)
    leads_to = models.TextField(null=True, db_index=True)


class SameMessage(models.Model):
    """Two documents hold one and the same message; written both ways by linking."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="same_message")
    other = models.ForeignKey(Record, models.CASCADE, related_name="+")


class ProblemRow(models.Model):
    """A problem of the current version."""

    record = models.ForeignKey(Record, models.CASCADE)
    code = models.CharField(max_length=60, db_index=True)
    severity = models.CharField(max_length=10)


class Subject(models.Model):
    """A subject heading of a document."""

    record = models.ForeignKey(Record, models.CASCADE)
    subject = models.TextField(db_index=True)


class Address(models.Model):
    """Where a document was published before: ``path`` of an address with its query, without scheme and host, so
    that a site which takes over the name of the old one answers it too."""

    record = models.ForeignKey(Record, models.CASCADE)
    path = models.TextField(db_index=True)


def tables() -> Iterator[type[models.Model]]:
    """All of them, those before others that point to them."""
    yield from apps.get_app_config("fonds_store").get_models()
