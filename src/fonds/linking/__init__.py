"""What needs more than one document: names to persons, mentions to documents, related documents.

Pure functions over small facts; the services fetch the facts and keep the answers. Precision first:
two persons under one heading, or a mention that leads to the wrong paper, cost a reader more than a
link that is not there.
"""
